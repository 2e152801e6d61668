#include "firmware/crypto/prf.hpp"

#include <sodium.h>

namespace kyoten::crypto {

Secret prf(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts) {
  auto bytes = hmac(algorithm, key, parts);
  Secret result(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return result;
}

Secret prf_chain(HashAlgorithm algorithm, ByteView key, ByteView first, ByteView rest,
                 std::size_t count) {
  Bytes chain;
  chain.reserve(count + kLargestDigestBytes);  // never moved, so that one wipe is enough
  auto block = prf(algorithm, key, {first});
  for (;;) {
    chain.insert(chain.end(), block.view().begin(), block.view().end());
    if (chain.size() >= count) break;
    block = prf(algorithm, key, {block.view(), rest});
  }
  Secret result(ByteView(chain).first(count));
  sodium_memzero(chain.data(), chain.size());
  return result;
}

}  // namespace kyoten::crypto
