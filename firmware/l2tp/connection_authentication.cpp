// The part of a connection that decides whether a message is the peer's.
#include "firmware/l2tp/authentication.hpp"
#include "firmware/l2tp/connection.hpp"

namespace kyoten::l2tp {

using wire::l2tp::AvpType;
using wire::l2tp::Control;
using wire::l2tp::Message;
using wire::l2tp::MessageType;
using Need = Message::Need;

void Connection::offer_authentication(Message& sccrq, const Context& context) {
  if (!context.settings.authentication) return;
  method_ = Method::undecided;
  key_ = digest_key(*context.settings.authentication);
  own_nonce_ = context.entropy.bytes(kNonceBytes);
  own_challenge_ = context.entropy.bytes(kChallengeBytes);
  sccrq.bytes(AvpType::nonce, own_nonce_, Need::optional)
      .bytes(AvpType::challenge, own_challenge_, Need::optional);
}

/// Answerer: judge_sccrq() has seen to it that one of the two is there and that a digest is right.
void Connection::choose_method(const Control& sccrq) {
  if (const auto algorithm = verify(sccrq, key_, {}, {}); algorithm && sccrq.has(AvpType::nonce)) {
    method_ = Method::digest;
    algorithm_ = *algorithm;
    peer_nonce_ = to_bytes(sccrq.value(AvpType::nonce));
    return;
  }
  method_ = Method::challenge;
  peer_challenge_ = to_bytes(sccrq.value(AvpType::challenge));
}

void Connection::add_authentication(Message& reply, const Context& context) const {
  if (method_ == Method::digest) reply.bytes(AvpType::nonce, own_nonce_, Need::optional);
  if (method_ != Method::challenge) return;
  reply.bytes(AvpType::challenge_response,
              challenge_response(reply.type(), *context.settings.authentication, peer_challenge_));
  reply.bytes(AvpType::challenge, own_challenge_);
}

/// Section 4.3: before anything in the message is used.
bool Connection::authentic(const Control& message, Context& context) {
  if (method_ == Method::none || method_ == Method::challenge) return true;
  if (method_ == Method::digest) return verify(message, key_, peer_nonce_, own_nonce_).has_value();
  const bool has_digest = message.has(AvpType::message_digest) || message.has(AvpType::nonce);
  switch (message.type) {
    case MessageType::sccrp:
      if (!has_digest || verify(message, key_, message.value(AvpType::nonce), own_nonce_))
        return true;
      break;
    case MessageType::stop_ccn:
      // A refusal without a digest counts if IPsec vouches for it: a peer that does not know
      // digests sends no other.
      if (has_digest ? verify(message, key_, {}, own_nonce_).has_value()
                     : context.settings.policy.has_value()) {
        return true;
      }
      break;
    case MessageType::zlb:
    case MessageType::ack:
      return true;  // only stop the repetition of SCCRQ
    default:
      return false;
  }
  if (has_digest) note(Reason::authentication_failed, context);
  return false;
}

/// Decides between digest and challenge. A password here and none there is a failure.
bool Connection::sccrp_authentic(const Control& message, Context& context) {
  if (!context.settings.authentication) {
    return !message.has(AvpType::challenge) && !message.has(AvpType::nonce);
  }
  const auto nonce = message.value(AvpType::nonce);
  if (!nonce.empty()) {
    const auto algorithm = verify(message, key_, nonce, own_nonce_);
    if (!algorithm) return false;
    method_ = Method::digest;
    algorithm_ = *algorithm;
    peer_nonce_ = to_bytes(nonce);
    return true;
  }
  method_ = Method::challenge;
  peer_challenge_ = to_bytes(message.value(AvpType::challenge));
  return accept_response(message, context.settings);
}

bool Connection::accept_response(const Control& message, const TunnelSettings& settings) const {
  if (!settings.authentication || own_challenge_.empty()) return false;
  return equal_in_constant_time(
      message.value(AvpType::challenge_response),
      challenge_response(message.type, *settings.authentication, own_challenge_));
}

}  // namespace kyoten::l2tp
