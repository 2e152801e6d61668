// The lines of `ipsec ike log`. They name messages, never keys.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

void log_received(const Context& context, const IsakmpSa& sa, const Incoming& in);
/// What went into the outbox since it had `already` datagrams.
void log_sent(const Context& context, std::size_t already);

}  // namespace kyoten::ike::v1
