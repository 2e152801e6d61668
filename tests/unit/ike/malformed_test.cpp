// Chains of payloads as no honest peer sends them, in the place of each message of an exchange: payloads left out, doubled, in
// another order, and every length that a length field can wrongly say. Whatever comes of the message, who answers sends no more than three
// times what it was sent, keys never differ, and when the message is said again as it should be, the tunnel stands.
#include "firmware/crypto/cipher.hpp"
#include "firmware/ike/incoming.hpp"
#include "firmware/ike/v1/keys.hpp"
#include "firmware/ike/v2/message.hpp"
#include "firmware/ike/v2/seal.hpp"
#include "firmware/wire/ike_payload.hpp"
#include "tests/unit/ike/insider.hpp"

using namespace kyoten;
using namespace kyoten::test;
using wire::ike::kHeaderBytes;
using wire::ike::kPayloadHeaderBytes;

namespace {

/// A payload as bytes, with the number of its type, which stands in the one before it.
struct Link {
  std::uint8_t type = 0;
  std::uint8_t flags = 0;
  std::uint16_t said_bytes = 0;
  Bytes body;
};
using Chain = std::vector<Link>;

Chain chain_of(std::uint8_t first, ByteView bytes) {
  Chain chain;
  ByteReader reader(bytes);
  for (auto type = first; type != 0;) {
    const auto next = reader.u8();
    const auto flags = reader.u8();
    const auto length = reader.u16();
    if (!next || !flags || !length || *length < kPayloadHeaderBytes) break;
    const auto body = reader.take(*length - kPayloadHeaderBytes);
    if (!body) break;
    chain.push_back({type, *flags, *length, to_bytes(*body)});
    type = *next;
  }
  return chain;
}

Bytes bytes_of(const Chain& chain) {
  Bytes out;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    ByteWriter(out)
        .u8(i + 1 < chain.size() ? chain[i + 1].type : std::uint8_t{0})
        .u8(chain[i].flags)
        .u16(chain[i].said_bytes)
        .bytes(chain[i].body);
  }
  return out;
}

/// Every way to spoil a chain at one payload.
std::vector<std::pair<std::string, Chain>> spoilt(const Chain& good, std::size_t at) {
  std::vector<std::pair<std::string, Chain>> rows;
  const auto add = [&](std::string what, auto change) {
    auto chain = good;
    change(chain);
    rows.emplace_back(std::move(what), std::move(chain));
  };
  const auto offset = static_cast<std::ptrdiff_t>(at);
  add("left out", [&](Chain& c) { c.erase(c.begin() + offset); });
  add("twice", [&](Chain& c) { c.insert(c.begin() + offset, c[at]); });
  add("forty times", [&](Chain& c) { c.insert(c.begin() + offset, 40, Link(c[at])); });
  add("at the other end", [&](Chain& c) { std::rotate(c.begin(), c.begin() + offset + 1, c.end()); });
  add("of no known type", [&](Chain& c) { c[at].type = 255; });
  add("empty", [&](Chain& c) {
    c[at].body.clear();
    c[at].said_bytes = kPayloadHeaderBytes;
  });
  for (int says : {0, 1, 3, 4, 5, good[at].said_bytes - 1, good[at].said_bytes + 1, 65535})
    add("says " + std::to_string(says), [&](Chain& c) { c[at].said_bytes = static_cast<std::uint16_t>(says); });
  return rows;
}

/// Begins one case: the message with this number on the wire is replaced by what `spoil` makes of it, once.
void begin_one(Network& net, std::size_t number, const std::function<void(Datagram&)>& spoil) {
  std::size_t sent = 0;  // by A, which begins, as it arrives at B
  net.fate = [&](std::size_t i, Datagram& datagram) {
    if (i == number) spoil(datagram);
    if (datagram.source.address == kSiteA) sent += datagram.payload.size();
    return 1;
  };
  net.configure();
  for (int i = 0; i < 20; ++i) {
    net.run(10ms);
    CHECK(net.bytes_from_b <= 3 * sent);
  }
  net.fate = {};
}

/// Runs it to its end.
void try_one(Network& net, std::size_t number, const std::function<void(Datagram&)>& spoil) {
  begin_one(net, number, spoil);
  net.run(4min);
  CHECK(net.passes());
}

template <class Prepare>
void try_clear_messages(const Prepare& prepare, std::size_t messages, std::size_t at_least) {
  Network honest;
  prepare(honest);
  honest.configure();
  honest.run(1s);
  REQUIRE(honest.passes());
  std::size_t cases = 0;
  for (std::size_t number = 0; number < messages; ++number) {
    const auto in = ike::incoming_of(honest.wire.at(number));
    REQUIRE(in.has_value());
    const auto good = chain_of(in->header.next_payload, in->bytes.subspan(kHeaderBytes));
    REQUIRE(bytes_of(good) == to_bytes(in->bytes.subspan(kHeaderBytes)));
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (auto& [what, chain] : spoilt(good, at)) {
        INFO("message " << number << ", payload " << at << " of type " << int{good[at].type} << " " << what);
        Network net;
        prepare(net);
        const auto spoil = [&, bad = chain](Datagram& datagram) {
          auto header = in->header;
          header.next_payload = bad.empty() ? std::uint8_t{0} : bad[0].type;
          const auto body = bytes_of(bad);
          header.length_bytes = static_cast<std::uint32_t>(kHeaderBytes + body.size());
          datagram.payload.clear();
          wire::ike::write_header(header, datagram.payload);
          ByteWriter(datagram.payload).bytes(body);
        };
        try_one(net, number, spoil);
        ++cases;
      }
    }
  }
  CHECK(cases >= at_least);
}

void sites_of_version_2(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].version = 2;
}

void aggressive_sites(Network& net) {
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_name = ike::Name{"branch", ike::NameKind::key_id};
  net.b.settings.gateways[0].remote_name = ike::Name{"branch", ike::NameKind::key_id};
}

}  // namespace

TEST_CASE("malformed chains in the clear messages of main mode") { try_clear_messages(two_fixed_sites, 4, 150); }
TEST_CASE("malformed chains in the clear messages of aggressive mode") { try_clear_messages(aggressive_sites, 2, 150); }
TEST_CASE("malformed chains in the first messages of IKEv2") { try_clear_messages(sites_of_version_2, 2, 100); }

TEST_CASE("malformed chains inside of IKE_AUTH, sealed by who has the keys") {
  // Randomness is the same in each run, and so are the keys.
  Network honest;
  sites_of_version_2(honest);
  honest.configure();
  honest.run(1s);
  REQUIRE(honest.passes());
  const auto& shown = *honest.a.all<ike::Phase1Established>()[0]->ikev2;
  ike::v2::IkeSuite suite;
  suite.cipher = shown.cipher;
  suite.integrity = shown.integrity;
  TestEntropy entropy{4};
  std::size_t cases = 0;
  for (std::size_t number : {2u, 3u}) {
    const bool request = number == 2;
    const ike::v2::MessageKeys keys{Secret(request ? shown.initiator_integrity : shown.responder_integrity),
                                    Secret(request ? shown.initiator_encryption : shown.responder_encryption)};
    const auto in = ike::incoming_of(honest.wire.at(number));
    REQUIRE(in.has_value());
    auto opened = ike::v2::open_encrypted(*in, suite, keys);
    REQUIRE(opened.has_value());
    REQUIRE(opened->has_value());
    Chain good;
    for (auto& payload : (**opened).payloads.all())
      good.push_back({static_cast<std::uint8_t>(payload.type), 0,
                      static_cast<std::uint16_t>(kPayloadHeaderBytes + payload.body.size()), to_bytes(payload.body)});
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (auto& [what, chain] : spoilt(good, at)) {
        INFO("message " << number << ", payload " << at << " of type " << int{good[at].type} << " " << what);
        Network net;
        sites_of_version_2(net);
        const auto spoil = [&, bad = chain](Datagram& datagram) {
          const auto text = bytes_of(bad);
          datagram.payload = ike::v2::protect(in->header, wire::ikev2::PayloadType::encrypted,
                                              bad.empty() ? std::uint8_t{0} : bad[0].type, {}, text, suite, keys, entropy);
        };
        try_one(net, number, spoil);
        ++cases;
      }
    }
  }
  CHECK(cases >= 100);
}

TEST_CASE("malformed chains inside of main mode and quick mode, sealed by who has the key") {
  const Standing honest;
  const Insider insider(honest);
  // Each message's IV: from both public values, then the last block of the message before (RFC 2409 appendix B).
  const auto public_value = [&](std::size_t number) {
    const auto in = honest.message(number);
    return chain_of(in.header.next_payload, in.bytes.subspan(kHeaderBytes))[0].body;  // KE comes first
  };
  std::size_t cases = 0;
  for (std::size_t number = 4; number <= 8; ++number) {
    const auto in = honest.message(number);
    const auto iv = number == 4   ? ike::v1::phase1_iv(insider.suite, public_value(2), public_value(3))
                    : number == 6 ? ike::v1::exchange_iv(insider.suite, insider.last_phase1_block, in.header.message_id)
                                  : honest.last_block(number - 1);
    auto text = to_bytes(in.bytes.subspan(kHeaderBytes));
    crypto::cbc_decrypt(crypto::CbcCipher::three_des, insider.keys.encryption, iv, text);
    const auto good = chain_of(in.header.next_payload, text);
    REQUIRE(good.size() >= 1);
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (auto& [what, chain] : spoilt(good, at)) {
        INFO("message " << number << ", payload " << at << " of type " << int{good[at].type} << " " << what);
        Network net;
        two_fixed_sites(net);
        try_one(net, number, [&, bad = chain](Datagram& datagram) {
          auto body = bytes_of(bad);
          body.resize((body.size() + 7) / 8 * 8);
          crypto::cbc_encrypt(crypto::CbcCipher::three_des, insider.keys.encryption, iv, body);
          auto header = in.header;
          header.next_payload = bad.empty() ? std::uint8_t{0} : bad[0].type;
          header.length_bytes = static_cast<std::uint32_t>(kHeaderBytes + body.size());
          datagram.payload.clear();
          wire::ike::write_header(header, datagram.payload);
          ByteWriter(datagram.payload).bytes(body);
        });
        ++cases;
      }
    }
  }
  CHECK(cases >= 150);
}

TEST_CASE("malformed chains inside of quick mode, behind a HASH that is right for them") {
  const Standing honest;
  const Insider insider(honest);
  const auto first_iv =
      ike::v1::exchange_iv(insider.suite, insider.last_phase1_block, honest.message(6).header.message_id);
  Bytes initiator_nonce;  // HASH(2) covers it
  std::size_t cases = 0;
  for (std::size_t number : {6, 7}) {
    const auto in = honest.message(number);
    const auto iv = number == 6 ? first_iv : honest.last_block(6);
    auto text = to_bytes(in.bytes.subspan(kHeaderBytes));
    crypto::cbc_decrypt(crypto::CbcCipher::three_des, insider.keys.encryption, iv, text);
    auto good = chain_of(in.header.next_payload, text);
    REQUIRE(good.size() >= 3);
    good.erase(good.begin());
    for (std::size_t at = 0; at < good.size(); ++at) {
      for (auto& [what, bad] : spoilt(good, at)) {
        INFO("message " << number << ", payload " << at << " of type " << int{good[at].type} << " " << what);
        const auto rest = bytes_of(bad);
        const auto hash = ike::v1::message_hash(insider.suite.hash, insider.keys.authentication, in.header.message_id,
                                                initiator_nonce, rest);
        const auto first = static_cast<wire::ike::PayloadType>(bad.empty() ? 0 : bad[0].type);
        Network net;
        two_fixed_sites(net);
        begin_one(net, number, [&](Datagram& datagram) {
          datagram.payload = insider.sealed(in.header, hash, first, rest, iv);
        });
        // If A took it for good, message 3 goes on in a chain that B does not know: traffic stands in for it.
        for (auto& sa : net.a.outbound) {
          net.with(net.b, [&](auto& out) {
            net.b.engine->inbound_traffic(sa.spi, net.wire.at(6).source, net.now, out);
          });
        }
        net.run(4min);
        CHECK(net.passes());
        ++cases;
      }
    }
    const auto nonce = std::ranges::find(good, std::uint8_t{10}, &Link::type);
    REQUIRE(nonce != good.end());
    initiator_nonce = nonce->body;
  }
  CHECK(cases >= 50);
}

TEST_CASE("malformed deletions and notifications, behind a HASH that is right for them") {
  const Standing honest;
  const Insider insider(honest);
  Bytes spi;
  ByteWriter(spi).u32(number(honest.a.inbound.at(0).spi));
  using namespace wire::ike;
  const std::vector<std::pair<PayloadType, Bytes>> bodies{
      {PayloadType::deletion, emit_deletion({protocol::esp, {spi}})},
      {PayloadType::deletion, emit_deletion({protocol::isakmp, {insider.cookies()}})},
      {PayloadType::notification,
       emit_notification({protocol::isakmp, notify::r_u_there, insider.cookies(), Bytes{0, 0, 0, 7}})},
      {PayloadType::notification, emit_notification({protocol::isakmp, notify::initial_contact, insider.cookies(), {}})},
      {PayloadType::notification, emit_notification({protocol::esp, notify::responder_lifetime, spi, Bytes(12)})}};
  for (auto& [type, body] : bodies) {
    INFO("a payload of type " << static_cast<int>(type));
    const auto try_body = [&](const Bytes& bad) {
      Standing net;
      auto datagram = honest.wire.at(4);
      datagram.payload = insider.informational(0x1234, type, bad);
      const auto sent_before = net.bytes_from_b;
      net.with(net.b, [&](auto& out) { net.b.engine->receive(datagram, net.now, out); });
      net.run(1s);
      CHECK(net.bytes_from_b - sent_before <= 3 * datagram.payload.size());
      net.run(4min);
      CHECK(net.passes() == !net.b.outbound.empty());  // a deletion that can be read is believed, for A said it
    };
    for (std::size_t length = 0; length < body.size(); ++length) {
      INFO("cut to " << length);
      try_body({body.begin(), body.begin() + static_cast<std::ptrdiff_t>(length)});
    }
    for (std::size_t at = 0; at < body.size(); ++at) {
      for (const int value : {0, 1, 0x7f, 0xff}) {
        INFO("byte " << at << " is " << value);
        auto bad = body;
        bad[at] = static_cast<std::uint8_t>(value);
        try_body(bad);
      }
    }
  }
}

TEST_CASE("a stranger that repeats its first message never gets more than three times what it sent") {
  for (auto prepare : {two_fixed_sites, aggressive_sites, sites_of_version_2}) {
    Network net;
    prepare(net);
    net.power_off(net.b);
    net.configure();
    net.run(10ms);
    REQUIRE(net.wire.size() == 1);
    const auto first = net.wire[0];
    std::size_t in = 0, out = 0;
    for (int i = 0; i < 600; ++i) {
      ike::Outbox outbox;
      net.b.engine->receive(first, net.now, outbox);
      net.b.engine->expire(net.now, outbox);
      in += first.payload.size();
      for (auto& datagram : outbox.datagrams) {
        if (datagram.destination == first.source) out += datagram.payload.size();
      }
      CHECK(out <= 3 * in);
      net.now += 100ms;
    }
    CHECK(out > 0);
    CHECK(out < in);  // by far most repetitions are not answered
  }
}
