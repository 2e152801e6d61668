// What protects less than it seems to: keys that can be guessed, or used to attack another version, and broken algorithms.

#include <fmt/format.h>

#include "firmware/base/bytes.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

/// Fewer characters than this are tried through by somebody who can try at home: RFC 4086 section 8.2 asks for 90 bits against that, and
/// letters and digits have less than 6 each.
constexpr std::size_t kKeyCharacters = 16;

/// As it is written; hexadecimal digits count by the octets that they stand for.
struct Key {
  const Statement* line = nullptr;
  std::string written;
  std::size_t characters = 0;
};

std::optional<Key> key_of(const Facts& facts, std::uint32_t gateway) {
  const auto* line = facts.of_gateway("ipsec ike pre-shared-key", gateway);
  if (line == nullptr) return std::nullopt;
  if (line->has("TEXT")) return Key{line, line->text_of("TEXT"), line->text_of("TEXT").size()};
  const auto digits = line->text_of("KEY");
  return Key{line, digits, digits.starts_with("0x") ? digits.size() / 2 - 1 : digits.size() / 2};
}

void tried_at_home(const Facts& facts, Report& report) {
  for (auto gateway : facts.gateways_in_use()) {
    const bool named = facts.of_gateway("ipsec ike remote name", gateway) || facts.of_gateway("ipsec ike local name", gateway);
    const auto key = key_of(facts, gateway);
    if (facts.ike_version(gateway) != 1 || !named || !key || key->characters >= kKeyCharacters) continue;
    report.add(*key->line, fmt::format("With a name at one end IKEv1 uses aggressive mode, in which whoever asks is given what he needs to try keys at "
                                       "home; one of {} characters is found that way. {} letters and digits drawn by lot are not.",
                                       key->characters, kKeyCharacters));
  }
}

void of_both_versions(const Facts& facts, Report& report) {
  for (auto gateway : facts.gateways_in_use()) {
    const auto key = facts.ike_version(gateway) == 2 ? key_of(facts, gateway) : std::nullopt;
    if (!key) continue;
    for (auto other : facts.gateways_in_use()) {
      const auto same = facts.ike_version(other) == 1 ? key_of(facts, other) : std::nullopt;
      if (!same || same->written != key->written) continue;
      report.add(*key->line, fmt::format("gateway {} uses the same key with IKEv1: who breaks it there, where it is easier, has it here too.", other));
      break;
    }
  }
}

void broken_algorithms(const Facts& facts, Report& report) {
  struct Broken {
    const char* command;
    const char* word;
    const char* why;
  };
  static constexpr Broken kBroken[] = {
      {"ipsec ike encryption", "des-cbc", "DES is broken by trying all keys"},
      {"ipsec ike hash", "md5", "MD5 is no protection against forgers that is still trusted"},
      {"ipsec ike group", "modp768", "a group of 768 bits is within the reach of who can pay for it"},
      {"ipsec sa policy", "des-cbc", "DES is broken by trying all keys"},
      {"ipsec sa policy", "md5-hmac", "MD5 is no protection against forgers that is still trusted"},
      {"ipsec ike pfs", "modp768", "a group of 768 bits is within the reach of who can pay for it"},
  };
  for (auto& row : kBroken) {
    for (auto* line : facts.all(row.command)) {
      if (!has_word(*line, row.word)) continue;
      report.add(*line, fmt::format("{}; `{}` is here because the device has it.", row.why, row.word));
    }
  }
}

constexpr Rule kRules[] = {
    {"key-short", Severity::advice, "a short pre-shared key in aggressive mode", tried_at_home},
    {"key-of-both-versions", Severity::warning, "one pre-shared key for IKEv1 and IKEv2", of_both_versions},
    {"algorithm-broken", Severity::advice, "DES, MD5 and the group of 768 bits", broken_algorithms},
};

}  // namespace

std::span<const Rule> strength_rules() { return kRules; }

}  // namespace kyoten::config::lint
