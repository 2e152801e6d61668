#include "firmware/config/lint/peer.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "firmware/config/lint/peer_rules.hpp"

namespace kyoten::config::lint {
namespace {

/// A router has six tunnels, its biggest sister some thousands; a file of more is no configuration.
constexpr std::size_t kMostEnds = 500;

struct Candidate {
  std::size_t ours;
  std::size_t theirs;
  Evidence evidence;
};

std::vector<Candidate> candidates(const std::vector<End>& ours, const std::vector<End>& theirs) {
  std::vector<Candidate> result;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    for (std::size_t j = 0; j < theirs.size(); ++j) {
      auto found = evidence(ours[i], theirs[j]);
      if (found.score > 0) result.push_back({i, j, std::move(found)});
    }
  }
  std::stable_sort(result.begin(), result.end(),
                   [](auto& a, auto& b) { return a.evidence.score > b.evidence.score; });
  return result;
}

std::array<std::span<const PeerRule>, 4> subjects_of_rules() {
  return {peer_tunnel_rules(), peer_ike_rules(), peer_proposal_rules(), peer_network_rules()};
}

std::vector<Mismatch> mismatches(const End& ours, const End& theirs) {
  std::vector<Mismatch> result;
  PeerReport report(result);
  for (auto subject : subjects_of_rules()) {
    for (auto& rule : subject) {
      report.begin(rule.id, false);
      rule.check(ours, theirs, report);
      if (!rule.both_ways) continue;
      report.begin(rule.id, true);
      rule.check(theirs, ours, report);
    }
  }
  std::stable_sort(result.begin(), result.end(),
                   [](auto& a, auto& b) { return a.effect < b.effect; });
  return result;
}

std::string subjects(const std::vector<Mismatch>& all, Effect effect) {
  std::string text;
  for (auto& one : all) {
    if (one.effect != effect || text.find(one.subject) != std::string::npos) continue;
    text += (text.empty() ? "" : ", ") + one.subject;
  }
  return text;
}

std::string verdict(const TunnelPair& pair, const End& ours, const End& theirs) {
  const auto down = subjects(pair.mismatches, Effect::keeps_down);
  const auto misled = subjects(pair.mismatches, Effect::misleads);
  if (!down.empty()) return "The tunnel will not come up or not stay up: " + down + ".";
  if (!ours.tunnel.enabled && !theirs.tunnel.enabled)
    return "The tunnel is enabled at neither end.";
  const auto doubtful = subjects(pair.mismatches, Effect::may_keep_down);
  if (!doubtful.empty())
    return "It depends on what is between the two whether the tunnel comes up: " + doubtful + ".";
  if (!misled.empty())
    return "The tunnel can come up, but traffic will not get where it should: " + misled + ".";
  return "Nothing in the two files keeps the tunnel down.";
}

TunnelPair pair_of(const End& ours, const End& theirs, std::string matched_by) {
  TunnelPair pair{ours.tunnel.number,
                  theirs.tunnel.number,
                  std::move(matched_by),
                  mismatches(ours, theirs),
                  {}};
  pair.verdict = verdict(pair, ours, theirs);
  return pair;
}

void tell_unpaired(const Facts& facts, bool ours, const std::vector<End>& ends,
                   const std::vector<bool>& paired, std::vector<Unpaired>& into) {
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (paired[i]) continue;
    into.push_back({ours, ends[i].tunnel.number, ends[i].tunnel.first->line,
                    "no tunnel of the other file is its other end: no address, name or router-id "
                    "leads there"});
  }
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (tunnel.is_routed() || tunnel.is_l2tpv3()) continue;
    const bool clients = tunnel.encapsulation == "l2tp" || tunnel.encapsulation == "pptp";
    into.push_back({ours, number, tunnel.first->line,
                    clients ? "not comparable: " + tunnel.encapsulation +
                                  " is for clients that dial in, whose settings are in no router's "
                                  "file"
                            : "not comparable: " + tunnel.encapsulation});
  }
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> peer_rule_list() {
  std::vector<std::pair<std::string_view, std::string_view>> result;
  for (auto subject : subjects_of_rules()) {
    for (auto& rule : subject) result.emplace_back(rule.id, rule.about);
  }
  return result;
}

bool Comparison::fits() const {
  return !pairs.empty() && std::all_of(pairs.begin(), pairs.end(), [](auto& pair) {
    return std::all_of(pair.mismatches.begin(), pair.mismatches.end(),
                       [](auto& one) { return one.effect == Effect::note; });
  });
}

Comparison compare(const Statements& our_statements, const Statements& their_statements) {
  const Facts our_facts(our_statements);
  const Facts their_facts(their_statements);
  auto ours = ends_of(our_facts);
  auto theirs = ends_of(their_facts);
  ours.resize(std::min(ours.size(), kMostEnds));
  theirs.resize(std::min(theirs.size(), kMostEnds));

  Comparison result;
  std::vector<bool> our_paired(ours.size());
  std::vector<bool> their_paired(theirs.size());
  for (auto& [i, j, found] : candidates(ours, theirs)) {
    if (our_paired[i] || their_paired[j]) continue;
    our_paired[i] = their_paired[j] = true;
    result.pairs.push_back(pair_of(ours[i], theirs[j], found.text));
  }
  if (result.pairs.empty() && ours.size() == 1 && theirs.size() == 1) {
    our_paired[0] = their_paired[0] = true;
    result.pairs.push_back(pair_of(ours[0], theirs[0], "it is the only one in each file"));
  }
  std::sort(result.pairs.begin(), result.pairs.end(),
            [](auto& a, auto& b) { return a.ours < b.ours; });
  tell_unpaired(our_facts, true, ours, our_paired, result.unpaired);
  tell_unpaired(their_facts, false, theirs, their_paired, result.unpaired);
  return result;
}

}  // namespace kyoten::config::lint
