// NAT and IP masquerade (`nat descriptor`, RFC 3022, RFC 4787): sessions that traffic made. One outer port serves one inside
// session towards one destination; the inner port is kept where it is free, else the next of the port ranges is taken.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/dataplane/status.hpp"

namespace kyoten::dataplane {

/// What identifies a packet for translation. ICMP queries use their identifier as both ports; ESP has none.
struct FlowKey {
  std::uint8_t protocol = 0;
  Endpoint local;   ///< inside (or, from outside, our outer end)
  Endpoint remote;
  bool operator==(const FlowKey&) const = default;
};
struct FlowKeyHash {
  std::size_t operator()(const FlowKey& key) const;
};

class NatTable {
 public:
  static constexpr std::size_t kMostSessions = 10000;   ///< per descriptor; the model's limit

  enum class Result : std::uint8_t { translated, no_entry, full, no_port };
  struct Translation {
    Result result = Result::no_entry;
    Endpoint endpoint;                                  ///< new source (out) or destination (in)
  };
  /// A packet leaving: its new source.
  Translation outbound(const NatDescriptorPlan& plan, const FlowKey& key, Ipv4Address outer,
                       bool tcp_closing, Instant now);
  /// A packet arriving at the outer address: its new destination.
  Translation inbound(const NatDescriptorPlan& plan, const FlowKey& key, bool tcp_closing, Instant now);
  /// Only a look: for ICMP errors about a packet that we translated.
  [[nodiscard]] std::optional<Endpoint> peek_inbound(const NatDescriptorPlan& plan, const FlowKey& key) const;

  void expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void clear(std::optional<NatDescriptorId> descriptor);
  [[nodiscard]] std::vector<NatSessionStatus> sessions(const NatDescriptorPlan& plan, Instant now) const;

 private:
  struct Session {
    FlowKey inside;                    ///< local = inner endpoint
    Endpoint outer;
    Instant expires{};
    bool closing = false;
  };
  struct Descriptor {
    std::unordered_map<FlowKey, Session, FlowKeyHash> by_inside;
    std::unordered_map<FlowKey, FlowKey, FlowKeyHash> by_outside;  ///< local = outer endpoint -> inside key
    std::uint16_t next_port = 0;
  };
  std::optional<std::uint16_t> choose_port(const NatDescriptorPlan& plan, Descriptor& table,
                                           const FlowKey& key, Ipv4Address outer);
  void refresh(const NatDescriptorPlan& plan, Session& session, bool tcp_closing, Instant now);
  std::map<NatDescriptorId, Descriptor> descriptors_;
  std::optional<Instant> next_sweep_;
};

}  // namespace kyoten::dataplane
