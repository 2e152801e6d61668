#include "firmware/ppp/authentication.hpp"

#include <algorithm>

#include "firmware/base/secret.hpp"
#include "firmware/crypto/hash.hpp"

namespace kyoten::ppp {
namespace {

using wire::ppp_protocol::chap;
using wire::ppp_protocol::pap;
constexpr std::size_t kChallengeBytes = 16;

void append_counted(Bytes& out, ByteView text) {
  const auto length = std::min<std::size_t>(text.size(), 255);
  ByteWriter(out).u8(static_cast<std::uint8_t>(length)).bytes(text.first(length));
}

/// RFC 1994 section 4.1: identifier, secret, challenge.
Bytes chap_value(std::uint8_t identifier, std::string_view password, ByteView challenge) {
  const std::uint8_t first[] = {identifier};
  return crypto::hash(crypto::HashAlgorithm::md5, {first, as_bytes(password), challenge});
}

const Account* account_named(const std::vector<Account>& accounts, ByteView name) {
  const auto found = std::ranges::find_if(accounts, [&](auto& row) { return std::ranges::equal(as_bytes(row.name), name); });
  return found == accounts.end() ? nullptr : &*found;
}

}  // namespace

void Claimant::finish(Outcome outcome) {
  outcome_ = outcome;
  retry_.reset();
}

void Claimant::start(Authentication method, Instant now, AuthenticationOutbox& out) {
  method_ = method;
  outcome_ = Outcome::open;
  response_.clear();
  attempts_left_ = settings_.authentication_attempts;
  if (method == Authentication::pap) return send_pap_request(now, out);
  // CHAP's first word is the peer's, who also repeats it: all that is ours is to give up.
  retry_ = now + settings_.authentication_restart * settings_.authentication_attempts;
  attempts_left_ = 0;
}

void Claimant::send_pap_request(Instant now, AuthenticationOutbox& out) {
  --attempts_left_;
  retry_ = now + settings_.authentication_restart;
  Bytes data;
  append_counted(data, as_bytes(settings_.name));
  append_counted(data, as_bytes(settings_.password));
  out.push_back({pap, wire::ppp_control(wire::pap_code::authenticate_request, ++identifier_, data)});
}

void Claimant::receive(std::uint16_t protocol, const wire::PppControl& packet, Instant now, AuthenticationOutbox& out) {
  if (protocol == chap && method_ == Authentication::chap_md5) {
    if (packet.code == wire::chap_code::challenge) return respond(packet, now, out);
    if (outcome_ != Outcome::open || response_.empty() || packet.identifier != identifier_) return;
    if (packet.code == wire::chap_code::success) finish(Outcome::good);
    if (packet.code == wire::chap_code::failure) finish(Outcome::bad);
  }
  if (protocol == pap && method_ == Authentication::pap) {
    if (outcome_ != Outcome::open || packet.identifier != identifier_) return;
    if (packet.code == wire::pap_code::authenticate_ack) finish(Outcome::good);
    if (packet.code == wire::pap_code::authenticate_nak) finish(Outcome::bad);
  }
}

/// Also later: a peer may ask again at any time (RFC 1994 section 2).
void Claimant::respond(const wire::PppControl& challenge, Instant now, AuthenticationOutbox& out) {
  ByteReader reader(challenge.data);
  const auto value = wire::take_counted(reader);
  if (!value || value->empty() || outcome_ == Outcome::bad) return;
  identifier_ = challenge.identifier;
  Bytes data;
  append_counted(data, chap_value(challenge.identifier, settings_.password, *value));
  ByteWriter(data).text(settings_.name);
  response_ = wire::ppp_control(wire::chap_code::response, challenge.identifier, data);
  if (outcome_ == Outcome::good) {
    out.push_back({chap, response_});
  } else {
    attempts_left_ = settings_.authentication_attempts;
    send_response(now, out);
  }
}

/// Repeated until there is a verdict: the success may have been lost, and then nothing else comes (RFC 1994 section 4.2).
void Claimant::send_response(Instant now, AuthenticationOutbox& out) {
  --attempts_left_;
  retry_ = now + settings_.authentication_restart;
  out.push_back({chap, response_});
}

void Claimant::expire(Instant now, AuthenticationOutbox& out) {
  if (!retry_ || *retry_ > now) return;
  if (attempts_left_ <= 0) return finish(Outcome::bad);
  method_ == Authentication::pap ? send_pap_request(now, out) : send_response(now, out);
}

void Authenticator::finish(std::optional<Account> account) {
  account_ = std::move(account);
  outcome_ = account_ ? Outcome::good : Outcome::bad;
  retry_.reset();
}

void Authenticator::start(Authentication method, Instant now, AuthenticationOutbox& out) {
  method_ = method;
  outcome_ = Outcome::open;
  account_.reset();
  attempts_left_ = settings_.authentication_attempts;
  if (method == Authentication::chap_md5) return send_challenge(now, out);
  retry_ = now + settings_.authentication_restart * settings_.authentication_attempts;
  attempts_left_ = 0;
}

void Authenticator::send_challenge(Instant now, AuthenticationOutbox& out) {
  --attempts_left_;
  retry_ = now + settings_.authentication_restart;
  challenge_ = entropy_.bytes(kChallengeBytes);
  Bytes data;
  append_counted(data, challenge_);
  ByteWriter(data).text(settings_.own_name);
  out.push_back({chap, wire::ppp_control(wire::chap_code::challenge, ++identifier_, data)});
}

void Authenticator::receive(std::uint16_t protocol, const wire::PppControl& packet, AuthenticationOutbox& out) {
  const bool of_pap = protocol == pap && method_ == Authentication::pap;
  const bool of_chap = protocol == chap && method_ == Authentication::chap_md5;
  if (of_pap && packet.code == wire::pap_code::authenticate_request) judge_pap(packet, out);
  if (of_chap && packet.code == wire::chap_code::response && packet.identifier == identifier_) judge_chap(packet, out);
}

void Authenticator::judge_pap(const wire::PppControl& request, AuthenticationOutbox& out) {
  ByteReader reader(request.data);
  const auto name = wire::take_counted(reader);
  const auto password = wire::take_counted(reader);
  if (!password) return;
  if (outcome_ == Outcome::open) {
    const auto* account = account_named(settings_.accounts, *name);
    const bool good = account != nullptr && equal_in_constant_time(as_bytes(account->password), *password);
    finish(good ? std::optional(*account) : std::nullopt);
  }
  const auto code = outcome_ == Outcome::good ? wire::pap_code::authenticate_ack : wire::pap_code::authenticate_nak;
  const std::uint8_t no_message[] = {0};
  out.push_back({pap, wire::ppp_control(code, request.identifier, no_message)});
}

void Authenticator::judge_chap(const wire::PppControl& response, AuthenticationOutbox& out) {
  ByteReader reader(response.data);
  const auto value = wire::take_counted(reader);
  if (!value) return;
  if (outcome_ == Outcome::open) {
    const auto* account = account_named(settings_.accounts, reader.rest());
    const bool good = account != nullptr &&
                      equal_in_constant_time(chap_value(identifier_, account->password, challenge_), *value);
    finish(good ? std::optional(*account) : std::nullopt);
  }
  const auto code = outcome_ == Outcome::good ? wire::chap_code::success : wire::chap_code::failure;
  out.push_back({chap, wire::ppp_control(code, response.identifier, {})});
}

void Authenticator::expire(Instant now, AuthenticationOutbox& out) {
  if (!retry_ || *retry_ > now) return;
  attempts_left_ > 0 ? send_challenge(now, out) : finish(std::nullopt);
}

}  // namespace kyoten::ppp
