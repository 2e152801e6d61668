// IKE gateways: what a key exchange needs, and who may begin it.
#include <fmt/format.h>

#include "firmware/base/address.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

/// Another proof of identity than a key: certificates, EAP, the licence keys of the client
/// software.
bool proves_otherwise(const Facts& facts, std::uint32_t gateway) {
  return facts.of_gateway("ipsec ike auth method", gateway) ||
         facts.of_gateway("ipsec ike pki file", gateway) ||
         facts.of_gateway("ipsec ike eap myname", gateway) ||
         facts.of_gateway("ipsec ike eap request", gateway) ||
         facts.of_gateway("ipsec ike license-key use", gateway);
}

/// Calls `use` once for each gateway that a policy names, with the first such policy.
template <class Use>
void for_each_gateway(const Facts& facts, Use use) {
  std::set<std::uint32_t> seen;
  for (auto* policy : facts.all("ipsec sa policy")) {
    const auto gateway = unsigned_operand(*policy, "GATEWAY_ID");
    if (gateway && seen.insert(*gateway).second) use(*gateway, *policy);
  }
}

void without_key(const Facts& facts, Report& report) {
  for_each_gateway(facts, [&](std::uint32_t gateway, const Statement& policy) {
    const bool has_key = facts.of_gateway("ipsec ike pre-shared-key", gateway) != nullptr;
    if (has_key || proves_otherwise(facts, gateway)) return;
    const auto id = std::to_string(gateway);
    report.add(policy,
               "gateway " + id +
                   " has no pre-shared key, and without one no key exchange takes "
                   "place.",
               {"ipsec ike pre-shared-key " + id + " text KEY"});
  });
}

void without_address(const Facts& facts, Report& report) {
  for_each_gateway(facts, [&](std::uint32_t gateway, const Statement& policy) {
    if (!facts.remote_address(gateway).empty()) return;
    // IKEv2 knows its peer by name, and takes the address from a name that is one.
    const auto* name = facts.of_gateway("ipsec ike remote name", gateway);
    if (facts.ike_version(gateway) == 2 && name != nullptr) return;
    const auto id = std::to_string(gateway);
    report.add(policy,
               "gateway " + id +
                   " has no remote address: the router can neither begin the key "
                   "exchange nor tell whose it is.",
               {"ipsec ike remote address " + id + " ADDRESS"});
  });
}

void never_begins(const Facts& facts, Report& report) {
  const auto* master = facts.one("ipsec auto refresh");
  bool master_on = false;
  for (auto* line : facts.all("ipsec auto refresh"))
    master_on |= !line->has("GATEWAY_ID") && line->text_of("SWITCH") == "on";
  if (master_on) return;
  for (auto gateway : facts.gateways_in_use()) {
    const auto address = facts.remote_address(gateway);
    if (address.empty() || address == "any") continue;
    const auto* at = facts.of_gateway("ipsec ike remote address", gateway);
    const bool only_one = master != nullptr && master->has("GATEWAY_ID");
    report.add(*at,
               std::string("Without `ipsec auto refresh on` this router never begins a key "
                           "exchange") +
                   (only_one ? " (the form with a gateway number only counts below it)" : "") +
                   "; the tunnel comes up only if the other end begins.",
               {"ipsec auto refresh on"});
  }
}

void lines_without_policy(const Facts& facts, Report& report) {
  std::set<std::uint32_t> named;
  for (auto* policy : facts.all("ipsec sa policy")) {
    if (auto gateway = unsigned_operand(*policy, "GATEWAY_ID")) named.insert(*gateway);
  }
  std::set<std::uint32_t> told;
  for (auto id : {"ipsec ike remote address", "ipsec ike pre-shared-key"}) {
    for (auto* line : facts.all(id)) {
      const auto gateway = unsigned_operand(*line, "GATEWAY_ID");
      if (!gateway || named.contains(*gateway) || !told.insert(*gateway).second) continue;
      report.add(
          *line,
          "No `ipsec sa policy` names gateway " + std::to_string(*gateway) +
              ", so what is said about it has no effect.",
          {"ipsec sa policy POLICY_ID " + std::to_string(*gateway) + " esp aes-cbc sha-hmac"});
    }
  }
}

void both_names(const Facts& facts, Report& report) {
  for_each_gateway(facts, [&](std::uint32_t gateway, const Statement&) {
    const auto* local = facts.of_gateway("ipsec ike local name", gateway);
    const auto* remote = facts.of_gateway("ipsec ike remote name", gateway);
    if (facts.ike_version(gateway) != 1 || local == nullptr || remote == nullptr) return;
    report.add(*local,
               "In IKEv1 the end with a changing address has a local name and the other end has a "
               "remote name; what a router does with both is undefined.",
               {"no " + (facts.answers_anybody(gateway) ? local : remote)->text});
  });
}

/// An exchange is for the gateway whose own address the peer has spoken to, if each has one.
bool differ_in_own_address(const Facts& facts, std::uint32_t a, std::uint32_t b) {
  const auto* one = facts.of_gateway("ipsec ike local address", a);
  const auto* other = facts.of_gateway("ipsec ike local address", b);
  return one != nullptr && other != nullptr &&
         one->text_of("IP_ADDRESS") != other->text_of("IP_ADDRESS");
}

void address_twice(const Facts& facts, Report& report) {
  std::multimap<std::string, std::uint32_t> before;
  for (auto gateway : facts.gateways_in_use()) {
    const auto address = facts.remote_address(gateway);
    const bool named = facts.of_gateway("ipsec ike remote name", gateway) ||
                       facts.of_gateway("ipsec ike local name", gateway);
    if (address.empty() || address == "any" || named || facts.ike_version(gateway) != 1) continue;
    const auto [first, last] = before.equal_range(address);
    const auto other = std::find_if(first, last, [&](auto& row) {
      return !differ_in_own_address(facts, row.second, gateway);
    });
    if (other != last) {
      report.add(*facts.of_gateway("ipsec ike remote address", gateway),
                 "gateways " + std::to_string(other->second) + " and " + std::to_string(gateway) +
                     " have the same remote address: in main mode the router cannot tell which of "
                     "them an exchange is for.");
    }
    before.emplace(address, gateway);
  }
}

void anonymous_keys_differ(const Facts& facts, Report& report) {
  const Statement* first = nullptr;
  for (auto gateway : facts.gateways_in_use()) {
    const auto* key = facts.of_gateway("ipsec ike pre-shared-key", gateway);
    const bool named = facts.of_gateway("ipsec ike remote name", gateway) != nullptr;
    if (!facts.answers_anybody(gateway) || named || key == nullptr) continue;
    if (facts.ike_version(gateway) != 1) continue;
    if (first == nullptr) {
      first = key;
    } else if (key->text_of("TEXT") != first->text_of("TEXT") ||
               key->text_of("KEY") != first->text_of("KEY")) {
      report.add(*key,
                 "gateways " + first->text_of("GATEWAY_ID") + " and " + key->text_of("GATEWAY_ID") +
                     " answer anybody, but with different keys: nothing in a main mode exchange "
                     "says which key is meant, so they need the same one.");
    }
  }
}

void local_address_not_own(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec ike local address")) {
    const auto address = IpAddress::parse(line->text_of("IP_ADDRESS"));
    if (!address || facts.is_own(*address)) continue;
    if (!(address->is_ipv6() ? facts.knows_all_addresses6() : facts.knows_all_networks())) continue;
    report.add(*line, address->text() +
                          " is no address of this router, so it cannot exchange keys from it.");
  }
}

void two_versions(const Facts& facts, Report& report) {
  for (auto gateway : facts.gateways_in_use()) {
    const auto* line = facts.of_gateway("ipsec ike local address", gateway);
    const auto local = line == nullptr ? std::nullopt : IpAddress::parse(line->text_of("IP_ADDRESS"));
    const auto remote = IpAddress::parse(facts.remote_address(gateway));
    if (!local || !remote || local->is_ipv6() == remote->is_ipv6()) continue;
    const auto version_of = [](const IpAddress& address) { return address.is_ipv6() ? "IPv6" : "IPv4"; };
    report.add(*line, fmt::format("the local address is of {} and the remote address of {}, so this gateway begins no key exchange.",
                                  version_of(*local), version_of(*remote)));
  }
}

void nobody_watches(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const bool watched = tunnel.encapsulation == "ipsec" && tunnel.enabled && tunnel.gateway;
    if (!watched || facts.of_gateway("ipsec ike keepalive use", *tunnel.gateway)) continue;
    const auto address = facts.remote_address(*tunnel.gateway);
    if (address.empty() || address == "any" || facts.ike_version(*tunnel.gateway) != 1) continue;
    report.add(*tunnel.first,
               "Nothing sets a keepalive for gateway " + std::to_string(*tunnel.gateway) +
                   ": the default only answers, so if the other end is left at it too, neither "
                   "notices when the other restarts, and the tunnel stays dead until its SAs "
                   "expire.",
               {"ipsec ike keepalive use " + std::to_string(*tunnel.gateway) + " on dpd 10 6"});
  }
}

/// Somebody is said to ask for names, or may come by DHCP.
bool knows_a_server(const Facts& facts) {
  for (auto id : {"dns server", "dns server pp", "dns server dhcp", "dns server select"}) {
    if (!facts.all(id).empty()) return true;
  }
  return std::ranges::any_of(facts.all("ip interface address"), [](auto* line) { return has_word(*line, "dhcp"); });
}

void name_without_server(const Facts& facts, Report& report) {
  if (knows_a_server(facts)) return;
  for (auto gateway : facts.gateways_in_use()) {
    const auto host = facts.remote_address(gateway);
    if (host.empty() || host == "any" || IpAddress::parse(host)) continue;
    const bool is_known = std::ranges::any_of(facts.all("ip host"), [&](auto* line) { return has_word(*line, host); });
    if (is_known) continue;
    report.add(*facts.of_gateway("ipsec ike remote address", gateway), "nobody can be asked for the address of " + host + ": there is no DNS server.",
               {"dns server ADDRESS"});
  }
}

constexpr Rule kRules[] = {
    {"gateway-name-without-dns", Severity::warning, "a remote address that is a name, without a DNS server", name_without_server},
    {"gateway-without-key", Severity::warning,
     "`ipsec sa policy` naming a gateway without pre-shared key", without_key},
    {"gateway-without-address", Severity::warning,
     "`ipsec sa policy` naming a gateway without remote address", without_address},
    {"gateway-never-begins", Severity::advice,
     "a fixed remote address without `ipsec auto refresh on`", never_begins},
    {"gateway-unused", Severity::advice, "`ipsec ike` lines about a gateway that no policy names",
     lines_without_policy},
    {"gateway-both-names", Severity::warning, "local name and remote name on one IKEv1 gateway",
     both_names},
    {"gateway-address-twice", Severity::warning,
     "two gateways in main mode with the same remote address", address_twice},
    {"gateway-anonymous-keys", Severity::warning,
     "several gateways with `remote address any`, no names and different keys",
     anonymous_keys_differ},
    {"gateway-local-address", Severity::warning,
     "`ipsec ike local address` that no interface of the router has", local_address_not_own},
    {"gateway-two-versions", Severity::warning,
     "local address and remote address of a gateway of different versions of IP", two_versions},
    {"gateway-keepalive", Severity::advice,
     "an IPsec tunnel whose keepalive is left at the default", nobody_watches},
};

}  // namespace

std::span<const Rule> gateway_rules() { return kRules; }

}  // namespace kyoten::config::lint
