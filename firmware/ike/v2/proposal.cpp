#include "firmware/ike/v2/proposal.hpp"

#include <algorithm>

#include "firmware/ike/broken.hpp"
#include "firmware/ike/sa_protocol.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

// Strongest first.
constexpr Phase1Cipher kCiphers[] = {Phase1Cipher::aes256_cbc, Phase1Cipher::aes192_cbc,
                                     Phase1Cipher::aes_cbc, Phase1Cipher::three_des_cbc,
                                     Phase1Cipher::des_cbc};
constexpr Phase1Hash kHashes[] = {Phase1Hash::sha256, Phase1Hash::sha, Phase1Hash::md5};
constexpr DhGroup kGroups[] = {DhGroup::modp2048, DhGroup::modp1536, DhGroup::modp1024,
                               DhGroup::modp768};
constexpr ipsec::EspCipher kEspCiphers[] = {
    ipsec::EspCipher::aes256_cbc, ipsec::EspCipher::aes192_cbc, ipsec::EspCipher::aes_cbc,
    ipsec::EspCipher::three_des_cbc, ipsec::EspCipher::des_cbc};
constexpr ipsec::EspIntegrity kEspIntegrities[] = {ipsec::EspIntegrity::sha256_hmac,
                                                   ipsec::EspIntegrity::sha_hmac,
                                                   ipsec::EspIntegrity::md5_hmac};

Transform transform(Phase1Cipher cipher) {
  switch (cipher) {
    case Phase1Cipher::des_cbc:
      return {TransformType::encryption, transform_id::des, {}};
    case Phase1Cipher::three_des_cbc:
      return {TransformType::encryption, transform_id::three_des, {}};
    case Phase1Cipher::aes_cbc:
      return {TransformType::encryption, transform_id::aes_cbc, 128};
    case Phase1Cipher::aes256_cbc:
      return {TransformType::encryption, transform_id::aes_cbc, 256};
    case Phase1Cipher::aes192_cbc:
      return {TransformType::encryption, transform_id::aes_cbc, 192};
  }
  return {};
}

Transform transform(ipsec::EspCipher cipher) {
  switch (cipher) {
    case ipsec::EspCipher::null:
      return {TransformType::encryption, transform_id::null, {}};
    case ipsec::EspCipher::des_cbc:
      return transform(Phase1Cipher::des_cbc);
    case ipsec::EspCipher::three_des_cbc:
      return transform(Phase1Cipher::three_des_cbc);
    case ipsec::EspCipher::aes_cbc:
      return transform(Phase1Cipher::aes_cbc);
    case ipsec::EspCipher::aes256_cbc:
      return transform(Phase1Cipher::aes256_cbc);
    case ipsec::EspCipher::aes192_cbc:
      return transform(Phase1Cipher::aes192_cbc);
    case ipsec::EspCipher::aes_gcm:
      return {TransformType::encryption, transform_id::aes_gcm_16, 128};
    case ipsec::EspCipher::aes256_gcm:
      return {TransformType::encryption, transform_id::aes_gcm_16, 256};
    case ipsec::EspCipher::chacha20_poly1305:
      return {TransformType::encryption, transform_id::chacha20_poly1305, {}};
  }
  return {};
}

Transform prf_transform(Phase1Hash hash) {
  constexpr std::uint16_t ids[] = {transform_id::prf_hmac_md5, transform_id::prf_hmac_sha1,
                                   transform_id::prf_hmac_sha256};
  return {TransformType::prf, ids[static_cast<std::size_t>(hash)], {}};
}

Transform integrity_transform(Phase1Hash hash) {
  constexpr std::uint16_t ids[] = {transform_id::hmac_md5_96, transform_id::hmac_sha1_96,
                                   transform_id::hmac_sha256_128};
  return {TransformType::integrity, ids[static_cast<std::size_t>(hash)], {}};
}

/// Nothing for "no integrity": then there is no transform of that type.
std::optional<Transform> integrity_transform(ipsec::EspIntegrity integrity) {
  switch (integrity) {
    case ipsec::EspIntegrity::none:
      return std::nullopt;
    case ipsec::EspIntegrity::md5_hmac:
      return integrity_transform(Phase1Hash::md5);
    case ipsec::EspIntegrity::sha_hmac:
      return integrity_transform(Phase1Hash::sha);
    case ipsec::EspIntegrity::sha256_hmac:
      return integrity_transform(Phase1Hash::sha256);
  }
  return std::nullopt;
}

Transform group_transform(DhGroup group) {
  return {TransformType::dh_group, static_cast<std::uint16_t>(group), {}};
}

constexpr Transform kNoEsn{TransformType::extended_sequence_numbers, transform_id::no_esn, {}};

/// The first of `choices` that the offer has.
template <class Range, class ToTransform>
auto first_offered(const Proposal& offer, const Range& choices, ToTransform to_transform)
    -> std::optional<std::decay_t<decltype(*std::begin(choices))>> {
  for (auto& choice : choices) {
    if (offer.offers(to_transform(choice))) return choice;
  }
  return std::nullopt;
}

/// Those that the gateway's peer may have, in their order.
template <class Algorithm, std::size_t count>
std::vector<Algorithm> allowed(const Gateway& gateway, const Algorithm (&all)[count]) {
  std::vector<Algorithm> result;
  std::ranges::copy_if(all, std::back_inserter(result), [&](auto& each) { return is_allowed(gateway, each); });
  return result;
}

std::vector<Phase1Cipher> ciphers_of(const Gateway& gateway) {
  if (gateway.proposal_limitation) return {gateway.encryption};
  return allowed(gateway, kCiphers);
}
std::vector<Phase1Hash> hashes_of(const Gateway& gateway) {
  if (gateway.proposal_limitation) return {gateway.hash};
  return allowed(gateway, kHashes);
}
/// The preferred one first.
std::vector<DhGroup> groups_of(const Gateway& gateway, DhGroup preferred) {
  std::vector<DhGroup> groups{preferred};
  if (gateway.proposal_limitation) return groups;
  for (auto group : allowed(gateway, kGroups)) {
    if (group != preferred) groups.push_back(group);
  }
  return groups;
}

/// A combined mode is ours, not the RTX's, so nothing is put beside it: who writes it gets it, or no SA. Nor is it mixed
/// with ciphers that need an integrity transform, which it must not have (RFC 7296 section 3.3).
bool only_configured(const Gateway& gateway, const Policy& policy) {
  return gateway.proposal_limitation || ipsec::is_combined(policy.suite.cipher);
}
/// None for AH.
std::vector<ipsec::EspCipher> esp_ciphers_of(const Gateway& gateway, const Policy& policy) {
  if (policy.suite.protocol == ipsec::Protocol::ah) return {};
  if (only_configured(gateway, policy)) return {policy.suite.cipher};
  return allowed(gateway, kEspCiphers);
}
std::vector<ipsec::EspIntegrity> esp_integrities_of(const Gateway& gateway, const Policy& policy) {
  if (only_configured(gateway, policy)) return {policy.suite.integrity};
  return allowed(gateway, kEspIntegrities);
}

bool only_understood_types(const Proposal& proposal, TransformType last) {
  return std::ranges::all_of(proposal.transforms, [&](auto& transform) {
    return transform.type >= TransformType::encryption && transform.type <= last;
  });
}

std::vector<Transform> transforms_of(const IkeSuite& suite) {
  return {transform(suite.cipher), prf_transform(suite.prf), integrity_transform(suite.integrity),
          group_transform(suite.group)};
}

std::optional<IkeSuite> suite_from(const Gateway& gateway, const Proposal& offer,
                                   std::span<const DhGroup> groups) {
  const auto cipher =
      first_offered(offer, ciphers_of(gateway), [](auto c) { return transform(c); });
  const auto prf = first_offered(offer, hashes_of(gateway), prf_transform);
  const auto integrity = first_offered(offer, hashes_of(gateway),
                                       [](Phase1Hash hash) { return integrity_transform(hash); });
  const auto group = first_offered(offer, groups, group_transform);
  if (!cipher || !prf || !integrity || !group) return std::nullopt;
  return IkeSuite{*cipher, *prf, *integrity, *group};
}

std::optional<IkeChoice> choose_from(const Gateway& gateway, const std::vector<Proposal>& offers,
                                     std::span<const DhGroup> groups) {
  for (auto& offer : offers) {
    if (offer.protocol != protocol::ike) continue;
    if (!only_understood_types(offer, TransformType::dh_group)) continue;
    const auto suite = suite_from(gateway, offer, groups);
    if (!suite) continue;
    return IkeChoice{*suite, offer.spi,
                     {offer.number, protocol::ike, offer.spi, transforms_of(*suite)}};
  }
  return std::nullopt;
}

std::optional<Spi> esp_spi(const Proposal& proposal) {
  ByteReader reader(proposal.spi);
  const auto value = reader.u32();
  if (!value || !reader.empty() || *value < 256) return std::nullopt;
  return Spi{*value};
}

/// AH has none, and an offer that names one is not AH.
std::optional<ipsec::EspCipher> choose_cipher(const Gateway& gateway, const Policy& policy,
                                              const Proposal& offer) {
  if (policy.suite.protocol == ipsec::Protocol::ah) {
    if (offer.has(TransformType::encryption)) return std::nullopt;
    return ipsec::EspCipher::null;
  }
  return first_offered(offer, esp_ciphers_of(gateway, policy),
                       [](ipsec::EspCipher cipher) { return transform(cipher); });
}

/// Without integrity only an offer that has none either fits, or says so: "NONE" beside a combined mode.
std::optional<ipsec::EspIntegrity> choose_integrity(const Gateway& gateway, const Policy& policy,
                                                    const Proposal& offer) {
  for (auto integrity : esp_integrities_of(gateway, policy)) {
    const auto wanted = integrity_transform(integrity);
    const Transform none{TransformType::integrity, transform_id::no_integrity, {}};
    const bool fits = wanted ? offer.offers(*wanted)
                             : !offer.has(TransformType::integrity) || offer.offers(none);
    if (fits) return integrity;
  }
  return std::nullopt;
}

/// In CREATE_CHILD_SA the group must be that of the value that was sent; "no group" is an offer too.
bool choose_group(const Gateway& gateway, const Proposal& offer, bool with_group, std::uint16_t group_value,
                  std::optional<DhGroup>& chosen) {
  if (!with_group || !offer.has(TransformType::dh_group)) return true;
  if (is_supported_group(gateway, group_value) && offer.offers(group_transform(DhGroup{group_value}))) {
    chosen = DhGroup{group_value};
    return true;
  }
  if (offer.offers({TransformType::dh_group, transform_id::no_dh, {}})) return true;
  for (auto group : allowed(gateway, kGroups)) {
    if (!offer.offers(group_transform(group))) continue;
    chosen = group;  // told to the peer by INVALID_KE_PAYLOAD
    return true;
  }
  return false;
}

std::vector<Transform> transforms_of(const ipsec::Suite& suite, std::optional<DhGroup> group) {
  std::vector<Transform> transforms;
  if (suite.protocol == ipsec::Protocol::esp) transforms.push_back(transform(suite.cipher));
  if (const auto integrity = integrity_transform(suite.integrity)) transforms.push_back(*integrity);
  if (group) transforms.push_back(group_transform(*group));
  transforms.push_back(kNoEsn);
  return transforms;
}

Bytes bytes_of(Spi spi) {
  Bytes out;
  ByteWriter(out).u32(number(spi));
  return out;
}

}  // namespace

std::vector<Proposal> offer_ike(const Gateway& gateway, DhGroup group, ByteView spi) {
  Proposal proposal{1, protocol::ike, to_bytes(spi), {}};
  for (auto cipher : ciphers_of(gateway)) proposal.transforms.push_back(transform(cipher));
  for (auto hash : hashes_of(gateway)) proposal.transforms.push_back(prf_transform(hash));
  for (auto hash : hashes_of(gateway)) proposal.transforms.push_back(integrity_transform(hash));
  for (auto each : groups_of(gateway, group)) proposal.transforms.push_back(group_transform(each));
  return {std::move(proposal)};
}

std::optional<IkeChoice> choose_ike(const Gateway& gateway, const std::vector<Proposal>& offers,
                                    std::uint16_t offered_group) {
  if (is_supported_group(gateway, offered_group)) {
    const auto groups = groups_of(gateway, gateway.proposal_limitation ? gateway.group
                                                                       : DhGroup{offered_group});
    return choose_from(gateway, offers, groups);
  }
  return choose_from(gateway, offers, groups_of(gateway, gateway.group));
}

std::optional<IkeChoice> accept_ike(const Gateway& gateway, DhGroup group,
                                    const std::vector<Proposal>& answer) {
  if (answer.size() != 1 || answer[0].transforms.size() != 4) return std::nullopt;
  const DhGroup groups[] = {group};
  return choose_from(gateway, answer, groups);
}

std::vector<Proposal> offer_child(const Gateway& gateway, const Policy& policy, Spi inbound,
                                  std::optional<DhGroup> pfs) {
  Proposal proposal{1, protocol_number(policy.suite.protocol), bytes_of(inbound), {}};
  for (auto cipher : esp_ciphers_of(gateway, policy)) {
    proposal.transforms.push_back(transform(cipher));
  }
  for (auto integrity : esp_integrities_of(gateway, policy)) {
    if (const auto each = integrity_transform(integrity)) proposal.transforms.push_back(*each);
  }
  if (pfs) proposal.transforms.push_back(group_transform(*pfs));
  proposal.transforms.push_back(kNoEsn);
  return {std::move(proposal)};
}

std::optional<ChildChoice> choose_child(const Gateway& gateway, const Policy& policy,
                                        const std::vector<Proposal>& offers, bool with_group,
                                        std::uint16_t group_value) {
  for (auto& offer : offers) {
    const auto spi = esp_spi(offer);
    if (offer.protocol != protocol_number(policy.suite.protocol) || !spi || !offer.offers(kNoEsn))
      continue;
    const auto cipher = choose_cipher(gateway, policy, offer);
    const auto integrity = choose_integrity(gateway, policy, offer);
    ChildChoice choice;
    if (!cipher || !integrity || !choose_group(gateway, offer, with_group, group_value, choice.pfs))
      continue;
    choice.suite = {*cipher, *integrity, policy.suite.protocol};
    choice.peer_spi = *spi;
    choice.number = offer.number;
    return choice;
  }
  return std::nullopt;
}

std::vector<Proposal> answer_child(const ChildChoice& choice, Spi inbound) {
  return {{choice.number, protocol_number(choice.suite.protocol), bytes_of(inbound),
           transforms_of(choice.suite, choice.pfs)}};
}

}  // namespace kyoten::ike::v2
