#include "firmware/ike/v2/peer.hpp"

#include <algorithm>

#include "firmware/ike/gateway_choice.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using wire::ike::Identity;
namespace id_type = wire::ike::id_type;

template <class Wanted>
const Gateway* find_gateway(const Registry& registry, const IpAddress& local, const Wanted& wanted) {
  return choose_gateway(*registry.settings, 2, local, wanted);
}

/// A name that was declared to be an address, if it is one of that version.
std::optional<IpAddress> address_named(const Name& name) {
  if (name.kind == NameKind::ipv4_addr) return Ipv4Address::parse(name.text);
  if (name.kind == NameKind::ipv6_addr) return Ipv6Address::parse(name.text);
  return std::nullopt;
}

Bytes nat_detection_hash(const SpiPair& spis, const Endpoint& endpoint) {
  Bytes end;
  ByteWriter(end).bytes(endpoint.address.octets()).u16(endpoint.port);
  return crypto::hash(crypto::HashAlgorithm::sha1, {spis.initiator, spis.responder, end});
}

std::vector<Bytes> nat_hashes(const PayloadChain& payloads, std::uint16_t type) {
  std::vector<Bytes> hashes;
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::notify) continue;
    auto notify = parse_notify(payload.body);
    if (notify && (*notify).type == type) hashes.push_back(std::move((*notify).data));
  }
  return hashes;
}

}  // namespace

std::optional<IpAddress> peer_address(const Gateway& gateway) {
  if (gateway.remote_address) return gateway.remote_address;
  if (!gateway.remote_name) return std::nullopt;
  return address_named(*gateway.remote_name);
}

const Gateway* gateway_for_address(const Registry& registry, const IpAddress& peer, const IpAddress& local) {
  if (auto* found = find_gateway(registry, local, [&](auto& g) { return peer_address(g) == peer; }))
    return found;
  return find_gateway(registry, local, [](auto& g) { return g.accepts_any_address() || g.remote_name; });
}

const Gateway* gateway_for_identity(const Registry& registry, const Identity& identity,
                                    const IpAddress& peer, const IpAddress& local) {
  if (auto* found = find_gateway(registry, local, [&](auto& g) {
        return g.remote_name && identity_of(*g.remote_name) == identity;
      }))
    return found;
  if (auto* found = find_gateway(
          registry, local, [&](auto& g) { return !g.remote_name && g.remote_address == peer; }))
    return found;
  return find_gateway(registry, local, [](auto& g) { return !g.remote_name && g.accepts_any_address(); });
}

bool is_expected(const Gateway& gateway, const Identity& identity) {
  return !gateway.remote_name || identity_of(*gateway.remote_name) == identity;
}

Identity identity_of(const Name& name) {
  switch (name.kind) {
    case NameKind::ipv4_addr:
    case NameKind::ipv6_addr:
      if (const auto address = address_named(name)) return Identity::of(*address);
      return Identity::named(id_type::key_id, name.text);
    case NameKind::fqdn:
      return Identity::named(id_type::fqdn, name.text);
    case NameKind::user_fqdn:
      return Identity::named(id_type::user_fqdn, name.text);
    default:
      return Identity::named(id_type::key_id, name.text);
  }
}

Identity own_identity(const Gateway& gateway, const IpAddress& local) {
  return gateway.local_name ? identity_of(*gateway.local_name) : Identity::of(local);
}

void add_nat_detection(const Context& context, const Gateway& gateway, const SpiPair& spis,
                       const Endpoint& local, const Endpoint& peer, PayloadWriter& payloads) {
  if (!gateway.nat_traversal) return;
  auto own = nat_detection_hash(spis, local);
  // `force=on`: a source nobody can have makes the peer see a NAT.
  if (gateway.nat_traversal_force) context.registry.entropy.fill(own);
  const auto add = [&](std::uint16_t type, Bytes hash) {
    payloads.add(PayloadType::notify, emit_notify({protocol::none, type, {}, std::move(hash)}));
  };
  add(notify::nat_detection_source_ip, std::move(own));
  add(notify::nat_detection_destination_ip, nat_detection_hash(spis, peer));
}

void detect_nat(const PayloadChain& payloads, const Gateway& gateway, const SpiPair& spis,
                const Incoming& in, IkeSa& sa) {
  const auto sources = nat_hashes(payloads, notify::nat_detection_source_ip);
  const auto destinations = nat_hashes(payloads, notify::nat_detection_destination_ip);
  if (!gateway.nat_traversal || sources.empty() || destinations.empty()) return;
  const auto contains = [](const std::vector<Bytes>& hashes, const Bytes& wanted) {
    return std::ranges::find(hashes, wanted) != hashes.end();
  };
  sa.peer_behind_nat = !contains(sources, nat_detection_hash(spis, in.source));
  sa.local_behind_nat = !contains(destinations, nat_detection_hash(spis, in.destination)) ||
                        gateway.nat_traversal_force;
}

void move_peer(const Context& context, IkeSa& sa, const Endpoint& after) {
  const auto before = std::exchange(sa.peer, after);
  for (auto& child : context.registry.children) {
    if (child->ike != sa.handle || !child->udp_encapsulated) continue;
    child->peer = after;
    if (child->outbound_waits) child->outbound_waits->peer = after;
    if (context.registry.newest_child(child->policy) == child.get())
      context.registry.policies[child->policy].path.moved(after);
  }
  context.emit(PeerMoved{sa.gateway, before, after});
}

void start_keepalive(const Context& context, IkeSa& sa) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto& keepalive = gateway.keepalive;
  sa.next_liveness.reset();
  sa.next_nat_keepalive.reset();
  if (keepalive.use == KeepaliveSwitch::on && keepalive.kind != KeepaliveKind::icmp_echo)
    sa.next_liveness = context.now + keepalive.interval;
  if (sa.local_behind_nat && gateway.nat_keepalive)
    sa.next_nat_keepalive = context.now + *gateway.nat_keepalive;
}

void note_alive(const Context& context, IkeSa& sa) {
  const auto* gateway = context.registry.gateway(sa.gateway);
  if (sa.next_liveness && gateway != nullptr)
    sa.next_liveness = context.now + gateway->keepalive.interval;
}

void note_heard(const Context& context, IkeSa& sa, const Incoming& in) {
  note_alive(context, sa);
  const bool follows = sa.peer_behind_nat && sa.local.port == wire::ike::kNatPort &&
                       in.destination.port == wire::ike::kNatPort;
  if (follows && in.source != sa.peer && sa.established()) move_peer(context, sa, in.source);
}

}  // namespace kyoten::ike::v2
