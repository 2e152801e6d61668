// IPsec policies and transports: what refers to what.
#include <fmt/format.h>

#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

/// The smallest transport id that is free; by habit it is the tunnel's number.
std::string free_transport(const Facts& facts, std::uint32_t wanted) {
  std::set<std::uint32_t> taken;
  for (auto* line : facts.all("ipsec transport")) {
    if (auto id = unsigned_operand(*line, "ID")) taken.insert(*id);
  }
  while (taken.contains(wanted)) ++wanted;
  return std::to_string(wanted);
}

void transport_missing(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const bool l2tp = tunnel.encapsulation == "l2tp" || tunnel.encapsulation == "l2tpv3";
    // A policy that is not defined has a rule of its own.
    if (!l2tp || !tunnel.policy || facts.policy(*tunnel.policy) == nullptr) continue;
    if (facts.transports().contains(*tunnel.policy)) continue;
    report.add(*tunnel.bound,
               "L2TP inside IPsec is protected in transport mode, and no `ipsec transport` names "
               "policy " +
                   std::to_string(*tunnel.policy) + ".",
               {"ipsec transport " + free_transport(facts, number) + " " +
                std::to_string(*tunnel.policy) + " udp 1701"});
  }
}

void transport_policy_undefined(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec transport")) {
    const auto id = unsigned_operand(*line, "POLICY_ID");
    if (!id || facts.policy(*id) != nullptr) continue;
    report.add(
        *line,
        "policy " + std::to_string(*id) + " is not defined, so this transport has no effect.",
        {"ipsec sa policy " + std::to_string(*id) + " GATEWAY_ID esp aes-cbc sha-hmac"});
  }
}

void policy_unused(const Facts& facts, Report& report) {
  std::set<std::uint32_t> used = facts.transports();
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (tunnel.policy) used.insert(*tunnel.policy);
  }
  for (auto* line : facts.all("ipsec sa policy")) {
    const auto id = unsigned_operand(*line, "POLICY_ID");
    // Several policies on one gateway share its tunnel by local-id and remote-id.
    if (!id || used.contains(*id) || line->has("local-id") || line->has("remote-id")) continue;
    report.add(*line, "No tunnel and no `ipsec transport` uses policy " + std::to_string(*id) + ".",
               {"ipsec tunnel " + std::to_string(*id)});
  }
}

void combined_mode_version(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec sa policy")) {
    const auto cipher = line->text_of("ESP_ALGORITHM");
    const auto gateway = unsigned_operand(*line, "GATEWAY_ID");
    if (!is_combined_mode(cipher) || !gateway || facts.ike_version(*gateway) == 2) continue;
    report.add(*line, cipher + " is negotiated by IKEv2 only, so this policy has no effect.",
               {"ipsec ike version " + std::to_string(*gateway) + " 2"});
  }
}

void policy_not_negotiated(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec sa policy")) {
    const auto hash = line->text_of("AH_ALGORITHM");
    if (hash.empty() || esp_integrity_named(hash)) continue;
    report.add(*line, hash + " is not negotiated by this version, so the policy has no effect and its tunnel stays down.");
  }
}

/// By EAP the initiator shows a name and the responder a certificate, which the initiator has to be able to check.
void auth_method_eap(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec ike auth method")) {
    const auto gateway = unsigned_operand(*line, "GATEWAY_ID");
    if (line->text_of("METHOD") != "eap-md5" || !gateway) continue;
    const auto id = std::to_string(*gateway);
    if (!facts.of_gateway("ipsec ike pki file", *gateway)) {
      report.add(*line, "EAP rests on the responder's certificate, and gateway " + id + " has no certificate file.",
                 {"ipsec ike pki file " + id + " certificate=1"});
    }
    if (!facts.of_gateway("ipsec ike eap myname", *gateway) && !facts.of_gateway("ipsec ike eap request", *gateway)) {
      report.add(*line, "gateway " + id + " neither has a name for EAP nor asks its peer for one, so no key exchange with it succeeds.",
                 {"ipsec ike eap myname " + id + " NAME PASSWORD"});
    }
  }
}

/// The ends do not agree on it, so who sets it is told where it has no effect, and what the other end needs.
void esp_encapsulation(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ipsec ike esp-encapsulation")) {
    const auto gateway = unsigned_operand(*line, "GATEWAY_ID");
    if (line->text_of("ENCAP") != "on" || !gateway) continue;
    if (facts.wraps_esp(*gateway)) {
      report.add(*line,
                 "Both ends need it. How Yamaha's routers lay it out is not published: this router does it with another of "
                 "its kind, and hardly with one of theirs.");
    } else if (facts.ike_version(*gateway) == 2) {
      report.add(*line, "In IKEv2 it has no effect: ESP goes in UDP where a NAT is found, or by `force`.");
    } else {
      report.add(*line, "It has no effect beside `ipsec ike nat-traversal`, which decides by itself when ESP goes in UDP.");
    }
  }
}

void ipsec_off(const Facts& facts, Report& report) {
  const auto* use = facts.one("ipsec use");
  if (use == nullptr || use->text_of("USE") != "off" || facts.gateways_in_use().empty()) return;
  report.change(*use, "IPsec is switched off as a whole, so no tunnel of this file comes up.",
                "ipsec use on");
}

/// Words of commands that act otherwise: `kyoten check` says of a whole command that it is stored only, but not of these.
/// Without `key-info` of `ipsec ike log`: half of all files have it, and it costs nothing but lines of the log.
void words_without_effect(const Facts& facts, Report& report) {
  struct Words {
    const char* command;
    const char* words;  ///< as they begin
  };
  static constexpr Words kWords[] = {
      {"ipsec ike local address", "vrrp"},
      {"ipsec ike local address", "ipv6 prefix"},
      {"tunnel backup", "switch-router="},
      {"tunnel backup", "switch-interface="},
  };
  for (auto& row : kWords) {
    for (auto* line : facts.all(row.command)) {
      if (line->text.find(std::string(" ") + row.words) == std::string::npos) continue;
      report.add(*line, fmt::format("`{}` is kept and printed, but nothing acts on it.", row.words));
    }
  }
}

constexpr Rule kRules[] = {
    {"word-without-effect", Severity::advice, "words that are stored only in commands that act", words_without_effect},
    {"transport-missing", Severity::warning, "L2TP inside IPsec without `ipsec transport`",
     transport_missing},
    {"transport-policy-undefined", Severity::warning,
     "`ipsec transport` naming a policy without `ipsec sa policy`", transport_policy_undefined},
    {"policy-unused", Severity::advice, "`ipsec sa policy` that nothing uses", policy_unused},
    {"combined-mode-version", Severity::warning, "AES-GCM or ChaCha20-Poly1305 without IKEv2",
     combined_mode_version},
    {"policy-not-negotiated", Severity::warning, "`ipsec sa policy` with a hash that this version does not do",
     policy_not_negotiated},
    {"auth-method-eap", Severity::warning, "EAP without a certificate, or without a name and users",
     auth_method_eap},
    {"esp-encapsulation", Severity::advice, "`ipsec ike esp-encapsulation`, which takes both ends", esp_encapsulation},
    {"ipsec-off", Severity::warning, "`ipsec use off` beside tunnels that need it", ipsec_off},
};

}  // namespace

std::span<const Rule> ipsec_rules() { return kRules; }

}  // namespace kyoten::config::lint
