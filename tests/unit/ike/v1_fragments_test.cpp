// IKEv1 messages that arrive in pieces (vendor id 4048b7d5...), as strongSwan and Windows send them.
#include "firmware/ike/v1/fragments.hpp"
#include "firmware/wire/ike_payload.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using ike::v1::Reassembly;
using wire::ike::kHeaderBytes;

namespace {

struct Piece {
  std::uint16_t id = 1;
  std::uint8_t number = 1;
  bool last = false;
  Bytes part;
};

/// A datagram with one piece of a message between two ends; the cookies are those of the message.
Datagram datagram_of(const Piece& piece, const Datagram& whole) {
  const std::size_t marker = whole.destination.port == wire::ike::kNatPort ? 4 : 0;
  const auto original = wire::ike::parse_header(ByteView(whole.payload).subspan(marker));
  REQUIRE(original.has_value());
  Bytes body;
  ByteWriter(body).u16(piece.id).u8(piece.number).u8(piece.last ? 1 : 0).bytes(piece.part);
  wire::ike::PayloadWriter payloads;
  payloads.add(wire::ike::PayloadType::fragment, body);
  auto header = *original;
  header.next_payload = payloads.first();
  header.flags = 0;
  header.message_id = 0;
  header.length_bytes = static_cast<std::uint32_t>(kHeaderBytes + payloads.bytes().size());
  Datagram datagram{whole.source, whole.destination, Bytes(marker)};
  wire::ike::write_header(header, datagram.payload);
  ByteWriter(datagram.payload).bytes(payloads.bytes());
  return datagram;
}

std::vector<Piece> cut(const Datagram& whole, std::uint16_t id, std::size_t part_bytes) {
  const std::size_t marker = whole.destination.port == wire::ike::kNatPort ? 4 : 0;
  const auto message = ByteView(whole.payload).subspan(marker);
  std::vector<Piece> pieces;
  for (std::size_t at = 0; at < message.size(); at += part_bytes) {
    const auto part = message.subspan(at, std::min(part_bytes, message.size() - at));
    pieces.push_back({id, static_cast<std::uint8_t>(pieces.size() + 1), at + part_bytes >= message.size(), to_bytes(part)});
  }
  return pieces;
}

bool is_first_message(const Datagram& datagram) {
  const auto in = ike::incoming_of(datagram);
  return in && wire::ike::is_zero(in->header.responder);
}

/// Everything but first messages travels in pieces, which `change` may spoil or put into another order.
void run_in_pieces(Network& net, const std::function<void(std::vector<Piece>&)>& change) {
  std::vector<std::pair<Datagram, bool>> waiting;
  std::uint16_t id = 0;
  net.fate = [&](std::size_t, Datagram& datagram) {
    if (is_first_message(datagram)) return 1;
    waiting.emplace_back(datagram, datagram.source.address == kSiteA);
    return 0;
  };
  net.configure();
  for (int round = 0; round < 60; ++round) {
    net.run(20ms);
    for (auto& [datagram, from_a] : std::exchange(waiting, {})) {
      auto pieces = cut(datagram, ++id, 40);
      change(pieces);
      auto& to = from_a ? net.b : net.a;
      for (auto& piece : pieces) {
        const auto arriving = datagram_of(piece, datagram);
        net.with(to, [&](auto& out) { to.engine->receive(arriving, net.now, out); });
      }
    }
  }
}

}  // namespace

TEST_CASE("v1: a tunnel comes up through pieces of 40 bytes, in both modes, in any order") {
  for (bool aggressive : {false, true}) {
    for (bool reversed : {false, true}) {
      Network net;
      two_fixed_sites(net);
      if (aggressive) {
        net.a.settings.gateways[0].local_name = ike::Name{"branch", ike::NameKind::key_id};
        net.b.settings.gateways[0].remote_name = ike::Name{"branch", ike::NameKind::key_id};
      }
      run_in_pieces(net, [&](auto& pieces) {
        REQUIRE(pieces.size() > 1);
        if (reversed) std::ranges::reverse(pieces);
      });
      INFO(aggressive << reversed);
      CHECK(net.passes());
    }
  }
}

TEST_CASE("v1: improper pieces change nothing, and the proper ones still make the message") {
  const auto with_junk = [](auto junk) {
    return [=](std::vector<Piece>& pieces) {
      const auto id = pieces[0].id;
      pieces.insert(pieces.begin() + 1, junk(id));
    };
  };
  const std::pair<const char*, std::function<Piece(std::uint16_t)>> rows[] = {
      {"number 0", [](auto id) { return Piece{id, 0, false, Bytes(60)}; }},
      {"without a part", [](auto id) { return Piece{id, 2, false, {}}; }},
      {"the first one again, otherwise", [](auto id) { return Piece{id, 1, false, Bytes(60)}; }},
      {"an end before what is here", [](auto id) { return Piece{id, 1, true, Bytes(60)}; }},
      {"more than a message can have", [](auto id) { return Piece{id, 200, false, Bytes(8192)}; }},
  };
  for (auto& [what, junk] : rows) {
    Network net;
    two_fixed_sites(net);
    run_in_pieces(net, with_junk(junk));
    INFO(what);
    CHECK(net.passes());
  }
}

TEST_CASE("v1: pieces hold one message at most, for half a minute, and a new id begins anew") {
  const Datagram message{{kSiteA, 500}, {kSiteB, 500}, [] {
                           Bytes bytes;
                           wire::ike::Header header;
                           header.initiator[0] = 1;
                           header.length_bytes = kHeaderBytes;
                           wire::ike::write_header(header, bytes);
                           return bytes;
                         }()};
  Reassembly parts;
  Instant now{};
  const auto add = [&](const Piece& piece) {
    const auto datagram = datagram_of(piece, message);
    const auto in = ike::incoming_of(datagram);
    REQUIRE(in.has_value());
    return parts.add(*in, now);
  };
  CHECK_FALSE(add({1, 1, false, {1}}));
  CHECK(add({1, 2, true, {2}}) == Bytes{1, 2});
  CHECK_FALSE(add({1, 2, true, {2}}));  // done with: it begins anew
  CHECK_FALSE(add({2, 1, false, {3}}));
  CHECK_FALSE(add({1, 1, false, {1}}));  // what was there of 2 is gone
  CHECK_FALSE(add({2, 2, true, {4}}));
  CHECK(add({2, 1, false, {3}}) == Bytes{3, 4});
  CHECK_FALSE(add({3, 1, false, {5}}));
  now += 31s;
  CHECK_FALSE(add({3, 2, true, {6}}));
  CHECK(add({3, 1, false, {7}}) == Bytes{7, 6});
  std::size_t kept = 0;
  for (int number = 1; number < 256; ++number) {
    CHECK_FALSE(add({4, static_cast<std::uint8_t>(number), false, Bytes(100)}));
    kept = std::max(kept, parts.bytes());
  }
  CHECK(kept <= wire::ike::kLargestMessageBytes);
}

TEST_CASE("v1: no message of this end needs to be cut, with the longest names there are") {
  Network net;
  branch_and_centre(net);
  const std::string longest(256, 'n');
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].pfs = true;
  net.a.settings.gateways[0].local_name = ike::Name{longest, ike::NameKind::fqdn};
  net.b.settings.gateways[0].remote_name = ike::Name{longest, ike::NameKind::fqdn};
  net.b.settings.gateways[0].local_name = ike::Name{longest, ike::NameKind::fqdn};
  net.a.settings.gateways[0].group = ike::DhGroup::modp2048;
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());
  std::size_t longest_bytes = 0;
  for (auto& datagram : net.wire) longest_bytes = std::max(longest_bytes, datagram.payload.size());
  CHECK(longest_bytes < 1252);
}
