// Two ends and what they propose: algorithms, groups, selectors.
#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/peer_rules.hpp"

namespace kyoten::config::lint {
namespace {

bool is_strict(const End& end) {
  const auto id =
      end.version() == 1 ? "ipsec ike negotiate-strictly" : "ipsec ike proposal-limitation";
  return end.ike_word(id, "SWITCH", "off") == "on";
}

/// An end that is not strict accepts whatever it knows. So a difference stops only those exchanges
/// whose answering end is strict.
std::optional<Effect> effect_of_difference(const End& x, const End& y) {
  if (!x.uses_ike() || !y.uses_ike() || (!is_strict(x) && !is_strict(y))) return std::nullopt;
  const bool some_way = (x.begins() && !is_strict(y)) || (y.begins() && !is_strict(x));
  return some_way ? Effect::note : Effect::keeps_down;
}

struct Setting {
  std::string_view subject;
  std::string_view command;
  std::string_view operand;
  std::string_view otherwise;
};
constexpr Setting kFirstPhase[] = {
    {"encryption of IKE", "ipsec ike encryption", "ALGORITHM", "3des-cbc"},
    {"hash of IKE", "ipsec ike hash", "ALGORITHM", "sha"},
    {"group of IKE", "ipsec ike group", "GROUP", "modp1024"},
    {"PFS", "ipsec ike pfs", "PFS", "off"},
};

constexpr std::string_view kRefuses =
    " differ, and an end that negotiates strictly refuses what is not as it is set there.";

void first_phase(const End& x, const End& y, PeerReport& report) {
  const auto effect = effect_of_difference(x, y);
  if (!effect) return;
  for (auto& setting : kFirstPhase) {
    const auto ours = x.ike_word(setting.command, setting.operand, setting.otherwise);
    const auto theirs = y.ike_word(setting.command, setting.operand, setting.otherwise);
    if (ours == theirs) continue;
    const auto otherwise = "not set (" + std::string(setting.otherwise) + ")";
    report.add(*effect, std::string(setting.subject), said(x.ike(setting.command), otherwise),
               said(y.ike(setting.command), otherwise), "The settings" + std::string(kRefuses));
  }
}

/// "esp aes-cbc sha-hmac" of a policy, defaults written out.
std::string algorithms(const Statement& policy) {
  const bool ah = has_word(policy, "ah");
  const auto esp = policy.has("ESP_ALGORITHM") ? policy.text_of("ESP_ALGORITHM") : "aes-cbc";
  const auto hash = policy.has("AH_ALGORITHM") ? policy.text_of("AH_ALGORITHM")
                    : ah                       ? std::string("sha-hmac")
                                               : std::string("-");
  return (ah ? "ah " : "esp " + esp + " ") + hash;
}

void second_phase(const End& x, const End& y, PeerReport& report) {
  const auto effect = effect_of_difference(x, y);
  if (!effect || x.policy() == nullptr || y.policy() == nullptr) return;
  if (algorithms(*x.policy()) == algorithms(*y.policy())) return;
  report.add(*effect, "algorithms of the policy", said(x.policy()), said(y.policy()),
             "The algorithms" + std::string(kRefuses));
}

/// Strict or not, AH is answered by AH only.
void protocol(const End& x, const End& y, PeerReport& report) {
  if (!x.uses_ike() || !y.uses_ike() || x.policy() == nullptr || y.policy() == nullptr) return;
  if (has_word(*x.policy(), "ah") == has_word(*y.policy(), "ah")) return;
  report.add(Effect::keeps_down, "protocol of the policy", said(x.policy()), said(y.policy()),
             "AH at one end and ESP at the other never agree.");
}

/// A combined mode is offered alone and answered by nothing else, strict or not.
void combined_mode(const End& x, const End& y, PeerReport& report) {
  if (!x.uses_ike() || !y.uses_ike() || x.policy() == nullptr || y.policy() == nullptr) return;
  const auto cipher = [](const End& end) { return end.policy()->text_of("ESP_ALGORITHM"); };
  if (cipher(x) == cipher(y) || (!is_combined_mode(cipher(x)) && !is_combined_mode(cipher(y)))) return;
  report.add(Effect::keeps_down, "cipher of the policy", said(x.policy()), said(y.policy()),
             "AES-GCM and ChaCha20-Poly1305 are taken only if both ends name them.");
}

std::string selector(const End& end, std::string_view option, std::string_view command) {
  if (end.policy() != nullptr && end.policy()->has(option)) return end.policy()->text_of(option);
  return end.ike_word(command, "IP_ADDRESS", "");
}

/// Both IDs are sent only if both are set; what `x` calls local is remote for `y`.
void selectors(const End& x, const End& y, PeerReport& report) {
  if (!x.uses_ike() || !y.uses_ike() || x.version() != 1 || y.version() != 1) return;
  const auto ours = selector(x, "local-id", "ipsec ike local id");
  const auto theirs = selector(y, "remote-id", "ipsec ike remote id");
  if (ours.empty() || theirs.empty()) return;
  const auto a = Ipv4Prefix::parse(ours);
  const auto b = Ipv4Prefix::parse(theirs);
  if (!a || !b || (a->network() == b->network() && a->length == b->length)) return;
  const auto where = [](const End& end, std::string_view option, std::string_view command) {
    const bool in_policy = end.policy() != nullptr && end.policy()->has(option);
    return said(in_policy ? end.policy() : end.ike(command));
  };
  report.add(Effect::keeps_down, "networks of IKE phase 2",
             where(x, "local-id", "ipsec ike local id"),
             where(y, "remote-id", "ipsec ike remote id"),
             "What is local at one end must be remote at the other.");
}

/// Formats of messages that do not understand each other.
void payload_type(const End& x, const End& y, PeerReport& report) {
  if (!x.uses_ike() || !y.uses_ike() || x.version() != y.version()) return;
  const auto operand = x.version() == 1 ? "TYPE1" : "TYPE2";
  const auto ours = x.ike_word("ipsec ike payload type", operand, "2");
  const auto theirs = y.ike_word("ipsec ike payload type", operand, "2");
  if (ours == theirs) return;
  report.add(Effect::keeps_down, "format of IKE messages",
             said(x.ike("ipsec ike payload type"), "not set (2)"),
             said(y.ike("ipsec ike payload type"), "not set (2)"),
             "The ends write their IKE messages in different formats.");
}

void transport(const End& x, const End& y, PeerReport& report) {
  const bool l2tp = x.tunnel.encapsulation == "l2tpv3" && y.tunnel.encapsulation == "l2tpv3";
  if (!l2tp || !x.tunnel.policy || !y.tunnel.policy) return;
  const bool ours = x.facts->transports().contains(*x.tunnel.policy);
  const bool theirs = y.facts->transports().contains(*y.tunnel.policy);
  if (ours == theirs) return;
  const auto line = [](const End& end) {
    for (auto* one : end.facts->all("ipsec transport")) {
      if (unsigned_operand(*one, "POLICY_ID") == end.tunnel.policy) return said(one);
    }
    return said(nullptr);
  };
  report.add(Effect::keeps_down, "transport mode", line(x), line(y),
             "Only one end protects L2TP by `ipsec transport`.");
}

constexpr PeerRule kRules[] = {
    {"peer-proposal", "IKE's encryption, hash, group, PFS under strict negotiation", false,
     first_phase},
    {"peer-policy", "the policy's algorithms under strict negotiation", false, second_phase},
    {"peer-protocol", "AH at one end, ESP at the other", false, protocol},
    {"peer-combined-mode", "AES-GCM or ChaCha20-Poly1305 at one end only", false, combined_mode},
    {"peer-selectors", "phase 2 identities", true, selectors},
    {"peer-payload-type", "`ipsec ike payload type`", false, payload_type},
    {"peer-transport", "`ipsec transport` at one end only", false, transport},
};

}  // namespace

std::span<const PeerRule> peer_proposal_rules() { return kRules; }

}  // namespace kyoten::config::lint
