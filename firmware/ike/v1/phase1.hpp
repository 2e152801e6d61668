// What main and aggressive mode have in common.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

/// RTX: a name makes it aggressive mode, without names it is main mode.
[[nodiscard]] constexpr bool uses_aggressive_mode(const Gateway& gateway) {
  return gateway.local_name.has_value() || gateway.remote_name.has_value();
}
/// Whether an ID is the name that was configured; the kind of a remote name does not count.
[[nodiscard]] bool is_named(const wire::ike::Identity& identity, const Name& name);
/// Whose ISAKMP SA it may become: by name, by address, at last one that takes anybody. `local` is the address that was
/// spoken to; it decides between several.
[[nodiscard]] const Gateway* gateway_for_address(const Registry& registry, const IpAddress& peer,
                                                 const IpAddress& local);
[[nodiscard]] const Gateway* gateway_for_identity(const Registry& registry,
                                                  const wire::ike::Identity& identity,
                                                  const IpAddress& peer, const IpAddress& local);
/// As what this router shows itself: by its name, else by its address.
[[nodiscard]] wire::ike::Identity own_identity(const Gateway& gateway, const IpAddress& local);

/// A new SA of the initiator with its cookie. Nothing if there is no address to speak from.
[[nodiscard]] IsakmpSa* begin_as_initiator(const Context& context, const Gateway& gateway);
/// A new half-open SA of the responder, or nothing if there are too many.
[[nodiscard]] IsakmpSa* begin_as_responder(const Context& context, const Gateway& gateway,
                                           const Incoming& in);
/// An unprotected notification: all that can be said before there are keys.
void send_plain_notification(const Context& context, const Incoming& in, std::uint16_t notify);
/// Tells and answers that a first message will not become an SA.
void refuse_stranger(const Context& context, const Incoming& in, std::optional<GatewayId> gateway,
                     Stuck reason, std::uint16_t notify);

[[nodiscard]] wire::ike::Header header_of(const IsakmpSa& sa, std::uint8_t exchange,
                                          std::uint32_t message_id = 0);

/// All that this end can, or as responder what it chose.
void add_vendor_ids(wire::ike::PayloadWriter& payloads, const Gateway& gateway, const IsakmpSa& sa);
void read_vendor_ids(const wire::ike::PayloadChain& payloads, const Gateway& gateway, IsakmpSa& sa);
void add_nat_discovery(const Context& context, wire::ike::PayloadWriter& payloads,
                       const Gateway& gateway, const IsakmpSa& sa);
/// Judges by the ends of this very datagram.
void read_nat_discovery(const wire::ike::PayloadChain& payloads, const Gateway& gateway,
                        const Incoming& in, IsakmpSa& sa);
/// RFC 3947 section 4: the initiator goes to port 4500 with the first message after the finding.
void float_ports(IsakmpSa& sa);

/// Takes KE and nonce of the peer; false if one is missing or bad.
[[nodiscard]] bool read_key_exchange(const wire::ike::PayloadChain& payloads, IsakmpSa& sa);
/// Derives all keys and the first IV; false if the peer's public value is none.
[[nodiscard]] bool derive_keys(const Gateway& gateway, IsakmpSa& sa);
[[nodiscard]] Bytes own_hash(const IsakmpSa& sa);
/// Takes the peer's ID and compares its HASH.
enum class PeerProof : std::uint8_t { good, malformed, wrong_hash };
[[nodiscard]] PeerProof check_peer(const wire::ike::PayloadChain& payloads, IsakmpSa& sa);

/// INITIAL-CONTACT, if this end has no other SA with the peer (it may just have been switched on).
void add_initial_contact(const Context& context, wire::ike::PayloadWriter& payloads,
                         const IsakmpSa& sa);
[[nodiscard]] bool has_initial_contact(const wire::ike::PayloadChain& payloads);

/// The SA stands: number, lifetimes, keepalive; older SAs with the same peer hand their pairs over.
void establish(const Context& context, IsakmpSa& sa);

}  // namespace kyoten::ike::v1
