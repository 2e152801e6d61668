// Does the inbound filter of the WAN let a tunnel's own packets pass?
#include <fmt/format.h>

#include "firmware/config/compile/values.hpp"
#include "firmware/config/layout.hpp"
#include "firmware/config/lint/rules.hpp"
#include "firmware/config/lint/wan.hpp"

namespace kyoten::config::lint {
namespace {

enum class Match : std::uint8_t { no, maybe, yes };

Match both(Match a, Match b) { return std::min(a, b); }

/// The commands of one version of IP.
struct Filters {
  std::string_view applied;
  std::string_view one;
};
constexpr Filters kIpv4{"ip interface secure filter", "ip filter"};
constexpr Filters kIpv6{"ipv6 interface secure filter", "ipv6 filter"};

/// Addresses as filters write them. Names and lists that are not understood may match.
Match match_address(const std::string& word, const std::optional<IpAddress>& address) {
  if (word == "*") return Match::yes;
  const auto ranges = address_ranges(word);
  if (ranges.empty() || !address) return Match::maybe;
  for (auto& range : ranges) {
    if (range.first <= *address && *address <= range.last) return Match::yes;
  }
  return Match::no;
}

Match match_protocol(const std::string& word, std::uint8_t protocol) {
  if (word == "*") return Match::yes;
  for (auto& item : split(word, ',')) {
    if (protocol_number(item) == protocol) return Match::yes;
  }
  return Match::no;
}

Match match_port(const std::string& word, std::uint16_t port) {
  if (word == "*") return Match::yes;
  const auto ranges = port_list(word);
  if (ranges.empty()) return Match::maybe;
  for (auto& range : ranges) {
    if (range.first <= port && port <= range.last) return Match::yes;
  }
  return Match::no;
}

/// ip filter N ACTION SRC [DST [PROTO [SPORTS [DPORTS]]]]
Match match_filter(const Statement& filter, const TunnelEnd& end, const Passage& passage) {
  const auto all = words(filter);
  if (all.size() < 5) return Match::maybe;
  auto result = match_address(all[4], end.remote);
  // Masquerade has already put the inner address into the packet; which one is not always said.
  if (all.size() > 5) result = both(result, match_address(all[5], end.local));
  if (all.size() > 6) result = both(result, match_protocol(all[6], passage.protocol));
  if (passage.port == 0) return result;
  // A NAT on the way may change the source port.
  if (all.size() > 7 && all[7] != "*") result = both(result, Match::maybe);
  if (all.size() > 8) result = both(result, match_port(all[8], passage.port));
  return result;
}

/// The list surely stops the packet: everything that might match it before rejects, or nothing
/// matches.
bool surely_stops(const Facts& facts, const Statement& list, const TunnelEnd& end,
                  const Passage& passage) {
  std::map<std::string, const Statement*> filters;
  for (auto* filter : facts.all(end.is_of_ipv6() ? kIpv6.one : kIpv4.one)) filters[filter->text_of("FILTER_NUM")] = filter;
  // What a dynamic filter of this list lets in is not judged here.
  if (has_word(list, "dynamic")) return false;
  for (auto& word : words(list)) {
    const auto found = filters.find(word);
    if (found == filters.end()) continue;
    const auto match = match_filter(*found->second, end, passage);
    const bool rejects = words(*found->second)[3].starts_with("reject");
    if (match == Match::no) continue;
    if (!rejects) return false;
    if (match == Match::yes) return true;
  }
  return true;
}

/// Answers come back through a dynamic filter of the other direction.
bool answers_pass(const Facts& facts, const Filters& filters, std::string_view interface, const Passage& passage) {
  if (passage.port == 0) return false;
  for (auto* list : facts.all(filters.applied)) {
    const bool outwards = interface_of(*list) == interface && has_word(*list, "out");
    if (outwards && has_word(*list, "dynamic")) return true;
  }
  return false;
}

void blocked(const Facts& facts, Report& report) {
  for (auto& end : tunnel_ends(facts)) {
    const auto& filters = end.is_of_ipv6() ? kIpv6 : kIpv4;
    for (auto& interface : ways_to(facts, end.remote)) {
      for (auto* list : facts.all(filters.applied)) {
        if (interface_of(*list) != interface || !has_word(*list, "in")) continue;
        std::vector<std::string> names;
        std::vector<std::string> add;
        for (auto& passage : end.passages) {
          if (!passage.certain) continue;
          if (end.begins && answers_pass(facts, filters, interface, passage)) continue;
          if (!surely_stops(facts, *list, end, passage)) continue;
          names.push_back(passage.name);
          const auto from = end.remote ? end.remote->text() : "*";
          const auto protocol = passage.entry.substr(0, passage.entry.find(' '));
          const auto port = passage.port == 0 ? "*" : std::to_string(passage.port);
          add.push_back(fmt::format("{} NUMBER pass {} * {} * {}", filters.one, from, protocol, port));
        }
        if (names.empty()) continue;
        report.add(*list,
                   "The inbound filters of " + interface + " let no " + listed(names) + " from " +
                       end.what + " pass; define filters for it and name them first in this list.",
                   std::move(add));
      }
    }
  }
}

constexpr Rule kRules[] = {
    {"filter-stops-tunnel", Severity::warning,
     "inbound filters that let a tunnel's own packets not pass", blocked},
};

}  // namespace

std::span<const Rule> passage_rules() { return kRules; }

}  // namespace kyoten::config::lint
