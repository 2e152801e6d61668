// The header of every IKE message, of both versions (RFC 2408 section 3.1, RFC 7296 section 3.1, where the
// cookies are called SPIs).
//
//   | initiator cookie 8                                          |
//   | responder cookie 8 (0 in the very first message)            |
//   | next payload 1 | major, minor version 1 | exchange 1 | flags 1 |
//   | message id 4 (0 in phase 1)                                 |
//   | length 4, this header included                              |
//
// On UDP port 4500 four zero bytes stand before it, where ESP has its SPI (RFC 3948 section 2.2).
#pragma once

#include <array>

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::wire::ike {

constexpr std::size_t kHeaderBytes = 28;
constexpr std::size_t kNonEspMarkerBytes = 4;
/// Longer messages are not taken: nothing that IKE with pre-shared keys sends comes near.
constexpr std::size_t kLargestMessageBytes = 8192;
constexpr std::uint16_t kPort = 500;
constexpr std::uint16_t kNatPort = 4500;
constexpr std::uint8_t kVersion1 = 0x10;
constexpr std::uint8_t kVersion2 = 0x20;

using Cookie = std::array<std::uint8_t, 8>;
constexpr bool is_zero(const Cookie& cookie) { return cookie == Cookie{}; }

/// Why a message is no message; for counting and for the log.
enum class WireError : std::uint8_t {
  too_short,
  bad_length,
  other_version,
  unknown_payload,  ///< the number of another IKE version, or reserved
  payload_length,   ///< shorter than its own header, or past the end
  too_many_payloads,
  bad_sa,
  bad_attribute,
  bad_identity,
  bad_notify,
  bad_delete,
  bad_nat,
  unknown_critical,  ///< IKEv2: a payload that must be understood and is not
  bad_traffic_selector,
  bad_config,
  bad_eap,
};

namespace exchange {
constexpr std::uint8_t main_mode = 2;  ///< RFC 2408 calls it identity protection
constexpr std::uint8_t aggressive = 4;
constexpr std::uint8_t informational = 5;
constexpr std::uint8_t transaction = 6;  ///< XAUTH and mode-cfg
constexpr std::uint8_t quick_mode = 32;
}  // namespace exchange

namespace flag {
constexpr std::uint8_t encryption = 0x01;
constexpr std::uint8_t commit = 0x02;  ///< phase 2: an SA is used when its maker has said CONNECTED
}

struct Header {
  Cookie initiator{};
  Cookie responder{};
  std::uint8_t next_payload = 0;
  std::uint8_t version = kVersion1;
  std::uint8_t exchange = 0;
  std::uint8_t flags = 0;
  std::uint32_t message_id = 0;
  std::uint32_t length_bytes = 0;

  [[nodiscard]] bool encrypted() const { return (flags & flag::encryption) != 0; }
  [[nodiscard]] bool commits() const { return (flags & flag::commit) != 0; }
  /// 1 or 2.
  [[nodiscard]] int major_version() const { return version >> 4; }
};

/// Checks lengths and the major version. A datagram may be longer than its message: the rest is ignored.
Result<Header, WireError> parse_header(ByteView datagram);
/// Appends 28 bytes.
void write_header(const Header& header, Bytes& out);

}  // namespace kyoten::wire::ike
