// The one list of algorithms that are here because the device has them, and that protect no more: single DES, MD5, and a group
// of 768 bits. `kyoten run --refuse-broken` does without them.
#pragma once

#include "firmware/ike/settings.hpp"

namespace kyoten::ike {

constexpr bool is_broken(Phase1Cipher cipher) { return cipher == Phase1Cipher::des_cbc; }
constexpr bool is_broken(Phase1Hash hash) { return hash == Phase1Hash::md5; }
constexpr bool is_broken(DhGroup group) { return group == DhGroup::modp768; }
constexpr bool is_broken(ipsec::EspCipher cipher) { return cipher == ipsec::EspCipher::des_cbc; }
constexpr bool is_broken(ipsec::EspIntegrity integrity) { return integrity == ipsec::EspIntegrity::md5_hmac; }
constexpr bool is_broken(const ipsec::Suite& suite) { return is_broken(suite.cipher) || is_broken(suite.integrity); }

/// What a gateway or policy is written with.
inline bool is_broken(const Gateway& gateway) {
  return is_broken(gateway.encryption) || is_broken(gateway.hash) || is_broken(gateway.group) ||
         (gateway.second_group && is_broken(*gateway.second_group));
}
inline bool is_broken(const Policy& policy) { return is_broken(policy.suite); }

/// The gateway's peer may have it.
template <class Algorithm>
constexpr bool is_allowed(const Gateway& gateway, const Algorithm& algorithm) {
  return !gateway.refuses_broken || !is_broken(algorithm);
}

}  // namespace kyoten::ike
