// Traffic selectors of a child SA: what this end wants, and what both agree on (RFC 7296 section 2.9).
#pragma once

#include <vector>

#include "firmware/ike/settings.hpp"
#include "firmware/ike/v2/ike_sa.hpp"
#include "firmware/ipsec/traffic_range.hpp"

namespace kyoten::ike::v2 {

using Selectors = std::vector<wire::ikev2::TrafficSelector>;

/// Of one end each, as this end is configured.
struct OwnSelectors {
  Selectors local;
  Selectors remote;
};

/// Transport mode: both addresses with what `ipsec transport` names. Tunnel mode: `local id` and `remote id` if both are
/// set, else anything, since tunnels are routed.
/// RTX: the manual calls the IDs an affair of IKEv1. Where they are configured they are meant, so they count here, too.
[[nodiscard]] OwnSelectors own_selectors(const Gateway& gateway, const Policy& policy,
                                         const IkeSa& sa);

/// What is in both: each of the first with each of the second. Empty: nothing is.
[[nodiscard]] Selectors narrow(const Selectors& offered, const Selectors& own);
/// Whether an answer keeps to what was offered.
[[nodiscard]] bool are_within(const Selectors& answer, const Selectors& offered);

/// For the data plane.
[[nodiscard]] ipsec::TrafficSelection selection_of(const Selectors& local, const Selectors& remote);

}  // namespace kyoten::ike::v2
