// Who the other end is: gateways, identities, and NATs on the way to it.
#pragma once

#include "firmware/ike/v2/context.hpp"

namespace kyoten::ike::v2 {

/// Where a gateway is reached: its address, else what its name says (RTX: a name that is an address).
[[nodiscard]] std::optional<IpAddress> peer_address(const Gateway& gateway);
/// Who may be meant by a first message: by address, else anyone whose address is not known. `local` is the address
/// that was spoken to; it decides between several.
[[nodiscard]] const Gateway* gateway_for_address(const Registry& registry, const IpAddress& peer,
                                                 const IpAddress& local);
/// RTX: name and kind must match. A gateway without a name takes its address as one.
[[nodiscard]] const Gateway* gateway_for_identity(const Registry& registry,
                                                  const wire::ike::Identity& identity,
                                                  const IpAddress& peer, const IpAddress& local);
/// Whether an authenticated peer is who the gateway names.
[[nodiscard]] bool is_expected(const Gateway& gateway, const wire::ike::Identity& identity);
[[nodiscard]] wire::ike::Identity identity_of(const Name& name);
[[nodiscard]] wire::ike::Identity own_identity(const Gateway& gateway, const IpAddress& local);

/// SHA1(SPIi | SPIr | address | port) of both ends (RFC 7296 section 2.23).
void add_nat_detection(const Context& context, const Gateway& gateway, const SpiPair& spis,
                       const Endpoint& local, const Endpoint& peer,
                       wire::ikev2::PayloadWriter& payloads);
/// Compares what the peer sent with how this end sees both. Without such payloads there is no NAT.
void detect_nat(const wire::ikev2::PayloadChain& payloads, const Gateway& gateway,
                const SpiPair& spis_of_message, const Incoming& in, IkeSa& sa);

/// The peer goes on from another address or port: its SAs follow.
void move_peer(const Context& context, IkeSa& sa, const Endpoint& after);
/// Liveness checks and what keeps a NAT open, as the gateway has them.
void start_keepalive(const Context& context, IkeSa& sa);
/// Something authentic came from it, so it need not be asked for a while.
void note_alive(const Context& context, IkeSa& sa);
/// An authentic message came.
void note_heard(const Context& context, IkeSa& sa, const Incoming& in);

}  // namespace kyoten::ike::v2
