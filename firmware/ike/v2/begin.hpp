// How an IKE SA begins (RFC 7296 section 1.2):
//
//   initiator                                         responder
//   IKE_SA_INIT  [N(COOKIE)] SA KE Ni NAT-D    -->
//                                              <--    SA KE Nr NAT-D, or N(COOKIE), or N(INVALID_KE_PAYLOAD)
//   IKE_AUTH     IDi [IDr] AUTH SA TSi TSr     -->
//                                              <--    IDr AUTH SA TSi TSr      (by EAP, in more steps: eap_auth.cpp)
//
// and how one takes the place of another (section 1.3.2):
//
//   CREATE_CHILD_SA  SA Ni KE                  -->
//                                              <--    SA Nr KE
#pragma once

#include "firmware/ike/v2/child.hpp"

namespace kyoten::ike::v2 {

constexpr std::size_t kNonceBytes = 32;
/// RFC 7296 section 2.10.
constexpr bool is_nonce(ByteView nonce) { return nonce.size() >= 16 && nonce.size() <= 256; }

/// What an IKE SA is made of, in the first messages and when one takes the place of another.
struct IkeOffer {
  std::vector<wire::ikev2::Proposal> proposals;
  wire::ikev2::KeyExchange key;
  Bytes nonce;
};
Result<IkeOffer, wire::ikev2::WireError> read_ike_offer(const wire::ikev2::PayloadChain& payloads);

/// As initiator, with a child for the policy. False if there is no address to speak from.
bool start_ike(const Context& context, const Gateway& gateway, const Policy& policy);
void on_init_request(const Context& context, const Incoming& in);
void on_init_response(const Context& context, IkeSa& sa, const Incoming& in);

/// sa_auth.cpp
void send_auth_request(const Context& context, IkeSa& sa);
void on_auth_request(const Context& context, IkeSa& sa, const Incoming& in, const Opened& opened);
void on_auth_response(const Context& context, IkeSa& sa, const Opened& opened);
/// From here on the SA is one of `show ipsec sa`.
void establish(const Context& context, IkeSa& sa);

/// rekey_ike.cpp
void start_rekey_ike(const Context& context, IkeSa& sa);
void on_rekey_ike_request(const Context& context, IkeSa& sa, const Incoming& in,
                          const wire::ikev2::PayloadChain& payloads);
void on_rekey_ike_response(const Context& context, IkeSa& sa, Request request,
                           const wire::ikev2::PayloadChain& payloads);

}  // namespace kyoten::ike::v2
