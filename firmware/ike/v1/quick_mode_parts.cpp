#include "firmware/ike/v1/quick_mode_parts.hpp"

#include "firmware/ike/sa_protocol.hpp"
#include "firmware/ike/timing.hpp"
#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/wear.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

/// Clients have SAs of their own under a policy; of everybody else the newest SA takes over.
bool is_same_client(const IpsecPair& a, const IpsecPair& b) {
  return a.remote_id.client == b.remote_id.client;
}

/// A peer that renews all the time must not fill the memory with pairs that are not old enough to
/// retire.
constexpr std::size_t kMostPairsOfPolicy = 8;
/// Two ends that begin at the same moment see the two pairs in different order; only what is
/// clearly older retires.
constexpr auto kClearlyOlder = std::chrono::seconds(60);

void retire_older(const Context& context, const IpsecPair& pair) {
  for (auto& older : context.registry.pairs) {
    if (older.get() == &pair || older->policy != pair.policy || !older->usable) continue;
    if (!is_same_client(*older, pair)) continue;
    older->rekey_at.reset();
    older->worn = false;
    if (pair.established - older->established < kClearlyOlder) continue;
    older->expires = std::min(older->expires, context.now + kRetireAfter);
  }
}

/// Nothing for what is no address: it restricts nothing.
std::vector<ipsec::TrafficRange> ranges_of(const Identity& id) {
  const auto prefix = id.prefix();
  if (!prefix) return {};
  auto range = ipsec::TrafficRange::of(*prefix);
  range.protocol = id.protocol;
  if (id.port != 0) range.first_port = range.last_port = id.port;
  return {range};
}

void drop_surplus(const Context& context, const IpsecPair& newest) {
  const auto policy = newest.policy;
  const auto client = newest.remote_id.client;
  for (;;) {
    IpsecPair* oldest = nullptr;
    std::size_t count = 0;
    for (auto& pair : context.registry.pairs) {
      if (pair->policy != policy || pair->remote_id.client != client || !pair->usable) continue;
      if (oldest == nullptr) oldest = pair.get();
      ++count;
    }
    if (count <= kMostPairsOfPolicy) return;
    send_delete(context, *oldest);
    remove_pair(context, *oldest);
  }
}

}  // namespace

Result<QuickPayloads, WireError> read_quick(const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::security_association);
  const auto nonce = payloads.only(PayloadType::nonce);
  if (!body || !nonce || nonce->size() < 8 || nonce->size() > 256) return WireError::bad_sa;
  QuickPayloads result;
  KYOTEN_TRY(result.sa, parse_sa(*body));
  result.nonce = to_bytes(*nonce);
  const auto keys = payloads.count(PayloadType::key_exchange);
  if (keys > 1) return WireError::too_many_payloads;
  if (keys == 1) result.key = to_bytes(*payloads.only(PayloadType::key_exchange));
  std::vector<Identity> ids;
  for (auto& payload : payloads.all()) {
    if (payload.type == PayloadType::identification) {
      KYOTEN_TRY(auto id, parse_id(payload.body));
      ids.push_back(std::move(id));
    }
    const bool original = payload.type == PayloadType::nat_original_address ||
                          payload.type == PayloadType::nat_original_address_draft;
    // Only checksums inside transport mode would need the address, and these are not checked under
    // a good ICV.
    if (original && !parse_nat_original_address(payload.body)) return WireError::bad_nat;
  }
  if (ids.size() != 0 && ids.size() != 2) return WireError::bad_identity;
  if (ids.size() == 2) result.ids = {ids[0], ids[1]};
  return result;
}

Phase2Terms terms_of(const Gateway& gateway, const IsakmpSa& sa) {
  return {sa.nat_dialect, sa.nat_found(), gateway.refuses_broken};
}

std::optional<Opened> open_quick(const IsakmpSa& sa, const Incoming& in, ByteView iv) {
  if (!in.header.encrypted()) return std::nullopt;
  auto opened = open_encrypted(in, sa.suite, sa.keys.encryption, iv);
  if (!opened) return std::nullopt;
  return *std::move(opened);
}

bool first_hash_is(const PayloadChain& payloads, ByteView expected) {
  const auto& all = payloads.all();
  return !all.empty() && all[0].type == PayloadType::hash &&
         payloads.count(PayloadType::hash) == 1 && equal_in_constant_time(all[0].body, expected);
}

std::optional<Opened> open_authentic(const IsakmpSa& sa, const Incoming& in, ByteView iv,
                                     ByteView initiator_nonce) {
  auto opened = open_quick(sa, in, iv);
  if (!opened) return std::nullopt;
  const auto expected = message_hash(sa.suite.hash, sa.keys.authentication, in.header.message_id,
                                     initiator_nonce, opened->behind_first());
  if (!first_hash_is(opened->payloads, expected)) return std::nullopt;
  return opened;
}

void add_quick_payloads(const IsakmpSa& sa, const QuickMode& quick, const SecurityAssociation& body,
                        PayloadWriter& payloads) {
  const bool initiator = quick.role == Role::initiator;
  payloads.add(PayloadType::hash, Bytes(crypto::digest_bytes(hash_algorithm(sa.suite.hash))))
      .add(PayloadType::security_association, emit_sa(body))
      .add(PayloadType::nonce, initiator ? quick.initiator_nonce : quick.responder_nonce);
  if (quick.dh) payloads.add(PayloadType::key_exchange, quick.dh->public_value);
  if (quick.ids) {
    payloads.add(PayloadType::identification, emit_id(quick.ids->first))
        .add(PayloadType::identification, emit_id(quick.ids->second));
  }
  if (!sa.nat_found() || quick.terms.mode != ipsec::Mode::transport) return;
  const auto type = nat_original_address_payload(sa.nat_dialect);
  const auto own = emit_nat_original_address(sa.local.address);
  const auto peer = emit_nat_original_address(sa.peer.address);
  if (sa.nat_dialect != NatDialect::rfc3947) {
    payloads.add(type, own);  // the drafts know the sender's own only
  } else {
    payloads.add(type, initiator ? own : peer).add(type, initiator ? peer : own);
  }
}

Bytes seal_quick(const IsakmpSa& sa, QuickMode& quick, PayloadWriter& payloads,
                 ByteView nonce_in_hash) {
  const auto digest = crypto::digest_bytes(hash_algorithm(sa.suite.hash));
  const auto rest = ByteView(payloads.bytes()).subspan(kPayloadHeaderBytes + digest);
  payloads.overwrite(kPayloadHeaderBytes, message_hash(sa.suite.hash, sa.keys.authentication,
                                                       quick.message_id, nonce_in_hash, rest));
  auto header = header_of(sa, exchange::quick_mode, quick.message_id);
  if (quick.commits) header.flags |= flag::commit;
  return seal_encrypted(header, payloads, sa.suite, sa.keys.encryption, quick.iv);
}

namespace {

/// `ipsec ike esp-encapsulation`: both ends are told so, nothing is negotiated. What NAT traversal agrees on comes before
/// it. Nobody has published how Yamaha's routers lay it out; here it is the datagram of RFC 3948, between the same ports.
bool wraps_esp(const Context& context, const IsakmpSa& sa, const Phase2Choice& choice) {
  const auto* gateway = context.registry.gateway(sa.gateway);
  return gateway != nullptr && gateway->wraps_esp && !gateway->nat_traversal &&
         choice.suite.protocol == ipsec::Protocol::esp;
}

}  // namespace

ipsec::SaParameters sa_parameters(const Context& context, const IsakmpSa& sa,
                                  const QuickMode& quick, const Phase2Choice& choice,
                                  ipsec::Direction direction, ByteView shared_secret) {
  ipsec::SaParameters result;
  result.direction = direction;
  result.spi = direction == ipsec::Direction::inbound ? quick.inbound : choice.peer_spi;
  result.policy = quick.policy;
  result.gateway = sa.gateway;
  result.suite = choice.suite;
  result.mode = choice.mode;
  result.udp_encapsulated = choice.udp_encapsulated;
  if (const auto* policy = context.registry.policy(quick.policy)) {
    result.anti_replay = policy->anti_replay;
    result.compresses = policy->compresses;
  }
  if (choice.peer_cpi) {
    const bool inbound = direction == ipsec::Direction::inbound;
    result.compression = inbound ? ipsec::cpi_beside(quick.inbound) : *choice.peer_cpi;
  }
  if (choice.mode == ipsec::Mode::tunnel && quick.ids) {
    const auto& [initiator, responder] = *quick.ids;
    const bool own_first = quick.role == Role::initiator;
    result.selection = {ranges_of(own_first ? initiator : responder),
                        ranges_of(own_first ? responder : initiator)};
  }
  result.renew_at = renew_at(choice.life.kilobytes);
  result.local = sa.local;
  result.peer = sa.peer;
  if (wraps_esp(context, sa, choice)) {
    result.udp_encapsulated = true;
    result.local.port = result.peer.port = kNatPort;
  } else if (!choice.udp_encapsulated) {
    result.local.port = result.peer.port = 0;
  }
  const auto cipher_bytes = ipsec::key_bytes(choice.suite.cipher);
  const auto total = cipher_bytes + ipsec::key_bytes(choice.suite.integrity);
  const auto material = keymat(
      sa.suite.hash, sa.keys.derivation,
      {shared_secret, protocol_number(choice.suite.protocol), result.spi, quick.initiator_nonce,
       quick.responder_nonce},
      total);
  result.encryption_key = Secret(material.view().first(cipher_bytes));
  result.integrity_key = Secret(material.view().subspan(cipher_bytes));
  return result;
}

IpsecPair& add_pair(const Context& context, const IsakmpSa& sa, const QuickMode& quick,
                    const Phase2Choice& choice, ipsec::SaParameters inbound) {
  auto& registry = context.registry;
  registry.pairs.push_back(std::make_unique<IpsecPair>());
  auto& pair = *registry.pairs.back();
  pair.isakmp = sa.handle;
  pair.gateway = sa.gateway;
  pair.policy = quick.policy;
  pair.role = quick.role;
  pair.terms = choice;
  pair.local = inbound.local;
  pair.peer = inbound.peer;
  pair.local_id = sa.local_id;
  pair.remote_id = sa.remote_id;
  pair.inbound = quick.inbound;
  pair.udp_encapsulated = inbound.udp_encapsulated;
  pair.peer_behind_nat = sa.nat.peer_behind_nat;
  pair.outbound_number = registry.new_number();
  pair.inbound_number = registry.new_number();
  pair.established = context.now;
  pair.expires = context.now + choice.life.seconds;
  context.emit(SaInstalled{pair.inbound_number, std::move(inbound)});
  return pair;
}

void complete_pair(const Context& context, IsakmpSa& sa, IpsecPair& pair,
                   ipsec::SaParameters outbound) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  pair.usable = true;
  pair.established = context.now;
  const auto percent = gateway.ipsec_lifetime.rekey_percent.value_or(75);
  // A client renews what it wants to keep.
  if (sa.remote_id.client == 0) pair.rekey_at = renewal_at(context.now, pair.terms.life.seconds, percent, pair.role);
  // RTX: an ISAKMP SA that would end before its IPsec SAs lives as long as they do.
  if (gateway.restrict_dangling_sa) sa.expires = std::max(sa.expires, pair.expires);
  context.emit(SaInstalled{pair.outbound_number, std::move(outbound)});
  auto& registry = context.registry;
  registry.policies[pair.policy].wanted = false;
  registry.policies[pair.policy].not_before = {};
  registry.gateways[pair.gateway].last_failure.reset();
  // The newest is what the data plane sends through: also here it is the last in the row.
  auto it = std::find_if(registry.pairs.begin(), registry.pairs.end(),
                         [&](auto& p) { return p.get() == &pair; });
  std::rotate(it, it + 1, registry.pairs.end());
  retire_older(context, pair);
  update_policy(context, pair.policy);
  drop_surplus(context, pair);
}

}  // namespace kyoten::ike::v1
