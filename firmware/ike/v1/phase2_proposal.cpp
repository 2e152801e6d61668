#include "firmware/base/assert.hpp"
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
  if (proposal.protocol != protocol::esp || proposal.spi.size() != 4) return std::nullopt;
  const auto cipher = cipher_of(transform);
  const auto integrity = integrity_of(transform);
  if (!cipher || !integrity) return std::nullopt;
  if (*cipher == EspCipher::null && *integrity == EspIntegrity::none) return std::nullopt;
  Phase2Choice choice;
  choice.suite = {*cipher, *integrity};
  if (!read_encapsulation(transform, terms, choice)) return std::nullopt;
  if (const auto group = transform.value(attribute::group)) {
    if (!is_supported_group(*group)) return std::nullopt;
    choice.pfs = static_cast<DhGroup>(*group);
  }
  choice.life = read_life(transform, attribute::life_type, attribute::life_duration);
  choice.peer_spi = Spi{*ByteReader(proposal.spi).u32()};
  constexpr std::uint32_t kReservedSpis = 256;
  if (number(choice.peer_spi) < kReservedSpis) return std::nullopt;
  return choice;
}

/// Proposals with the same number are for use together (AH with ESP, IPComp): none of these is
/// taken.
bool is_bundled(const SecurityAssociation& sa, const Proposal& proposal) {
  return std::count_if(sa.proposals.begin(), sa.proposals.end(),
                       [&](auto& other) { return other.number == proposal.number; }) > 1;
}

Bytes spi_bytes(Spi spi) {
  Bytes bytes;
  ByteWriter(bytes).u32(number(spi));
  return bytes;
}

}  // namespace

Phase2Choice wanted_phase2(const Gateway& gateway, const Policy& policy, const Phase2Terms& terms) {
  Phase2Choice wanted;
  wanted.suite = policy.suite;
  wanted.mode = policy.mode;
  wanted.udp_encapsulated = terms.nat;
  if (gateway.pfs) wanted.pfs = gateway.group;
  wanted.life = {gateway.ipsec_lifetime.seconds, gateway.ipsec_lifetime.kilobytes};
  return wanted;
}

SecurityAssociation offer_phase2(const Phase2Choice& wanted, const Phase2Terms& terms,
                                 Spi inbound) {
  Transform transform;
  transform.id = cipher_number(wanted.suite.cipher);
  write_life(transform, attribute::life_type, attribute::life_duration, wanted.life);
  const auto plain = wanted.mode == ipsec::Mode::tunnel ? 1u : 2u;
  transform.with(attribute::encapsulation,
                 wanted.udp_encapsulated ? udp_encapsulation(terms.dialect, wanted.mode) : plain);
  if (wanted.suite.integrity != EspIntegrity::none) {
    transform.with(attribute::authentication, integrity_number(wanted.suite.integrity));
  }
  if (wanted.suite.cipher == EspCipher::aes_cbc) transform.with(attribute::key_length, 128);
  if (wanted.suite.cipher == EspCipher::aes256_cbc) transform.with(attribute::key_length, 256);
  if (wanted.pfs) transform.with(attribute::group, static_cast<std::uint64_t>(*wanted.pfs));
  return {{Proposal{1, protocol::esp, spi_bytes(inbound), {transform}}}};
}

std::optional<std::pair<Phase2Choice, SecurityAssociation>> choose_phase2(
    const SecurityAssociation& offer, const Phase2Choice& wanted, const Phase2Terms& terms,
    Spi inbound, bool exact) {
  for (auto& proposal : offer.proposals) {
    if (is_bundled(offer, proposal)) continue;
    for (auto& transform : proposal.transforms) {
      const auto choice = read(proposal, transform, terms);
      if (!choice || choice->mode != wanted.mode ||
          choice->udp_encapsulated != wanted.udp_encapsulated)
        continue;
      if (exact && (choice->suite != wanted.suite || choice->pfs != wanted.pfs)) continue;
      SecurityAssociation answer{
          {Proposal{proposal.number, protocol::esp, spi_bytes(inbound), {transform}}}};
      return std::pair{*choice, std::move(answer)};
    }
  }
  return std::nullopt;
}

std::optional<Phase2Choice> accept_phase2(const SecurityAssociation& answer,
                                          const Phase2Choice& wanted, const Phase2Terms& terms) {
  if (answer.proposals.size() != 1 || answer.proposals[0].transforms.size() != 1)
    return std::nullopt;
  auto choice = read(answer.proposals[0], answer.proposals[0].transforms[0], terms);
  if (!choice || choice->suite != wanted.suite || choice->mode != wanted.mode ||
      choice->pfs != wanted.pfs || choice->udp_encapsulated != wanted.udp_encapsulated) {
    return std::nullopt;
  }
  choice->life.seconds = std::min(choice->life.seconds, wanted.life.seconds);
  return choice;
}

}  // namespace kyoten::ike::v1
