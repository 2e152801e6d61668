// EAP-MD5 (RFC 3748 sections 5.1 and 5.4): who an initiator is, by name and password, inside of IKE_AUTH.
//
//   server  request identity     -->
//                                <--  name
//   server  request MD5 challenge -->
//                                <--  MD5(identifier | password | challenge)
//   server  success or failure   -->
//
// It makes no key, and whoever reads the challenge can try passwords; inside of IKEv2 only a responder whose certificate was
// believed gets to ask.
#pragma once

#include <span>

#include "firmware/base/entropy.hpp"
#include "firmware/ike/settings.hpp"
#include "firmware/wire/eap.hpp"

namespace kyoten::ike::v2 {

enum class EapOutcome : std::uint8_t { goes_on, accepted, refused };

struct EapStep {
  EapOutcome outcome{};
  wire::eap::Packet packet;  ///< to be sent
};

/// The asking end.
class EapServer {
 public:
  /// The first request.
  [[nodiscard]] wire::eap::Packet begin(Entropy& entropy);
  /// What a response brings. Each step is taken once: whatever does not fit it is a refusal.
  [[nodiscard]] EapStep on_response(const wire::eap::Packet& response, std::span<const Login> users,
                                    Entropy& entropy);
  [[nodiscard]] bool accepted() const { return stage_ == Stage::accepted; }
  [[nodiscard]] const std::string& user() const { return user_; }  ///< as the peer says; may be anything

 private:
  enum class Stage : std::uint8_t { asks_identity, challenges, accepted, refused };
  [[nodiscard]] bool is_right(const wire::eap::Packet& response, std::span<const Login> users) const;

  Stage stage_ = Stage::asks_identity;
  std::uint8_t identifier_ = 0;
  Bytes challenge_;
  std::string user_;
};

/// The answering end: what it says to a request. Methods other than MD5 are declined (Nak, section 5.3.1).
[[nodiscard]] wire::eap::Packet eap_response(const wire::eap::Packet& request, const Login& own);

}  // namespace kyoten::ike::v2
