// What the scheduler asks of the SAs for each policy and each gateway, gathered in one pass over them: with a thousand
// tunnels, a pass for each question would take a million steps for each message.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "firmware/ike/v2/registry.hpp"

namespace kyoten::ike::v2 {

class Agenda {
 public:
  explicit Agenda(const Registry& registry) {
    for (auto& sa : registry.ikes) {
      const bool begins = sa->state == SaState::init_sent || sa->state == SaState::auth_sent;
      if (begins) begins_.insert(number(sa->gateway));
      if (sa->established()) newest_[number(sa->gateway)] = sa.get();  // oldest first: the last wins
    }
    for (auto& child : registry.children) {
      children_[child->ike].push_back(child.get());
      with_child_.insert(number(child->policy));
    }
  }

  /// An IKE SA with the gateway is being made by this end.
  [[nodiscard]] bool begins(GatewayId gateway) const { return begins_.contains(number(gateway)); }
  void note_begin(GatewayId gateway) { begins_.insert(number(gateway)); }
  /// The newest established one.
  [[nodiscard]] IkeSa* newest(GatewayId gateway) const {
    const auto found = newest_.find(number(gateway));
    return found == newest_.end() ? nullptr : found->second;
  }
  [[nodiscard]] bool has_child(PolicyId policy) const { return with_child_.contains(number(policy)); }
  [[nodiscard]] const std::vector<const ChildSa*>& children_of(const IkeSa& sa) const {
    static const std::vector<const ChildSa*> none;
    const auto found = children_.find(sa.handle);
    return found == children_.end() ? none : found->second;
  }

 private:
  std::unordered_set<unsigned> begins_;
  std::unordered_set<unsigned> with_child_;
  std::unordered_map<unsigned, IkeSa*> newest_;
  std::unordered_map<std::uint32_t, std::vector<const ChildSa*>> children_;
};

}  // namespace kyoten::ike::v2
