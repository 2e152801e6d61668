// L2TPv3 control messages over UDP (RFC 3931 sections 3.2.1, 4.1.2.1, 5.1): the header and the list
// of attribute-value pairs behind it.
//
//   | T 1 L 1 0 0 S 1 0 ... version 3: c803 | length 2, header included |
//   | control connection id 4: the one its receiver assigned, 0 in SCCRQ |
//   | Ns 2 | Nr 2 | AVPs ...
//
//   AVP: | M 1 | H 1 | reserved 4 | length 10, 6 and up | vendor id 2 | attribute type 2 | value
//   ...
#pragma once

#include <optional>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::wire::l2tp {

constexpr std::size_t kControlHeaderBytes = 12;
constexpr std::size_t kAvpHeaderBytes = 6;
constexpr std::size_t kMostAvps = 64;
constexpr std::size_t kLongestAvpValue = 0x3ff - kAvpHeaderBytes;
constexpr std::uint16_t kControlFlags = 0xc803;

/// RFC 3931 section 3.1. `zlb` is ours: a message without any AVP, which only acknowledges.
enum class MessageType : std::uint16_t {
  zlb = 0,
  sccrq = 1,
  sccrp = 2,
  scccn = 3,
  stop_ccn = 4,
  hello = 6,
  icrq = 10,
  icrp = 11,
  iccn = 12,
  cdn = 14,
  wan_error_notify = 15,
  set_link_info = 16,
  ack = 20,
};
/// "SCCRQ"; "message 99" for a number without a name.
std::string name(MessageType type);

/// RFC 3931 section 5.4 and, for challenge and response, RFC 2661 section 4.4.
enum class AvpType : std::uint16_t {
  message_type = 0,
  result_code = 1,
  tie_breaker = 5,
  host_name = 7,
  vendor_name = 8,
  receive_window = 10,
  challenge = 11,
  challenge_response = 13,
  serial_number = 15,
  physical_channel = 25,
  circuit_errors = 34,
  message_digest = 59,
  router_id = 60,
  assigned_connection = 61,
  pseudowire_capabilities = 62,
  local_session = 63,
  remote_session = 64,
  assigned_cookie = 65,
  remote_end_id = 66,
  pseudowire_type = 68,
  sublayer = 69,
  data_sequencing = 70,
  circuit_status = 71,
  preferred_language = 72,
  nonce = 73,
  tx_speed = 74,
  rx_speed = 75,
};

struct Avp {
  bool mandatory = false;
  bool hidden = false;
  bool reserved =
      false;  ///< one of the four reserved bits is set: to be treated as unknown (section 5.1)
  std::uint16_t vendor = 0;
  std::uint16_t type = 0;
  ByteView value;

  [[nodiscard]] bool is(AvpType wanted) const {
    return vendor == 0 && !hidden && !reserved && type == static_cast<std::uint16_t>(wanted);
  }
};

enum class ControlError : std::uint8_t {
  too_short,
  not_control,  ///< T, L or S is 0
  wrong_version,
  bad_length,  ///< the length field is below the header or beyond the datagram
  bad_avp_length,
  too_many_avps,
  no_message_type,  ///< the first AVP is something else
};

/// A message whose lengths have been checked. The values are views into the datagram.
struct Control {
  std::uint32_t connection = 0;
  std::uint16_t ns = 0;
  std::uint16_t nr = 0;
  MessageType type = MessageType::zlb;
  bool type_mandatory = false;
  std::vector<Avp> avps;  ///< Message Type is the first; none in a ZLB
  ByteView bytes;         ///< the whole message as long as its length field says

  /// The first AVP of that type; of two the first counts.
  [[nodiscard]] const Avp* find(AvpType type) const;
  [[nodiscard]] bool has(AvpType wanted) const { return find(wanted) != nullptr; }
  /// Nothing if absent or not exactly that long.
  [[nodiscard]] std::optional<std::uint16_t> u16(AvpType type) const;
  [[nodiscard]] std::optional<std::uint32_t> u32(AvpType type) const;
  [[nodiscard]] std::optional<std::uint64_t> u64(AvpType type) const;
  /// Empty if absent.
  [[nodiscard]] ByteView value(AvpType type) const;
};

Result<Control, ControlError> parse_control(ByteView datagram);

/// Result Code AVP (section 5.4.2): the error code may be missing, also together with its two
/// bytes.
struct ResultCode {
  std::uint16_t result = 0;
  std::uint16_t error = 0;
  ByteView text;
};
std::optional<ResultCode> parse_result_code(ByteView value);

/// What is to be sent, without the numbers that only the moment of sending knows.
class Message {
 public:
  explicit Message(MessageType type) : type_(type) {}

  enum class Need : std::uint8_t { optional, mandatory };
  Message& u16(AvpType type, std::uint16_t value, Need need = Need::mandatory);
  Message& u32(AvpType type, std::uint32_t value, Need need = Need::mandatory);
  Message& u64(AvpType type, std::uint64_t value, Need need = Need::mandatory);
  /// Cut at what a length field can say.
  Message& bytes(AvpType type, ByteView value, Need need = Need::mandatory);
  Message& result(std::uint16_t result, std::uint16_t error, std::string_view text);

  [[nodiscard]] MessageType type() const { return type_; }
  [[nodiscard]] ByteView avps() const { return avps_; }

 private:
  MessageType type_;
  Bytes avps_;
};

struct Numbers {
  std::uint32_t connection = 0;
  std::uint16_t ns = 0;
  std::uint16_t nr = 0;
};

/// Where the digest stands in a message that write_control() made with one (section 5.4.1: directly
/// behind the type).
constexpr std::size_t kDigestOffset = kControlHeaderBytes + 8 + kAvpHeaderBytes + 1;

/// With `digest_type` a Message Digest AVP of `digest_bytes` zeros is put in place, to be filled in
/// by the caller.
Bytes write_control(const Message& message, const Numbers& numbers,
                    std::optional<std::uint8_t> digest_type = std::nullopt,
                    std::size_t digest_bytes = 0);

}  // namespace kyoten::wire::l2tp
