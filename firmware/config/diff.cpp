#include "firmware/config/diff.hpp"

namespace kyoten::config {

std::vector<Change> diff(const Intent* before, const Intent& after) {
  auto changed = [&](auto member) { return before == nullptr || before->*member != after.*member; };
  std::vector<Change> changes;
  // What forwards comes first: a tunnel that was disabled must stop carrying packets before its state goes.
  if (changed(&Intent::interfaces) || changed(&Intent::routes) || changed(&Intent::ipv6) || changed(&Intent::bridges) ||
      changed(&Intent::tunnels) || changed(&Intent::pps) || changed(&Intent::nat) || changed(&Intent::filters) || changed(&Intent::filters6) || changed(&Intent::filter_sets) ||
      changed(&Intent::transports) || changed(&Intent::l2tp)) {
    changes.push_back(Change::forwarding);
  }
  if (changed(&Intent::l2tp)) changes.push_back(Change::l2tp);
  // Before IKE, which wants to know which way leads to its peers.
  if (changed(&Intent::pps) || changed(&Intent::interfaces)) changes.push_back(Change::lines);
  if (changed(&Intent::ike) || changed(&Intent::pki)) changes.push_back(Change::ike);
  if (changed(&Intent::interfaces)) changes.push_back(Change::dhcp_client);
  // After all that has names to be looked up, or ways on which servers are learned.
  if (changed(&Intent::dns) || changed(&Intent::ike) || changed(&Intent::tunnels) || changed(&Intent::pps) || changed(&Intent::interfaces) ||
      changed(&Intent::routes))
    changes.push_back(Change::names);
  if (changed(&Intent::dhcp_server)) changes.push_back(Change::dhcp_server);
  if (changed(&Intent::system)) changes.push_back(Change::system);
  return changes;
}

}  // namespace kyoten::config
