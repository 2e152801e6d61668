// What is offered and what is taken, for IKE SAs and child SAs (RFC 7296 section 2.7).
//
// RTX: without `proposal-limitation` the initiator offers everything it has, whatever the algorithm commands
// say, and the responder takes the strongest: AES256, AES128, 3DES, DES; SHA-256, SHA-1, MD5.
#pragma once

#include "firmware/ike/v2/suite.hpp"
#include "firmware/wire/ikev2_sa.hpp"

namespace kyoten::ike::v2 {

/// `spi` is empty in IKE_SA_INIT and the new IKE SPI when an IKE SA is rekeyed.
[[nodiscard]] std::vector<wire::ikev2::Proposal> offer_ike(const Gateway& gateway, DhGroup group,
                                                           ByteView spi);

struct IkeChoice {
  IkeSuite suite;
  Bytes peer_spi;
  wire::ikev2::Proposal answer;  ///< with the SPI of the offer still in it
};
/// The strongest combination; among equal ones the group that the initiator has sent a value for.
[[nodiscard]] std::optional<IkeChoice> choose_ike(const Gateway& gateway,
                                                  const std::vector<wire::ikev2::Proposal>& offers,
                                                  std::uint16_t offered_group);
/// What the responder took, if it is one of ours.
[[nodiscard]] std::optional<IkeChoice> accept_ike(
    const Gateway& gateway, DhGroup group, const std::vector<wire::ikev2::Proposal>& answer);

struct ChildChoice {
  ipsec::Suite suite;
  std::optional<DhGroup> pfs;
  Spi peer_spi{};
  std::uint8_t number = 1;  ///< of the proposal
};
/// `pfs`: with a group, so that a new Diffie-Hellman exchange is made.
[[nodiscard]] std::vector<wire::ikev2::Proposal> offer_child(const Gateway& gateway,
                                                             const Policy& policy, Spi inbound,
                                                             std::optional<DhGroup> pfs);
/// `group_value`: of the KE payload, 0 without one. `with_group`: CREATE_CHILD_SA, where groups count.
[[nodiscard]] std::optional<ChildChoice> choose_child(
    const Gateway& gateway, const Policy& policy, const std::vector<wire::ikev2::Proposal>& offers,
    bool with_group, std::uint16_t group_value);
[[nodiscard]] std::vector<wire::ikev2::Proposal> answer_child(const ChildChoice& choice,
                                                              Spi inbound);

}  // namespace kyoten::ike::v2
