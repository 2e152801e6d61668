#include "firmware/ike/v1/receive.hpp"

#include "firmware/ike/v1/aggressive_mode.hpp"
#include "firmware/ike/v1/debug_log.hpp"
#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/login.hpp"
#include "firmware/ike/v1/main_mode.hpp"
#include "firmware/ike/v1/quick_mode.hpp"
#include "firmware/ike/v1/quick_mode_exchange.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

/// Only a message in the clear, without an answerer's cookie and outside of every exchange can
/// begin one.
void receive_first(const Context& context, const Incoming& in) {
  const auto& header = in.header;
  if (!is_zero(header.responder) || header.message_id != 0 || header.encrypted()) return;
  if (header.exchange == exchange::main_mode) respond_main_mode(context, in);
  if (header.exchange == exchange::aggressive) respond_aggressive_mode(context, in);
}

/// Message 3 of aggressive mode was lost if the initiator already begins phase 2: message 2 makes
/// it say it again.
void ask_for_third(const Context& context, IsakmpSa& sa) {
  if (sa.state == Phase1State::aggressive_answered && sa.reply.repeat(context.now)) {
    context.send(sa, sa.reply.message);
  }
}

void receive_phase1(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (sa.reply.answers(in.digest)) {
    if (sa.reply.repeat(context.now)) context.send(in.destination, in.source, sa.reply.message);
    return;
  }
  const bool first_again = sa.role == Role::responder && in.digest == sa.first_digest;
  if (first_again || in.header.message_id != 0) return;
  const bool aggressive = in.header.exchange == exchange::aggressive;
  if (aggressive != sa.aggressive) return;
  if (aggressive) {
    continue_aggressive_mode(context, sa, in);
  } else {
    continue_main_mode(context, sa, in);
  }
}

void receive_known(const Context& context, IsakmpSa& sa, const Incoming& in) {
  switch (in.header.exchange) {
    case exchange::main_mode:
    case exchange::aggressive:
      return receive_phase1(context, sa, in);
    case exchange::informational:
      if (auto* quick = sa.quick_mode(in.header.message_id)) {
        if (quick->state == QuickState::waits_for_connected) on_quick_connected(context, sa, *quick, in);
        return;
      }
      return receive_informational(context, sa, in);
    case exchange::quick_mode:
      if (!sa.established()) return ask_for_third(context, sa);
      if (!is_admitted(sa)) return;
      if (in.header.message_id != 0) receive_quick_mode(context, sa, in);
      return;
    case exchange::transaction:
      return receive_transaction(context, sa, in);
    default:
      return;
  }
}

void receive_whole(const Context& context, const Incoming& in) {
  if (auto* sa = context.registry.find_isakmp(in.header, in.source)) {
    log_received(context, *sa, in);
    receive_known(context, *sa, in);
  } else {
    receive_first(context, in);
  }
}

/// Pieces of what could only be a first message belong to no SA and are not kept.
void receive_fragment(const Context& context, const Incoming& in) {
  auto* sa = context.registry.find_isakmp(in.header, in.source);
  if (sa == nullptr) return;
  log_received(context, *sa, in);
  const auto bytes = sa->fragments.add(in, context.now);
  if (!bytes) return;
  const auto whole = incoming_of(*bytes, in.source, in.destination);
  if (!whole || whole->header.major_version() != 1 || is_fragment(*whole)) return;
  receive_whole(context, *whole);
}

}  // namespace

void receive(const Context& context, const Incoming& in) {
  is_fragment(in) ? receive_fragment(context, in) : receive_whole(context, in);
}

}  // namespace kyoten::ike::v1
