// `ip filter`: static filters. Dynamic filters and filter sets are stored only.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

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
    filter.protocols = {1};
  } else {
    filter.protocols = protocol_list(word);
  }
}

void filter(const Statement& s, Draft& draft) {
  // Positional: ip filter N ACTION SRC [DST [PROTO [SPORTS [DPORTS]]]]
  const auto words = split(s.text, ' ');
  if (words.size() < 5) return;
  auto number = number_in(words[2]);
  if (!number) return;
  dataplane::FilterPlan filter;
  filter.id = FilterId{static_cast<std::uint32_t>(*number)};
  set_action(words[3], filter);
  filter.source = address_ranges(words[4]);
  if (words.size() > 5) filter.destination = address_ranges(words[5]);
  if (words.size() > 6) set_protocol(words[6], filter);
  const bool icmp = filter.protocols == std::vector<std::uint8_t>{1};
  if (words.size() > 7 && !icmp) filter.source_ports = port_list(words[7]);
  if (words.size() > 7 && icmp) {
    if (auto type = number_in(words[7])) filter.icmp_type = static_cast<std::uint8_t>(*type);
  }
  if (words.size() > 8) filter.destination_ports = port_list(words[8]);
  draft.filters[kyoten::number(filter.id)] = filter;
}

constexpr Binding kBindings[] = {{"ip filter", filter}};

}  // namespace

std::span<const Binding> filter_bindings() { return kBindings; }

}  // namespace kyoten::config
