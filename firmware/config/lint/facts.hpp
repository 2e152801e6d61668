// What the rules ask of a configuration: statements by gateway, tunnel, peer; which tunnel uses
// which policy; the router's own addresses. Built once, so that a rule is a few look-ups however
// long the file is.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "firmware/config/statements.hpp"

namespace kyoten::config::lint {

using grammar::Selection;
using grammar::Statement;

/// A tunnel that the file sets up (not one that only `tunnel template` copies).
struct Tunnel {
  std::uint32_t number = 0;
  const Statement* first = nullptr;         ///< what a warning about the whole tunnel points at
  const Statement* encapsulated = nullptr;  ///< `tunnel encapsulation`
  const Statement* bound = nullptr;         ///< `ipsec tunnel`
  std::string encapsulation = "ipsec";      ///< the default is ipsec
  std::optional<std::uint32_t> policy;
  std::optional<std::uint32_t> gateway;  ///< of the policy, if that is defined
  bool enabled = false;

  /// IKE protects it: ipsec, l2tp and l2tpv3.
  [[nodiscard]] bool needs_policy() const;
  [[nodiscard]] bool is_l2tpv3() const { return encapsulation.starts_with("l2tpv3"); }
  /// Packets enter it by a route (and not by a bridge, or as a client that dials in).
  [[nodiscard]] bool is_routed() const {
    return encapsulation == "ipsec" || encapsulation == "ipip";
  }
};

/// An IPv4 address that the file gives to the router itself.
struct OwnAddress {
  std::string interface;  ///< "lan1", "bridge1", "pp 1"
  Ipv4Prefix prefix;
  const Statement* statement = nullptr;
};

/// The same of IPv6, as far as it is written out and not made of a prefix.
struct OwnAddress6 {
  std::string interface;
  Ipv6Prefix prefix;
  const Statement* statement = nullptr;
};

class Facts {
 public:
  explicit Facts(const Statements& statements);

  /// The statements of a command, in the order of `show config`.
  [[nodiscard]] const std::vector<const Statement*>& all(std::string_view id) const;
  [[nodiscard]] const Statement* one(std::string_view id) const;
  /// The statement of a command about this gateway.
  [[nodiscard]] const Statement* of_gateway(std::string_view id, std::uint32_t gateway) const;
  /// The statement of a command typed in this block.
  [[nodiscard]] const Statement* in(const Selection& block, std::string_view id) const;
  [[nodiscard]] const Statement* in_tunnel(std::uint32_t tunnel, std::string_view id) const;
  [[nodiscard]] const Statement* policy(std::uint32_t id) const;  ///< `ipsec sa policy`

  [[nodiscard]] const std::map<std::uint32_t, Tunnel>& tunnels() const { return tunnels_; }
  /// A tunnel of this number is set up here, or copied by `tunnel template`.
  [[nodiscard]] bool has_tunnel(std::uint32_t number) const;
  /// Ids of policies that `ipsec transport` lines (and their templates) protect.
  [[nodiscard]] const std::set<std::uint32_t>& transports() const { return transports_; }
  /// Gateways of policies that an enabled tunnel or a transport uses.
  [[nodiscard]] std::set<std::uint32_t> gateways_in_use() const;
  /// Blocks of peers in which something stands.
  [[nodiscard]] const std::set<Selection>& peers() const { return peers_; }

  [[nodiscard]] const std::vector<OwnAddress>& own_addresses() const { return own_; }
  [[nodiscard]] const std::vector<OwnAddress6>& own_addresses6() const { return own6_; }
  [[nodiscard]] bool is_own(const IpAddress& address) const;
  /// Some interface gets its address from outside (DHCP, PPP), so that not every own address is
  /// known.
  [[nodiscard]] bool has_unknown_address() const { return unknown_address_; }
  /// The file says enough about interfaces to tell a whole configuration from a few lines of one.
  [[nodiscard]] bool knows_interfaces() const;
  /// Every address of the router's networks is in the file, so that what is not among them is
  /// foreign.
  [[nodiscard]] bool knows_all_networks() const;
  /// The same of IPv6: there are addresses, and none comes from elsewhere.
  [[nodiscard]] bool knows_all_addresses6() const { return !own6_.empty() && !unknown_address6_; }

  // An IKE gateway, with the device's defaults.
  [[nodiscard]] int ike_version(std::uint32_t gateway) const;
  [[nodiscard]] std::string remote_address(std::uint32_t gateway) const;  ///< text; empty: not said
  [[nodiscard]] bool answers_anybody(std::uint32_t gateway) const;        ///< `any`
  [[nodiscard]] bool has_switch_on(std::string_view id, std::uint32_t gateway) const;
  /// `ipsec ike esp-encapsulation` counts: in IKEv1, and not beside NAT traversal.
  [[nodiscard]] bool wraps_esp(std::uint32_t gateway) const;

 private:
  void index(const Statement& statement);
  void set_up_tunnels();
  void enable_tunnels(const Statement& statement, bool enabled);
  void collect_transports();
  void collect_addresses();

  std::unordered_map<std::string_view, std::vector<const Statement*>> by_id_;
  std::map<std::pair<std::string_view, std::uint32_t>, const Statement*> by_gateway_;
  std::map<std::pair<std::string_view, Selection>, const Statement*> by_block_;
  std::map<std::uint32_t, const Statement*> policies_;
  std::map<std::uint32_t, Tunnel> tunnels_;
  std::set<std::uint32_t> copied_tunnels_;
  std::set<std::uint32_t> transports_;
  std::set<Selection> peers_;
  std::vector<OwnAddress> own_;
  bool unknown_address_ = false;
  std::vector<OwnAddress6> own6_;
  bool unknown_address6_ = false;
};

/// The statement as the linter quotes it: also without the keys that `show config` prints openly,
/// since what is said here ends in logs.
std::string quoted_text(const Statement& statement);
/// The words of a statement's text.
std::vector<std::string> words(const Statement& statement);
bool has_word(const Statement& statement, std::string_view word);
/// An ESP cipher that authenticates itself; IKEv2 only, and no model of the family has one.
bool is_combined_mode(std::string_view esp_algorithm);
/// "pp 1", "pp anonymous", "tunnel 3".
std::string name_of(const Selection& block);
/// The interface a statement speaks of: "lan2", "pp 1", "tunnel 3".
std::string interface_of(const Statement& statement);
std::optional<std::uint32_t> unsigned_operand(const Statement& statement, std::string_view name);
Selection tunnel_block(std::uint32_t number);

}  // namespace kyoten::config::lint
