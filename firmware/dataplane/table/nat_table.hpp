// NAT and IP masquerade (`nat descriptor`, RFC 3022, RFC 4787): sessions that traffic made. One outer port serves one inside
// session towards one destination; the inner port is kept where it is free, else the next of the port ranges is taken.
// A full table forgets the longest idle session: of the same inner host if it has one, else of all.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/dataplane/status.hpp"
#include "firmware/dataplane/table/keyed_hash.hpp"
#include "firmware/dataplane/table/recency_list.hpp"

namespace kyoten::dataplane {

/// What identifies a packet for translation. ICMP queries have their identifier as local port; ESP has none.
struct FlowKey {
  std::uint8_t protocol = 0;
  Ipv4Endpoint local;  ///< inside (or, from outside, our outer end)
  Ipv4Endpoint remote;
  bool operator==(const FlowKey&) const = default;
};
struct FlowKeyHash {
  std::uint64_t seed = 0;
  std::size_t operator()(const FlowKey& key) const;
};

/// What a TCP segment does to its connection.
enum class TcpMark : std::uint8_t { none, opens, closes };

class NatTable {
 public:
  static constexpr std::size_t kMostSessions = 10000;   ///< per descriptor; the model's limit

  explicit NatTable(std::uint64_t hash_seed) : hash_{hash_seed} {}

  enum class Result : std::uint8_t { translated, no_entry, no_port };
  struct Translation {
    Result result = Result::no_entry;
    Ipv4Endpoint endpoint;                              ///< new source (out) or destination (in)
  };
  /// A packet leaving: its new source.
  Translation outbound(const NatDescriptorPlan& plan, const FlowKey& key, Ipv4Address outer, TcpMark mark,
                       Instant now);
  /// A packet arriving at the outer address: its new destination.
  Translation inbound(const NatDescriptorPlan& plan, const FlowKey& key, TcpMark mark, Instant now);
  /// Only a look, for ICMP errors that quote a packet which we translated: what stands on the other side of the NAT.
  [[nodiscard]] std::optional<Ipv4Endpoint> peek_inbound(const NatDescriptorPlan& plan, const FlowKey& key) const;
  [[nodiscard]] std::optional<Ipv4Endpoint> peek_outbound(const NatDescriptorPlan& plan, const FlowKey& key,
                                                          Ipv4Address outer) const;

  /// A static entry for a protocol without ports.
  [[nodiscard]] static bool has_static(const NatDescriptorPlan& plan, std::uint8_t protocol);

  void expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void clear(std::optional<NatDescriptorId> descriptor);
  [[nodiscard]] std::vector<NatSessionStatus> sessions(const NatDescriptorPlan& plan, Instant now) const;

 private:
  struct Session {
    FlowKey inside;                    ///< local = inner endpoint
    Ipv4Endpoint outer;
    Instant expires{};
    bool closing = false;
    RecencyLinks<Session> of_all;
    RecencyLinks<Session> of_host;
  };
  struct Host {
    RecencyList<Session, &Session::of_host> sessions;
  };
  struct Descriptor {
    explicit Descriptor(const FlowKeyHash& hash)
        : by_inside(64, hash), by_outside(64, hash), hosts(64, KeyedHash{hash.seed}) {}
    std::unordered_map<FlowKey, Session, FlowKeyHash> by_inside;
    std::unordered_map<FlowKey, Session*, FlowKeyHash> by_outside;  ///< local = outer endpoint
    std::unordered_map<std::uint64_t, Host, KeyedHash> hosts;       ///< by inner address
    RecencyList<Session, &Session::of_all> recency;
    std::uint16_t next_port = 0;
  };
  Descriptor& descriptor(NatDescriptorId id) { return descriptors_.try_emplace(id, hash_).first->second; }
  static std::optional<std::uint16_t> choose_port(const NatDescriptorPlan& plan, Descriptor& table,
                                                  const FlowKey& key, Ipv4Address outer);
  void add(const NatDescriptorPlan& plan, Descriptor& table, const FlowKey& key, const Ipv4Endpoint& outer,
           TcpMark mark, Instant now);
  void refresh(const NatDescriptorPlan& plan, Descriptor& table, Session& session, TcpMark mark, Instant now);
  static void forget(Descriptor& table, Session& session);
  FlowKeyHash hash_;
  std::map<NatDescriptorId, Descriptor> descriptors_;
  std::optional<Instant> next_sweep_;
};

}  // namespace kyoten::dataplane
