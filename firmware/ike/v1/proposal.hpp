// What is offered and what is taken: the SA payloads of both phases (RFC 2407 sections 4.4 and 4.5,
// RFC 2409 appendix A).
//
// RTX: the initiator offers exactly what its lines say, as one transform. The responder takes any
// algorithm it supports, whatever its own lines say, unless `negotiate-strictly` is on; lifetimes
// are the initiator's.
#pragma once

#include "firmware/ike/v1/algorithms.hpp"
#include "firmware/ike/v1/nat_detection.hpp"
#include "firmware/wire/ike_sa.hpp"

namespace kyoten::ike::v1 {

struct AgreedLife {
  std::chrono::seconds seconds{28800};
  std::optional<std::uint64_t> kilobytes;
  bool operator==(const AgreedLife&) const = default;
};

struct Phase1Choice {
  Phase1Suite suite;
  AgreedLife life;
  bool login = false;  ///< the initiator logs in by XAUTH
};

wire::ike::SecurityAssociation offer_phase1(const Gateway& gateway);
/// As responder: which transform to take, and the SA payload that says so.
std::optional<std::pair<Phase1Choice, wire::ike::SecurityAssociation>> choose_phase1(
    const wire::ike::SecurityAssociation& offer, const Gateway& gateway);
/// As initiator: the answer must be what was offered, once.
std::optional<Phase1Choice> accept_phase1(const wire::ike::SecurityAssociation& answer,
                                          const Gateway& gateway);

struct Phase2Choice {
  ipsec::Suite suite;
  ipsec::Mode mode = ipsec::Mode::tunnel;
  bool udp_encapsulated = false;
  std::optional<DhGroup> pfs;
  AgreedLife life;
  Spi peer_spi{};
  bool compresses = false;      ///< wanted: offer IPComp beside
  std::optional<Cpi> peer_cpi;  ///< agreed: IPComp, and where the peer receives it
};

/// What an offer depends on beside its policy.
struct Phase2Terms {
  NatDialect dialect = NatDialect::none;
  bool nat = false;  ///< one was found: ESP goes in UDP
  bool refuses_broken = false;
};

/// What this end wants for a policy.
Phase2Choice wanted_phase2(const Gateway& gateway, const Policy& policy, const Phase2Terms& terms);
/// With IPComp there are two alternatives, one with it and one without.
wire::ike::SecurityAssociation offer_phase2(const Phase2Choice& wanted, const Phase2Terms& terms,
                                            Spi inbound);
/// As responder, for one policy. `exact` looks for the policy's own suite only.
std::optional<std::pair<Phase2Choice, wire::ike::SecurityAssociation>> choose_phase2(
    const wire::ike::SecurityAssociation& offer, const Phase2Choice& wanted,
    const Phase2Terms& terms, Spi inbound, bool exact);
std::optional<Phase2Choice> accept_phase2(const wire::ike::SecurityAssociation& answer,
                                          const Phase2Choice& wanted, const Phase2Terms& terms);

}  // namespace kyoten::ike::v1
