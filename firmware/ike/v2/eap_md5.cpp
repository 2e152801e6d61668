#include "firmware/ike/v2/eap_md5.hpp"

#include "firmware/crypto/hash.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::eap;

constexpr std::size_t kChallengeBytes = 16;
constexpr std::size_t kLongestName = 256;

Bytes md5_answer(std::uint8_t identifier, std::string_view password, ByteView challenge) {
  return crypto::hash(crypto::HashAlgorithm::md5, {ByteView(&identifier, 1), as_bytes(password), challenge});
}

}  // namespace

Packet EapServer::begin(Entropy& entropy) {
  identifier_ = static_cast<std::uint8_t>(entropy.u32());
  return {Code::request, identifier_, type::identity, {}};
}

bool EapServer::is_right(const Packet& response, std::span<const Login> users) const {
  const auto said = parse_md5_challenge(response.data);
  if (response.type != type::md5_challenge || !said) return false;
  for (auto& user : users) {
    if (user.name != user_) continue;
    return equal_in_constant_time((*said).value, md5_answer(identifier_, user.password, challenge_));
  }
  return false;
}

EapStep EapServer::on_response(const Packet& response, std::span<const Login> users, Entropy& entropy) {
  const bool fits = response.code == Code::response && response.identifier == identifier_;
  if (fits && stage_ == Stage::asks_identity && response.type == type::identity &&
      response.data.size() <= kLongestName) {
    user_.assign(response.data.begin(), response.data.end());
    stage_ = Stage::challenges;
    ++identifier_;
    challenge_ = entropy.bytes(kChallengeBytes);
    return {EapOutcome::goes_on,
            {Code::request, identifier_, type::md5_challenge, emit_md5_challenge({challenge_, {}})}};
  }
  if (fits && stage_ == Stage::challenges && is_right(response, users)) {
    stage_ = Stage::accepted;
    return {EapOutcome::accepted, {Code::success, identifier_, 0, {}}};
  }
  stage_ = Stage::refused;
  return {EapOutcome::refused, {Code::failure, identifier_, 0, {}}};
}

Packet eap_response(const Packet& request, const Login& own) {
  const auto answer = [&](std::uint8_t type, Bytes data) {
    return Packet{Code::response, request.identifier, type, std::move(data)};
  };
  switch (request.type) {
    case type::identity:
      return answer(type::identity, to_bytes(as_bytes(own.name)));
    case type::notification:
      return answer(type::notification, {});
    case type::md5_challenge:
      if (const auto asked = parse_md5_challenge(request.data)) {
        return answer(type::md5_challenge,
                      emit_md5_challenge({md5_answer(request.identifier, own.password, (*asked).value),
                                          to_bytes(as_bytes(own.name))}));
      }
      [[fallthrough]];
    default:
      return answer(type::nak, {type::md5_challenge});
  }
}

}  // namespace kyoten::ike::v2
