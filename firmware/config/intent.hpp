// What all statements together ask for, compiled and immutable. Sections that did not change are the same
// shared pointer in the next Intent, so a diff is cheap (config/diff.hpp).
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/config/statements.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/dhcp/settings.hpp"
#include "firmware/dns/settings.hpp"
#include "firmware/ike/settings.hpp"
#include "firmware/l2tp/settings.hpp"
#include "firmware/ppp/settings.hpp"
#include "firmware/pppoe/settings.hpp"

namespace kyoten::config {

/// What `user attribute` says about becoming administrator.
enum class AdministratorRight : std::uint8_t { never, with_password, without_password };

/// An idle login ends after this time; empty: `clear`.
using IdleLimit = std::optional<std::chrono::seconds>;

/// `user attribute [USER]`; an option that is not written is empty.
struct UserAttributes {
  std::optional<AdministratorRight> administrator;
  std::optional<std::vector<std::string>> connections;  ///< "all", "serial", "telnet", ...
  std::optional<std::vector<std::string>> hosts;        ///< "any", addresses, ranges, interfaces
  std::optional<bool> multi_session;
  std::optional<IdleLimit> login_timer;
  bool operator==(const UserAttributes&) const = default;
};

/// `telnetd`.
struct TelnetServer {
  bool enabled = true;
  std::vector<std::string> hosts{"any"};
  int sessions = 8;
  bool operator==(const TelnetServer&) const = default;
};

/// `login user NAME ...`.
struct User {
  std::string name;
  std::string password;             ///< as stored: plain or an encrypted form
  bool encrypted = false;           ///< which of the two
  bool operator==(const User&) const = default;
};

enum class CharacterCode : std::uint8_t { ascii, sjis, euc, utf8 };

/// Console and login (command chapter 4).
struct System {
  CharacterCode character = CharacterCode::sjis;
  int columns = 80;
  std::optional<int> lines = 24;                 ///< empty: infinity
  std::string prompt;
  bool info = false;                             ///< `console info on`
  IdleLimit login_timer = std::chrono::seconds{300};
  std::string login_password;                    ///< empty: none
  std::string administrator_password;
  std::string encrypted_login_password;          ///< instead of the plain one; empty: that one counts
  std::string encrypted_administrator_password;
  std::vector<User> users;
  /// By name; "": the unnamed user, "*": everybody.
  std::map<std::string, UserAttributes, std::less<>> attributes;
  TelnetServer telnetd;
  int security_class = 1;
  bool security_forget = true;
  bool security_telnet = false;
  bool syslog_info = true;
  bool syslog_notice = false;
  bool syslog_debug = false;
  std::vector<Ipv4Address> syslog_hosts;
  std::chrono::minutes timezone{9 * 60};
  bool operator==(const System&) const = default;

  /// A line about the user wins over one about everybody.
  template <class Option>
  [[nodiscard]] std::optional<Option> attribute(std::string_view user,
                                                std::optional<Option> UserAttributes::*option) const {
    for (auto name : {user, std::string_view("*")}) {
      const auto found = attributes.find(name);
      if (found != attributes.end() && found->second.*option) return found->second.*option;
    }
    return std::nullopt;
  }
};

/// `ip IF ...` of one interface that exists in the configuration.
struct Interface {
  std::string name;                              ///< "lan1", "lan2", "lan1/3", "bridge1", "tunnel1", "pp1"
  std::vector<Ipv4Prefix> addresses;             ///< primary, then secondary
  bool dhcp = false;                             ///< `ip IF address dhcp`
  std::optional<std::uint16_t> mtu;
  std::vector<NatDescriptorId> nat;
  std::vector<FilterId> filter_in;
  std::vector<FilterId> filter_out;
  std::string filter_set;                        ///< `ip IF secure filter name`: beside these; empty: none
  dataplane::MssLimit mss_limit;
  bool proxy_arp = false;
  std::vector<Ipv6Prefix> addresses6;            ///< `ipv6 IF address`
  std::vector<Ipv6Prefix> prefixes6;             ///< `ipv6 IF prefix`: the rest of the address is of the MAC
  std::optional<std::uint16_t> mtu6;
  std::vector<FilterId> filter6_in;              ///< `ipv6 IF secure filter in`
  std::vector<FilterId> filter6_out;
  std::optional<std::uint16_t> vlan_id;
  std::string description;
  bool operator==(const Interface&) const = default;
};

/// `ip filter set NAME`: a list for each direction.
struct FilterSet {
  std::vector<FilterId> in;
  std::vector<FilterId> out;
  bool operator==(const FilterSet&) const = default;
};
using FilterSets = std::map<std::string, FilterSet, std::less<>>;

struct Route {
  enum class Via : std::uint8_t { address, dhcp, tunnel, pp, null, loopback };
  Ipv4Prefix destination;
  Via via = Via::address;
  Ipv4Address gateway;                           ///< via address
  std::string interface;                         ///< via dhcp: "lan2"
  std::uint16_t number = 0;                      ///< via tunnel / pp
  bool hide = false;                             ///< only while what it leads through is up
  std::vector<FilterId> filters;                 ///< only for packets that these pass; empty: for all
  std::uint32_t weight = 1;                      ///< share among several gateways of a network; 0: in their absence
  bool operator==(const Route&) const = default;
};

/// `ipv6 route`.
struct Route6 {
  enum class Via : std::uint8_t { address, tunnel, null };
  Ipv6Prefix destination;
  Via via = Via::address;
  Ipv6Address gateway;                           ///< via address
  std::string link;                              ///< and, if that is one of a link, the interface on it
  std::uint16_t tunnel = 0;
  bool operator==(const Route6&) const = default;
};

/// What is said of IPv6 as a whole.
struct Ipv6 {
  bool forwards = true;                          ///< `ipv6 routing`
  std::vector<Route6> routes;
  bool operator==(const Ipv6&) const = default;
};

struct Bridge {
  BridgeId id{};
  std::vector<std::string> members;              ///< "lan1", "tunnel1"
  bool learning = true;
  std::optional<std::chrono::seconds> age = std::chrono::seconds{300};
  std::vector<std::pair<MacAddress, std::string>> static_entries;
  bool operator==(const Bridge&) const = default;
};

enum class Encapsulation : std::uint8_t { ipsec, ipip, pptp, l2tp, l2tpv3_raw, l2tpv3, ipudp };

struct Tunnel {
  TunnelId id{};
  Encapsulation encapsulation = Encapsulation::ipsec;
  bool enabled = false;
  std::optional<PolicyId> policy;                ///< `ipsec tunnel`
  std::optional<Ipv4Address> local_endpoint;
  std::optional<Ipv4Address> remote_endpoint;
  std::string remote_host;                       ///< `tunnel endpoint name`, unless there are addresses; its address is remote_endpoint
  std::string description;
  std::optional<Ipv4Address> inner_remote;       ///< `ip tunnel remote address`
  std::optional<Route> backup;                   ///< `tunnel backup`: where its routes lead while it is down
  dataplane::OuterDf outer_df = dataplane::OuterDf::copy;  ///< `ipsec tunnel outer df-bit`
  bool compresses = false;                       ///< `ipsec ipcomp type deflate`
  bool obeys_outer_df = false;                   ///< `ipsec tunnel fastpath-fragment-function follow df-bit`
  bool operator==(const Tunnel&) const = default;
};

/// A numbered peer (`pp select N`), which is reached by PPPoE.
struct Pp {
  PpId id{};
  bool enabled = false;
  std::string lan;                               ///< `pppoe use`; empty: the peer has no line
  bool always_on = false;
  std::chrono::seconds pause_after_failure{60};  ///< of `pp always-on`
  bool connects_by_traffic = true;               ///< `pppoe auto connect`
  bool closes_unknown_sessions = true;           ///< `pppoe invalid-session forced close`
  std::optional<bool> keepalive;                 ///< `pp keepalive use lcp-echo|off`; empty: as always_on
  ppp::EchoRules echo;                           ///< `pp keepalive interval`
  dataplane::MssLimit mss_limit{true, 0};        ///< `pppoe tcp mss limit`
  ppp::LinkSettings link;
  pppoe::ClientSettings discovery;
  bool operator==(const Pp&) const = default;
};

/// A NAT descriptor as configured: the outer address may still be a word.
struct NatDescriptor {
  enum class Outer : std::uint8_t { ipcp, primary, secondary, address };
  Outer outer = Outer::ipcp;
  Ipv4Address outer_address;
  dataplane::NatDescriptorPlan settings;         ///< all but `outer`
  bool operator==(const NatDescriptor&) const = default;
};

/// `pki certificate file`, `pki crl file`: names of files by slot.
struct Pki {
  struct Certificate {
    std::string name;
    crypto::CertificateFormat format = crypto::CertificateFormat::pem;
    std::string password;
    bool operator==(const Certificate&) const = default;
  };
  std::map<int, Certificate> certificates;
  std::map<int, std::string> revocation_lists;
  bool operator==(const Pki&) const = default;
};

struct Intent {
  std::shared_ptr<const System> system;
  std::shared_ptr<const std::vector<Interface>> interfaces;
  std::shared_ptr<const std::vector<Route>> routes;
  std::shared_ptr<const Ipv6> ipv6;
  std::shared_ptr<const std::vector<Bridge>> bridges;
  std::shared_ptr<const std::vector<Tunnel>> tunnels;
  std::shared_ptr<const std::vector<Pp>> pps;
  std::shared_ptr<const std::vector<NatDescriptor>> nat;
  std::shared_ptr<const std::vector<dataplane::FilterPlan>> filters;
  std::shared_ptr<const std::vector<dataplane::FilterPlan>> filters6;
  std::shared_ptr<const FilterSets> filter_sets;
  std::shared_ptr<const std::vector<dataplane::TransportPlan>> transports;
  std::shared_ptr<const ike::Settings> ike;
  std::shared_ptr<const Pki> pki;
  std::shared_ptr<const l2tp::Settings> l2tp;
  std::shared_ptr<const dhcp::ServerSettings> dhcp_server;
  std::shared_ptr<const dns::Settings> dns;
};

/// Addresses of hosts that statements name, as far as they are known.
using KnownHosts = std::map<dns::Name, IpAddress>;

/// Compiles statements into an Intent. Pure; never fails: what does not fit together yet is left out.
/// Sections equal to those of `previous` are shared with it.
Intent compile(const Statements& statements, const Intent* previous, const KnownHosts& hosts = {});

/// Command ids that compile() reads: these act; all others are stored only (docs/compatibility.md).
const std::vector<std::string>& acting_commands();

}  // namespace kyoten::config
