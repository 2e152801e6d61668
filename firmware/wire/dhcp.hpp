// DHCP messages (RFC 2131 section 2, options RFC 2132, long options RFC 3396).
//
//   | op 1 | htype 1 | hlen 1 | hops 1 | xid 4 | secs 2 | flags 2, B first |
//   | ciaddr 4 | yiaddr 4 | siaddr 4 | giaddr 4 | chaddr 16 | sname 64 | file 128 |
//   | 63825363 | options: code 1, length 1, value ... 255
//
// Only Ethernet (htype 1, hlen 6). A BOOTP message without option 53 is none of ours.
#pragma once

#include <map>
#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::wire::dhcp {

constexpr std::size_t kFixedBytes = 236;
/// BOOTP's whole message; relays and old clients drop shorter ones (RFC 1542 section 2.1).
constexpr std::size_t kShortestMessage = 300;
constexpr std::uint16_t kServerPort = 67;
constexpr std::uint16_t kClientPort = 68;
constexpr std::uint32_t kInfinite = 0xffffffff;  ///< as a lease time

enum class MessageType : std::uint8_t {
  discover = 1,
  offer = 2,
  request = 3,
  decline = 4,
  ack = 5,
  nak = 6,
  release = 7,
  inform = 8,
};

namespace option {
constexpr std::uint8_t pad = 0;
constexpr std::uint8_t subnet_mask = 1;
constexpr std::uint8_t router = 3;
constexpr std::uint8_t name_servers = 6;
constexpr std::uint8_t host_name = 12;
constexpr std::uint8_t domain_name = 15;
constexpr std::uint8_t requested_address = 50;
constexpr std::uint8_t lease_time = 51;
constexpr std::uint8_t overload = 52;
constexpr std::uint8_t message_type = 53;
constexpr std::uint8_t server_id = 54;
constexpr std::uint8_t parameter_list = 55;
constexpr std::uint8_t message_text = 56;
constexpr std::uint8_t largest_message = 57;
constexpr std::uint8_t renewal_time = 58;
constexpr std::uint8_t rebinding_time = 59;
constexpr std::uint8_t client_id = 61;
constexpr std::uint8_t relay_agent = 82;
constexpr std::uint8_t end = 255;
}  // namespace option

enum class Error : std::uint8_t { too_short, not_ethernet, no_cookie, bad_option, no_message_type };

struct Message {
  bool from_client = true;  ///< op 1 BOOTREQUEST
  std::uint8_t hops = 0;
  std::uint32_t xid = 0;
  std::uint16_t seconds = 0;
  bool broadcast = false;
  Ipv4Address client;   ///< ciaddr
  Ipv4Address yours;    ///< yiaddr
  Ipv4Address server;   ///< siaddr
  Ipv4Address relay;    ///< giaddr
  MacAddress hardware;  ///< chaddr
  MessageType type = MessageType::discover;
  /// Without message type, overload, pad and end; an option that came in parts is joined.
  std::map<std::uint8_t, Bytes> options;

  [[nodiscard]] ByteView value(std::uint8_t code) const;  ///< empty if absent
  /// Nothing if absent or not exactly that long.
  [[nodiscard]] std::optional<Ipv4Address> address(std::uint8_t code) const;
  [[nodiscard]] std::optional<std::uint32_t> u32(std::uint8_t code) const;
  [[nodiscard]] std::vector<Ipv4Address> addresses(std::uint8_t code) const;

  Message& set(std::uint8_t code, ByteView value);
  Message& set(std::uint8_t code, Ipv4Address value);
  Message& set(std::uint8_t code, std::uint32_t value);
};

Result<Message, Error> parse(ByteView bytes);
/// Message type first, relay agent information last (RFC 3046 section 2.1).
Bytes write(const Message& message);

}  // namespace kyoten::wire::dhcp
