#include "firmware/ipsec/esp.hpp"

#include "firmware/crypto/hash.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::ipsec;

namespace {

/// The same keys in both directions, as the two ends of one SA have them.
SaParameters an_sa(Suite suite, Direction direction = Direction::outbound) {
  SaParameters parameters;
  parameters.direction = direction;
  parameters.spi = Spi{0xc0de0001};
  parameters.suite = suite;
  Bytes key(64);
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 7 + 1);
  parameters.encryption_key = Secret(ByteView(key).first(key_bytes(suite.cipher)));
  parameters.integrity_key = Secret(ByteView(key).last(32).first(key_bytes(suite.integrity)));
  return parameters;
}

std::vector<Suite> all_suites() {
  std::vector<Suite> suites;
  for (auto cipher : {EspCipher::null, EspCipher::des_cbc, EspCipher::three_des_cbc, EspCipher::aes_cbc,
                      EspCipher::aes192_cbc, EspCipher::aes256_cbc}) {
    for (auto integrity : {EspIntegrity::none, EspIntegrity::md5_hmac, EspIntegrity::sha_hmac,
                           EspIntegrity::sha256_hmac}) {
      if (cipher == EspCipher::null && integrity == EspIntegrity::none) continue;
      suites.push_back({cipher, integrity});
    }
  }
  for (auto cipher : {EspCipher::aes_gcm, EspCipher::aes256_gcm, EspCipher::chacha20_poly1305}) {
    suites.push_back({cipher, EspIntegrity::none});
  }
  return suites;
}

SaError encrypt_one(Sa& sa, PacketBuffer& packet, std::uint8_t next_header = 17) {
  static test::TestEntropy entropy(1);
  EncryptJob job{&packet, &sa, next_header, SaError::none};
  esp_encrypt({&job, 1}, entropy);
  return job.error;
}

DecryptJob decrypt_one(Sa& sa, PacketBuffer& packet) {
  DecryptJob job{&packet, &sa, 0, SaError::none};
  esp_decrypt({&job, 1});
  return job;
}

struct ImplementationGuard {
  EspImplementation before = esp_implementation();
  ~ImplementationGuard() { set_esp_implementation(before); }
};

}  // namespace

TEST_CASE("what one end protects the other reads, with every suite, size and implementation") {
  ImplementationGuard guard;
  PacketPool pool(4);
  for (auto sender : {EspImplementation::ipsec_mb, EspImplementation::openssl}) {
    for (auto suite : all_suites()) {
      Sa out(an_sa(suite));
      Sa in(an_sa(suite, Direction::inbound));
      for (std::size_t size : {0, 1, 13, 14, 15, 16, 17, 63, 64, 576, 1400, 2000}) {
        Bytes payload(size, static_cast<std::uint8_t>(size));
        auto packet = pool.copy(payload);
        set_esp_implementation(sender);
        REQUIRE(encrypt_one(out, *packet) == SaError::none);
        const auto receiver = sender == EspImplementation::openssl ? EspImplementation::ipsec_mb
                                                                   : EspImplementation::openssl;
        set_esp_implementation(receiver);
        const auto job = decrypt_one(in, *packet);
        REQUIRE(job.error == SaError::none);
        CHECK(job.next_header == 17);
        CHECK(to_bytes(packet->bytes()) == payload);
      }
    }
  }
}

TEST_CASE("both implementations write the same bytes for a burst of mixed SAs and sizes") {
  ImplementationGuard guard;
  PacketPool pool(200);
  std::vector<Bytes> written[2];
  for (int round = 0; round < 2; ++round) {
    set_esp_implementation(round == 0 ? EspImplementation::ipsec_mb : EspImplementation::openssl);
    test::TestEntropy entropy(42);
    std::vector<Sa> sas;
    for (auto suite : all_suites()) sas.emplace_back(an_sa(suite));
    std::vector<Packet> packets;
    std::vector<EncryptJob> jobs;
    for (std::size_t i = 0; i < 100; ++i) {
      packets.push_back(pool.copy(Bytes(i * 13 % 1500, static_cast<std::uint8_t>(i))));
      jobs.push_back({packets.back().get(), &sas[i % sas.size()], 4, SaError::none});
    }
    esp_encrypt(jobs, entropy);
    for (auto& packet : packets) written[round].push_back(to_bytes(packet->bytes()));
  }
  CHECK(written[0] == written[1]);
}

TEST_CASE("AES-CBC in ESP gives the published packet (RFC 3602 section 4 case 5)") {
  // Transport mode, SPI 4321, sequence 1, no authentication; the payload is an ICMP echo request.
  struct FixedEntropy final : Entropy {
    void draw(MutableByteView out) override {
      const auto iv = *from_hex("e96e8c08ab465763fd098d45dd3ff893");
      std::fill(out.begin(), out.end(), std::uint8_t{0});
      std::copy(iv.begin(), iv.end(), out.begin());
    }
  } entropy;
  SaParameters parameters;
  parameters.spi = Spi{0x4321};
  parameters.suite = {EspCipher::aes_cbc, EspIntegrity::none};
  parameters.encryption_key = Secret(*from_hex("90d382b410eeba7ad938c46cec1a82bf"));
  Sa sa(std::move(parameters));
  PacketPool pool(1);
  auto packet = pool.copy(*from_hex(
      "08000ebda70a0000"
      "8e9c083db95b0700"
      "08090a0b0c0d0e0f"
      "1011121314151617"
      "18191a1b1c1d1e1f"
      "2021222324252627"
      "28292a2b2c2d2e2f"
      "3031323334353637"));
  EncryptJob job{packet.get(), &sa, 1, SaError::none};

  esp_encrypt({&job, 1}, entropy);

  CHECK(to_hex(packet->bytes()) ==
        "0000432100000001"
        "e96e8c08ab465763fd098d45dd3ff893"
        "f663c25d325c18c6a9453e194e120849a4870b66cc6b9965330013b4898dc856"
        "a4699e523a55db080b59ec3a8e4b7e52775b07d1db34ed9c538ab50c551b874a"
        "a269add047ad2d5913ac19b7cfbad4a6");
}

TEST_CASE("the ICV is the truncated HMAC over everything from the SPI to the trailer") {
  PacketPool pool(1);
  Sa sa(an_sa({EspCipher::aes_cbc, EspIntegrity::sha_hmac}));
  auto packet = pool.copy(as_bytes("payload"));

  REQUIRE(encrypt_one(sa, *packet) == SaError::none);

  const auto all = packet->bytes();
  const auto expected = crypto::hmac(crypto::HashAlgorithm::sha1, sa.parameters().integrity_key.view(),
                                     {ByteView(all).first(all.size() - 12)});
  CHECK(to_hex(ByteView(all).last(12)) == to_hex(ByteView(expected).first(12)));
}

TEST_CASE("a packet that was seen is refused, also twice in one burst") {
  PacketPool pool(3);
  const Suite suite{EspCipher::aes_cbc, EspIntegrity::sha_hmac};
  Sa out(an_sa(suite));
  Sa in(an_sa(suite, Direction::inbound));
  auto packet = pool.copy(as_bytes("payload"));
  REQUIRE(encrypt_one(out, *packet) == SaError::none);
  auto first = pool.copy(packet->bytes());
  auto second = pool.copy(packet->bytes());
  DecryptJob jobs[] = {{first.get(), &in, 0, {}}, {second.get(), &in, 0, {}}};

  esp_decrypt(jobs);

  CHECK(jobs[0].error == SaError::none);
  CHECK(jobs[1].error == SaError::replayed);
  CHECK(decrypt_one(in, *packet).error == SaError::replayed);
  CHECK(in.use().replayed == 2);
}

TEST_CASE("any flipped bit is refused and does not move the window") {
  PacketPool pool(2);
  for (auto suite : {Suite{EspCipher::aes_cbc, EspIntegrity::sha256_hmac},
                     Suite{EspCipher::aes_gcm, EspIntegrity::none},
                     Suite{EspCipher::chacha20_poly1305, EspIntegrity::none}}) {
    Sa out(an_sa(suite));
    Sa in(an_sa(suite, Direction::inbound));
    auto packet = pool.copy(as_bytes("payload"));
    REQUIRE(encrypt_one(out, *packet) == SaError::none);

    for (std::size_t bit = 32; bit < packet->size() * 8; ++bit) {  // the SPI chose the SA already
      auto damaged = pool.copy(packet->bytes());
      damaged->data()[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
      const auto error = decrypt_one(in, *damaged).error;
      CHECK((error == SaError::integrity || error == SaError::malformed));
    }

    CHECK(decrypt_one(in, *packet).error == SaError::none);
  }
}

TEST_CASE("every truncation is refused") {
  PacketPool pool(2);
  for (auto suite : all_suites()) {
    if (icv_bytes(suite) == 0) continue;
    Sa out(an_sa(suite));
    Sa in(an_sa(suite, Direction::inbound));
    auto packet = pool.copy(Bytes(40, 1));
    REQUIRE(encrypt_one(out, *packet) == SaError::none);
    for (std::size_t size = 8; size < packet->size(); ++size) {
      auto cut = pool.copy(ByteView(packet->bytes()).first(size));
      CHECK(decrypt_one(in, *cut).error != SaError::none);
    }
  }
}

TEST_CASE("wrong padding is refused even under a good ICV") {
  // Null cipher: the trailer can be damaged and the ICV made good again.
  PacketPool pool(1);
  const Suite suite{EspCipher::null, EspIntegrity::sha_hmac};
  Sa out(an_sa(suite));
  Sa in(an_sa(suite, Direction::inbound));
  auto packet = pool.copy(as_bytes("12345"));  // 5 + 1 pad + 2
  REQUIRE(encrypt_one(out, *packet) == SaError::none);
  const auto body = packet->size() - 12;
  packet->data()[body - 3] = 9;  // the pad byte must be 1
  const auto icv = crypto::hmac(crypto::HashAlgorithm::sha1, out.parameters().integrity_key.view(),
                                {ByteView(packet->bytes()).first(body)});
  std::copy(icv.begin(), icv.begin() + 12, packet->data() + body);

  CHECK(decrypt_one(in, *packet).error == SaError::padding);
}

TEST_CASE("without room for header or trailer a packet is refused, not cut") {
  PacketPool pool(1);
  Sa sa(an_sa({EspCipher::aes_cbc, EspIntegrity::sha_hmac}));
  auto packet = pool.take();
  packet->reset(4);
  packet->set_size(100);
  CHECK(encrypt_one(sa, *packet) == SaError::no_headroom);

  packet->reset(kHeadroomBytes);
  packet->set_size(packet->tailroom());
  CHECK(encrypt_one(sa, *packet) == SaError::no_tailroom);
}
