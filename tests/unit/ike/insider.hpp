// Who knows what both ends of an IKEv1 phase 1 know, and seals messages with it that no honest peer would send.
#pragma once

#include "firmware/crypto/cipher.hpp"
#include "firmware/crypto/dh.hpp"
#include "firmware/ike/incoming.hpp"
#include "firmware/ike/v1/keys.hpp"
#include "firmware/ike/v1/message.hpp"
#include "firmware/wire/ike_notify.hpp"
#include "firmware/wire/ike_sa.hpp"
#include "tests/unit/ike/network.hpp"

namespace kyoten::test {

/// Two fixed sites whose tunnel stands: main mode is messages 0 to 5 on the wire, quick mode 6 to 8.
struct Standing : Network {
  Standing() {
    two_fixed_sites(*this);
    configure();
    run(1s);
    REQUIRE(passes());
  }
  [[nodiscard]] ike::Incoming message(std::size_t number) const { return *ike::incoming_of(wire.at(number)); }
  [[nodiscard]] Bytes last_block(std::size_t number) const { return to_bytes(message(number).bytes.last(8)); }
};

/// What is known by A's messages on the wire and what its entropy was made from.
struct Insider {
  ike::v1::Phase1Suite suite{ike::Phase1Cipher::three_des_cbc, ike::Phase1Hash::sha, ike::DhGroup::modp1024};
  ike::v1::Phase1Keys keys;
  wire::ike::Header header;  ///< with both cookies
  Bytes last_phase1_block;

  explicit Insider(const Standing& net) {
    const auto body = [&](std::size_t number, wire::ike::PayloadType type) {
      return to_bytes(*(*ike::v1::open_plain(net.message(number))).payloads.only(type));
    };
    using enum wire::ike::PayloadType;
    header = net.message(4).header;
    const auto exponent = exponent_of(body(2, key_exchange));
    const auto shared = *crypto::dh_agree(crypto::ModpGroup::modp1024, exponent, body(3, key_exchange));
    const auto& text = net.a.settings.gateways[0].pre_shared_key;
    keys = ike::v1::derive_phase1_keys(
        suite, {Bytes(text.begin(), text.end()), body(2, nonce), body(3, nonce), shared.view()},
        {header.initiator, header.responder});
    last_phase1_block = net.last_block(5);
  }

  /// A HASH payload with `hash`, then `rest`, whose first payload is of type `first`; padded, enciphered.
  [[nodiscard]] Bytes sealed(wire::ike::Header says, ByteView hash, wire::ike::PayloadType first, ByteView rest,
                             ByteView iv) const {
    Bytes text;
    ByteWriter(text)
        .u8(static_cast<std::uint8_t>(first))
        .u8(0)
        .u16(static_cast<std::uint16_t>(wire::ike::kPayloadHeaderBytes + hash.size()))
        .bytes(hash)
        .bytes(rest);
    text.resize((text.size() + 7) / 8 * 8);
    crypto::cbc_encrypt(crypto::CbcCipher::three_des, keys.encryption, iv, text);
    says.next_payload = static_cast<std::uint8_t>(wire::ike::PayloadType::hash);
    says.flags = wire::ike::flag::encryption;
    says.length_bytes = static_cast<std::uint32_t>(wire::ike::kHeaderBytes + text.size());
    Bytes out;
    wire::ike::write_header(says, out);
    ByteWriter(out).bytes(text);
    return out;
  }

  /// An informational message of A's.
  [[nodiscard]] Bytes informational(std::uint32_t id, wire::ike::PayloadType type, ByteView body) const {
    wire::ike::PayloadWriter rest;
    rest.add(type, body);
    auto says = header;
    says.exchange = wire::ike::exchange::informational;
    says.message_id = id;
    return sealed(says, ike::v1::message_hash(suite.hash, keys.authentication, id, {}, rest.bytes()), type, rest.bytes(),
                  ike::v1::exchange_iv(suite, last_phase1_block, id));
  }

  [[nodiscard]] Bytes cookies() const { return ike::v1::CookiePair{header.initiator, header.responder}.bytes(); }

 private:
  /// The entropy of A is known from its seed, so its exponent is among the first of its numbers.
  static Secret exponent_of(const Bytes& public_value) {
    for (std::size_t drawn_before = 0; drawn_before < 4096; ++drawn_before) {
      TestEntropy entropy(1);
      (void)entropy.bytes(drawn_before);
      auto pair = crypto::dh_generate(crypto::ModpGroup::modp1024, entropy);
      if (pair.public_value == public_value) return std::move(pair.exponent);
    }
    FAIL("no exponent of A's makes this public value");
    return {};
  }
};

}  // namespace kyoten::test
