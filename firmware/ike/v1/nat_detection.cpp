#include "firmware/ike/v1/nat_detection.hpp"

namespace kyoten::ike::v1 {

using wire::ike::PayloadType;
using wire::ike::Vendor;

NatDialect nat_dialect(Vendor vendor) {
  switch (vendor) {
    case Vendor::nat_traversal_rfc3947:
      return NatDialect::rfc3947;
    case Vendor::nat_traversal_draft03:
      return NatDialect::draft03;
    case Vendor::nat_traversal_draft02:
    case Vendor::nat_traversal_draft02_plain:
      return NatDialect::draft02;
    default:
      return NatDialect::none;
  }
}

PayloadType nat_discovery_payload(NatDialect dialect) {
  return dialect == NatDialect::rfc3947 ? PayloadType::nat_discovery
                                        : PayloadType::nat_discovery_draft;
}

PayloadType nat_original_address_payload(NatDialect dialect) {
  return dialect == NatDialect::rfc3947 ? PayloadType::nat_original_address
                                        : PayloadType::nat_original_address_draft;
}

std::uint16_t udp_encapsulation(NatDialect dialect, ipsec::Mode mode) {
  const bool tunnel = mode == ipsec::Mode::tunnel;
  if (dialect == NatDialect::rfc3947) return tunnel ? 3 : 4;
  return tunnel ? 61443 : 61444;
}

Bytes nat_discovery_hash(Phase1Hash hash, const CookiePair& cookies, const Endpoint& endpoint) {
  Bytes end;
  ByteWriter(end).bytes(endpoint.address.octets()).u16(endpoint.port);
  return crypto::hash(hash_algorithm(hash), {cookies.initiator, cookies.responder, end});
}

std::optional<NatFinding> judge_nat(const std::vector<ByteView>& received, Phase1Hash hash,
                                    const CookiePair& cookies, const Endpoint& local,
                                    const Endpoint& peer) {
  if (received.size() < 2) return std::nullopt;
  const auto own = nat_discovery_hash(hash, cookies, local);
  const auto theirs = nat_discovery_hash(hash, cookies, peer);
  NatFinding finding;
  finding.local_behind_nat =
      !std::equal(own.begin(), own.end(), received[0].begin(), received[0].end());
  // A peer with several addresses sends one for each; any of them may be the one we see.
  finding.peer_behind_nat =
      std::none_of(received.begin() + 1, received.end(), [&](ByteView candidate) {
        return std::equal(theirs.begin(), theirs.end(), candidate.begin(), candidate.end());
      });
  return finding;
}

}  // namespace kyoten::ike::v1
