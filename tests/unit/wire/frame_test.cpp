// Ethernet, ARP, IPv4, UDP and TCP: taken apart, put together, too short.
#include "firmware/base/checksum.hpp"
#include "firmware/wire/arp.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::wire;

namespace {

Bytes hex(std::string_view text) { return from_hex(text).value(); }

// IPv4: 4 5, tos, total 84, id, DF, ttl 64, icmp, checksum (protocols: RFC 1624 example), addresses
const Bytes kHeader = hex("450000540000400040" "01" "d9f4" "c0a86402" "cb007109");

}  // namespace

TEST_CASE("an Ethernet frame is taken apart, with and without a tag") {
  const auto plain = hex("010203040506" "0a0b0c0d0e0f" "0800" "ff");
  const auto header = parse_ethernet(plain);
  REQUIRE(header);
  CHECK(header->destination.text() == "01:02:03:04:05:06");
  CHECK(header->source.text() == "0a:0b:0c:0d:0e:0f");
  CHECK(header->type == ethertype::ipv4);
  CHECK_FALSE(header->vlan_id);
  CHECK(header->size() == 14);

  const auto tagged = parse_ethernet(hex("010203040506" "0a0b0c0d0e0f" "8100" "e00a" "86dd"));
  REQUIRE(tagged);
  CHECK(tagged->vlan_id == std::uint16_t{10});  // priority bits are no part of it
  CHECK(tagged->type == ethertype::ipv6);
  CHECK(tagged->size() == 18);
}

TEST_CASE("an Ethernet frame that is too short is nothing") {
  const auto tagged = hex("010203040506" "0a0b0c0d0e0f" "8100" "000a" "0800");
  for (std::size_t size = 0; size < tagged.size(); ++size) {
    INFO(size);
    CHECK_FALSE(parse_ethernet(ByteView(tagged).first(size)));
  }
}

TEST_CASE("an Ethernet header is written as it was read") {
  for (auto text : {"0102030405060a0b0c0d0e0f0800", "0102030405060a0b0c0d0e0f8100000a0806"}) {
    const auto bytes = hex(text);
    Bytes out(bytes.size());
    write_ethernet(*parse_ethernet(bytes), out.data());
    CHECK(to_hex(out) == text);
  }
}

TEST_CASE("an ARP message is read and written, other lengths and operations are nothing") {
  const std::string text = "0001" "0800" "06" "04" "0002" "0a0b0c0d0e0f" "c0000201" "010203040506" "c0000202";
  const auto bytes = hex(text);
  const auto message = parse_arp(bytes);
  REQUIRE(message);
  CHECK_FALSE(message->request);
  CHECK(message->sender == Ipv4Address::of(192, 0, 2, 1));
  CHECK(message->target_mac.text() == "01:02:03:04:05:06");
  Bytes out(kArpBytes);
  write_arp(*message, out.data());
  CHECK(to_hex(out) == text);

  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(parse_arp(ByteView(bytes).first(size)));
  for (std::size_t at = 0; at < 8; ++at) {
    auto wrong = bytes;
    wrong[at] ^= 0x40;
    CHECK_FALSE(parse_arp(wrong));
  }
}

TEST_CASE("an IPv4 header is checked: version, lengths, place in the datagram, checksum") {
  Bytes packet = kHeader;
  packet.resize(84);
  CHECK(check_ipv4(packet) == Ipv4Error::none);
  auto with = [&](std::size_t at, std::uint8_t value) {
    auto changed = packet;
    changed[at] = value;
    return check_ipv4(changed);
  };
  for (std::size_t size = 0; size < packet.size(); ++size) {
    CHECK(check_ipv4(ByteView(packet).first(size)) == Ipv4Error::malformed);
  }
  CHECK(with(0, 0x55) == Ipv4Error::malformed);
  CHECK(with(0, 0x44) == Ipv4Error::malformed);
  CHECK(with(3, 19) == Ipv4Error::malformed);
  CHECK(with(3, 85) == Ipv4Error::malformed);
  CHECK(with(8, 63) == Ipv4Error::checksum);
  auto last = packet;
  last[6] = 0x1f;
  last[7] = 0xff;
  CHECK(check_ipv4(last) == Ipv4Error::malformed);
}

TEST_CASE("an IPv4 view gives the fields") {
  Bytes packet = kHeader;
  packet.resize(90);
  const Ipv4View view(packet.data());
  CHECK(view.header_bytes() == 20);
  CHECK(view.total_bytes() == 84);
  CHECK(view.dont_fragment());
  CHECK_FALSE(view.is_fragment());
  CHECK(view.ttl() == 64);
  CHECK(view.protocol() == ip_protocol::icmp);
  CHECK(view.source().text() == "192.168.100.2");
  CHECK(view.destination().text() == "203.0.113.9");
  CHECK(view.payload().size() == 64);
}

TEST_CASE("changes in place keep the checksum right, as the published example says") {
  auto packet = kHeader;
  set_source(packet.data(), Ipv4Address::of(198, 51, 100, 7));
  CHECK(to_hex(ByteView(packet).subspan(10, 2)) == "d464");
}

TEST_CASE("every change in place gives the checksum that computing it anew gives") {
  test::TestEntropy dice(3);
  for (int round = 0; round < 2000; ++round) {
    Bytes packet = dice.bytes(20);
    packet[0] = 0x45;
    auto fresh = [](Bytes bytes) {
      bytes[10] = bytes[11] = 0;
      return finish_checksum(checksum_add(0, bytes));
    };
    const auto sum = fresh(packet);
    packet[10] = static_cast<std::uint8_t>(sum >> 8);
    packet[11] = static_cast<std::uint8_t>(sum);
    switch (round % 7) {
      case 0: set_source(packet.data(), {dice.u32()}); break;
      case 1: set_destination(packet.data(), {dice.u32()}); break;
      case 2: set_total_bytes(packet.data(), dice.u32() % 65536); break;
      case 3: set_fragment(packet.data(), dice.u32() % 8192 * 8, dice.u32() % 2 != 0); break;
      case 4: decrement_ttl(packet.data()); break;
      case 5: clear_dont_fragment(packet.data(), static_cast<std::uint16_t>(dice.u32())); break;
      default: set_source(packet.data(), {}); set_destination(packet.data(), {0xffffffff});
    }
    REQUIRE(finish_checksum(checksum_add(0, packet)) == 0);
  }
}

TEST_CASE("source routes are found among all layouts of options") {
  auto with = [](std::string_view options) {
    auto packet = hex("46000018000000004011" "0000" "c0000201" "c0000202");
    const auto bytes = hex(options);
    packet.insert(packet.end(), bytes.begin(), bytes.end());
    packet[0] = static_cast<std::uint8_t>(0x40 | packet.size() / 4);
    return has_source_route(packet);
  };
  CHECK(with("83030400"));
  CHECK(with("01890304"));
  CHECK(with("07040400" "83030400"));
  CHECK_FALSE(with("00830304"));           // behind the end
  CHECK_FALSE(with("07060000" "83030400")); // inside another option... which ends two bytes later
  CHECK_FALSE(with("07000000"));           // a length that would never end
  CHECK_FALSE(with("01010107"));           // no room for a length
  CHECK_FALSE(with("01010101"));
}

TEST_CASE("UDP is read, written and its checksum verified") {
  const auto source = Ipv4Address::of(192, 0, 2, 1);
  const auto destination = Ipv4Address::of(192, 0, 2, 2);
  Bytes segment(13, 0x61);
  write_udp(segment.data(), 1000, 2000, 5, std::pair(source, destination));
  const auto view = parse_udp(segment);
  REQUIRE(view);
  CHECK(view->source_port == 1000);
  CHECK(view->destination_port == 2000);
  CHECK(view->payload.size() == 5);
  CHECK(udp_checksum_good(segment, source, destination));
  for (std::size_t bit = 0; bit < segment.size() * 8; ++bit) {
    auto damaged = segment;
    damaged[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
    if (!parse_udp(damaged)) continue;
    INFO(bit);
    CHECK_FALSE(udp_checksum_good(damaged, source, destination));
  }
  write_udp(segment.data(), 1000, 2000, 5, std::nullopt);
  CHECK(udp_checksum_good(segment, source, destination));  // none
  for (std::size_t size = 0; size < 13; ++size) CHECK_FALSE(parse_udp(ByteView(segment).first(size)));
}

TEST_CASE("a UDP checksum that comes out as 0 is sent as FFFF") {
  const auto address = Ipv4Address::of(192, 0, 2, 1);
  for (std::uint32_t i = 0; i < 65536; ++i) {
    Bytes segment(10);
    segment[8] = static_cast<std::uint8_t>(i >> 8);
    segment[9] = static_cast<std::uint8_t>(i);
    write_udp(segment.data(), 1, 2, 2, std::pair(address, address));
    REQUIRE((segment[6] | segment[7]) != 0);
  }
}

namespace {

/// A TCP SYN with these options and a right checksum over two fixed addresses.
Bytes syn_with(std::string_view options) {
  auto segment = hex("04000050" "00000001" "00000000" "5002" "ffff" "0000" "0000");
  const auto bytes = hex(options);
  segment.insert(segment.end(), bytes.begin(), bytes.end());
  segment[12] = static_cast<std::uint8_t>(segment.size() / 4 << 4);
  const auto sum = finish_checksum(checksum_add(0, segment));
  segment[16] = static_cast<std::uint8_t>(sum >> 8);
  segment[17] = static_cast<std::uint8_t>(sum);
  return segment;
}

}  // namespace

TEST_CASE("the MSS is lowered wherever it stands, and the checksum mended") {
  for (auto options : {"020405b4", "01020405b4010101", "0101020405b40000", "010101020405b400", "0402" "020405b4" "0101"}) {
    auto segment = syn_with(options);
    REQUIRE(segment.size() % 4 == 0);
    CHECK(clamp_mss(segment, 1200));
    CHECK(to_hex(segment).find("020404b0") != std::string::npos);
    CHECK(finish_checksum(checksum_add(0, segment)) == 0);
    CHECK_FALSE(clamp_mss(segment, 1200));
  }
}

TEST_CASE("MSS: malformed options are left alone and end the walk") {
  for (auto options : {"02000000", "02010000", "0203aa00", "02050500", "00020405", "01010102", "05ff0000", "01010101"}) {
    const auto before = syn_with(options);
    auto segment = before;
    CHECK_FALSE(clamp_mss(segment, 100));
    CHECK(segment == before);
  }
}

TEST_CASE("MSS: segments that are cut, have no SYN or claim a longer header stay as they are") {
  const auto whole = syn_with("020405b4");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
    CHECK_FALSE(clamp_mss(cut, 100));
  }
  auto changed = whole;
  changed[13] = tcp_flag::ack;
  CHECK_FALSE(clamp_mss(changed, 100));
  changed = whole;
  changed[12] = 0x40;
  CHECK_FALSE(clamp_mss(changed, 100));
  changed[12] = 0xf0;
  CHECK_FALSE(clamp_mss(changed, 100));
}
