// Whether a policy has SAs to send through, and between which addresses: what runs above is told when
// that changes.
#pragma once

#include "firmware/ike/events.hpp"

namespace kyoten::ike {

struct Path {
  GatewayId gateway{};
  Endpoint local;
  Endpoint peer;
};

class PolicyPath {
 public:
  /// `newest`: the path of the SAs that are sent through now. Says PolicyUp or PolicyDown if that is news.
  void update(PolicyId policy, const std::optional<Path>& newest, std::vector<Event>& events) {
    if (!newest) {
      if (std::exchange(up_, false)) events.push_back(PolicyDown{policy, path_.gateway});
      return;
    }
    // Another peer address is another path for what runs above: it has to begin anew.
    const bool elsewhere = path_.local.address != newest->local.address ||
                           path_.peer.address != newest->peer.address;
    if (up_ && !elsewhere) return;
    if (up_) events.push_back(PolicyDown{policy, newest->gateway});
    up_ = true;
    path_ = *newest;
    events.push_back(PolicyUp{policy, path_.gateway, path_.local, path_.peer});
  }
  /// The peer goes on from another address, and what runs above need not care.
  void moved(const Endpoint& peer) { path_.peer = peer; }

 private:
  bool up_ = false;
  Path path_;
};

}  // namespace kyoten::ike
