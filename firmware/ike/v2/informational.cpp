#include "firmware/ike/v2/informational.hpp"

#include "firmware/ike/sa_protocol.hpp"
#include "firmware/ike/timing.hpp"
#include "firmware/wire/ikev2_sa.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

/// One half of each pair is named by who deletes it; the other half is what the answer names.
std::vector<Spi> delete_named(const Context& context, const IkeSa& sa, const Deletion& deletion) {
  std::vector<Spi> own_halves;
  for (auto spi : deletion.spis) {
    auto* child = context.registry.child_by_outbound(spi, sa.handle);
    if (child == nullptr || child->suite.protocol != *protocol_numbered(deletion.protocol)) continue;
    own_halves.push_back(child->inbound);
    if (!child->replaced)
      context.registry.policies[child->policy].not_before = context.now + kStartAgainAfter;
    // Its successor stands at both ends then, and is what to send through.
    if (child->replaced) {
      for (auto& other : context.registry.children) {
        if (other->policy != child->policy || !other->outbound_waits) continue;
        use_outbound(context, *other);
        break;
      }
    }
    if (auto* still = context.registry.child_by_inbound(own_halves.back()))
      remove_child(context, *still);
  }
  return own_halves;
}

}  // namespace

void start_liveness_check(const Context& context, IkeSa& sa) {
  Request request;
  request.kind = RequestKind::liveness;
  send_request(context, sa, std::move(request), exchange::informational, {});
  sa.next_liveness.reset();
}

void start_delete_children(const Context& context, IkeSa& sa) {
  auto& waiting = sa.children_to_delete;
  const auto kind = waiting.front().protocol;  // one payload speaks of one protocol; others have their turn next
  Deletion deletion{protocol_number(kind), {}};
  std::erase_if(waiting, [&](const SaName& name) {
    if (name.protocol != kind || deletion.spis.size() == kMostDeletedSpis) return false;
    deletion.spis.push_back(name.spi);
    return true;
  });
  Request request;
  request.kind = RequestKind::delete_children;
  PayloadWriter payloads;
  payloads.add(PayloadType::deletion, emit_deletion(deletion));
  send_request(context, sa, std::move(request), exchange::informational, payloads);
}

void start_delete_ike(const Context& context, IkeSa& sa) {
  Request request;
  request.kind = RequestKind::delete_ike;
  PayloadWriter payloads;
  payloads.add(PayloadType::deletion, emit_deletion({protocol::ike, {}}));
  send_request(context, sa, std::move(request), exchange::informational, payloads);
}

void on_informational_request(const Context& context, IkeSa& sa, const Incoming& in,
                              const PayloadChain& payloads) {
  PayloadWriter answer;
  bool whole = false;
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::deletion) continue;
    const auto deletion = parse_deletion(payload.body);
    if (!deletion) return refuse_request(context, sa, in, notify::invalid_syntax);
    if ((*deletion).protocol == protocol::ike) whole = true;
    if (!protocol_numbered((*deletion).protocol)) continue;
    const auto own_halves = delete_named(context, sa, *deletion);
    if (!own_halves.empty())
      answer.add(PayloadType::deletion, emit_deletion({(*deletion).protocol, own_halves}));
  }
  if (find_notify(payloads, notify::authentication_failed)) {
    // The initiator does not believe who this end says it is (RFC 7296 section 2.21.2).
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::authentication_refused, 0},
                 false);
    whole = true;
  }
  if (whole) {
    send_response(context, sa, in, {});
    if (sa.established()) hold_policies(context, sa.gateway);
    return remove_ike(context, sa);
  }
  send_response(context, sa, in, answer);
}

void declare_dead(const Context& context, IkeSa& sa) {
  const auto id = sa.gateway;
  const auto* gateway = context.registry.gateway(id);
  context.emit(PeerDead{id, gateway == nullptr || gateway->keepalive_log});
  remove_ike(context, sa);
  context.registry.gateways[id].not_before = context.now;
}

void declare_dead(const Context& context, GatewayId gateway) {
  for (;;) {
    const auto& sas = context.registry.ikes;
    const auto sa = std::find_if(sas.begin(), sas.end(), [&](auto& other) {
      return other->gateway == gateway && other->established();
    });
    if (sa == sas.end()) return;
    declare_dead(context, **sa);
  }
}

}  // namespace kyoten::ike::v2
