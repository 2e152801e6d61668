// Who the other end is, and what it can: gateways, identities, vendor ids, NAT.
#include "firmware/ike/gateway_choice.hpp"
#include "firmware/ike/v1/phase1.hpp"

namespace kyoten::ike::v1 {

using namespace wire::ike;

namespace {

/// RTX: kinds other than a domain or a mail address are sent as key ids.
std::uint8_t id_type_of(NameKind kind) {
  if (kind == NameKind::fqdn) return id_type::fqdn;
  if (kind == NameKind::user_fqdn) return id_type::user_fqdn;
  return id_type::key_id;
}

template <class Wanted>
const Gateway* find_gateway(const Registry& registry, const IpAddress& local, const Wanted& wanted) {
  return choose_gateway(*registry.settings, 1, local, wanted);
}

}  // namespace

bool is_named(const Identity& identity, const Name& name) {
  const auto text = as_bytes(name.text);
  if (std::equal(identity.data.begin(), identity.data.end(), text.begin(), text.end())) return true;
  return identity.prefix() && identity.text() == name.text;
}

const Gateway* gateway_for_address(const Registry& registry, const IpAddress& peer, const IpAddress& local) {
  if (auto* found = find_gateway(registry, local, [&](auto& g) { return g.remote_address == peer; }))
    return found;
  if (auto* found = find_gateway(registry, local,
                                 [](auto& g) { return g.accepts_any_address() && !g.remote_name; }))
    return found;
  return find_gateway(registry, local, [](auto& g) { return g.accepts_any_address(); });
}

const Gateway* gateway_for_identity(const Registry& registry, const Identity& identity,
                                    const IpAddress& peer, const IpAddress& local) {
  if (auto* found = find_gateway(registry, local, [&](auto& g) {
        return g.remote_name && is_named(identity, *g.remote_name);
      }))
    return found;
  if (auto* found = find_gateway(
          registry, local, [&](auto& g) { return !g.remote_name && g.remote_address == peer; }))
    return found;
  return find_gateway(registry, local, [](auto& g) { return !g.remote_name && g.accepts_any_address(); });
}

Identity own_identity(const Gateway& gateway, const IpAddress& local) {
  if (gateway.local_name)
    return Identity::named(id_type_of(gateway.local_name->kind), gateway.local_name->text);
  return Identity::of(local);
}

void add_vendor_ids(PayloadWriter& payloads, const Gateway& gateway, const IsakmpSa& sa) {
  auto add = [&](Vendor vendor) { payloads.add(PayloadType::vendor_id, vendor_id(vendor)); };
  for (auto vendor : {Vendor::nat_traversal_rfc3947, Vendor::nat_traversal_draft03,
                      Vendor::nat_traversal_draft02, Vendor::nat_traversal_draft02_plain}) {
    const bool offered = sa.role == Role::initiator && gateway.nat_traversal;
    const bool chosen = sa.role == Role::responder && sa.nat_dialect == nat_dialect(vendor);
    if (offered || chosen) add(vendor);
  }
  if (sa.login) add(Vendor::xauth);
  add(Vendor::dead_peer_detection);
  add(Vendor::heartbeat);
  add(Vendor::fragmentation);
}

void read_vendor_ids(const PayloadChain& payloads, const Gateway& gateway, IsakmpSa& sa) {
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::vendor_id) continue;
    const auto vendor = recognise_vendor(payload.body);
    if (!vendor) continue;
    if (*vendor == Vendor::dead_peer_detection) sa.peer_has_dpd = true;
    if (*vendor == Vendor::heartbeat) sa.peer_has_heartbeat = true;
    if (gateway.nat_traversal) sa.nat_dialect = std::max(sa.nat_dialect, nat_dialect(*vendor));
  }
}

void add_nat_discovery(const Context& context, PayloadWriter& payloads, const Gateway& gateway,
                       const IsakmpSa& sa) {
  if (sa.nat_dialect == NatDialect::none) return;
  const auto type = nat_discovery_payload(sa.nat_dialect);
  auto own = nat_discovery_hash(sa.suite.hash, sa.cookies, sa.local);
  // `force=on`: a source nobody can have makes the peer see a NAT.
  if (gateway.nat_traversal_force) context.registry.entropy.fill(own);
  payloads.add(type, nat_discovery_hash(sa.suite.hash, sa.cookies, sa.peer)).add(type, own);
}

void read_nat_discovery(const PayloadChain& payloads, const Gateway& gateway, const Incoming& in,
                        IsakmpSa& sa) {
  if (sa.nat_dialect == NatDialect::none) return;
  std::vector<ByteView> received;
  for (auto& payload : payloads.all()) {
    if (payload.type == nat_discovery_payload(sa.nat_dialect)) received.push_back(payload.body);
  }
  const auto finding = judge_nat(received, sa.suite.hash, sa.cookies, in.destination, in.source);
  if (!finding) {
    sa.nat_dialect = NatDialect::none;  // it named the dialect but does not speak it
    return;
  }
  sa.nat = *finding;
  if (gateway.nat_traversal_force) sa.nat.local_behind_nat = true;
}

void float_ports(IsakmpSa& sa) {
  if (!sa.nat_found()) return;
  sa.local.port = kNatPort;
  sa.peer.port = kNatPort;
}

}  // namespace kyoten::ike::v1
