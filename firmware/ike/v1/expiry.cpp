// What happens because time passed: messages are sent again, exchanges give up, SAs end.
#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/login.hpp"
#include "firmware/ike/v1/quick_mode.hpp"
#include "firmware/ike/v1/scheduler.hpp"

namespace kyoten::ike::v1 {
namespace {

/// True if there are no tries left.
bool retransmit(const Context& context, const IsakmpSa& sa, Retransmission& state) {
  if (state.next > context.now) return false;
  if (state.left == 0) return true;
  --state.left;
  state.next = context.now + state.interval;
  context.send(sa, state.message);
  return false;
}

/// A peer that does not answer any quick mode message has lost the ISAKMP SA, too: without an
/// answer to the first one it is given up, so that the next try begins with phase 1.
void give_up_quick_mode(const Context& context, IsakmpSa& sa, QuickMode& quick) {
  if (quick.state == QuickState::waits_for_connected) return confirm(context, sa, quick);
  const bool first = quick.state == QuickState::waits_for_answer;
  const auto policy = quick.policy;
  fail_quick_mode(context, sa, quick, Stuck::no_answer);
  if (!first) return;
  context.registry.policies[policy].not_before = context.now;
  context.registry.gateways[sa.gateway].not_before = context.now;
  remove_isakmp(context, sa);
}

/// The SA may be gone afterwards.
void expire_quick_modes(const Context& context, std::uint32_t handle) {
  auto* sa = context.registry.isakmp(handle);
  std::vector<std::uint32_t> ids;
  for (auto& quick : sa->quick_modes) ids.push_back(quick->message_id);
  for (auto id : ids) {
    sa = context.registry.isakmp(handle);
    auto* quick = sa ? sa->quick_mode(id) : nullptr;
    if (quick == nullptr || !quick->retransmission) continue;
    // The aggressive initiator cannot know whether its last message arrived until the peer speaks.
    const bool due = quick->retransmission->next <= context.now && quick->retransmission->left > 0;
    if (due && !sa->last_message.empty()) context.send(*sa, sa->last_message);
    if (retransmit(context, *sa, *quick->retransmission)) give_up_quick_mode(context, *sa, *quick);
  }
}

void end_isakmp(const Context& context, IsakmpSa& sa) {
  if (!sa.established()) return remove_isakmp(context, sa);  // half open for too long
  const bool replaced = context.registry.newest_isakmp(sa.gateway, &sa.remote_id) != &sa;
  if (takes_children_along(context, sa)) {
    std::vector<Spi> children;
    for (auto& pair : context.registry.pairs) {
      if (pair->isakmp == sa.handle) children.push_back(pair->inbound);
    }
    for (auto spi : children) {
      auto& pair = *context.registry.pair_by_inbound(spi);
      send_delete(context, pair);
      remove_pair(context, pair);
    }
  }
  if (!replaced) send_delete(context, sa);
  remove_isakmp(context, sa);
}

void expire_isakmp(const Context& context, std::uint32_t handle) {
  auto* sa = context.registry.isakmp(handle);
  if (sa == nullptr) return;
  const bool ends = sa->established() || sa->role == Role::responder;
  if (ends && sa->expires <= context.now) return end_isakmp(context, *sa);
  if (sa->retransmission && retransmit(context, *sa, *sa->retransmission)) {
    return fail_phase1(context, *sa, Stuck::no_answer);
  }
  if (!sa->established()) return;
  if (sa->login && sa->login->retransmission && retransmit(context, *sa, *sa->login->retransmission))
    return give_up_login(context, *sa);
  expire_quick_modes(context, handle);
  sa = context.registry.isakmp(handle);
  if (sa != nullptr) expire_keepalive(context, *sa);
}

}  // namespace

void expire_all(const Context& context) {
  std::vector<std::uint32_t> handles;
  for (auto& sa : context.registry.isakmps) handles.push_back(sa->handle);
  for (auto handle : handles) expire_isakmp(context, handle);
  std::vector<Spi> ended;
  for (auto& pair : context.registry.pairs) {
    if (pair->expires <= context.now) ended.push_back(pair->inbound);
  }
  for (auto spi : ended) {
    auto* pair = context.registry.pair_by_inbound(spi);
    if (pair == nullptr) continue;
    if (pair->usable) send_delete(context, *pair);
    remove_pair(context, *pair);
  }
}

}  // namespace kyoten::ike::v1
