// The DHCP server and its scopes.
#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

const Statement* service(const Facts& facts) {
  const auto* line = facts.one("dhcp service");
  return line != nullptr && line->text_of("TYPE") == "server" ? line : nullptr;
}

/// First address and prefix length of "192.168.0.2-192.168.0.199/24".
std::optional<Ipv4Prefix> network_of(const Statement& scope) {
  const auto text = scope.text_of("IP_ADDRESS");
  const auto first = Ipv4Address::parse(text.substr(0, text.find('-')));
  const auto slash = text.find('/');
  const auto length =
      slash == std::string::npos ? std::nullopt : mask_length(text.substr(slash + 1));
  if (!first || !length) return std::nullopt;
  return Ipv4Prefix{*first, *length};
}

void service_off(const Facts& facts, Report& report) {
  const auto* scope = facts.one("dhcp scope");
  if (scope == nullptr || service(facts) != nullptr) return;
  const auto* other = facts.one("dhcp service");
  const std::string reason = "A DHCP scope is defined, but the DHCP server is not switched on.";
  other == nullptr ? report.add(*scope, reason, {"dhcp service server"})
                   : report.change(*other, reason, "dhcp service server");
}

void without_scope(const Facts& facts, Report& report) {
  const auto* server = service(facts);
  if (server == nullptr || facts.one("dhcp scope") != nullptr) return;
  report.add(*server, "The DHCP server has no scope, so it gives no address to anybody.",
             {"dhcp scope 1 FIRST-LAST/MASK"});
}

void no_interface(const Facts& facts, Report& report) {
  if (service(facts) == nullptr || facts.own_addresses().empty()) return;
  for (auto* scope : facts.all("dhcp scope")) {
    const auto network = network_of(*scope);
    if (!network) continue;
    const OwnAddress* holder = nullptr;
    for (auto& own : facts.own_addresses()) {
      if (own.prefix.length < 32 && own.prefix.contains(network->address)) holder = &own;
    }
    if (holder == nullptr) {
      report.add(*scope,
                 "No interface of this router is in the network of this scope, so only clients "
                 "behind a relay agent can get its addresses.");
    } else if (holder->prefix.length != network->length) {
      const auto range = scope->text_of("IP_ADDRESS");
      const auto corrected =
          with(scope->text, range,
               range.substr(0, range.find('/') + 1) + std::to_string(holder->prefix.length));
      report.change(*scope,
                    "The scope says /" + std::to_string(network->length) + ", but " +
                        holder->interface + " is " + holder->prefix.text() +
                        ": clients would take another network for their own than the router.",
                    corrected);
    }
  }
}

void of_missing_scope(const Facts& facts, Report& report) {
  std::set<std::uint32_t> scopes;
  for (auto* scope : facts.all("dhcp scope")) {
    if (auto number = unsigned_operand(*scope, "SCOPE_NUM")) scopes.insert(*number);
  }
  for (auto id : {"dhcp scope option", "dhcp scope bind"}) {
    for (auto* line : facts.all(id)) {
      const auto number = unsigned_operand(*line, "SCOPE_NUM");
      if (!number || scopes.contains(*number)) continue;
      report.add(*line, "There is no DHCP scope " + std::to_string(*number) + ".",
                 {"dhcp scope " + std::to_string(*number) + " FIRST-LAST/MASK"});
    }
  }
}

constexpr Rule kRules[] = {
    {"dhcp-service-off", Severity::warning, "a DHCP scope without `dhcp service server`",
     service_off},
    {"dhcp-without-scope", Severity::warning, "`dhcp service server` without a scope",
     without_scope},
    {"dhcp-scope-network", Severity::advice, "a DHCP scope that fits the network of no interface",
     no_interface},
    {"dhcp-scope-undefined", Severity::advice, "options and reservations of a scope that is not",
     of_missing_scope},
};

}  // namespace

std::span<const Rule> dhcp_rules() { return kRules; }

}  // namespace kyoten::config::lint
