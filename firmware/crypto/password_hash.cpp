#include "firmware/crypto/password_hash.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

#include "firmware/base/secret.hpp"

namespace kyoten::crypto {
namespace {

constexpr std::string_view kPrefix = "$argon2id$v=19$m=";
constexpr std::size_t kHashBytes = 32;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
/// Both lengths in base64.
constexpr std::size_t kSaltCharacters =
    sodium_base64_ENCODED_LEN(crypto_pwhash_SALTBYTES, kBase64) - 1;
constexpr std::size_t kHashCharacters = sodium_base64_ENCODED_LEN(kHashBytes, kBase64) - 1;

struct Cost {
  std::uint32_t memory_kibibytes;
  std::uint32_t passes;
};
/// Tens of milliseconds and little memory: the router forwards packets on the same processor.
constexpr Cost kCost{9216, 4};
constexpr Cost kMostCost{65536, 4};
constexpr Cost kLeastCost{8, 1};

using Salt = std::array<std::uint8_t, crypto_pwhash_SALTBYTES>;

struct Stored {
  Cost cost{};
  Salt salt{};
  std::array<std::uint8_t, kHashBytes> hash{};
};

std::optional<Secret> derive(std::string_view password, const Salt& salt, const Cost& cost) {
  std::array<std::uint8_t, kHashBytes> hash{};
  const auto memory_bytes = std::size_t{cost.memory_kibibytes} * 1024;
  const int failed =
      crypto_pwhash(hash.data(), hash.size(), password.data(), password.size(), salt.data(),
                    cost.passes, memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) return std::nullopt;
  Secret secret{ByteView(hash)};
  sodium_memzero(hash.data(), hash.size());
  return secret;
}

std::string base64(ByteView bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), kBase64), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kBase64);
  text.pop_back();  // the terminating zero
  return text;
}

/// Takes `expected` off the front.
bool take(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

bool take_number(std::string_view& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take_base64(std::string_view& text, std::size_t characters, MutableByteView out) {
  if (text.size() < characters) return false;
  std::size_t length = 0;
  const int failed = sodium_base642bin(out.data(), out.size(), text.data(), characters, nullptr,
                                       &length, nullptr, kBase64);
  text.remove_prefix(characters);
  return failed == 0 && length == out.size();
}

bool within(std::uint32_t value, std::uint32_t least, std::uint32_t most) {
  return value >= least && value <= most;
}

std::optional<Stored> parse(std::string_view text) {
  Stored stored;
  const bool whole = take(text, kPrefix) && take_number(text, stored.cost.memory_kibibytes) &&
                     take(text, ",t=") && take_number(text, stored.cost.passes) &&
                     take(text, ",p=1$") && take_base64(text, kSaltCharacters, stored.salt) &&
                     take(text, "$") && take_base64(text, kHashCharacters, stored.hash) &&
                     text.empty();
  if (!whole ||
      !within(stored.cost.memory_kibibytes, kLeastCost.memory_kibibytes,
              kMostCost.memory_kibibytes) ||
      !within(stored.cost.passes, kLeastCost.passes, kMostCost.passes)) {
    return std::nullopt;
  }
  return stored;
}

}  // namespace

std::optional<std::string> hash_password(std::string_view password, Entropy& entropy) {
  Salt salt{};
  entropy.fill(salt);
  const auto hash = derive(password, salt, kCost);
  if (!hash) return std::nullopt;
  return std::string(kPrefix) + std::to_string(kCost.memory_kibibytes) +
         ",t=" + std::to_string(kCost.passes) + ",p=1$" + base64(salt) + "$" + base64(hash->view());
}

bool verify_password(std::string_view password, std::string_view text) {
  const auto stored = parse(text);
  if (!stored) return false;
  const auto hash = derive(password, stored->salt, stored->cost);
  return hash && equal_in_constant_time(hash->view(), stored->hash);
}

}  // namespace kyoten::crypto
