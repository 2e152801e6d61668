// Two ends and their key exchange: who begins, who is expected, by which key.
#include "firmware/base/bytes.hpp"
#include "firmware/config/lint/peer_rules.hpp"

namespace kyoten::config::lint {
namespace {

bool both_ike(const End& x, const End& y) { return x.uses_ike() && y.uses_ike(); }

/// The key's octets, whichever way it is written.
std::string key_of(const Statement& key) {
  if (key.has("TEXT")) return "t" + key.text_of("TEXT");
  auto hex = key.text_of("KEY");
  if (hex.starts_with("0x") || hex.starts_with("0X")) hex.erase(0, 2);
  const auto bytes = from_hex(hex);
  return bytes ? "t" + std::string(bytes->begin(), bytes->end()) : "h" + hex;
}

void key(const End& x, const End& y, PeerReport& report) {
  const auto* ours = x.ike("ipsec ike pre-shared-key");
  const auto* theirs = y.ike("ipsec ike pre-shared-key");
  if (!both_ike(x, y) || (ours == nullptr && theirs == nullptr)) return;
  if (ours == nullptr || theirs == nullptr)
    return report.add(Effect::keeps_down, "pre-shared key", said(ours), said(theirs),
                      "Only one end has a pre-shared key, and the same one must be at both.");
  const auto a = key_of(*ours);
  const auto b = key_of(*theirs);
  if (a == b) return;
  const bool longer = a.size() != b.size();
  report.add(Effect::keeps_down, "pre-shared key", said(ours), said(theirs),
             "The keys differ" + (longer ? " (" + std::to_string(a.size() - 1) + " and " +
                                               std::to_string(b.size() - 1) + " characters)."
                                         : std::string(", though they are of the same length.")));
}

void version(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.version() == y.version()) return;
  report.add(Effect::keeps_down, "IKE version",
             said(x.ike("ipsec ike version"), "not set (version 1)"),
             said(y.ike("ipsec ike version"), "not set (version 1)"),
             "The ends speak different versions of IKE, which do not understand each other.");
}

void nobody_begins(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.begins() || y.begins()) return;
  auto tell = [](const End& end) {
    const auto* to = end.ike("ipsec ike remote address");
    if (to == nullptr || to->text_of("IP_ADDRESS") == "any") return said(to);
    return Said{"no `ipsec auto refresh on`", 0};
  };
  report.add(Effect::keeps_down, "who begins", tell(x), tell(y),
             "Neither end begins the key exchange: that takes a remote address other than `any`, "
             "and `ipsec auto refresh on`, at one of them.");
}

void address6(const End& x, const End& y, const Ipv6Address& to, PeerReport& report) {
  if (!y.facts->knows_all_addresses6()) return;
  std::string text;
  for (auto& own : y.facts->own_addresses6()) text += (text.empty() ? "" : ", ") + own.prefix.address.text();
  report.add(Effect::keeps_down, "address of the other end", said(x.destination()), said(y.facts->own_addresses6()[0].statement, text),
             to.text() + " is no address of the other router, which has " + text + ".");
}

/// `x` sends to an address that must be one of `y`.
void address(const End& x, const End& y, PeerReport& report) {
  const auto to = x.destination_address();
  if (!to || y.facts->is_own(*to)) return;
  if (to->is_ipv6()) return address6(x, y, *to->v6(), report);
  if (y.facts->own_addresses().empty()) return;
  // The peer's own router may stand behind another one, which has the address.
  std::vector<std::string> own;
  for (auto& address : y.facts->own_addresses()) {
    for (auto& way : y.ways) {
      if (address.interface == way) own.push_back(address.prefix.address.text());
    }
  }
  if (own.empty()) return;  // its address comes from outside
  std::string text = own[0];
  for (std::size_t i = 1; i < own.size(); ++i) text += ", " + own[i];
  const bool traversal = x.ike_word("ipsec ike nat-traversal", "SWITCH", "off") == "on" &&
                         y.ike_word("ipsec ike nat-traversal", "SWITCH", "off") == "on";
  const Statement* there = nullptr;
  for (auto& address : y.facts->own_addresses()) {
    if (address.interface == y.ways[0]) there = address.statement;
  }
  report.add(
      traversal ? Effect::note : Effect::keeps_down, "address of the other end",
      said(x.destination()), said(there, text),
      to->text() + " is no address of the other router, which has " + text +
          (traversal ? ": a NAT on the way must lead it there." : " on the way to this one."));
}

/// IKEv1: a local name at `x` makes the exchange aggressive, and `y` must expect that name.
void names_of_first_version(const End& x, const End& y, PeerReport& report) {
  const auto* local = x.ike("ipsec ike local name");
  const auto* expected = y.ike("ipsec ike remote name");
  if (local == nullptr && expected == nullptr) return;
  const bool strict = y.ike_word("ipsec ike negotiate-strictly", "SWITCH", "off") == "on";
  if (local == nullptr)
    // Main mode is known by its address, or taken by a gateway that answers anybody.
    return report.add(strict ? Effect::keeps_down : Effect::note, "name in IKE phase 1",
                      said(local), said(expected),
                      "One end expects a name (aggressive mode), and the other sends none (main "
                      "mode); an end that negotiates strictly refuses that.");
  if (expected == nullptr) {
    const bool answers_anybody = y.ike_word("ipsec ike remote address", "IP_ADDRESS", "") == "any";
    return report.add(strict || !answers_anybody ? Effect::keeps_down : Effect::note,
                      "name in IKE phase 1", said(local), said(expected),
                      "One end sends its name (aggressive mode), and the other expects none (main "
                      "mode); only an end that answers anybody, and not strictly, takes that.");
  }
  if (local->text_of("NAME") != expected->text_of("NAME"))
    return report.add(Effect::keeps_down, "name in IKE phase 1", said(local), said(expected),
                      "The name that one end sends is not the one that the other expects.");
  if (local->text_of("TYPE") != expected->text_of("TYPE"))
    report.add(Effect::note, "type of the name", said(local), said(expected),
               "The types of the names differ. In IKEv1 an RTX810 compares the name only; other "
               "devices compare both.");
}

std::string identity(const Statement& name) {
  return name.text_of("NAME") + " " + (name.has("TYPE") ? name.text_of("TYPE") : "key-id");
}

/// IKEv2: name and type of `x` must be those that `y` expects.
void names_of_second_version(const End& x, const End& y, PeerReport& report) {
  const auto* local = x.ike("ipsec ike local name");
  const auto* expected = y.ike("ipsec ike remote name");
  if (expected == nullptr || local == nullptr) {
    if (expected != nullptr && y.version() == 2 && !expected->has("TYPE"))
      report.add(Effect::keeps_down, "name in IKEv2", said(local), said(expected),
                 "One end expects a name, and the other sends none.");
    return;
  }
  if (identity(*local) == identity(*expected)) return;
  report.add(Effect::keeps_down, "name in IKEv2", said(local), said(expected),
             "In IKEv2 the name and its type must be those that the other end expects.");
}

void names(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.version() != y.version()) return;
  x.version() == 1 ? names_of_first_version(x, y, report) : names_of_second_version(x, y, report);
}

void nat_traversal(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y)) return;
  const auto ours = x.ike_word("ipsec ike nat-traversal", "SWITCH", "off");
  const auto theirs = y.ike_word("ipsec ike nat-traversal", "SWITCH", "off");
  if (ours == theirs) return;
  const bool in_the_open = x.destination_address() && y.destination_address() &&
                           y.facts->is_own(*x.destination_address()) &&
                           x.facts->is_own(*y.destination_address());
  report.add(in_the_open ? Effect::note : Effect::may_keep_down, "NAT traversal",
             said(x.ike("ipsec ike nat-traversal"), "not set (off)"),
             said(y.ike("ipsec ike nat-traversal"), "not set (off)"),
             in_the_open
                 ? "NAT traversal takes both ends; without it plain ESP is used, which is "
                   "enough where no NAT is on the way."
                 : "NAT traversal takes both ends. Without it plain ESP is used, which many "
                   "a NAT in front of the end whose address changes does not let through.");
}

bool wraps_esp(const End& end) { return end.tunnel.gateway && end.facts->wraps_esp(*end.tunnel.gateway); }

void esp_encapsulation(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.version() != 1 || y.version() != 1 || wraps_esp(x) == wraps_esp(y)) return;
  // L2TP's own exchange runs inside; a bare IPsec tunnel counts as up by IKE alone.
  const bool inside = x.tunnel.encapsulation == "l2tpv3";
  report.add(inside ? Effect::keeps_down : Effect::misleads, "ESP in UDP",
             said(x.ike("ipsec ike esp-encapsulation"), "not set (off)"),
             said(y.ike("ipsec ike esp-encapsulation"), "not set (off)"),
             "It is not negotiated: the key exchange succeeds, and each end drops what the other sends.");
}

struct Keepalive {
  std::string use;   ///< on, off, auto
  std::string kind;  ///< heartbeat, dpd, icmp-echo
  std::int64_t interval = 10;
  std::int64_t count = 6;
};

Keepalive keepalive_of(const End& end) {
  Keepalive result{"auto", "heartbeat"};
  const auto* line = end.ike("ipsec ike keepalive use");
  if (line == nullptr) return result;
  result.use = line->text_of("SWITCH");
  for (auto kind : {"dpd", "icmp-echo"}) {
    if (has_word(*line, kind)) result.kind = kind;
  }
  result.interval = line->integer("INTERVAL").value_or(result.interval);
  result.count = line->integer("COUNT").value_or(result.count);
  return result;
}

/// `x` watches by heartbeats; `y` must send them.
void heartbeat(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.version() != 1 || y.version() != 1) return;
  const auto ours = keepalive_of(x);
  const auto theirs = keepalive_of(y);
  if (ours.use != "on" || ours.kind != "heartbeat") return;
  const auto tell = [&](const std::string& reason) {
    report.add(Effect::keeps_down, "IKE keepalive", said(x.ike("ipsec ike keepalive use")),
               said(y.ike("ipsec ike keepalive use"), "not set (auto)"), reason);
  };
  if (theirs.kind != "heartbeat" || theirs.use == "off") {
    tell(
        "One end counts the other as dead without heartbeats, and the other sends none: the "
        "tunnel is torn down again and again.");
  } else if (theirs.use == "on" && theirs.interval > ours.interval * ours.count) {
    tell("One end counts the other as dead after " + std::to_string(ours.interval * ours.count) +
         " s without a heartbeat, and the other sends one every " +
         std::to_string(theirs.interval) + " s.");
  }
}

void nobody_watches(const End& x, const End& y, PeerReport& report) {
  if (!both_ike(x, y) || x.version() != 1 || y.version() != 1) return;
  const auto idle = [](const Keepalive& one) {
    return one.use == "off" || (one.use == "auto" && one.kind == "heartbeat");
  };
  if (!idle(keepalive_of(x)) || !idle(keepalive_of(y))) return;
  report.add(Effect::note, "IKE keepalive",
             said(x.ike("ipsec ike keepalive use"), "not set (auto)"),
             said(y.ike("ipsec ike keepalive use"), "not set (auto)"),
             "`auto` only answers, so with it (or off) at both ends there is no keepalive: after a "
             "restart of one end the tunnel stays dead until its SAs expire.");
}

constexpr PeerRule kRules[] = {
    {"peer-key", "pre-shared keys", false, key},
    {"peer-ike-version", "versions of IKE", false, version},
    {"peer-nobody-begins", "whether one end begins the key exchange", false, nobody_begins},
    {"peer-address", "remote address and the other end's address", true, address},
    {"peer-name", "local name and the other end's remote name, and their types", true, names},
    {"peer-nat-traversal", "NAT traversal", false, nat_traversal},
    {"peer-esp-encapsulation", "ESP in UDP without NAT traversal", false, esp_encapsulation},
    {"peer-heartbeat", "IKE keepalive by heartbeats", true, heartbeat},
    {"peer-no-keepalive", "IKE keepalive at neither end", false, nobody_watches},
};

}  // namespace

std::span<const PeerRule> peer_ike_rules() { return kRules; }

}  // namespace kyoten::config::lint
