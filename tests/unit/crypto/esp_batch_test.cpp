// Bulk ESP: both backends write the same bytes for every algorithm, size and burst, and take it back.
#include "firmware/crypto/esp_batch.hpp"

#include "firmware/crypto/hash.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::crypto;

namespace {

struct Suite {
  BlockCipher cipher;
  std::size_t key_bytes;
  Integrity integrity;
  std::size_t integrity_key_bytes;
};

std::size_t iv_bytes(BlockCipher cipher) {
  return cipher == BlockCipher::null ? 0 : cipher == BlockCipher::aes ? 16 : 8;
}
std::size_t tag_bytes(const Suite& suite) {
  return is_combined(suite.cipher) ? kCombinedTagBytes : icv_bytes(suite.integrity);
}

std::vector<Suite> all_suites() {
  std::vector<Suite> suites;
  for (auto [cipher, bytes] : {std::pair{BlockCipher::null, 0}, {BlockCipher::des, 8}, {BlockCipher::three_des, 24},
                               {BlockCipher::aes, 16}, {BlockCipher::aes, 24}, {BlockCipher::aes, 32}}) {
    for (auto [integrity, key] : {std::pair{Integrity::none, 0}, {Integrity::hmac_md5_96, 16},
                                  {Integrity::hmac_sha1_96, 20}, {Integrity::hmac_sha256_128, 32}}) {
      suites.push_back({cipher, static_cast<std::size_t>(bytes), integrity, static_cast<std::size_t>(key)});
    }
  }
  suites.push_back({BlockCipher::aes_gcm, 20, Integrity::none, 0});
  suites.push_back({BlockCipher::aes_gcm, 36, Integrity::none, 0});
  suites.push_back({BlockCipher::chacha20_poly1305, 36, Integrity::none, 0});
  return suites;
}

/// Packets of several sizes under several keys: SPI and sequence 8, IV, text, ICV 16.
struct Burst {
  std::vector<Bytes> packets;
  std::vector<std::unique_ptr<EspKey>> keys;
  std::vector<EspJob> jobs;

  Burst(EspBackend& backend, const std::vector<Suite>& suites, std::size_t count) {
    test::TestEntropy dice(11);
    for (auto& suite : suites) {
      keys.push_back(backend.make_key(suite.cipher, dice.bytes(suite.key_bytes), suite.integrity,
                                      dice.bytes(suite.integrity_key_bytes)));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto& suite = suites[i % suites.size()];
      const auto header = 8 + iv_bytes(suite.cipher);
      const auto text = (is_combined(suite.cipher) ? 4 : 16) * (1 + i * 7 % 95);
      packets.push_back(dice.bytes(header + text + 16));
    }
    for (std::size_t i = 0; i < count; ++i) {
      const auto& suite = suites[i % suites.size()];
      const auto header = 8 + iv_bytes(suite.cipher);
      auto* start = packets[i].data();
      jobs.push_back({keys[i % keys.size()].get(), start, static_cast<std::uint32_t>(header),
                      static_cast<std::uint32_t>(packets[i].size() - header - 16), start + packets[i].size() - 16, false});
    }
  }
};

std::vector<EspBackend*> backends() {
  std::vector<EspBackend*> all{&openssl_backend()};
  if (ipsec_mb_backend() != nullptr) all.push_back(ipsec_mb_backend());
  return all;
}

}  // namespace

TEST_CASE("all backends write the same bytes, in bursts of every size around the limits") {
  for (std::size_t count : {1, 2, 7, 8, 9, 10, 11, 12, 15, 16, 17, 33, 64, 127, 128, 129, 300}) {
    std::vector<std::vector<Bytes>> written;
    for (auto* backend : backends()) {
      Burst burst(*backend, all_suites(), count);
      backend->encrypt(burst.jobs);
      written.push_back(burst.packets);
    }
    INFO(count);
    for (auto& packets : written) CHECK(packets == written[0]);
  }
}

TEST_CASE("what one backend encrypts every backend finds authentic and decrypts") {
  const auto suites = all_suites();
  for (auto* backend : backends()) {
    for (std::size_t count : {1, 12, 200}) {
      Burst burst(*backend, all_suites(), count);
      const auto plain = burst.packets;
      backend->encrypt(burst.jobs);
      for (auto* reader : backends()) {
        Burst other(*reader, all_suites(), count);  // the same keys
        for (std::size_t i = 0; i < count; ++i) std::ranges::copy(burst.packets[i], other.packets[i].begin());

        reader->authenticate(other.jobs);
        std::vector<EspJob> to_decrypt;
        for (std::size_t i = 0; i < count; ++i) {
          CHECK(other.jobs[i].authentic);
          if (!is_combined(suites[i % suites.size()].cipher)) to_decrypt.push_back(other.jobs[i]);
        }
        reader->decrypt(to_decrypt);

        for (std::size_t i = 0; i < count; ++i) {
          const auto size = static_cast<std::ptrdiff_t>(plain[i].size() - 16);
          CHECK(std::equal(plain[i].begin(), plain[i].begin() + size, other.packets[i].begin()));
        }
      }
    }
  }
}

TEST_CASE("a bit changed anywhere in header, text or ICV is found by every backend, and only there") {
  for (auto* backend : backends()) {
    const auto suites = all_suites();
    const auto count = suites.size();
    for (std::size_t part : {0, 1, 2}) {
      Burst burst(*backend, suites, count);
      backend->encrypt(burst.jobs);
      for (std::size_t i = 0; i < count; i += 2) {
        auto& job = burst.jobs[i];
        const auto text = job.header_bytes + job.cipher_bytes;
        const auto at = part == 0 ? i % job.header_bytes : part == 1 ? job.header_bytes + i % job.cipher_bytes : text;
        if (tag_bytes(suites[i]) > 0) burst.packets[i][at] ^= 0x10;
      }

      backend->authenticate(burst.jobs);

      for (std::size_t i = 0; i < count; ++i) {
        INFO(i);
        CHECK(burst.jobs[i].authentic == (i % 2 == 1 || tag_bytes(suites[i]) == 0));
      }
    }
  }
}

TEST_CASE("nothing is written behind the ICV") {
  for (auto* backend : backends()) {
    for (auto& suite : all_suites()) {
      const auto header = 8 + iv_bytes(suite.cipher);
      const auto icv = tag_bytes(suite);
      auto key = backend->make_key(suite.cipher, Bytes(suite.key_bytes, 3), suite.integrity, Bytes(suite.integrity_key_bytes, 4));
      Bytes packet(header + 64 + icv + 8, 0xaa);
      const EspJob job{key.get(), packet.data(), static_cast<std::uint32_t>(header), 64, packet.data() + header + 64, false};
      backend->encrypt({&job, 1});
      CHECK(ByteView(packet).last(8)[0] == 0xaa);
      CHECK(ByteView(packet).last(8)[7] == 0xaa);
    }
  }
}

TEST_CASE("an empty burst is nothing") {
  for (auto* backend : backends()) {
    backend->encrypt({});
    backend->authenticate({});
    backend->decrypt({});
  }
  SUCCEED();
}

TEST_CASE("AES-CBC and 3DES-CBC give the published values (RFC 3602 section 4 case 1, NIST SP 800-67 B.1)") {
  struct Vector {
    BlockCipher cipher;
    std::string_view key, iv, plain, encrypted;
  };
  const Vector vectors[] = {
      {BlockCipher::aes, "06a9214036b8a15b512e03d534120006", "3dafba429d9eb430b422da802c9fac41",
       "53696e676c6520626c6f636b206d7367", "e353779c1079aeb82708942dbe77181a"},
      // ECB of the first block, by a zero IV.
      {BlockCipher::three_des, "0123456789abcdef23456789abcdef01456789abcdef0123", "0000000000000000",
       "5468652071756663", "a826fd8ce53b855f"},
  };
  for (auto* backend : backends()) {
    for (auto& vector : vectors) {
      auto key = backend->make_key(vector.cipher, *from_hex(vector.key), Integrity::none, {});
      Bytes packet(8);
      for (auto part : {*from_hex(vector.iv), *from_hex(vector.plain)}) packet.insert(packet.end(), part.begin(), part.end());
      const auto iv = vector.iv.size() / 2;
      const EspJob job{key.get(), packet.data(), static_cast<std::uint32_t>(8 + iv),
                       static_cast<std::uint32_t>(vector.plain.size() / 2), nullptr, false};
      backend->encrypt({&job, 1});
      CHECK(to_hex(ByteView(packet).subspan(8 + iv)) == vector.encrypted);
    }
  }
}

TEST_CASE("combined modes give the published packets (draft-mcgrew-gcm-test-01 section 4, RFC 7634 appendix A)") {
  struct Vector {
    BlockCipher cipher;
    std::string_view key, salt, spi_and_sequence, iv, plain, encrypted, tag;
  };
  const Vector vectors[] = {
      {BlockCipher::aes_gcm, "feffe9928665731c6d6a8f9467308308", "cafebabe", "0000a5f80000000a", "facedbaddecaf888",
       "4500003e698f000080114dccc0a80102c0a801010a980035002a2343b2d00100"
       "0001000000000000037369700963796265726369747902646b00000100010001",
       "deb22cd9b07c72c16e3a65beeb8df304a5a5897d33ae530f1ba76d5d114d2a5c"
       "3de81827c10e9a4f51330d0eec416642cfbb85a5b47e48a4ec3b9ba95d918bd1",
       "83b70d3aa8bc6ee4c309e9d85a41ad4a"},
      {BlockCipher::aes_gcm, "abbccddef00112233445566778899aababbccddef00112233445566778899aab", "11223344",
       "4a2cbfe300000002", "0102030405060708",
       "4500003069a6400080062690c0a801029389155e0a9e008b2dc57ee000000000"
       "7002400020bf0000020405b40101040201020201",
       "ff425c9b724599df7a3bcd510194e00d6a78107f1b0b1cbf06efae9d65a5d763"
       "748a637985771d347f0545659f14e99def842d8e",
       "b335f4eecfdbf831824b4c4915956c96"},
      {BlockCipher::chacha20_poly1305, "808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f",
       "a0a1a2a3", "0102030400000005", "1011121314151617",
       "45000054a6f200004001e778c6336405c000020508005b7a3a080000553bec10"
       "0007362708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20212223"
       "2425262728292a2b2c2d2e2f303132333435363701020204",
       "24039428b97f417e3c13753a4f05087b67c352e6a7fab1b982d466ef407ae5c6"
       "14ee8099d52844eb61aa95dfab4c02f72aa71e7c4c4f64c9befe2facc638e8f3"
       "cbec163fac469b502773f6fb94e664da9165b82829f641e0",
       "76aaa8266b7fb0f7b11b369907e1ad43"},
  };
  for (auto* backend : backends()) {
    for (auto& vector : vectors) {
      const auto key = backend->make_key(vector.cipher, *from_hex(std::string(vector.key) + std::string(vector.salt)),
                                         Integrity::none, {});
      // Alone and among many: small and large bursts go different ways.
      for (std::size_t count : {1, 40}) {
        std::vector<Bytes> packets(count);
        std::vector<EspJob> jobs;
        for (auto& packet : packets) {
          for (auto part : {vector.spi_and_sequence, vector.iv, vector.plain}) {
            const auto bytes = *from_hex(part);
            packet.insert(packet.end(), bytes.begin(), bytes.end());
          }
          const auto text = packet.size();
          packet.resize(text + kCombinedTagBytes);
          jobs.push_back({key.get(), packet.data(), 16, static_cast<std::uint32_t>(text - 16), packet.data() + text,
                          false});
        }
        backend->encrypt(jobs);
        for (auto& packet : packets)
          CHECK(to_hex(ByteView(packet).subspan(16)) == std::string(vector.encrypted) + std::string(vector.tag));
      }
    }
  }
}

TEST_CASE("the ICV is the HMAC over header and text, cut") {
  for (auto* backend : backends()) {
    for (auto [integrity, algorithm, bytes] :
         {std::tuple{Integrity::hmac_md5_96, HashAlgorithm::md5, 16}, {Integrity::hmac_sha1_96, HashAlgorithm::sha1, 20},
          {Integrity::hmac_sha256_128, HashAlgorithm::sha256, 32}}) {
      const Bytes secret(static_cast<std::size_t>(bytes), 0x0b);
      auto key = backend->make_key(BlockCipher::null, {}, integrity, secret);
      Bytes packet(8 + 100 + 16, 0x5a);
      const EspJob job{key.get(), packet.data(), 8, 100, packet.data() + 108, false};
      backend->encrypt({&job, 1});
      const auto expected = hmac(algorithm, secret, {ByteView(packet).first(108)});
      const auto icv = icv_bytes(integrity);
      CHECK(to_hex(ByteView(packet).subspan(108, icv)) == to_hex(ByteView(expected).first(icv)));
    }
  }
}
