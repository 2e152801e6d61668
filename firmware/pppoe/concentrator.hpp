// PPPoE discovery as the access concentrator (RFC 2516 section 5), sans-IO. No RTX is one; a lab's provider is. A PADI costs
// it nothing: it remembers a host only once that has brought back a cookie of its own.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/pppoe/client.hpp"

namespace kyoten::pppoe {

struct HostConnected {
  Session session;
};
struct HostLeft {
  Session session;
};
using ConcentratorEvent = std::variant<HostConnected, HostLeft>;

struct ConcentratorOutbox {
  std::vector<Discovery> packets;
  std::vector<ConcentratorEvent> events;
};

class Concentrator {
 public:
  static constexpr std::size_t kMostSessions = 256;
  static constexpr std::size_t kMostSessionsOfHost = 8;

  Concentrator(ConcentratorSettings settings, Entropy& entropy);

  void receive(const MacAddress& source, ByteView packet, ConcentratorOutbox& out);
  /// PADT.
  void disconnect(PppoeSessionId session, ConcentratorOutbox& out);
  [[nodiscard]] std::size_t sessions() const { return sessions_.size(); }

 private:
  void offer(const MacAddress& host, const std::vector<wire::PppoeTag>& tags, ConcentratorOutbox& out) const;
  void confirm(const MacAddress& host, const std::vector<wire::PppoeTag>& tags, ConcentratorOutbox& out);
  [[nodiscard]] Bytes cookie_of(const MacAddress& host) const;
  [[nodiscard]] std::optional<PppoeSessionId> free_id();

  ConcentratorSettings settings_;
  Bytes secret_;                                  ///< of the cookies
  std::map<PppoeSessionId, MacAddress> sessions_;
  std::uint16_t last_id_ = 0;
};

}  // namespace kyoten::pppoe
