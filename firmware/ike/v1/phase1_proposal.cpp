#include "firmware/ike/broken.hpp"
#include "firmware/ike/v1/proposal_life.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;
namespace attribute = phase1_attribute;

constexpr std::uint8_t kKeyIke = 1;
constexpr std::uint64_t kPreSharedKey = 1;
/// The initiator is to log in afterwards (draft-ietf-ipsec-isakmp-xauth-06 section 7.2).
constexpr std::uint64_t kLoginInitPreShared = 65001;

constexpr std::uint64_t cipher_number(Phase1Cipher cipher) {
  constexpr std::uint64_t numbers[] = {1, 5, 7, 7};
  return numbers[static_cast<std::size_t>(cipher)];
}
constexpr std::uint64_t hash_number(Phase1Hash hash) {
  constexpr std::uint64_t numbers[] = {1, 2, 4};
  return numbers[static_cast<std::size_t>(hash)];
}

std::optional<Phase1Cipher> cipher_of(const Transform& transform) {
  const auto number = transform.value(attribute::encryption);
  const auto length = transform.value(attribute::key_length);
  if (number == 1 && !length) return Phase1Cipher::des_cbc;
  if (number == 5 && !length) return Phase1Cipher::three_des_cbc;
  if (number != 7) return std::nullopt;
  if (!length || length == 128) return Phase1Cipher::aes_cbc;  // some peers leave 128 out
  if (length == 256) return Phase1Cipher::aes256_cbc;
  return std::nullopt;
}

std::optional<Phase1Hash> hash_of(const Transform& transform) {
  const auto number = transform.value(attribute::hash);
  if (number == 1) return Phase1Hash::md5;
  if (number == 2) return Phase1Hash::sha;
  if (number == 4) return Phase1Hash::sha256;
  return std::nullopt;
}

std::optional<Phase1Choice> read(const Transform& transform, const Gateway& gateway) {
  const auto cipher = cipher_of(transform);
  const auto hash = hash_of(transform);
  const auto group = transform.value(attribute::group);
  if (transform.id != kKeyIke || !cipher || !hash || !group || !is_supported_group(*group))
    return std::nullopt;
  if (!is_allowed(gateway, *cipher) || !is_allowed(gateway, *hash) || !is_allowed(gateway, static_cast<DhGroup>(*group)))
    return std::nullopt;
  const auto method = transform.value(attribute::authentication);
  const bool login = (gateway.clients || gateway.own_login) && method == kLoginInitPreShared;
  if (method != kPreSharedKey && !login) return std::nullopt;
  return Phase1Choice{{*cipher, *hash, static_cast<DhGroup>(*group)},
                      read_life(transform, attribute::life_type, attribute::life_duration),
                      login};
}

Phase1Suite configured(const Gateway& gateway) {
  return {gateway.encryption, gateway.hash, gateway.group};
}

}  // namespace

SecurityAssociation offer_phase1(const Gateway& gateway) {
  Transform transform;
  transform.id = kKeyIke;
  transform.with(attribute::encryption, cipher_number(gateway.encryption));
  if (gateway.encryption == Phase1Cipher::aes_cbc) transform.with(attribute::key_length, 128);
  if (gateway.encryption == Phase1Cipher::aes256_cbc) transform.with(attribute::key_length, 256);
  transform.with(attribute::hash, hash_number(gateway.hash))
      .with(attribute::authentication, gateway.own_login ? kLoginInitPreShared : kPreSharedKey)
      .with(attribute::group, static_cast<std::uint64_t>(gateway.group));
  write_life(transform, attribute::life_type, attribute::life_duration,
             {gateway.isakmp_lifetime.seconds, {}});
  return {{Proposal{1, protocol::isakmp, {}, {transform}}}};
}

std::optional<std::pair<Phase1Choice, SecurityAssociation>> choose_phase1(
    const SecurityAssociation& offer, const Gateway& gateway) {
  std::optional<std::pair<Phase1Choice, SecurityAssociation>> first;
  for (auto& proposal : offer.proposals) {
    if (proposal.protocol != protocol::isakmp) continue;
    for (auto& transform : proposal.transforms) {
      const auto choice = read(transform, gateway);
      if (!choice || (choice->login && !gateway.clients)) continue;
      SecurityAssociation answer{
          {Proposal{proposal.number, protocol::isakmp, proposal.spi, {transform}}}};
      if (choice->suite == configured(gateway)) return std::pair{*choice, answer};
      if (!first) first = std::pair{*choice, std::move(answer)};
    }
  }
  if (gateway.negotiate_strictly) return std::nullopt;
  return first;
}

std::optional<Phase1Choice> accept_phase1(const SecurityAssociation& answer,
                                          const Gateway& gateway) {
  if (answer.proposals.size() != 1 || answer.proposals[0].transforms.size() != 1)
    return std::nullopt;
  if (answer.proposals[0].protocol != protocol::isakmp) return std::nullopt;
  auto choice = read(answer.proposals[0].transforms[0], gateway);
  if (!choice || choice->suite != configured(gateway)) return std::nullopt;
  if (choice->login != gateway.own_login.has_value()) return std::nullopt;
  choice->life.seconds = std::min(choice->life.seconds, gateway.isakmp_lifetime.seconds);
  return choice;
}

}  // namespace kyoten::ike::v1
