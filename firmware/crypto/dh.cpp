#include "firmware/crypto/dh.hpp"

#include <openssl/bn.h>
#include <sodium.h>

#include <memory>

#include "firmware/base/assert.hpp"
#include "firmware/crypto/library_must.hpp"

namespace kyoten::crypto {
namespace {

constexpr std::size_t kExponentBytes = 40;

struct NumberDeleter {
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
using Number = std::unique_ptr<BIGNUM, NumberDeleter>;
using Scratch = std::unique_ptr<BN_CTX, decltype(&BN_CTX_free)>;

/// Of what the library has just made.
Number owned(BIGNUM* number) {
  library_must(number != nullptr);
  return Number(number);
}

Number prime_of(ModpGroup group) {
  switch (group) {
    case ModpGroup::modp768:
      return owned(BN_get_rfc2409_prime_768(nullptr));
    case ModpGroup::modp1024:
      return owned(BN_get_rfc2409_prime_1024(nullptr));
    case ModpGroup::modp1536:
      return owned(BN_get_rfc3526_prime_1536(nullptr));
    case ModpGroup::modp2048:
      return owned(BN_get_rfc3526_prime_2048(nullptr));
  }
  KYOTEN_ASSERT(false);
}

Number number_from(ByteView bytes) { return owned(BN_bin2bn(bytes.data(), static_cast<int>(bytes.size()), nullptr)); }

/// base ^ exponent mod p in time that does not depend on the exponent.
Bytes power(ModpGroup group, const BIGNUM& base, const Secret& exponent) {
  const auto prime = prime_of(group);
  auto secret = number_from(exponent.view());
  BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
  Scratch scratch(BN_CTX_secure_new(), BN_CTX_free);
  library_must(scratch != nullptr);
  const auto result = owned(BN_new());
  library_must(BN_mod_exp_mont_consttime(result.get(), &base, secret.get(), prime.get(),
                                         scratch.get(), nullptr) == 1);
  Bytes padded(value_bytes(group));
  library_must(BN_bn2binpad(result.get(), padded.data(), static_cast<int>(padded.size())) ==
               static_cast<int>(padded.size()));
  return padded;
}

}  // namespace

DhKeyPair dh_generate(ModpGroup group, Entropy& entropy) {
  auto random = entropy.bytes(kExponentBytes);
  random[0] |= 0x80;  // never a short one
  DhKeyPair pair;
  pair.exponent = Secret(random);
  sodium_memzero(random.data(), random.size());
  constexpr std::uint8_t kGenerator[] = {2};
  pair.public_value = power(group, *number_from(kGenerator), pair.exponent);
  return pair;
}

Result<Secret, DhError> dh_agree(ModpGroup group, const Secret& exponent, ByteView peer_value) {
  if (peer_value.size() != value_bytes(group)) return DhError::wrong_length;
  const auto value = number_from(peer_value);
  const auto prime = prime_of(group);
  const auto largest = owned(BN_dup(prime.get()));
  library_must(BN_sub_word(largest.get(), 2) == 1);  // p - 2
  if (BN_is_zero(value.get()) || BN_is_one(value.get()) || BN_cmp(value.get(), largest.get()) > 0) {
    return DhError::out_of_range;
  }
  auto shared = power(group, *value, exponent);
  Secret secret(shared);
  sodium_memzero(shared.data(), shared.size());
  return secret;
}

}  // namespace kyoten::crypto
