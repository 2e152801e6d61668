#include "firmware/ipsec/live_sa.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/ipsec/live_sa_runtime.hpp"

namespace kyoten::ipsec {
namespace {

crypto::BlockCipher block_cipher(EspCipher cipher) {
  switch (cipher) {
    case EspCipher::null: return crypto::BlockCipher::null;
    case EspCipher::des_cbc: return crypto::BlockCipher::des;
    case EspCipher::three_des_cbc: return crypto::BlockCipher::three_des;
    case EspCipher::aes_cbc:
    case EspCipher::aes192_cbc:
    case EspCipher::aes256_cbc: return crypto::BlockCipher::aes;
    case EspCipher::aes_gcm:
    case EspCipher::aes256_gcm: return crypto::BlockCipher::aes_gcm;
    case EspCipher::chacha20_poly1305: return crypto::BlockCipher::chacha20_poly1305;
  }
  KYOTEN_ASSERT(false);
}

EspImplementation& chosen() {
  static EspImplementation implementation =
      crypto::ipsec_mb_backend() != nullptr ? EspImplementation::ipsec_mb : EspImplementation::openssl;
  return implementation;
}

}  // namespace

crypto::EspBackend& backend() {
  return chosen() == EspImplementation::ipsec_mb ? *crypto::ipsec_mb_backend() : crypto::openssl_backend();
}

void set_esp_implementation(EspImplementation implementation) {
  KYOTEN_ASSERT(implementation == EspImplementation::openssl || crypto::ipsec_mb_backend() != nullptr);
  chosen() = implementation;
}
EspImplementation esp_implementation() { return chosen(); }

crypto::EspKey* Sa::Runtime::key() {
  auto& slot = keys[static_cast<std::size_t>(chosen())];
  if (!slot) {
    slot = backend().make_key(block_cipher(parameters.suite.cipher), parameters.encryption_key.view(),
                              static_cast<crypto::Integrity>(parameters.suite.integrity),
                              parameters.integrity_key.view());
  }
  return slot.get();
}

Sa::Sa(SaParameters parameters) : runtime_(std::make_unique<Runtime>()) {
  const auto& suite = parameters.suite;
  // Neither secrecy nor integrity is never negotiated; an SA like that would be our own bug.
  KYOTEN_ASSERT(suite.cipher != EspCipher::null || suite.integrity != EspIntegrity::none);
  KYOTEN_ASSERT(!is_combined(suite.cipher) || suite.integrity == EspIntegrity::none);
  KYOTEN_ASSERT(suite.protocol == Protocol::esp || suite.cipher == EspCipher::null);
  KYOTEN_ASSERT(parameters.encryption_key.size() == key_bytes(suite.cipher));
  KYOTEN_ASSERT(parameters.integrity_key.size() == key_bytes(suite.integrity));
  runtime_->next_sequence = parameters.first_sequence;
  runtime_->parameters = std::move(parameters);
  runtime_->key();
}
Sa::~Sa() = default;
Sa::Sa(Sa&&) noexcept = default;
Sa& Sa::operator=(Sa&&) noexcept = default;

const SaParameters& Sa::parameters() const { return runtime_->parameters; }
const SaUse& Sa::use() const { return runtime_->use; }
bool Sa::take_worn() {
  const auto& use = runtime_->use;
  const auto& limit = runtime_->parameters.renew_at;
  const bool worn = use.highest_sequence >= limit.sequence || (limit.bytes && use.bytes >= *limit.bytes);
  return worn && !std::exchange(runtime_->worn_told, true);
}
void Sa::move_peer(const Endpoint& peer) { runtime_->parameters.peer = peer; }

}  // namespace kyoten::ipsec
