#include "firmware/ike/v1/quick_mode.hpp"

#include "firmware/ike/v1/quick_mode_exchange.hpp"
#include "firmware/ike/v1/quick_mode_parts.hpp"

namespace kyoten::ike::v1 {

void receive_quick_mode(const Context& context, IsakmpSa& sa, const Incoming& in) {
  auto* quick = sa.quick_mode(in.header.message_id);
  if (quick == nullptr) {
    if (!sa.seen.contains(in.header.message_id)) on_quick_first(context, sa, in);
    return;
  }
  if (quick->reply.answers(in.digest)) {
    if (quick->reply.repeat(context.now)) context.send(sa, quick->reply.message);
    return;
  }
  switch (quick->state) {  // the step may end the exchange: nothing is touched behind it
    case QuickState::waits_for_answer:
      return on_quick_second(context, sa, *quick, in);
    case QuickState::waits_for_confirmation:
      return on_quick_third(context, sa, *quick, in);
    case QuickState::waits_for_connected:
      return on_quick_connected(context, sa, *quick, in);
    case QuickState::done:
      return;
  }
}

void confirm(const Context& context, IsakmpSa& sa, QuickMode& quick) {
  auto* pair = context.registry.pair_by_inbound(quick.inbound);
  if (!quick.waits_for_peer() || pair == nullptr || !quick.outbound) return;
  if (quick.role == Role::responder) quick.reply = {};
  quick.state = QuickState::done;
  quick.retransmission.reset();
  quick.forget_at = context.now + kRememberedFor;
  auto outbound = *std::move(quick.outbound);
  quick.outbound.reset();
  outbound.peer = pair->peer;  // it may have moved since
  complete_pair(context, sa, *pair, std::move(outbound));
}

void forget_finished(const Context& context, IsakmpSa& sa) {
  std::erase_if(sa.quick_modes, [&](auto& quick) {
    return quick->state == QuickState::done && quick->forget_at <= context.now;
  });
}

}  // namespace kyoten::ike::v1
