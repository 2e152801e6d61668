// Child SAs: what both ends say of one, and how it comes into being (RFC 7296 sections 1.2, 1.3, 2.17).
#pragma once

#include "firmware/ike/v2/peer.hpp"

namespace kyoten::ike::v2 {

Result<ChildPayloads, wire::ikev2::WireError> read_child(
    const wire::ikev2::PayloadChain& payloads);

/// SA, traffic selectors and the wish for transport mode. RTX: a routed tunnel offers any to any.
void add_child_offer(const Context& context, const IkeSa& sa, const Policy& policy,
                     const ChildDraft& draft, wire::ikev2::PayloadWriter& payloads);
void add_selectors(const std::vector<wire::ikev2::TrafficSelector>& initiator,
                   const std::vector<wire::ikev2::TrafficSelector>& responder,
                   wire::ikev2::PayloadWriter& payloads);

/// What a child is made of once both ends agree.
struct ChildTerms {
  PolicyId policy{};
  Role role{};  ///< in the exchange that makes it
  ipsec::Suite suite;
  ipsec::Mode mode{};
  Spi inbound{};
  Spi outbound{};
  std::optional<Cpi> peer_cpi;  ///< IPComp is agreed on
  std::vector<wire::ikev2::TrafficSelector> initiator_selectors;
  std::vector<wire::ikev2::TrafficSelector> responder_selectors;
  bool outbound_waits = false;  ///< until the peer shows that it has the SA
};
ChildSa& install_child(const Context& context, IkeSa& sa, const ChildTerms& terms,
                       const Nonces& nonces, const Secret& shared_secret);
/// The peer has the new SA: this end sends through it from now on.
void use_outbound(const Context& context, ChildSa& child);

/// The policy of the gateway that speaks for what is offered, one without SAs before the others. If none does, one
/// whose refusal says why; nothing if no policy is in use.
[[nodiscard]] const Policy* policy_to_answer(const Registry& registry, const IkeSa& sa,
                                             const ChildPayloads& offer);

/// What the responder makes of an offer, or why not.
struct ChildAnswer {
  std::uint16_t error = 0;            ///< a notification, if it is refused
  std::optional<DhGroup> wants_group;  ///< with INVALID_KE_PAYLOAD
  Stuck reason{};
  ChildTerms terms;
  ChildChoice choice;
};
[[nodiscard]] ChildAnswer judge_child(const Context& context, const IkeSa& sa,
                                      const Policy& policy, const ChildPayloads& offer,
                                      bool with_group, std::uint16_t group_value);
void add_child_answer(const ChildAnswer& answer, wire::ikev2::PayloadWriter& payloads);

/// What the initiator makes of an answer: the terms, or why it cannot be; the peer, who has the child by then, is
/// told to delete it.
[[nodiscard]] Result<ChildTerms, Stuck> accept_child(const Context& context, IkeSa& sa,
                                                     const ChildDraft& draft,
                                                     const ChildPayloads& answer);

}  // namespace kyoten::ike::v2
