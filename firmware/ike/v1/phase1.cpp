#include "firmware/ike/v1/phase1.hpp"

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/login.hpp"
#include "firmware/wire/ike_notify.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kShortestNonce = 8;
constexpr std::size_t kLongestNonce = 256;
constexpr auto kInitiatorFirst = std::chrono::seconds(5);
/// Nobody confirms aggressive mode's third message. A quick mode that overtakes it is ignored (strongSwan handles
/// datagrams in several threads), and would be sent again only after `ipsec ike retry`'s interval.
constexpr auto kThirdMessageFirst = std::chrono::milliseconds(100);
constexpr std::size_t kMostSasOfGateway = 16;
constexpr std::size_t kMostClientsOfGateway = 256;

void hand_over_pairs(const Context& context, const IsakmpSa& sa) {
  for (auto& older : context.registry.isakmps) {
    const bool same =
        older->gateway == sa.gateway && older->established() && older->remote_id == sa.remote_id;
    if (same && older.get() != &sa) older->rekey_at.reset();
  }
  for (auto& pair : context.registry.pairs) {
    if (pair->gateway == sa.gateway && pair->remote_id == sa.remote_id) pair->isakmp = sa.handle;
  }
}

/// An authenticated peer that never deletes anything must not fill the memory either.
void drop_surplus(const Context& context, GatewayId gateway, bool clients) {
  for (;;) {
    std::size_t count = 0;
    IsakmpSa* oldest = nullptr;
    for (auto& sa : context.registry.isakmps) {
      if (sa->gateway != gateway || !sa->established() || (sa->remote_id.client != 0) != clients) continue;
      if (oldest == nullptr) oldest = sa.get();
      ++count;
    }
    if (count <= (clients ? kMostClientsOfGateway : kMostSasOfGateway)) return;
    remove_isakmp(context, *oldest);
  }
}

void move_to_end(Registry& registry, const IsakmpSa& sa) {
  auto& list = registry.isakmps;
  auto it = std::find_if(list.begin(), list.end(), [&](auto& other) { return other.get() == &sa; });
  std::rotate(it, it + 1, list.end());
}

/// Who began phase 1 did it for its quick mode: the other end does not begin one of its own
/// meanwhile.
void let_initiator_go_on(const Context& context, const IsakmpSa& sa) {
  for (auto& policy : context.registry.settings->policies) {
    if (policy.gateway != sa.gateway) continue;
    auto& not_before = context.registry.policies[policy.id].not_before;
    const auto wait = sa.aggressive ? kThirdMessageFirst : std::chrono::milliseconds(0);
    not_before = context.now + (sa.role == Role::initiator ? wait : kInitiatorFirst);
  }
}

/// A NAT changed the source port, yet no end will put ESP into UDP.
void warn_of_nat(const Context& context, const IsakmpSa& sa) {
  const bool translated = sa.peer.port != kPort && sa.peer.port != kNatPort;
  if (!translated || sa.nat_dialect != NatDialect::none) return;
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::nat_traversal_off, 0}, true);
}

}  // namespace

IsakmpSa* begin_as_initiator(const Context& context, const Gateway& gateway) {
  if (!gateway.remote_address) return nullptr;
  const auto local = context.registry.local_address(gateway, *gateway.remote_address);
  if (!local) return nullptr;
  auto& sa = context.registry.add_isakmp();
  sa.gateway = gateway.id;
  sa.role = Role::initiator;
  sa.cookies.initiator = context.registry.new_cookie();
  sa.local = {*local, kPort};
  sa.peer = {*gateway.remote_address, kPort};
  sa.default_local_address = !gateway.local_address;
  sa.suite = {gateway.encryption, gateway.hash, gateway.group};
  sa.local_id = own_identity(gateway, *local);
  sa.exchange.own_id = emit_id(sa.local_id);
  sa.exchange.own_nonce = context.registry.entropy.bytes(kNonceBytes);
  sa.started = context.now;
  context.emit(Phase1Started{gateway.id, Role::initiator, sa.local, sa.peer});
  return &sa;
}

IsakmpSa* begin_as_responder(const Context& context, const Gateway& gateway, const Incoming& in) {
  auto& registry = context.registry;
  const auto from = in.source.address;
  // A configured peer is let in also while strangers have taken all places.
  const bool known = gateway.remote_address == from;
  if (registry.half_open(from, !known) >= kMostHalfOpenPerAddress) return nullptr;
  if (!known && registry.half_open() >= kMostHalfOpen) return nullptr;
  auto& sa = registry.add_isakmp();
  sa.gateway = gateway.id;
  sa.role = Role::responder;
  sa.cookies = {in.header.initiator, registry.new_cookie()};
  sa.local = in.destination;
  sa.peer = in.source;
  sa.local_id = own_identity(gateway, in.destination.address);
  sa.exchange.own_id = emit_id(sa.local_id);
  sa.exchange.own_nonce = registry.entropy.bytes(kNonceBytes);
  sa.started = context.now;
  sa.expires = context.now + kHalfOpenLife;
  sa.first_digest = in.digest;
  context.emit(Phase1Started{gateway.id, Role::responder, sa.local, sa.peer});
  return &sa;
}

void refuse_stranger(const Context& context, const Incoming& in, std::optional<GatewayId> gateway,
                     Stuck reason, std::uint16_t notify) {
  tell_failure(context, {gateway, std::nullopt, in.source, reason, 0}, true);
  if (notify != 0) send_plain_notification(context, in, notify);
}

void send_plain_notification(const Context& context, const Incoming& in, std::uint16_t notify) {
  Header header;
  header.initiator = in.header.initiator;
  header.responder = in.header.responder;
  header.exchange = exchange::informational;
  header.message_id = context.registry.entropy.u32();
  PayloadWriter payloads;
  payloads.add(
      PayloadType::notification,
      emit_notification(
          {protocol::isakmp, notify, CookiePair{header.initiator, header.responder}.bytes(), {}}));
  const auto message = seal_plain(header, payloads);
  context.send(in.destination, in.source, message);
}

Header header_of(const IsakmpSa& sa, std::uint8_t exchange, std::uint32_t message_id) {
  Header header;
  header.initiator = sa.cookies.initiator;
  header.responder = sa.cookies.responder;
  header.exchange = exchange;
  header.message_id = message_id;
  return header;
}

bool read_key_exchange(const PayloadChain& payloads, IsakmpSa& sa) {
  const auto key = payloads.only(PayloadType::key_exchange);
  const auto nonce = payloads.only(PayloadType::nonce);
  if (!key || !nonce || key->size() != crypto::value_bytes(modp_group(sa.suite.group)))
    return false;
  if (nonce->size() < kShortestNonce || nonce->size() > kLongestNonce) return false;
  sa.exchange.peer_public = to_bytes(*key);
  sa.exchange.peer_nonce = to_bytes(*nonce);
  return true;
}

bool derive_keys(const Gateway& gateway, IsakmpSa& sa) {
  auto& e = sa.exchange;
  const auto shared = crypto::dh_agree(modp_group(sa.suite.group), e.dh.exponent, e.peer_public);
  if (!shared) return false;
  const bool initiator = sa.role == Role::initiator;
  const ByteView own_nonce(e.own_nonce);
  const ByteView peer_nonce(e.peer_nonce);
  sa.keys =
      derive_phase1_keys(sa.suite,
                         {as_bytes(gateway.pre_shared_key), initiator ? own_nonce : peer_nonce,
                          initiator ? peer_nonce : own_nonce, (*shared).view()},
                         sa.cookies);
  const ByteView own_public(e.dh.public_value);
  const ByteView peer_public(e.peer_public);
  sa.iv = phase1_iv(sa.suite, initiator ? own_public : peer_public,
                    initiator ? peer_public : own_public);
  return true;
}

Bytes own_hash(const IsakmpSa& sa) {
  const auto& e = sa.exchange;
  const bool initiator = sa.role == Role::initiator;
  const auto& own = initiator ? sa.cookies.initiator : sa.cookies.responder;
  const auto& other = initiator ? sa.cookies.responder : sa.cookies.initiator;
  return phase1_hash(sa.suite.hash, sa.keys.skeyid,
                     {e.dh.public_value, e.peer_public, own, other, e.initiator_sa, e.own_id});
}

PeerProof check_peer(const PayloadChain& payloads, IsakmpSa& sa) {
  auto& e = sa.exchange;
  // In aggressive mode the initiator's ID came in its first message.
  if (const auto id = payloads.only(PayloadType::identification)) {
    const auto identity = parse_id(*id);
    if (!identity) return PeerProof::malformed;
    static_cast<Identity&>(sa.remote_id) = *identity;
    e.peer_id = to_bytes(*id);
  }
  const auto hash = payloads.only(PayloadType::hash);
  if (!hash || e.peer_id.empty()) return PeerProof::malformed;
  const bool initiator = sa.role == Role::initiator;
  const auto& peer = initiator ? sa.cookies.responder : sa.cookies.initiator;
  const auto& own = initiator ? sa.cookies.initiator : sa.cookies.responder;
  const auto expected =
      phase1_hash(sa.suite.hash, sa.keys.skeyid,
                  {e.peer_public, e.dh.public_value, peer, own, e.initiator_sa, e.peer_id});
  return equal_in_constant_time(expected, *hash) ? PeerProof::good : PeerProof::wrong_hash;
}

void add_initial_contact(const Context& context, PayloadWriter& payloads, const IsakmpSa& sa) {
  const auto& registry = context.registry;
  const bool other = registry.newest_isakmp(sa.gateway) != nullptr ||
                     std::any_of(registry.pairs.begin(), registry.pairs.end(),
                                 [&](auto& pair) { return pair->gateway == sa.gateway; });
  if (other) return;
  payloads.add(
      PayloadType::notification,
      emit_notification({protocol::isakmp, notify::initial_contact, sa.cookies.bytes(), {}}));
}

bool has_initial_contact(const PayloadChain& payloads) {
  return std::any_of(payloads.all().begin(), payloads.all().end(), [](auto& payload) {
    if (payload.type != PayloadType::notification) return false;
    const auto notification = parse_notification(payload.body);
    return notification && (*notification).type == notify::initial_contact;
  });
}

void establish(const Context& context, IsakmpSa& sa) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  sa.number = registry.new_number();
  sa.state = Phase1State::established;
  sa.established_at = context.now;
  sa.expires = context.now + sa.life.seconds;
  if (const auto percent = gateway.isakmp_lifetime.rekey_percent; percent && sa.remote_id.client == 0)
    sa.rekey_at = renewal_at(context.now, sa.life.seconds, *percent, sa.role);
  sa.last_heard = context.now;
  sa.hint.reset();
  sa.exchange = {};
  move_to_end(registry, sa);
  hand_over_pairs(context, sa);
  start_keepalive(context, sa);
  let_initiator_go_on(context, sa);
  auto& runtime = registry.gateways[sa.gateway];
  runtime.not_before = {};
  if (runtime.last_failure && !runtime.last_failure->policy) runtime.last_failure.reset();
  context.emit(Phase1Established{sa.gateway, sa.number, sa.role, sa.local, sa.peer, sa.nat_found(),
                                 Bytes(sa.cookies.initiator.begin(), sa.cookies.initiator.end()),
                                 to_bytes(sa.keys.encryption.view()), std::nullopt});
  warn_of_nat(context, sa);
  drop_surplus(context, sa.gateway, sa.remote_id.client != 0);
  if (sa.login) start_login(context, sa);
}

}  // namespace kyoten::ike::v1
