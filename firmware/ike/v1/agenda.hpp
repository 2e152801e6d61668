// What the scheduler asks of the SAs for each policy and each gateway, gathered in one pass over them: with a thousand
// tunnels, a pass for each question would take a million steps for each message.
#pragma once

#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "firmware/ike/v1/registry.hpp"

namespace kyoten::ike::v1 {

class Agenda {
 public:
  explicit Agenda(const Registry& registry) {
    for (auto& sa : registry.isakmps) {
      isakmps_[number(sa->gateway)].push_back(sa.get());
      for (auto& quick : sa->quick_modes) {
        if (quick->state != QuickState::done) running_.insert(number(quick->policy));
      }
    }
    for (auto& pair : registry.pairs) {  // oldest first: the last wins
      if (!pair->usable) continue;
      newest_[number(pair->policy)] = pair.get();
      with_pairs_.insert(number(pair->gateway));
    }
  }

  /// Of one gateway, oldest first.
  [[nodiscard]] const std::vector<IsakmpSa*>& isakmps_of(GatewayId gateway) const {
    static const std::vector<IsakmpSa*> none;
    const auto found = isakmps_.find(number(gateway));
    return found == isakmps_.end() ? none : found->second;
  }
  [[nodiscard]] IsakmpSa* newest_isakmp(GatewayId gateway, const PeerId* remote_id) const {
    const auto& all = isakmps_of(gateway);
    for (auto sa = all.rbegin(); sa != all.rend(); ++sa) {
      if (!(*sa)->established()) continue;
      if (remote_id == nullptr || (*sa)->remote_id == *remote_id) return *sa;
    }
    return nullptr;
  }
  [[nodiscard]] bool quick_mode_runs(PolicyId policy) const { return running_.contains(number(policy)); }
  [[nodiscard]] const IpsecPair* newest_pair(PolicyId policy) const {
    const auto found = newest_.find(number(policy));
    return found == newest_.end() ? nullptr : found->second;
  }
  [[nodiscard]] bool has_pairs(GatewayId gateway) const { return with_pairs_.contains(number(gateway)); }

  /// A phase 1 that was begun since.
  void note_begin(IsakmpSa& sa) { isakmps_[number(sa.gateway)].push_back(&sa); }

 private:
  std::unordered_map<unsigned, std::vector<IsakmpSa*>> isakmps_;
  std::unordered_set<unsigned> running_;
  std::unordered_map<unsigned, const IpsecPair*> newest_;
  std::unordered_set<unsigned> with_pairs_;
};

}  // namespace kyoten::ike::v1
