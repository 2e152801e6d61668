// What both ends of a quick mode do.
#pragma once

#include "firmware/ike/v1/phase1.hpp"
#include "firmware/ike/v1/quick_mode.hpp"

namespace kyoten::ike::v1 {

/// Payloads of messages 1 and 2 that matter, taken apart and checked.
struct QuickPayloads {
  wire::ike::SecurityAssociation sa;
  Bytes nonce;
  Bytes key;  ///< empty without PFS
  std::optional<std::pair<wire::ike::Identity, wire::ike::Identity>> ids;
};
Result<QuickPayloads, wire::ike::WireError> read_quick(const wire::ike::PayloadChain& payloads);

[[nodiscard]] Phase2Terms terms_of(const Gateway& gateway, const IsakmpSa& sa);
/// Decrypts with the chain of this exchange; the caller keeps `next_iv` if the hash was good.
[[nodiscard]] std::optional<Opened> open_quick(const IsakmpSa& sa, const Incoming& in, ByteView iv);
/// Deciphers a message and checks HASH(1) or that of an informational exchange; with a nonce HASH(2). Nothing if
/// the hash is wrong.
[[nodiscard]] std::optional<Opened> open_authentic(const IsakmpSa& sa, const Incoming& in, ByteView iv,
                                                   ByteView initiator_nonce);
/// True if the first payload is a HASH with this value.
[[nodiscard]] bool first_hash_is(const wire::ike::PayloadChain& payloads, ByteView expected);

/// SA, nonce, KE, IDs and NAT-OA behind a HASH still to be computed.
void add_quick_payloads(const IsakmpSa& sa, const QuickMode& quick,
                        const wire::ike::SecurityAssociation& body,
                        wire::ike::PayloadWriter& payloads);
/// Fills in the hash that stands first, and encrypts.
Bytes seal_quick(const IsakmpSa& sa, QuickMode& quick, wire::ike::PayloadWriter& payloads,
                 ByteView nonce_in_hash);

/// Keys and ends for one direction.
[[nodiscard]] ipsec::SaParameters sa_parameters(const Context& context, const IsakmpSa& sa,
                                                const QuickMode& quick, const Phase2Choice& choice,
                                                ipsec::Direction direction, ByteView shared_secret);
/// Adds the pair and tells of its inbound SA.
IpsecPair& add_pair(const Context& context, const IsakmpSa& sa, const QuickMode& quick,
                    const Phase2Choice& choice, ipsec::SaParameters inbound);
/// Tells of the outbound SA: the pair is in use now, older ones retire.
void complete_pair(const Context& context, IsakmpSa& sa, IpsecPair& pair,
                   ipsec::SaParameters outbound);

}  // namespace kyoten::ike::v1
