#include "firmware/dataplane/table/reassembly_table.hpp"

#include "tests/unit/dataplane/builders.hpp"

#include <catch2/catch.hpp>

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;
using dataplane::ReassemblyTable;

namespace {

struct Table {
  PacketPool pool{2048};
  ReassemblyTable table;
  Instant now{};

  ReassemblyTable::Outcome add(ByteView fragment) { return table.add(pool.copy(fragment), now); }
};

Bytes datagram(std::size_t bytes, std::uint16_t identification = 1, std::uint8_t fill = 0,
               std::string_view source = "192.0.2.1") {
  Bytes payload(bytes);
  for (std::size_t i = 0; i < bytes; ++i) payload[i] = static_cast<std::uint8_t>(i * 31 + fill);
  auto packet = ipv4(ip(source), ip("192.0.2.2"), 17, payload);
  packet[4] = static_cast<std::uint8_t>(identification >> 8);
  packet[5] = static_cast<std::uint8_t>(identification);
  mend_ipv4(packet);
  return packet;
}

/// A fragment of any place and size, also an absurd one.
Bytes piece(std::size_t offset, std::size_t bytes, bool more, std::uint16_t identification = 1) {
  auto packet = datagram(bytes, identification);
  wire::set_fragment(packet.data(), offset, more);
  return packet;
}

}  // namespace

TEST_CASE("a datagram comes out whole, its header without marks of fragmentation") {
  Table t;
  const auto whole = datagram(3000);
  const auto pieces = fragments(whole, 1480);

  CHECK_FALSE(t.add(pieces[0]).whole);
  CHECK_FALSE(t.add(pieces[2]).whole);
  CHECK(t.table.held() == 2);
  const auto outcome = t.add(pieces[1]);

  REQUIRE(outcome.whole);
  CHECK(to_hex(outcome.whole->bytes()) == to_hex(whole));
  CHECK(outcome.merged == 2);
  CHECK(t.table.held() == 0);
}

TEST_CASE("an exact duplicate is dropped and the datagram goes on") {
  Table t;
  const auto pieces = fragments(datagram(1000), 600);
  t.add(pieces[0]);

  CHECK(t.add(pieces[0]).dropped.size() == 1);
  CHECK(t.add(pieces[1]).whole);
}

TEST_CASE("overlaps end the datagram: teardrop and its relatives") {
  struct Case {
    std::size_t offset, bytes;
    bool more;
  };
  // Against a fragment of 64 bytes at 64.
  for (auto bad : {Case{56, 16, true}, Case{64, 32, true}, Case{72, 8, true}, Case{120, 16, true}, Case{0, 200, true},
                   Case{64, 128, true}, Case{80, 4, false}, Case{0, 8, false}, Case{0, 64, false}}) {
    Table t;
    t.add(piece(64, 64, true));
    const auto outcome = t.add(piece(bad.offset, bad.bytes, bad.more));
    INFO(bad.offset << " " << bad.bytes);
    CHECK(outcome.reason == DropReason::reassembly_overlap);
    CHECK(outcome.dropped.size() == 2);
    CHECK(t.table.held() == 0);
  }
}

TEST_CASE("nothing may stand behind the last fragment, and there is one last fragment") {
  Table t;
  t.add(piece(64, 10, false));
  CHECK(t.add(piece(128, 8, true)).dropped.size() == 2);
  t.add(piece(64, 10, false));
  CHECK(t.add(piece(64, 12, false)).dropped.size() == 2);
}

TEST_CASE("fragments that no buffer can hold, empty ones and uneven ones are refused") {
  Table t;
  CHECK(t.add(piece(65528 - 8, 8, true)).reason == DropReason::reassembly_limit);  // ping of death
  CHECK(t.add(piece(kBufferBytes - kHeadroomBytes - 16, 8, false)).reason == DropReason::reassembly_limit);
  CHECK(t.add(piece(8, 0, true)).reason == DropReason::reassembly_limit);
  CHECK(t.add(piece(0, 13, true)).reason == DropReason::reassembly_limit);
  CHECK(t.table.held() == 0);
}

TEST_CASE("the largest datagram that fits a buffer is accepted, whatever came first") {
  Table t;
  const auto whole = datagram((kBufferBytes - kHeadroomBytes - 20) / 8 * 8);
  auto pieces = fragments(whole, 1480);
  std::reverse(pieces.begin(), pieces.end());
  Packet result;
  for (auto& fragment : pieces) result = t.add(fragment).whole;

  REQUIRE(result);
  CHECK(to_hex(result->bytes()) == to_hex(whole));
}

TEST_CASE("a datagram has a limited number of fragments") {
  Table t;
  std::size_t dropped = 0;
  for (std::size_t i = 0; i < 17; ++i) dropped += t.add(piece(i * 16, 8, true)).dropped.size();

  CHECK(dropped == 17);
  CHECK(t.table.held() == 0);
}

TEST_CASE("a flood of first fragments is bounded, and one source cannot push out the others") {
  Table t;
  const auto honest = fragments(datagram(1000, 7, 0, "203.0.113.1"), 600);
  t.add(honest[0]);
  t.now += std::chrono::seconds(1);

  for (std::uint16_t id = 0; id < 500; ++id) {
    t.add(fragments(datagram(1000, id), 600)[0]);
    CHECK(t.table.held() <= ReassemblyTable::kMostDatagrams);
  }
  CHECK(t.add(honest[1]).whole);

  // Many sources: the oldest goes.
  for (std::uint16_t i = 0; i < 500; ++i) {
    const auto source = "198.51.100." + std::to_string(i % 250);
    t.add(fragments(datagram(1000, i, 0, source), 600)[0]);
    CHECK(t.table.held() <= ReassemblyTable::kMostDatagrams);
  }
}

TEST_CASE("what does not come in time is given up") {
  Table t;
  t.add(piece(0, 64, true));
  REQUIRE(t.table.deadline() == t.now + ReassemblyTable::kPatience);
  CHECK(t.table.expire(t.now + std::chrono::seconds(29)).empty());
  CHECK(t.table.expire(*t.table.deadline()).size() == 1);
  CHECK_FALSE(t.table.deadline());
}

TEST_CASE("a fast sender's identification comes round while a datagram still waits for a lost fragment") {
  const auto before = fragments(datagram(1000, 1, 3), 600);
  const auto after = datagram(1000, 1, 99);
  const auto pieces = fragments(after, 600);

  SECTION("the second fragment was lost: the new first one starts anew") {
    Table t;
    t.add(before[0]);
    CHECK(t.add(pieces[0]).dropped.size() == 1);
    const auto outcome = t.add(pieces[1]);
    REQUIRE(outcome.whole);
    CHECK(to_hex(outcome.whole->bytes()) == to_hex(after));
  }
  SECTION("the first fragment was lost: after so many others the old one counts no more") {
    Table t;
    t.add(before[1]);
    for (std::uint16_t i = 0; i < 600; ++i) {
      for (auto& other : fragments(datagram(1000, static_cast<std::uint16_t>(1000 + i)), 600)) t.add(other);
    }
    CHECK_FALSE(t.add(pieces[0]).whole);
    const auto outcome = t.add(pieces[1]);
    REQUIRE(outcome.whole);
    CHECK(to_hex(outcome.whole->bytes()) == to_hex(after));
  }
}
