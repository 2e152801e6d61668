#include "firmware/config/secrets.hpp"
#include "firmware/config/lint/facts.hpp"

#include <algorithm>

#include "cli-grammar/command.hpp"
#include "firmware/config/compile/values.hpp"
#include "firmware/config/layout.hpp"

namespace kyoten::config::lint {
namespace {

/// Those that say what a tunnel is; a lone `l2tp keepalive log` does not make one.
constexpr std::string_view kSetUpTunnel[] = {"tunnel encapsulation",
                                             "tunnel endpoint address",
                                             "tunnel endpoint name",
                                             "ipsec tunnel",
                                             "tunnel endpoint remote address",
                                             "tunnel endpoint local address",
                                             "ip tunnel address",
                                             "tunnel map-e type",
                                             "tunnel translation",
                                             "tunnel multipoint server"};

bool sets_up_tunnel(const Statement& statement) {
  return std::find(std::begin(kSetUpTunnel), std::end(kSetUpTunnel), statement.id()) !=
         std::end(kSetUpTunnel);
}

/// "2-4 7": what lists of numbers name; ranges without end name nothing here.
std::set<std::uint32_t> numbers_of(const Statement& statement, std::string_view parameter) {
  std::set<std::uint32_t> result;
  for (auto* operand : statement.all(parameter)) {
    for (auto& item : split(operand->text, ',')) {
      if (auto numbers = numbers_in(item)) result.insert(numbers->begin(), numbers->end());
    }
  }
  return result;
}

}  // namespace

bool Tunnel::needs_policy() const {
  return encapsulation == "ipsec" || encapsulation == "l2tp" || encapsulation == "l2tpv3";
}

Facts::Facts(const Statements& statements) {
  for (auto* statement : statements.in_order()) index(*statement);
  set_up_tunnels();
  collect_transports();
  collect_addresses();
}

void Facts::index(const Statement& statement) {
  by_id_[statement.id()].push_back(&statement);
  if (auto gateway = unsigned_operand(statement, "GATEWAY_ID"))
    by_gateway_[{statement.id(), *gateway}] = &statement;
  const auto kind = statement.selection.kind;
  if (kind != Selection::Kind::none) by_block_[{statement.id(), statement.selection}] = &statement;
  if (statement.id() == "ipsec sa policy") {
    if (auto id = unsigned_operand(statement, "POLICY_ID")) policies_[*id] = &statement;
  }
  if (kind == Selection::Kind::pp || kind == Selection::Kind::pp_anonymous)
    peers_.insert(statement.selection);
  if (kind != Selection::Kind::tunnel || !sets_up_tunnel(statement)) return;
  auto& tunnel = tunnels_[statement.selection.number];
  tunnel.number = statement.selection.number;
  const bool earlier = tunnel.first == nullptr || statement.line < tunnel.first->line;
  if (earlier) tunnel.first = &statement;
}

void Facts::set_up_tunnels() {
  for (auto& [number, tunnel] : tunnels_) {
    tunnel.encapsulated = in_tunnel(number, "tunnel encapsulation");
    if (tunnel.encapsulated != nullptr) tunnel.encapsulation = tunnel.encapsulated->text_of("TYPE");
    // Only sister models have these kinds; rules about IPsec do not apply to them.
    if (in_tunnel(number, "tunnel map-e type") || in_tunnel(number, "tunnel translation"))
      tunnel.encapsulation = "other";
    tunnel.bound = in_tunnel(number, "ipsec tunnel");
    if (tunnel.bound == nullptr) continue;
    tunnel.policy = unsigned_operand(*tunnel.bound, "POLICY_ID");
    const auto* definition = tunnel.policy ? policy(*tunnel.policy) : nullptr;
    if (definition != nullptr) tunnel.gateway = unsigned_operand(*definition, "GATEWAY_ID");
  }
  for (auto* statement : all("tunnel enable")) enable_tunnels(*statement, true);
  for (auto* statement : all("tunnel disable")) enable_tunnels(*statement, false);
  for (auto* statement : all("tunnel template"))
    copied_tunnels_.merge(numbers_of(*statement, "TUNNEL_NUM"));
}

void Facts::enable_tunnels(const Statement& statement, bool enabled) {
  const bool everything = statement.text_of("TUNNEL_NUM") == "all";
  // Single numbers and `all` displace each other in the store, so the one that is left counts.
  if (everything && enabled) {
    for (auto& [number, tunnel] : tunnels_) tunnel.enabled = true;
  }
  if (everything) return;
  for (auto number : numbers_of(statement, "TUNNEL_NUM")) {
    auto found = tunnels_.find(number);
    if (found != tunnels_.end()) found->second.enabled = enabled;
  }
}

void Facts::collect_transports() {
  for (auto* statement : all("ipsec transport")) {
    if (auto policy = unsigned_operand(*statement, "POLICY_ID")) transports_.insert(*policy);
  }
  // Of a copied transport the policy has the number of the transport.
  for (auto* statement : all("ipsec transport template"))
    transports_.merge(numbers_of(*statement, "ID2"));
}

void Facts::collect_addresses() {
  for (auto id : {"ip interface address", "ip interface secondary address"}) {
    for (auto* statement : all(id)) {
      if (auto prefix = prefix_of(*statement, "IP_ADDRESS")) {
        own_.push_back({interface_of(*statement), *prefix, statement});
      } else {
        unknown_address_ = true;  // DHCP
      }
    }
  }
  for (auto* statement : all("ip tunnel address")) {
    if (auto prefix = prefix_of(*statement, "IP_ADDRESS"))
      own_.push_back({interface_of(*statement), *prefix, statement});
  }
  for (auto* statement : all("ipv6 interface address")) {
    if (auto prefix = Ipv6Prefix::parse(statement->text_of("IPV6_ADDRESS"))) {
      own6_.push_back({interface_of(*statement), *prefix, statement});
    } else {
      unknown_address6_ = true;  // of a prefix that is advertised, or by DHCP
    }
  }
  unknown_address6_ |= !all("ipv6 interface prefix").empty();
  // MAP-E, and mobile lines without a line of their own here.
  unknown_address_ |= !all("tunnel map-e type").empty() || !all("wan1 bind").empty();
  // A dialled peer gives the address, unless one is set.
  for (auto& peer : peers_) {
    const bool dials = in(peer, "pppoe use") || in(peer, "ppp ipcp ipaddress");
    const bool has_address = in(peer, "ip interface address") != nullptr;
    if (dials && !has_address) unknown_address_ = true;
  }
}

const std::vector<const Statement*>& Facts::all(std::string_view id) const {
  static const std::vector<const Statement*> none;
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? none : found->second;
}

const Statement* Facts::one(std::string_view id) const {
  const auto& statements = all(id);
  return statements.empty() ? nullptr : statements.front();
}

const Statement* Facts::of_gateway(std::string_view id, std::uint32_t gateway) const {
  const auto found = by_gateway_.find({id, gateway});
  return found == by_gateway_.end() ? nullptr : found->second;
}

const Statement* Facts::in(const Selection& block, std::string_view id) const {
  const auto found = by_block_.find({id, block});
  return found == by_block_.end() ? nullptr : found->second;
}

const Statement* Facts::in_tunnel(std::uint32_t tunnel, std::string_view id) const {
  return in(tunnel_block(tunnel), id);
}

const Statement* Facts::policy(std::uint32_t id) const {
  const auto found = policies_.find(id);
  return found == policies_.end() ? nullptr : found->second;
}

bool Facts::has_tunnel(std::uint32_t number) const {
  return tunnels_.contains(number) || copied_tunnels_.contains(number);
}

std::set<std::uint32_t> Facts::gateways_in_use() const {
  std::set<std::uint32_t> result;
  for (auto& [number, tunnel] : tunnels_) {
    if (tunnel.enabled && tunnel.gateway) result.insert(*tunnel.gateway);
  }
  for (auto id : transports_) {
    const auto* definition = policy(id);
    if (definition == nullptr) continue;
    if (auto gateway = unsigned_operand(*definition, "GATEWAY_ID")) result.insert(*gateway);
  }
  return result;
}

bool Facts::is_own(const IpAddress& address) const {
  const auto is_same = [&](auto& own) { return IpAddress(own.prefix.address) == address; };
  return std::ranges::any_of(own_, is_same) || std::ranges::any_of(own6_, is_same);
}

bool Facts::knows_interfaces() const {
  return unknown_address_ || std::any_of(own_.begin(), own_.end(), [](auto& own) {
           return !own.interface.starts_with("tunnel ") && !own.interface.starts_with("loopback");
         });
}

bool Facts::knows_all_networks() const { return knows_interfaces() && !unknown_address_; }

int Facts::ike_version(std::uint32_t gateway) const {
  const auto* statement = of_gateway("ipsec ike version", gateway);
  return statement == nullptr ? 1 : static_cast<int>(statement->integer("VERSION").value_or(1));
}

std::string Facts::remote_address(std::uint32_t gateway) const {
  const auto* statement = of_gateway("ipsec ike remote address", gateway);
  return statement == nullptr ? "" : statement->text_of("IP_ADDRESS");
}

bool Facts::answers_anybody(std::uint32_t gateway) const {
  return remote_address(gateway) == "any";
}

bool Facts::has_switch_on(std::string_view id, std::uint32_t gateway) const {
  const auto* statement = of_gateway(id, gateway);
  return statement != nullptr && has_word(*statement, "on");
}

bool Facts::wraps_esp(std::uint32_t gateway) const {
  return ike_version(gateway) == 1 && has_switch_on("ipsec ike esp-encapsulation", gateway) &&
         !has_switch_on("ipsec ike nat-traversal", gateway);
}

std::string quoted_text(const Statement& statement) {
  auto text = masked(statement);
  const bool key = statement.id() == "ipsec ike pre-shared-key";
  for (auto& argument : statement.arguments) {
    const bool secret =
        argument.name == "PASSWORD" || (key && (argument.name == "TEXT" || argument.name == "KEY"));
    const auto at = secret ? text.rfind(" " + argument.text) : std::string::npos;
    if (at != std::string::npos) text.replace(at + 1, argument.text.size(), "*");
  }
  return text;
}

std::vector<std::string> words(const Statement& statement) { return split(statement.text, ' '); }

bool is_combined_mode(std::string_view esp_algorithm) {
  const auto cipher = esp_cipher_named(esp_algorithm);
  return cipher && ipsec::is_combined(*cipher);
}

bool has_word(const Statement& statement, std::string_view word) {
  const auto all = words(statement);
  return std::find(all.begin(), all.end(), word) != all.end();
}

std::string name_of(const Selection& block) {
  switch (block.kind) {
    case Selection::Kind::none:
      return {};
    case Selection::Kind::pp:
      return "pp " + std::to_string(block.number);
    case Selection::Kind::pp_anonymous:
      return "pp anonymous";
    case Selection::Kind::tunnel:
      return "tunnel " + std::to_string(block.number);
    case Selection::Kind::switch_device:
      return block.name;
  }
  return {};
}

std::string interface_of(const Statement& statement) {
  const auto all = words(statement);
  const auto& word = all.size() > 1 ? all[1] : statement.text;
  return word == "pp" || word == "tunnel" ? name_of(statement.selection) : word;
}

std::optional<std::uint32_t> unsigned_operand(const Statement& statement, std::string_view name) {
  const auto value = statement.integer(name);
  if (!value || *value < 0) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

Selection tunnel_block(std::uint32_t number) { return {Selection::Kind::tunnel, number, {}}; }

}  // namespace kyoten::config::lint
