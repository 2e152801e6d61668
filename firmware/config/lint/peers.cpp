// Peers (`pp select`): PPPoE, and the clients that dial in.
#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

const Selection kAnonymous{Selection::Kind::pp_anonymous, 0, {}};

bool is_enabled(const Facts& facts, const Selection& peer) {
  const auto name = peer.kind == Selection::Kind::pp_anonymous ? std::string("anonymous")
                                                               : std::to_string(peer.number);
  for (auto* line : facts.all("pp enable")) {
    for (auto* operand : line->all("PEER_NUM")) {
      const bool ranges = operand->text.find_first_of("-,") != std::string::npos;
      if (operand->text == name || operand->text == "all" || ranges) return true;
    }
  }
  return false;
}

void not_enabled(const Facts& facts, Report& report) {
  for (auto& peer : facts.peers()) {
    const auto* use = facts.in(peer, "pppoe use");
    if (use == nullptr) use = facts.in(peer, "pp bind");
    if (use == nullptr || is_enabled(facts, peer)) continue;
    const auto name = name_of(peer);
    report.add(*use, name + " is set up, but a peer does nothing before it is enabled.",
               {"pp enable " + name.substr(3)});
  }
}

/// Clients dial in: a tunnel is bound to `anonymous`.
const Statement* dial_in(const Facts& facts) {
  const auto* bind = facts.in(kAnonymous, "pp bind");
  return bind != nullptr && bind->text.find("tunnel") != std::string::npos ? bind : nullptr;
}

void nobody_may_dial(const Facts& facts, Report& report) {
  const auto* bind = dial_in(facts);
  if (bind == nullptr) return;
  const bool users = facts.in(kAnonymous, "pp auth username") || facts.one("radius auth") ||
                     facts.one("radius server") || facts.one("radius auth server");
  if (!users)
    report.add(*bind, "Clients dial in to these tunnels, and no user may.",
               {"pp select anonymous", " pp auth username NAME PASSWORD"});
  if (facts.in(kAnonymous, "pp auth request") == nullptr)
    report.add(*bind, "Clients dial in to these tunnels, and they are not asked who they are.",
               {"pp select anonymous", " pp auth request mschap-v2"});
}

void no_addresses(const Facts& facts, Report& report) {
  const auto* bind = dial_in(facts);
  if (bind == nullptr) return;
  const bool has = facts.in(kAnonymous, "ip pp remote address pool") ||
                   facts.in(kAnonymous, "ip pp remote address");
  if (!has)
    report.add(*bind, "Clients dial in to these tunnels, and there is no address for them.",
               {"pp select anonymous", " ip pp remote address pool FIRST-LAST"});
}

void neighbours_cannot_answer(const Facts& facts, Report& report) {
  const auto* pool = facts.in(kAnonymous, "ip pp remote address pool");
  if (pool == nullptr) return;
  for (auto* operand : pool->all("IP_ADDRESS")) {
    const auto first = Ipv4Address::parse(operand->text.substr(0, operand->text.find('-')));
    if (!first) continue;
    for (auto& own : facts.own_addresses()) {
      const bool inside = own.prefix.contains(*first) && own.prefix.length < 31;
      const bool on_lan = own.interface.starts_with("lan") || own.interface.starts_with("vlan") ||
                          own.interface.starts_with("bridge");
      if (!inside || !on_lan) continue;
      bool answers = false;
      for (auto* line : facts.all("ip interface proxyarp"))
        answers |= interface_of(*line) == own.interface && !has_word(*line, "off");
      if (answers) continue;
      return report.add(*pool,
                        "The clients' addresses are of " + own.interface +
                            "'s own network, and the router does not answer ARP for them: hosts "
                            "there cannot reach a client.",
                        {"ip " + own.interface + " proxyarp on"});
    }
  }
}

constexpr Rule kRules[] = {
    {"pp-not-enabled", Severity::warning, "a peer with PPPoE or tunnels, without `pp enable`",
     not_enabled},
    {"dial-in-without-users", Severity::warning, "dial-in tunnels without users or authentication",
     nobody_may_dial},
    {"dial-in-without-addresses", Severity::warning, "dial-in tunnels without an address pool",
     no_addresses},
    {"dial-in-proxyarp", Severity::warning,
     "a pool inside a LAN's network without `proxyarp on` there", neighbours_cannot_answer},
};

}  // namespace

std::span<const Rule> peer_rules() { return kRules; }

}  // namespace kyoten::config::lint
