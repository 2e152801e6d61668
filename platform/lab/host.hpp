// Host: an end host of a lab, sans-IO: one interface with a MAC address, IPv4 with a fixed address or by DHCP,
// ARP, reassembly, ICMP, UDP and TCP echo, and IPv6 neighbour discovery for its link-local address. It sends probes when
// asked and reports probes that reach it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/dataplane/table/reassembly_table.hpp"
#include "firmware/dhcp/client.hpp"
#include "platform/lab/name_server.hpp"
#include "platform/lab/probe_frames.hpp"

namespace kyoten::lab {

struct HostSettings {
  std::string name;
  MacAddress mac;
  std::optional<Ipv4Prefix> address;  ///< empty with dhcp
  std::optional<Ipv4Address> gateway;
  bool dhcp = false;
  std::vector<HostName> names;        ///< what it answers to DNS queries
};

/// What came in, by kind.
struct HostCounters {
  std::uint64_t frames = 0;
  std::uint64_t malformed = 0;  ///< shorter than an Ethernet header
  std::uint64_t broadcast = 0;
  std::uint64_t arp_requests = 0;
  std::uint64_t echo_requests = 0;
  std::uint64_t wake_on_lan = 0;
  std::uint64_t dhcp_discover = 0;
  std::uint64_t neighbour_solicitations = 0;
  std::uint64_t vlan_tagged = 0;
};

struct HostOutbox {
  std::vector<Bytes> frames;
  std::vector<Report> reports;
  std::optional<Ipv4Prefix> new_address;  ///< DHCP gave one
};

class Host {
 public:
  static constexpr std::size_t kMostNeighbours = 256;
  static constexpr std::size_t kMostWaiting = 16;  ///< packets waiting for ARP
  static constexpr int kArpAttempts = 3;
  static constexpr Duration kArpInterval = std::chrono::seconds(1);
  static constexpr Duration kNeighbourLife = std::chrono::minutes(2);

  Host(HostSettings settings, Entropy& entropy);
  ~Host();

  void start(Instant now, HostOutbox& out);
  void receive(ByteView frame, Instant now, HostOutbox& out);
  void expire(Instant now, HostOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  /// Sends a probe. One over unicast IPv4 waits for ARP if the neighbour is not known.
  void send(const Probe& probe, Instant now, HostOutbox& out);

  [[nodiscard]] const HostSettings& settings() const { return settings_; }
  [[nodiscard]] const HostCounters& counters() const { return counters_; }
  [[nodiscard]] std::optional<Ipv4Prefix> address() const { return address_; }

 private:
  struct Neighbour {
    MacAddress mac;
    Instant learned;
  };
  struct Waiting {
    Ipv4Address next_hop;
    Bytes frame;  ///< complete but for its destination address
    std::optional<Report> report;
    Instant retry;
    int attempts = 1;
  };

  [[nodiscard]] Station station() const;
  [[nodiscard]] Ipv4Address next_hop(Ipv4Address destination) const;
  [[nodiscard]] const Neighbour* known(Ipv4Address address, Instant now) const;
  void learn(ByteView frame, Instant now, HostOutbox& out);
  void count(ByteView frame);
  void to_neighbour(Ipv4Address next_hop, Bytes frame, std::optional<Report> report, Instant now,
                    HostOutbox& out);
  /// The frame, or the one that its fragment completes; nothing while fragments are missing.
  [[nodiscard]] std::optional<Bytes> whole(ByteView frame, Instant now);
  void serve(ByteView frame, Instant now, HostOutbox& out);
  void give_to_dhcp(ByteView frame, Instant now, HostOutbox& out);
  void drain_dhcp(dhcp::ClientOutbox& from, Instant now, HostOutbox& out);

  HostSettings settings_;
  std::optional<Ipv4Prefix> address_;
  std::optional<Ipv4Address> gateway_;
  std::unique_ptr<dhcp::Client> dhcp_;
  std::map<Ipv4Address, Neighbour> neighbours_;
  std::vector<Waiting> waiting_;
  PacketPool fragment_pool_{dataplane::ReassemblyTable::kMostDatagrams};
  dataplane::ReassemblyTable fragments_;  ///< gone before the pool
  HostCounters counters_;
};

}  // namespace kyoten::lab
