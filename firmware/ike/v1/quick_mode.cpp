#include "firmware/ike/v1/quick_mode.hpp"

#include "firmware/ike/v1/quick_mode_exchange.hpp"

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
    case QuickState::done:
      return;
  }
}

void forget_finished(const Context& context, IsakmpSa& sa) {
  std::erase_if(sa.quick_modes, [&](auto& quick) {
    return quick->state == QuickState::done && quick->forget_at <= context.now;
  });
}

}  // namespace kyoten::ike::v1
