#include "firmware/ipsec/ah.hpp"

#include "firmware/crypto/hash.hpp"
#include "firmware/wire/ipv4.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::ipsec;

namespace {

constexpr std::size_t kFixed = 12;

SaParameters an_ah_sa(EspIntegrity integrity, Direction direction = Direction::outbound) {
  SaParameters parameters;
  parameters.direction = direction;
  parameters.spi = Spi{0xc0de0001};
  parameters.suite = Suite::ah(integrity);
  Bytes key(key_bytes(integrity));
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::uint8_t>(i * 7 + 1);
  parameters.integrity_key = Secret(key);
  return parameters;
}

/// IPv4 header with `options`, room for AH, payload.
Packet packet_for(PacketPool& pool, const Suite& suite, std::size_t payload_bytes, Bytes options = {}) {
  const auto header = wire::kIpv4HeaderBytes + options.size();
  Bytes bytes(header + ah_bytes(suite) + payload_bytes, 0xab);
  wire::Ipv4Fields fields;
  fields.source = Ipv4Address::of(192, 0, 2, 1);
  fields.destination = Ipv4Address::of(203, 0, 113, 9);
  fields.protocol = wire::ip_protocol::ah;
  fields.tos = 0xb8;
  fields.identification = 0x1234;
  fields.dont_fragment = true;
  wire::write_ipv4(fields, bytes.size(), bytes.data());
  bytes[0] = static_cast<std::uint8_t>(0x40 | header / 4);
  std::copy(options.begin(), options.end(), bytes.begin() + wire::kIpv4HeaderBytes);
  for (std::size_t i = 0; i < payload_bytes; ++i) bytes[header + ah_bytes(suite) + i] = static_cast<std::uint8_t>(i);
  return pool.copy(bytes);
}

SaError protect(Sa& sa, PacketBuffer& packet, std::uint8_t next_header = 17) {
  AhJob job{&packet, &sa, next_header, SaError::none};
  ah_protect({&job, 1});
  return job.error;
}
AhJob verify(Sa& sa, PacketBuffer& packet) {
  AhJob job{&packet, &sa, 0, SaError::none};
  ah_verify({&job, 1});
  return job;
}

/// Both ends of one SA.
struct Ends {
  explicit Ends(EspIntegrity integrity) : sender(an_ah_sa(integrity)), receiver(an_ah_sa(integrity, Direction::inbound)) {}
  PacketPool pool{8};
  Sa sender;
  Sa receiver;

  Packet sent(std::size_t payload_bytes, Bytes options = {}) {
    auto packet = packet_for(pool, sender.parameters().suite, payload_bytes, std::move(options));
    REQUIRE(protect(sender, *packet) == SaError::none);
    return packet;
  }
};

struct ImplementationGuard {
  EspImplementation before = esp_implementation();
  ~ImplementationGuard() { set_esp_implementation(before); }
};

constexpr EspIntegrity kIntegrities[] = {EspIntegrity::md5_hmac, EspIntegrity::sha_hmac, EspIntegrity::sha256_hmac};

}  // namespace

TEST_CASE("AH: the ICV is the HMAC over the packet with its mutable fields and the ICV as zeros") {
  const ImplementationGuard guard;
  for (auto implementation : {EspImplementation::openssl, EspImplementation::ipsec_mb}) {
    set_esp_implementation(implementation);
    for (auto integrity : kIntegrities) {
      PacketPool pool(4);
      Sa sa(an_ah_sa(integrity));
      auto packet = packet_for(pool, sa.parameters().suite, 100);
      const auto before = to_bytes(ByteView(packet->bytes()).first(wire::kIpv4HeaderBytes));

      REQUIRE(protect(sa, *packet) == SaError::none);

      auto sent = to_bytes(packet->bytes());
      CHECK(to_hex(ByteView(sent).first(wire::kIpv4HeaderBytes)) == to_hex(before));
      const auto icv = icv_bytes(integrity);
      CHECK(to_hex(ByteView(sent).subspan(20, kFixed)) ==
            "11" + std::string(icv == 16 ? "05" : "04") + "0000c0de000100000001");
      const auto got = to_bytes(ByteView(sent).subspan(20 + kFixed, icv));
      sent[1] = 0;
      for (std::size_t i : {6u, 7u, 8u, 10u, 11u}) sent[i] = 0;
      std::fill_n(sent.begin() + 20 + kFixed, icv, std::uint8_t{0});
      constexpr crypto::HashAlgorithm kHashes[] = {crypto::HashAlgorithm::md5, crypto::HashAlgorithm::md5,
                                                   crypto::HashAlgorithm::sha1, crypto::HashAlgorithm::sha256};
      auto expected = crypto::hmac(kHashes[static_cast<std::size_t>(integrity)],
                                   an_ah_sa(integrity).integrity_key.view(), {sent});
      expected.resize(icv);
      CHECK(to_hex(got) == to_hex(expected));
    }
  }
}

TEST_CASE("AH: what may change on the way may change, nothing else may") {
  struct Case {
    const char* what;
    std::size_t at;
    bool passes;
  };
  for (auto one : {Case{"type of service", 1, true}, Case{"flags", 6, true}, Case{"fragment offset", 7, true},
                   Case{"time to live", 8, true}, Case{"checksum", 10, true}, Case{"identification", 4, false},
                   Case{"protocol", 9, false}, Case{"source", 12, false}, Case{"destination", 19, false},
                   Case{"next header", 20, false}, Case{"reserved", 22, false}, Case{"sequence", 31, false},
                   Case{"ICV", 35, false}, Case{"payload", 60, false}}) {
    INFO(one.what);
    Ends ends(EspIntegrity::sha_hmac);
    auto& receiver = ends.receiver;
    const auto packet = ends.sent(50);
    packet->data()[one.at] ^= std::uint8_t{0x10};
    const auto arrived = to_bytes(packet->bytes());

    const auto job = verify(receiver, *packet);

    CHECK(job.error == (one.passes ? SaError::none : SaError::integrity));
    CHECK(receiver.use().bad_integrity == (one.passes ? 0u : 1u));
    if (!one.passes) continue;
    CHECK(job.next_header == 17);
    CHECK(receiver.use().bytes == 50);
    CHECK(to_hex(ByteView(packet->bytes()).first(20)) == to_hex(ByteView(arrived).first(20)));
  }
}

TEST_CASE("AH: options that routers write into count as zeros, router alert does not (RFC 4302 appendix A.1)") {
  struct Case {
    Bytes options;
    std::size_t changed_at;
    bool passes;
  };
  for (auto& one : {Case{{148, 4, 0, 0}, 2, false}, Case{{7, 7, 4, 0, 0, 0, 0, 0}, 4, true},
                    Case{{1, 1, 7, 6, 4, 0, 0, 0}, 5, true}, Case{{68, 1, 0, 0}, 3, true}}) {
    INFO(to_hex(one.options));
    Ends ends(EspIntegrity::sha256_hmac);
    const auto packet = ends.sent(20, one.options);
    packet->data()[20 + one.changed_at] ^= 0x20;

    CHECK(verify(ends.receiver, *packet).error == (one.passes ? SaError::none : SaError::integrity));
  }
}

TEST_CASE("AH: a repeated packet is dropped, also within one burst, and a forged one does not move the window") {
  Ends ends(EspIntegrity::sha_hmac);
  auto& [pool, sender, receiver] = ends;
  const auto first = ends.sent(30);
  auto again = pool.copy(first->bytes());
  auto later = pool.copy(first->bytes());
  auto forged = pool.copy(first->bytes());
  forged->data()[31] = 200;

  CHECK(verify(receiver, *forged).error == SaError::integrity);
  AhJob burst[] = {{first.get(), &receiver, 0, {}}, {again.get(), &receiver, 0, {}}};
  ah_verify(burst);

  CHECK(burst[0].error == SaError::none);
  CHECK(burst[1].error == SaError::replayed);
  CHECK(verify(receiver, *later).error == SaError::replayed);
  CHECK(receiver.use().highest_sequence == 1);
  CHECK(receiver.use().replayed == 2);
}

TEST_CASE("AH: a length that is not the algorithm's, a cut packet and sequence 0 are malformed") {
  Ends ends(EspIntegrity::sha_hmac);
  auto& [pool, sender, receiver] = ends;
  const auto packet = ends.sent(0);
  for (std::size_t keep = wire::kIpv4HeaderBytes; keep < packet->size(); ++keep) {
    auto cut = pool.copy(ByteView(packet->bytes()).first(keep));
    CHECK(verify(receiver, *cut).error == SaError::malformed);
  }
  for (std::uint8_t length : Bytes{0, 3, 5, 255}) {
    auto wrong = pool.copy(packet->bytes());
    wrong->data()[21] = length;
    CHECK(verify(receiver, *wrong).error == SaError::malformed);
  }
  auto zero = pool.copy(packet->bytes());
  std::fill_n(zero->data() + 28, 4, std::uint8_t{0});
  CHECK(verify(receiver, *zero).error == SaError::malformed);
}

TEST_CASE("AH: no sequence number is used twice, and the last one is the end") {
  PacketPool pool(4);
  auto parameters = an_ah_sa(EspIntegrity::md5_hmac);
  parameters.first_sequence = 0xfffffffe;
  Sa sa(std::move(parameters));
  auto packet = packet_for(pool, sa.parameters().suite, 8);

  CHECK(protect(sa, *packet) == SaError::none);
  CHECK(protect(sa, *packet) == SaError::sequence_exhausted);
}
