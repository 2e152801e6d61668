// Topology: which routers and hosts a lab has and how they are wired, read from a containerlab
// topology file
// (`name:`, `topology: nodes: links:`). What containerlab has no word for stands under `labels:`:
//
//   on a host   kyoten.address  192.168.100.10/24, or dhcp
//               kyoten.gateway  192.168.100.1
//               kyoten.mac      02:00:00:00:00:0a           (else: made from its place in the file)
//               kyoten.check    pc-b                        send the checks from here to that host
//               kyoten.vlan     10                          VLAN id of the tagged check
//               kyoten.name.1   home.example.com 203.0.113.1      a name that it resolves, as a DNS server; any number
//   on a provider   kyoten.account.1  "NAME PASSWORD ADDRESS"   a subscriber of PPPoE; any number of such labels
//                   kyoten.address    192.0.2.1                its own
//                   kyoten.name.1     home.example.com NAME    a name for an address, or for the one that a subscriber has
//   on a link   kyoten.wan      "yes"                       count here what each check costs
//               kyoten.inside   "yes"                       between two routers, yet in the same house: what passes
//                                                           here need not be protected
//
// Of containerlab's own keys, `kind`, `startup-config` and `startup-delay` (seconds until a node is
// switched on) count. Kinds are kyoten-router, kyoten-host and kyoten-provider. A node of kind `linux`
// becomes one of ours by the label `kyoten.kind: router` (or host, or provider), so that one file can
// serve containerlab and Kyoten.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/result.hpp"
#include "platform/lab/host.hpp"
#include "platform/lab/provider.hpp"

namespace kyoten::lab {

constexpr std::size_t kMostNodes = 64;
constexpr std::size_t kMostLinks = 128;
constexpr int kLongestStartupDelaySeconds = 3600;
constexpr std::size_t kMostFileBytes = 1 << 20;
constexpr unsigned kRouterPorts = 2;      ///< an RTX810 has lan1 and lan2
constexpr unsigned kMostRouterPorts = 4;  ///< sister models have more; a router has those that are wired

enum class NodeKind : std::uint8_t { router, host, provider };

struct TopologyNode {
  std::string name;
  NodeKind kind{};
  std::chrono::seconds startup_delay{};  ///< until it is switched on
  // router
  std::filesystem::path
      startup_config;  ///< absolute or relative to the working directory; empty: factory default
  std::string configuration;  ///< its content
  // host
  std::optional<Ipv4Prefix> address;
  std::optional<Ipv4Address> gateway;
  bool dhcp = false;
  // provider; its own address is `address`
  std::vector<ppp::Account> accounts;
  std::vector<HostName> names;  ///< of hosts too
  std::vector<MacAddress> macs;  ///< one for each port
};

struct TopologyEnd {
  std::size_t node = 0;  ///< index into nodes
  PortIndex port{};
  std::string port_name;  ///< "lan1", "eth1"
};

/// What a host, and a provider, that is a node of a lab is.
HostSettings host_settings(const TopologyNode& node);
ProviderSettings provider_settings(const TopologyNode& node);

struct TopologyLink {
  TopologyEnd ends[2];
  bool wan = false;
  bool inside = false;
  std::string name;  ///< "site-a.lan2-home-gateway.lan1": of its capture file
};

struct TopologyCheck {
  std::size_t from = 0;  ///< index into nodes
  std::size_t to = 0;
  std::uint16_t vlan_id = 10;
};

struct Topology {
  std::string name;
  std::filesystem::path directory;
  std::vector<TopologyNode> nodes;
  std::vector<TopologyLink> links;
  std::optional<TopologyCheck> check;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view node) const;
  /// Neither end is a host: what passes there, others may see.
  [[nodiscard]] bool between_routers(const TopologyLink& link) const;
};

struct TopologyError {
  std::string file;
  int line = 0;  ///< from 1; 0 if no line is to blame
  std::string reason;
  [[nodiscard]] std::string text() const;  ///< "examples/two-homes/lab.clab.yml:12: ..."
};

/// `where` is a topology file, or a directory with exactly one *.clab.yml (or .clab.yaml). Reads
/// the startup configurations too.
Result<Topology, TopologyError> load_topology(const std::filesystem::path& where);
/// The text alone; startup configurations are looked up in `directory`.
Result<Topology, TopologyError> parse_topology(const std::string& text, const std::string& file,
                                               const std::filesystem::path& directory);

}  // namespace kyoten::lab
