// Notification and delete payloads (RFC 2408 sections 3.14 and 3.15; numbers also from RFC 2407 and
// 3706).
//
//   notification | DOI 4 | protocol 1 | SPI size 1 | type 2 | SPI | data
//   delete       | DOI 4 | protocol 1 | SPI size 1 | count 2 | SPIs
//
// The SPI of an ISAKMP SA is both cookies, 16 bytes; of an ESP SA the sender's inbound one, 4
// bytes.
#pragma once

#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

namespace notify {
constexpr std::uint16_t invalid_payload_type = 1;
constexpr std::uint16_t no_proposal_chosen = 14;
constexpr std::uint16_t payload_malformed = 16;
constexpr std::uint16_t invalid_id_information = 18;
constexpr std::uint16_t invalid_hash_information = 23;
constexpr std::uint16_t authentication_failed = 24;
constexpr std::uint16_t largest_error = 16383;
constexpr std::uint16_t connected = 16384;
constexpr std::uint16_t responder_lifetime = 24576;
constexpr std::uint16_t initial_contact = 24578;
constexpr std::uint16_t r_u_there = 36136;
constexpr std::uint16_t r_u_there_ack = 36137;
/// RTX: the heartbeat between Yamaha routers. Its number on a real device is not known; this one is
/// from the private range and works between two of these engines.
constexpr std::uint16_t heartbeat = 40600;
}  // namespace notify

struct Notification {
  std::uint8_t protocol = 1;
  std::uint16_t type = 0;
  Bytes spi;
  Bytes data;
};
Result<Notification, WireError> parse_notification(ByteView body);
Bytes emit_notification(const Notification& notification);

constexpr std::size_t kMostDeletedSpis = 64;

struct Deletion {
  std::uint8_t protocol = 0;
  std::vector<Bytes> spis;  ///< all of the same size
};
Result<Deletion, WireError> parse_deletion(ByteView body);
Bytes emit_deletion(const Deletion& deletion);

}  // namespace kyoten::wire::ike
