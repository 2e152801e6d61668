// Static filters (`ip filter`, `ip IF secure filter`, and the same of IPv6): the first that matches decides; a list that matches nothing rejects.
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

bool in_ranges(const std::vector<FilterPlan::AddressRange>& ranges, const IpAddress& address) {
  if (ranges.empty()) return true;
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](auto& range) { return address >= range.first && address <= range.last; });
}
bool in_ports(const std::vector<NatPortRange>& ranges, std::uint16_t port) {
  if (ranges.empty()) return true;
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](auto& range) { return port >= range.first && port <= range.last; });
}

struct Facts {
  std::uint8_t protocol = 0;
  Endpoint source;
  Endpoint destination;
  std::optional<std::uint8_t> tcp_flags;
  std::optional<std::uint8_t> icmp_type;
  bool has_ports = false;
  bool readable = true;  ///< else what the headers lead to is not to be found
};

Facts facts_of(ByteView packet) {
  Facts facts;
  const auto headers = wire::ip_headers(packet);
  if (!headers) {
    facts.readable = false;
    facts.source.address = wire::Ipv6View(packet.data()).source();
    facts.destination.address = wire::Ipv6View(packet.data()).destination();
    return facts;
  }
  const auto segment = headers->segment_of(packet);
  const auto ports = wire::ports_of(headers->protocol, segment);
  facts.protocol = headers->protocol;
  facts.has_ports = ports.has_value();
  facts.source = {headers->source, ports ? ports->source : std::uint16_t{0}};
  facts.destination = {headers->destination, ports ? ports->destination : std::uint16_t{0}};
  if (facts.protocol == wire::ip_protocol::tcp && segment.size() > 13) facts.tcp_flags = segment[13];
  const bool icmp = facts.protocol == wire::ip_protocol::icmp || facts.protocol == wire::ip_protocol::icmpv6;
  if (icmp && !segment.empty()) facts.icmp_type = segment[0];
  return facts;
}

bool matches(const FilterPlan& filter, const Facts& facts) {
  if (!facts.readable) return false;  // so that nothing passes by headers that only its receiver understands
  if (!filter.protocols.empty() &&
      std::find(filter.protocols.begin(), filter.protocols.end(), facts.protocol) == filter.protocols.end()) {
    return false;
  }
  if (!in_ranges(filter.source, facts.source.address) ||
      !in_ranges(filter.destination, facts.destination.address)) {
    return false;
  }
  const bool wants_ports = !filter.source_ports.empty() || !filter.destination_ports.empty();
  if (wants_ports && (!facts.has_ports || !in_ports(filter.source_ports, facts.source.port) ||
                      !in_ports(filter.destination_ports, facts.destination.port))) {
    return false;
  }
  if (filter.established &&
      (!facts.tcp_flags || (*facts.tcp_flags & (wire::tcp_flag::ack | wire::tcp_flag::rst)) == 0)) {
    return false;
  }
  if (filter.tcp_flags &&
      (!facts.tcp_flags || (*facts.tcp_flags & filter.tcp_flags->second) != filter.tcp_flags->first)) {
    return false;
  }
  if (!filter.icmp_types) return true;
  return facts.icmp_type && *facts.icmp_type >= filter.icmp_types->first && *facts.icmp_type <= filter.icmp_types->second;
}

}  // namespace

bool filters_choose(const Plan& plan, const std::vector<FilterId>& list, ByteView packet) {
  const auto facts = facts_of(packet);
  for (auto id : list) {
    for (auto& filter : plan.filters) {
      if (filter.id == id && matches(filter, facts)) return filter.action == FilterAction::pass;
    }
  }
  return false;
}

bool filters_pass(Context& context, const std::vector<FilterId>& list, ByteView packet,
                  InterfaceIndex interface, bool inbound) {
  if (list.empty()) return true;
  const auto facts = facts_of(packet);
  const auto& filters = wire::is_ipv6(packet) ? context.plan->filters6 : context.plan->filters;
  auto report = [&](std::optional<FilterId> id, bool passed) {
    if (!context.may_log_filter()) return;
    context.notify(FilterLogged{interface, inbound, id, passed, facts.protocol, facts.source, facts.destination});
  };
  for (auto id : list) {
    for (auto& filter : filters) {
      if (filter.id != id || !matches(filter, facts)) continue;
      const bool pass = filter.action == FilterAction::pass;
      if (filter.log) report(id, pass);
      return pass;
    }
  }
  report(std::nullopt, false);
  return false;
}

}  // namespace kyoten::dataplane
