// L2TP for dial-in clients, and L2TPv3 between two routers.
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

bool is_l2tp(const Tunnel& tunnel) { return tunnel.encapsulation == "l2tp" || tunnel.is_l2tpv3(); }

void service_off(const Facts& facts, Report& report) {
  const auto* service = facts.one("l2tp service");
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (!is_l2tp(tunnel)) continue;
    const std::string version = tunnel.is_l2tpv3() ? "l2tpv3" : "l2tp";
    if (service == nullptr || service->text_of("SERVICE") != "on") {
      report.add(service == nullptr ? *tunnel.encapsulated : *service,
                 "tunnel " + std::to_string(number) + " needs the L2TP service, which is off.",
                 {"l2tp service on " + version});
    } else if (service->has("VERSION") && !has_word(*service, version)) {
      report.change(*service,
                    "The L2TP service runs, but not for " + version + ", which tunnel " +
                        std::to_string(number) + " is.",
                    service->text + " " + version);
    }
  }
}

void needs_first_version(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const bool in_ipsec = tunnel.encapsulation == "l2tp" || tunnel.encapsulation == "l2tpv3";
    if (!in_ipsec || !tunnel.gateway || facts.ike_version(*tunnel.gateway) != 2) continue;
    report.change(*facts.of_gateway("ipsec ike version", *tunnel.gateway),
                  "L2TP inside IPsec exists with IKEv1 only, and gateway " +
                      std::to_string(*tunnel.gateway) + " speaks IKEv2.",
                  "ipsec ike version " + std::to_string(*tunnel.gateway) + " 1");
  }
}

void end_is_not_gateway(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const auto* end = facts.in_tunnel(number, "tunnel endpoint address");
    if (tunnel.encapsulation != "l2tpv3" || !tunnel.gateway || end == nullptr) continue;
    const auto gateway = facts.remote_address(*tunnel.gateway);
    const auto remote = end->text_of("REMOTE");
    if (gateway.empty() || gateway == "any" || gateway == remote) continue;
    // A host name may well stand for the address.
    if (!Ipv4Address::parse(gateway) || !Ipv4Address::parse(remote)) continue;
    const auto corrected = with(end->text, remote, gateway);
    report.change(*end,
                  "L2TP is addressed to " + remote + ", but its policy is that of gateway " +
                      std::to_string(*tunnel.gateway) + ", which is " + gateway + ".",
                  corrected);
  }
}

void closes_when_idle(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (!tunnel.is_l2tpv3() || facts.in_tunnel(number, "l2tp tunnel disconnect time")) continue;
    report.add(*tunnel.encapsulated,
               "L2TP closes a tunnel after 60 s without data unless told otherwise, so tunnel " +
                   std::to_string(number) + " goes down whenever both homes are quiet.",
               in_tunnel_block(number, {"l2tp tunnel disconnect time off"}));
  }
}

/// "tunnel1", "tunnel1-tunnel4": does the word name that tunnel?
bool names_tunnel(std::string_view word, std::uint32_t number) {
  const auto dash = word.find('-');
  auto of = [](std::string_view text) {
    std::uint32_t value = 0;
    for (char c : text) {
      if (c >= '0' && c <= '9') value = value * 10 + static_cast<std::uint32_t>(c - '0');
    }
    return value;
  };
  if (!word.starts_with("tunnel")) return false;
  const auto first = of(word.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : of(word.substr(dash + 1));
  return first <= number && number <= last;
}

void not_bound(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (tunnel.encapsulation != "l2tp" && tunnel.encapsulation != "pptp") continue;
    bool bound = false;
    for (auto* bind : facts.all("pp bind")) {
      for (auto* operand : bind->all("INTERFACE")) bound |= names_tunnel(operand->text, number);
    }
    if (bound) continue;
    report.add(*tunnel.encapsulated,
               "PPP runs inside tunnel " + std::to_string(number) +
                   ", and no `pp bind` ties it to a peer.",
               {"pp select anonymous", " pp bind tunnel" + std::to_string(number)});
  }
}

constexpr Rule kRules[] = {
    {"l2tp-service-off", Severity::warning, "an L2TP tunnel without `l2tp service on`",
     service_off},
    {"l2tp-ikev2", Severity::warning, "L2TP inside IPsec with an IKEv2 gateway",
     needs_first_version},
    {"l2tp-end-not-gateway", Severity::advice,
     "`tunnel endpoint address` other than the gateway's remote address", end_is_not_gateway},
    {"l2tp-closes-when-idle", Severity::advice,
     "L2TPv3 with the default `l2tp tunnel disconnect time`", closes_when_idle},
    {"tunnel-not-bound", Severity::warning, "l2tp or pptp without `pp bind`", not_bound},
};

}  // namespace

std::span<const Rule> l2tp_rules() { return kRules; }

}  // namespace kyoten::config::lint
