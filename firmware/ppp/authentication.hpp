// Who is who, between LCP and IPCP: PAP (RFC 1334 section 2) and CHAP with MD5 (RFC 1994). Each direction has a machine of
// its own; a link may need both, one or none.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/ppp/settings.hpp"
#include "firmware/wire/ppp.hpp"

namespace kyoten::ppp {

enum class Outcome : std::uint8_t { open, good, bad };

struct AuthenticationPacket {
  std::uint16_t protocol = 0;
  Bytes packet;
};
using AuthenticationOutbox = std::vector<AuthenticationPacket>;

/// The side that says who it is.
class Claimant {
 public:
  explicit Claimant(const LinkSettings& settings) : settings_(settings) {}

  void start(Authentication method, Instant now, AuthenticationOutbox& out);
  void receive(std::uint16_t protocol, const wire::PppControl& packet, Instant now, AuthenticationOutbox& out);
  void expire(Instant now, AuthenticationOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const { return retry_; }
  [[nodiscard]] Outcome outcome() const { return outcome_; }

 private:
  void send_pap_request(Instant now, AuthenticationOutbox& out);
  void respond(const wire::PppControl& challenge, Instant now, AuthenticationOutbox& out);
  void send_response(Instant now, AuthenticationOutbox& out);
  void finish(Outcome outcome);

  const LinkSettings& settings_;
  Authentication method_ = Authentication::pap;
  Outcome outcome_ = Outcome::open;
  std::uint8_t identifier_ = 0;
  Bytes response_;                 ///< CHAP's last; empty: none, and then a success is no answer to it
  int attempts_left_ = 0;
  std::optional<Instant> retry_;
};

/// The side that wants to know.
class Authenticator {
 public:
  Authenticator(const LinkSettings& settings, Entropy& entropy) : settings_(settings), entropy_(entropy) {}

  void start(Authentication method, Instant now, AuthenticationOutbox& out);
  void receive(std::uint16_t protocol, const wire::PppControl& packet, AuthenticationOutbox& out);
  void expire(Instant now, AuthenticationOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const { return retry_; }
  [[nodiscard]] Outcome outcome() const { return outcome_; }
  /// Who it is, once that is good.
  [[nodiscard]] const std::optional<Account>& account() const { return account_; }

 private:
  void send_challenge(Instant now, AuthenticationOutbox& out);
  void judge_pap(const wire::PppControl& request, AuthenticationOutbox& out);
  void judge_chap(const wire::PppControl& response, AuthenticationOutbox& out);
  /// Repeats the verdict, if there is one already: the peer did not see it.
  void finish(std::optional<Account> account);

  const LinkSettings& settings_;
  Entropy& entropy_;
  Authentication method_ = Authentication::pap;
  Outcome outcome_ = Outcome::open;
  std::optional<Account> account_;
  std::uint8_t identifier_ = 0;
  Bytes challenge_;
  int attempts_left_ = 0;
  std::optional<Instant> retry_;
};

}  // namespace kyoten::ppp
