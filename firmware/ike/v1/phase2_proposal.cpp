#include "firmware/base/assert.hpp"
#include "firmware/ike/broken.hpp"
#include "firmware/ike/sa_protocol.hpp"
#include "firmware/ike/v1/proposal_life.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;
using ipsec::EspCipher;
using ipsec::EspIntegrity;
namespace attribute = phase2_attribute;

/// Combined modes are for IKEv2 only; config/compile lets none of them come here.
constexpr std::uint8_t cipher_number(EspCipher cipher) {
  constexpr std::uint8_t numbers[] = {11, 2, 3, 12, 12, 12};
  KYOTEN_ASSERT(!ipsec::is_combined(cipher));
  return numbers[static_cast<std::size_t>(cipher)];
}
constexpr std::uint64_t integrity_number(EspIntegrity integrity) {
  constexpr std::uint64_t numbers[] = {0, 1, 2, 5};
  return numbers[static_cast<std::size_t>(integrity)];
}

constexpr std::uint8_t ah_transform_of(EspIntegrity integrity) {
  constexpr std::uint8_t ids[] = {0, ah_transform::md5, ah_transform::sha, ah_transform::sha256};
  return ids[static_cast<std::size_t>(integrity)];
}

std::optional<EspCipher> cipher_of(const Transform& transform) {
  const auto length = transform.value(attribute::key_length);
  switch (transform.id) {
    case 11:
      return length ? std::nullopt : std::optional(EspCipher::null);
    case 2:
      return length ? std::nullopt : std::optional(EspCipher::des_cbc);
    case 3:
      return length ? std::nullopt : std::optional(EspCipher::three_des_cbc);
    case 12:
      if (!length || length == 128) return EspCipher::aes_cbc;
      if (length == 256) return EspCipher::aes256_cbc;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

std::optional<EspIntegrity> integrity_of(const Transform& transform) {
  const auto number = transform.value(attribute::authentication);
  if (!number) return EspIntegrity::none;
  if (number == 1) return EspIntegrity::md5_hmac;
  if (number == 2) return EspIntegrity::sha_hmac;
  if (number == 5) return EspIntegrity::sha256_hmac;
  return std::nullopt;
}

/// AH names its algorithm twice, and the two must be the same one (RFC 2407 section 4.4.3).
std::optional<ipsec::Suite> ah_suite_of(const Transform& transform) {
  const auto integrity = integrity_of(transform);
  if (!integrity || *integrity == EspIntegrity::none || transform.id != ah_transform_of(*integrity))
    return std::nullopt;
  return ipsec::Suite::ah(*integrity);
}

std::optional<ipsec::Suite> suite_of(std::uint8_t protocol, const Transform& transform) {
  if (protocol == protocol::ah) return ah_suite_of(transform);
  if (protocol != protocol::esp) return std::nullopt;
  const auto cipher = cipher_of(transform);
  const auto integrity = integrity_of(transform);
  if (!cipher || !integrity) return std::nullopt;
  if (*cipher == EspCipher::null && *integrity == EspIntegrity::none) return std::nullopt;
  return ipsec::Suite{*cipher, *integrity};
}

/// Without an attribute RFC 2407 leaves the mode to the implementation: tunnel, as others read it.
bool read_encapsulation(const Transform& transform, const Phase2Terms& terms,
                        Phase2Choice& choice) {
  const auto value = transform.value(attribute::encapsulation).value_or(1);
  if (value == 1 || value == 2) {
    choice.mode = value == 1 ? ipsec::Mode::tunnel : ipsec::Mode::transport;
    return true;
  }
  for (auto mode : {ipsec::Mode::tunnel, ipsec::Mode::transport}) {
    if (terms.dialect == NatDialect::none || value != udp_encapsulation(terms.dialect, mode))
      continue;
    choice.mode = mode;
    choice.udp_encapsulated = true;
    return true;
  }
  return false;
}

std::optional<Phase2Choice> read(const Proposal& proposal, const Transform& transform,
                                 const Phase2Terms& terms) {
  const auto suite = suite_of(proposal.protocol, transform);
  if (!suite || proposal.spi.size() != 4) return std::nullopt;
  if (terms.refuses_broken && is_broken(*suite)) return std::nullopt;
  Phase2Choice choice;
  choice.suite = *suite;
  if (!read_encapsulation(transform, terms, choice)) return std::nullopt;
  if (choice.udp_encapsulated && suite->protocol == ipsec::Protocol::ah) return std::nullopt;
  if (const auto group = transform.value(attribute::group)) {
    if (!is_supported_group(*group)) return std::nullopt;
    choice.pfs = static_cast<DhGroup>(*group);
    if (terms.refuses_broken && is_broken(*choice.pfs)) return std::nullopt;
  }
  choice.life = read_life(transform, attribute::life_type, attribute::life_duration);
  choice.peer_spi = Spi{*ByteReader(proposal.spi).u32()};
  constexpr std::uint32_t kReservedSpis = 256;
  if (number(choice.peer_spi) < kReservedSpis) return std::nullopt;
  return choice;
}

/// Proposals with the same number are for use together. Of these only IPComp beside AH or ESP is done.
struct Bundle {
  const Proposal* protection = nullptr;
  const Proposal* compression = nullptr;
};

/// One for each number; nothing stands for a bundle that is not done.
std::vector<Bundle> bundles_of(const SecurityAssociation& sa) {
  std::vector<Bundle> bundles;
  std::vector<std::uint8_t> numbers;
  for (auto& proposal : sa.proposals) {
    if (std::ranges::find(numbers, proposal.number) == numbers.end()) numbers.push_back(proposal.number);
  }
  for (auto number : numbers) {
    Bundle bundle;
    bool done = true;
    for (auto& proposal : sa.proposals) {
      if (proposal.number != number) continue;
      auto& place = proposal.protocol == protocol::ipcomp ? bundle.compression : bundle.protection;
      done = done && place == nullptr;
      place = &proposal;
    }
    if (done && bundle.protection != nullptr) bundles.push_back(bundle);
  }
  return bundles;
}

/// Some send the CPI as four bytes (RFC 3173 section 4.1 asks to take both).
std::optional<Cpi> cpi_of(const Proposal& compression) {
  std::uint32_t value = 0;
  if (compression.spi.size() != 2 && compression.spi.size() != 4) return std::nullopt;
  for (auto byte : compression.spi) value = value << 8 | byte;
  constexpr std::uint32_t kLargest = 0xffff;
  return value <= kLargest ? std::optional(Cpi{static_cast<std::uint16_t>(value)}) : std::nullopt;
}

const Transform* deflate_of(const Proposal& compression) {
  const auto found = std::ranges::find(compression.transforms, ipcomp_transform::deflate, &Transform::id);
  return found == compression.transforms.end() ? nullptr : &*found;
}

Bytes spi_bytes(Spi spi) {
  Bytes bytes;
  ByteWriter(bytes).u32(number(spi));
  return bytes;
}
Bytes spi_bytes(Cpi cpi) {
  Bytes bytes;
  ByteWriter(bytes).u16(number(cpi));
  return bytes;
}

std::uint64_t encapsulation_of(const Phase2Choice& wanted, const Phase2Terms& terms) {
  const auto plain = wanted.mode == ipsec::Mode::tunnel ? 1u : 2u;
  return wanted.udp_encapsulated ? udp_encapsulation(terms.dialect, wanted.mode) : plain;
}

Transform protection_transform(const Phase2Choice& wanted, const Phase2Terms& terms) {
  const bool ah = wanted.suite.protocol == ipsec::Protocol::ah;
  Transform transform;
  transform.id = ah ? ah_transform_of(wanted.suite.integrity) : cipher_number(wanted.suite.cipher);
  write_life(transform, attribute::life_type, attribute::life_duration, wanted.life);
  transform.with(attribute::encapsulation, encapsulation_of(wanted, terms));
  if (wanted.suite.integrity != EspIntegrity::none) {
    transform.with(attribute::authentication, integrity_number(wanted.suite.integrity));
  }
  if (wanted.suite.cipher == EspCipher::aes_cbc) transform.with(attribute::key_length, 128);
  if (wanted.suite.cipher == EspCipher::aes256_cbc) transform.with(attribute::key_length, 256);
  if (wanted.pfs) transform.with(attribute::group, static_cast<std::uint64_t>(*wanted.pfs));
  return transform;
}

Transform compression_transform(const Phase2Choice& wanted, const Phase2Terms& terms) {
  Transform transform;
  transform.id = ipcomp_transform::deflate;
  write_life(transform, attribute::life_type, attribute::life_duration, wanted.life);
  transform.with(attribute::encapsulation, encapsulation_of(wanted, terms));
  if (wanted.pfs) transform.with(attribute::group, static_cast<std::uint64_t>(*wanted.pfs));
  return transform;
}

}  // namespace

Phase2Choice wanted_phase2(const Gateway& gateway, const Policy& policy, const Phase2Terms& terms) {
  Phase2Choice wanted;
  wanted.suite = policy.suite;
  wanted.mode = policy.mode;
  wanted.udp_encapsulated = terms.nat;
  wanted.compresses = policy.compresses && policy.mode == ipsec::Mode::tunnel && !terms.nat;
  if (gateway.pfs) wanted.pfs = gateway.second_group.value_or(gateway.group);
  wanted.life = {gateway.ipsec_lifetime.seconds, gateway.ipsec_lifetime.kilobytes};
  return wanted;
}

SecurityAssociation offer_phase2(const Phase2Choice& wanted, const Phase2Terms& terms,
                                 Spi inbound) {
  const auto protocol = protocol_number(wanted.suite.protocol);
  const auto protection = protection_transform(wanted, terms);
  SecurityAssociation offer;
  if (wanted.compresses) {
    offer.proposals = {{1, protocol, spi_bytes(inbound), {protection}},
                       {1, protocol::ipcomp, spi_bytes(ipsec::cpi_beside(inbound)),
                        {compression_transform(wanted, terms)}}};
  }
  const std::uint8_t number = wanted.compresses ? 2 : 1;
  offer.proposals.push_back({number, protocol, spi_bytes(inbound), {protection}});
  return offer;
}

std::optional<std::pair<Phase2Choice, SecurityAssociation>> choose_phase2(
    const SecurityAssociation& offer, const Phase2Choice& wanted, const Phase2Terms& terms,
    Spi inbound, bool exact) {
  for (auto& bundle : bundles_of(offer)) {
    const auto& proposal = *bundle.protection;
    const auto* deflate = bundle.compression != nullptr ? deflate_of(*bundle.compression) : nullptr;
    const auto cpi = bundle.compression != nullptr ? cpi_of(*bundle.compression) : std::nullopt;
    // What is for use together is taken together or not at all.
    if (bundle.compression != nullptr && (deflate == nullptr || !cpi)) continue;
    for (auto& transform : proposal.transforms) {
      auto choice = read(proposal, transform, terms);
      if (!choice || choice->suite.protocol != wanted.suite.protocol || choice->mode != wanted.mode ||
          choice->udp_encapsulated != wanted.udp_encapsulated)
        continue;
      if (exact && (choice->suite != wanted.suite || choice->pfs != wanted.pfs)) continue;
      choice->peer_cpi = cpi;
      SecurityAssociation answer{
          {Proposal{proposal.number, proposal.protocol, spi_bytes(inbound), {transform}}}};
      if (cpi) {
        answer.proposals.push_back({proposal.number, protocol::ipcomp,
                                    spi_bytes(ipsec::cpi_beside(inbound)), {*deflate}});
      }
      return std::pair{*choice, std::move(answer)};
    }
  }
  return std::nullopt;
}

std::optional<Phase2Choice> accept_phase2(const SecurityAssociation& answer,
                                          const Phase2Choice& wanted, const Phase2Terms& terms) {
  const auto bundles = bundles_of(answer);
  const bool one_each = std::ranges::all_of(
      answer.proposals, [](auto& proposal) { return proposal.transforms.size() == 1; });
  if (bundles.size() != 1 || !one_each) return std::nullopt;
  const auto& [protection, compression] = bundles[0];
  if (answer.proposals.size() != (compression != nullptr ? 2u : 1u)) return std::nullopt;
  auto choice = read(*protection, protection->transforms[0], terms);
  if (!choice || choice->suite != wanted.suite || choice->mode != wanted.mode ||
      choice->pfs != wanted.pfs || choice->udp_encapsulated != wanted.udp_encapsulated) {
    return std::nullopt;
  }
  if (compression != nullptr) {
    if (!wanted.compresses || deflate_of(*compression) == nullptr) return std::nullopt;
    choice->peer_cpi = cpi_of(*compression);
    if (!choice->peer_cpi) return std::nullopt;
  }
  choice->life.seconds = std::min(choice->life.seconds, wanted.life.seconds);
  return choice;
}

}  // namespace kyoten::ike::v1
