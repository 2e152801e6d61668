#include "firmware/ike/v2/selectors.hpp"

#include <algorithm>

namespace kyoten::ike::v2 {
namespace {

using wire::ikev2::TrafficSelector;

TrafficSelector selector_of(const Policy& policy, const IpAddress& address) {
  auto selector = TrafficSelector::of(IpPrefix::host(address));
  selector.protocol = policy.transport_protocol;
  if (policy.transport_port != 0)
    selector.first_port = selector.last_port = policy.transport_port;
  return selector;
}

std::optional<TrafficSelector> intersection(const TrafficSelector& a, const TrafficSelector& b) {
  if (a.protocol != 0 && b.protocol != 0 && a.protocol != b.protocol) return std::nullopt;
  TrafficSelector both;
  both.protocol = std::max(a.protocol, b.protocol);
  both.first_port = std::max(a.first_port, b.first_port);
  both.last_port = std::min(a.last_port, b.last_port);
  both.first = std::max(a.first, b.first);
  both.last = std::min(a.last, b.last);
  // Of two versions of IP the one's last address comes before the other's first.
  if (both.first_port > both.last_port || both.first > both.last) return std::nullopt;
  return both;
}

/// Everything of both versions restricts nothing.
std::vector<ipsec::TrafficRange> ranges_of(const Selectors& selectors) {
  const auto has = [&](const TrafficSelector& wanted) { return std::ranges::find(selectors, wanted) != selectors.end(); };
  if (has(TrafficSelector::any()) && has(TrafficSelector::any_ipv6())) return {};
  std::vector<ipsec::TrafficRange> ranges;
  for (auto& s : selectors) ranges.push_back({s.first, s.last, s.protocol, s.first_port, s.last_port});
  return ranges;
}

}  // namespace

OwnSelectors own_selectors(const Gateway& gateway, const Policy& policy, const IkeSa& sa) {
  if (policy.mode == ipsec::Mode::transport) {
    return {{selector_of(policy, sa.local.address)}, {selector_of(policy, sa.peer.address)}};
  }
  const auto networks = networks_of(gateway, policy);
  if (sa.client_address) {  // it speaks for the address that it was given and for no other
    const auto local = networks ? TrafficSelector::of(networks->local) : TrafficSelector::any();
    return {{local}, {TrafficSelector::of(IpPrefix::host(*sa.client_address))}};
  }
  if (!networks) {
    const Selectors everything{TrafficSelector::any(), TrafficSelector::any_ipv6()};
    return {everything, everything};
  }
  return {{TrafficSelector::of(networks->local)}, {TrafficSelector::of(networks->remote)}};
}

Selectors narrow(const Selectors& offered, const Selectors& own) {
  Selectors result;
  for (auto& a : offered) {
    for (auto& b : own) {
      auto both = intersection(a, b);
      const bool known = both && std::ranges::find(result, *both) != result.end();
      if (both && !known && result.size() < wire::ikev2::kMostTrafficSelectors)
        result.push_back(*both);
    }
  }
  return result;
}

bool are_within(const Selectors& answer, const Selectors& offered) {
  return std::ranges::all_of(answer, [&](auto& selector) {
    return std::ranges::any_of(offered,
                               [&](auto& whole) { return intersection(selector, whole) == selector; });
  });
}

ipsec::TrafficSelection selection_of(const Selectors& local, const Selectors& remote) {
  return {ranges_of(local), ranges_of(remote)};
}

}  // namespace kyoten::ike::v2
