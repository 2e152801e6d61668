// `ip filter`, `ipv6 filter`: static filters. Dynamic filters and filter sets are stored only.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

constexpr std::uint8_t kIcmp = 1;
constexpr std::uint8_t kIcmpv6 = 58;

/// "pass-log", "reject-nolog", "restrict", ...: action and logging of the second operand.
void set_action(std::string_view word, dataplane::FilterPlan& filter) {
  filter.action = word.starts_with("pass") || word.starts_with("restrict")
                      ? dataplane::FilterAction::pass
                      : dataplane::FilterAction::reject;
  // reject and restrict log unless told otherwise, pass does not.
  const bool quiet_by_default = word.starts_with("pass");
  filter.log = word.ends_with("-nolog") ? false : word.ends_with("-log") ? true : !quiet_by_default;
}

/// tcpfin, tcprst, established, icmp-error, icmp-info, tcpflag=VALUE/MASK or plain protocols.
void set_protocol(std::string_view word, dataplane::FilterPlan& filter) {
  constexpr std::uint8_t tcp = 6;
  if (word == "established") {
    filter.protocols = {tcp};
    filter.established = true;
  } else if (word == "tcpfin") {
    filter.protocols = {tcp};
    filter.tcp_flags = {0x01, 0x01};
  } else if (word == "tcprst") {
    filter.protocols = {tcp};
    filter.tcp_flags = {0x04, 0x04};
  } else if (word.starts_with("icmp-")) {
    filter.protocols = {kIcmp};
  } else {
    filter.protocols = protocol_list(word);
  }
}

/// Of IPv6: errors are the lower half of the types (RFC 4443 section 2.1), and what concerns neighbours are 133 to 137 (RFC 4861).
void set_protocol6(std::string_view word, dataplane::FilterPlan& filter) {
  set_protocol(word == "icmp" ? "icmp6" : word, filter);
  if (!word.starts_with("icmp-")) return;
  filter.protocols = {kIcmpv6};
  if (word == "icmp-error") filter.icmp_types = {0, 127};
  if (word == "icmp-info") filter.icmp_types = {128, 255};
  if (word == "icmp-nd") filter.icmp_types = {133, 137};
}

/// Positional: ip filter N ACTION SRC [DST [PROTO [SPORTS [DPORTS]]]]
std::optional<dataplane::FilterPlan> filter_in(const Statement& s, bool ipv6) {
  const auto words = split(s.text, ' ');
  if (words.size() < 5) return std::nullopt;
  auto number = number_in(words[2]);
  if (!number) return std::nullopt;
  dataplane::FilterPlan filter;
  filter.id = FilterId{static_cast<std::uint32_t>(*number)};
  set_action(words[3], filter);
  filter.source = address_ranges(words[4]);
  if (words.size() > 5) filter.destination = address_ranges(words[5]);
  if (words.size() > 6) ipv6 ? set_protocol6(words[6], filter) : set_protocol(words[6], filter);
  const bool icmp = filter.protocols == std::vector<std::uint8_t>{ipv6 ? kIcmpv6 : kIcmp};
  if (words.size() > 7 && !icmp) filter.source_ports = port_list(words[7]);
  if (words.size() > 7 && icmp) {
    if (auto type = number_in(words[7])) filter.icmp_types = std::pair(static_cast<std::uint8_t>(*type), static_cast<std::uint8_t>(*type));
  }
  if (words.size() > 8) filter.destination_ports = port_list(words[8]);
  // What lets some addresses pass must not let all of them, because it names them in a way that is not read.
  const bool lost = filter.action == dataplane::FilterAction::pass &&
                    ((filter.source.empty() && words[4] != "*") || (words.size() > 5 && filter.destination.empty() && words[5] != "*"));
  return lost ? std::nullopt : std::optional(filter);
}

void filter(const Statement& s, Draft& draft) {
  if (const auto row = filter_in(s, false)) draft.filters[number(row->id)] = *row;
}
void ipv6_filter(const Statement& s, Draft& draft) {
  if (const auto row = filter_in(s, true)) draft.filters6[number(row->id)] = *row;
}

/// `ip filter set NAME in 1 2 out 3 dynamic 4`: the dynamic ones are stored only.
void filter_set(const Statement& s, Draft& draft) {
  auto& set = draft.filter_sets[s.text_of("NAME")];
  std::vector<FilterId>* list = nullptr;
  for (auto& word : split(s.text, ' ')) {
    if (word == "in") list = &set.in;
    if (word == "out") list = &set.out;
    if (word == "dynamic") list = nullptr;
    if (const auto value = number_in(word); value && list != nullptr) list->push_back(FilterId{static_cast<std::uint32_t>(*value)});
  }
}

constexpr Binding kBindings[] = {
    {"ip filter set", filter_set},
    {"ip filter", filter},
    {"ipv6 filter", ipv6_filter},
};

}  // namespace

std::span<const Binding> filter_bindings() { return kBindings; }

}  // namespace kyoten::config
