// The router's `ping`: one operation on one console. Sans-IO like the rest: it says when the next echo request is
// due and turns replies into the device's lines.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli-grammar/messages.hpp"
#include "cli-grammar/statement.hpp"
#include "firmware/base/address.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::router {

struct PingRequest {
  IpAddress destination;
  std::optional<IpAddress> source;           ///< -sa
  std::string interface = {};                ///< ping6: whose link a neighbour is sought on
  std::optional<int> count;                  ///< -c; empty: until Ctrl-C
  std::size_t data_bytes = 64;               ///< -s
  std::chrono::milliseconds wait{1000};      ///< -w: between requests, and for the last reply
};

/// Reads `ping [-s N] [-c N] [-sa A] [-w S] HOST`, and `ping6`. `found` is the address of a host that is written as a name;
/// nothing if there is neither.
std::optional<PingRequest> ping_request(const grammar::Statement& statement, const std::optional<IpAddress>& found);

/// Consoles draw the identifiers of their pings below it.
constexpr std::uint16_t kFirstEchoIdentifierOfGateways = 0xe000;

class Ping {
 public:
  Ping(PingRequest request, std::uint16_t identifier, grammar::Language language, Instant now);

  [[nodiscard]] const PingRequest& request() const { return request_; }
  [[nodiscard]] std::uint16_t identifier() const { return identifier_; }

  /// Sequence number of the echo request to send now, if one is due.
  std::optional<std::uint16_t> due(Instant now);
  /// An echo reply with our identifier: the line to print, nothing for a duplicate or a stranger's.
  std::optional<std::string> reply(const IpAddress& from, std::uint16_t sequence, std::uint8_t ttl, Instant now);
  [[nodiscard]] bool finished(Instant now) const;
  [[nodiscard]] std::optional<Instant> deadline() const;
  /// The lines at the end.
  [[nodiscard]] std::vector<std::string> summary() const;

 private:
  static constexpr std::size_t kMostOutstanding = 64;

  PingRequest request_;
  std::uint16_t identifier_;
  grammar::Language language_;
  Instant next_;
  int sent_ = 0;
  int received_ = 0;
  std::map<std::uint16_t, Instant> outstanding_;
  Duration shortest_{};
  Duration longest_{};
  Duration total_{};
};

}  // namespace kyoten::router
