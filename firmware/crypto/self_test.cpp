#include "firmware/crypto/self_test.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>

#include "firmware/crypto/cipher.hpp"
#include "firmware/crypto/dh.hpp"
#include "firmware/crypto/esp_batch.hpp"
#include "firmware/crypto/hash.hpp"
#include "firmware/crypto/openssl_objects.hpp"

namespace kyoten::crypto {
namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

/// A library that runs under a policy (FIPS 140, for one) may lack what its headers declare.
std::string missing() {
  for (const char* name : {"MD5", "SHA1", "SHA256"}) {
    if (std::unique_ptr<EVP_MD, openssl::Release<EVP_MD_free>>(EVP_MD_fetch(nullptr, name, nullptr)) == nullptr) return name;
  }
  for (const char* name : {"DES-EDE3-CBC", "AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "AES-128-GCM", "AES-192-GCM", "AES-256-GCM",
                           "ChaCha20-Poly1305"}) {
    if (std::unique_ptr<EVP_CIPHER, openssl::Release<EVP_CIPHER_free>>(EVP_CIPHER_fetch(nullptr, name, nullptr)) == nullptr) return name;
  }
  if (std::unique_ptr<EVP_MAC, openssl::Release<EVP_MAC_free>>(EVP_MAC_fetch(nullptr, "HMAC", nullptr)) == nullptr) return "HMAC";
  return {};
}

struct HashAnswer {
  const char* name;
  HashAlgorithm algorithm;
  const char* of_abc;                     ///< RFC 1321 appendix A.5, FIPS 180-4
  const char* hmac_of_what_do_ya_want;    ///< RFC 2202, RFC 4231: test case 2
};
constexpr HashAnswer kHashes[] = {
    {"MD5", HashAlgorithm::md5, "900150983cd24fb0d6963f7d28e17f72", "750c783e6ab0b503eaa86e310a5db738"},
    {"SHA-1", HashAlgorithm::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"},
    {"SHA-256", HashAlgorithm::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
};

struct CbcAnswer {
  const char* name;
  CbcCipher cipher;
  const char* key;
  const char* iv;
  const char* plain;
  const char* encrypted;
};
constexpr CbcAnswer kCbc[] = {
    // FIPS 81, appendix C; NIST SP 800-67, appendix B.1 (its first block under a zero IV)
    {"DES", CbcCipher::des, "0123456789abcdef", "1234567890abcdef", "4e6f772069732074", "e5c7cdde872bf27c"},
    {"3DES", CbcCipher::three_des, "0123456789abcdef23456789abcdef01456789abcdef0123", "0000000000000000", "4e6f772069732074",
     "314f8327fa7a09a8"},
    // NIST SP 800-38A, F.2.1, F.2.3 and F.2.5
    {"AES-128", CbcCipher::aes128, "2b7e151628aed2a6abf7158809cf4f3c", "000102030405060708090a0b0c0d0e0f",
     "6bc1bee22e409f96e93d7e117393172a", "7649abac8119b246cee98e9b12e9197d"},
    {"AES-192", CbcCipher::aes192, "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b", "000102030405060708090a0b0c0d0e0f",
     "6bc1bee22e409f96e93d7e117393172a", "4f021db243bc633d7178183a9fa071e8"},
    {"AES-256", CbcCipher::aes256, "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
     "000102030405060708090a0b0c0d0e0f", "6bc1bee22e409f96e93d7e117393172a", "f58c4c04d6e5f1ba779eabfb5f7bfbd6"},
};

struct PacketAnswer {
  const char* name;
  BlockCipher cipher;
  const char* key_and_salt;
  const char* header;                     ///< SPI, sequence number, IV
  const char* plain;
  const char* encrypted;                  ///< with the tag
};
constexpr PacketAnswer kPackets[] = {
    // draft-mcgrew-gcm-test-01 section 4, RFC 7634 appendix A
    {"AES-GCM", BlockCipher::aes_gcm, "feffe9928665731c6d6a8f9467308308cafebabe", "0000a5f80000000afacedbaddecaf888",
     "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d001000001000000000000037369700963796265726369747902646b00000100010001",
     "deb22cd9b07c72c16e3a65beeb8df304a5a5897d33ae530f1ba76d5d114d2a5c3de81827c10e9a4f51330d0eec416642cfbb85a5b47e48a4ec3b9ba95d918bd1"
     "83b70d3aa8bc6ee4c309e9d85a41ad4a"},
    {"ChaCha20-Poly1305", BlockCipher::chacha20_poly1305, "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3",
     "01020304000000051011121314151617",
     "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec100007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
     "2425262728292a2b2c2d2e2f303132333435363701020204",
     "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c614ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
     "cbec163fac469b502773f6fb94e664da9165b82829f641e076aaa8266b7fb0f7b11b369907e1ad43"},
};

bool gives_packet(EspBackend& backend, const PacketAnswer& answer) {
  const auto key = backend.make_key(answer.cipher, hex(answer.key_and_salt), Integrity::none, {});
  Bytes packet;
  ByteWriter(packet).bytes(hex(answer.header)).bytes(hex(answer.plain)).zeros(kCombinedTagBytes);
  const auto icv = packet.size() - kCombinedTagBytes;
  const auto header = from_hex(answer.header)->size();
  const EspJob job{key.get(), packet.data(), static_cast<std::uint32_t>(header), static_cast<std::uint32_t>(icv - header), packet.data() + icv, false};
  backend.encrypt({&job, 1});
  return std::ranges::equal(ByteView(packet).subspan(header), hex(answer.encrypted));
}

/// ESP's other transforms are the same primitives: the published block under CBC, and HMAC cut to length.
bool gives_cbc_packet(EspBackend& backend, BlockCipher cipher, const CbcAnswer& answer, Integrity integrity, const HashAnswer& hash_answer) {
  const Bytes integrity_key(digest_bytes(hash_answer.algorithm), 0x0b);
  const auto key = backend.make_key(cipher, hex(answer.key), integrity, integrity_key);
  const auto iv = hex(answer.iv);
  const auto text = hex(answer.plain);
  Bytes packet;
  ByteWriter(packet).u32(0x1000).u32(1).bytes(iv).bytes(text).zeros(icv_bytes(integrity));
  const auto authenticated = packet.size() - icv_bytes(integrity);
  const EspJob job{key.get(), packet.data(), static_cast<std::uint32_t>(8 + iv.size()), static_cast<std::uint32_t>(text.size()),
                   packet.data() + authenticated, false};
  backend.encrypt({&job, 1});
  const auto covered = ByteView(packet).first(authenticated);
  const auto icv = hmac(hash_answer.algorithm, integrity_key, {covered});
  return std::ranges::equal(covered.subspan(8 + iv.size()), hex(answer.encrypted)) &&
         std::ranges::equal(ByteView(packet).subspan(authenticated), ByteView(icv).first(icv_bytes(integrity)));
}

std::string wrong_in_esp(EspBackend& backend, const char* library) {
  const auto named = [&](const char* algorithm) { return std::string(algorithm) + " of " + library; };
  for (auto& answer : kPackets) {
    if (!gives_packet(backend, answer)) return named(answer.name);
  }
  constexpr std::pair<std::size_t, BlockCipher> kCiphers[] = {{0, BlockCipher::des}, {1, BlockCipher::three_des}, {2, BlockCipher::aes}, {4, BlockCipher::aes}};
  constexpr Integrity kIntegrities[] = {Integrity::hmac_md5_96, Integrity::hmac_sha1_96, Integrity::hmac_sha256_128};
  for (auto& [row, cipher] : kCiphers) {
    for (std::size_t i = 0; i < std::size(kIntegrities); ++i) {
      if (!gives_cbc_packet(backend, cipher, kCbc[row], kIntegrities[i], kHashes[i])) return named(kCbc[row].name);
    }
  }
  return {};
}

/// 2 to the third power, in each group.
bool agrees(ModpGroup group) {
  Bytes two(value_bytes(group), 0);
  two.back() = 2;
  auto eight = two;
  eight.back() = 8;
  const auto shared = dh_agree(group, Secret(Bytes{3}), two);
  return shared && std::ranges::equal((*shared).view(), eight);
}

std::string wrong() {
  for (auto& answer : kHashes) {
    const bool good = to_hex(hash(answer.algorithm, {as_bytes("abc")})) == answer.of_abc &&
                      to_hex(hmac(answer.algorithm, as_bytes("Jefe"), {as_bytes("what do ya want for nothing?")})) ==
                          answer.hmac_of_what_do_ya_want;
    if (!good) return answer.name;
  }
  for (auto& answer : kCbc) {
    auto data = hex(answer.plain);
    cbc_encrypt(answer.cipher, Secret(hex(answer.key)), hex(answer.iv), data);
    const bool good = to_hex(data) == answer.encrypted;
    cbc_decrypt(answer.cipher, Secret(hex(answer.key)), hex(answer.iv), data);
    if (!good || to_hex(data) != answer.plain) return answer.name;
  }
  for (auto group : {ModpGroup::modp768, ModpGroup::modp1024, ModpGroup::modp1536, ModpGroup::modp2048}) {
    if (!agrees(group)) return "Diffie-Hellman";
  }
  if (auto name = wrong_in_esp(openssl_backend(), "OpenSSL"); !name.empty()) return name;
  if (auto* backend = ipsec_mb_backend()) return wrong_in_esp(*backend, "intel-ipsec-mb");
  return {};
}

}  // namespace

std::string self_test() {
  if (const auto name = missing(); !name.empty()) return "OpenSSL as it is set up on this machine does not offer " + name;
  if (const auto name = wrong(); !name.empty()) return name + " gives a wrong answer on this machine";
  return {};
}

}  // namespace kyoten::crypto
