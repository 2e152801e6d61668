// DNS messages over UDP (RFC 1035 section 4), as far as a resolver for addresses needs them.
//
//   | id 2 | QR 1 bit, opcode 4, AA, TC, RD, RA, Z 3, RCODE 4 | QDCOUNT 2 | ANCOUNT 2 | NSCOUNT 2 | ARCOUNT 2 |
//   | question: name, type 2, class 2 | answer: name, type 2, class 2, TTL 4, length 2, data | ...
//
// Authority and additional records are not read. No EDNS (RFC 6891): the RTX810 knows none, so 512 octets are the most.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::wire::dns {

constexpr std::uint16_t kPort = 53;
constexpr std::size_t kHeaderBytes = 12;
constexpr std::size_t kLongestMessage = 512;  ///< over UDP without EDNS (section 4.2.1)
constexpr std::size_t kLongestName = 255;     ///< octets on the wire, the root's zero included (section 3.1)
constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kMostAnswers = 64;      ///< more do not fit into 512 octets
/// RFC 1035 states no bound; 127 labels are all that a name can have, so more jumps than that go nowhere (RFC 9267).
constexpr int kMostPointers = 127;

enum class Type : std::uint16_t { a = 1, ns = 2, cname = 5, soa = 6, ptr = 12, mx = 15, aaaa = 28, any = 255 };
enum class ResponseCode : std::uint8_t {
  no_error = 0, format_error = 1, server_failure = 2, name_error = 3, not_implemented = 4, refused = 5,
};
enum class Error : std::uint8_t { too_short, too_long, bad_name, bad_question, bad_record };

/// A domain name: "www.example.com", lower case, without the last dot; the root is "". Octets that are neither letter, digit,
/// '-' nor '_' are written \DDD, as a dot within a label is (section 5.1).
class Name {
 public:
  Name() = default;
  /// What a person writes: labels of 1 to 63 octets, at most 255 with their lengths; one dot at the end is allowed.
  static std::optional<Name> parse(std::string_view text);

  [[nodiscard]] const std::string& text() const { return text_; }
  /// It is `suffix` or below it. Everything is below the root.
  [[nodiscard]] bool is_within(const Name& suffix) const;
  void write(ByteWriter& out) const;
  auto operator<=>(const Name&) const = default;

 private:
  friend std::optional<Name> read_name(ByteReader& reader, ByteView message);
  void add_label(ByteView label);
  std::string text_;
};

/// At the reader's place in the message; pointers lead strictly backwards.
std::optional<Name> read_name(ByteReader& reader, ByteView message);

struct Question {
  Name name;
  Type type = Type::a;
  bool operator==(const Question&) const = default;
};

/// Of class IN. Data of a type that is not read here is empty.
struct Record {
  Name name;
  Type type = Type::a;
  std::uint32_t ttl = 0;  ///< seconds
  std::variant<std::monostate, IpAddress, Name> data;
};

struct Message {
  std::uint16_t id = 0;
  bool is_response = false;
  bool truncated = false;
  bool recursion_desired = true;
  bool recursion_available = false;
  ResponseCode code = ResponseCode::no_error;
  Question question;
  std::vector<Record> answers;
};

/// A query or a response with exactly one question of class IN. Records of other classes are left out.
Result<Message, Error> parse(ByteView bytes);
/// Without compression. Answers that do not fit into `kLongestMessage` are left out, and the message is marked as truncated.
Bytes write(const Message& message);

}  // namespace kyoten::wire::dns
