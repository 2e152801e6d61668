// `ipsec ike log`: what is sent and received, for reading only.
#pragma once

#include "firmware/ike/v2/context.hpp"

namespace kyoten::ike::v2 {

void log_received(const Context& context, const IkeSa& sa, const Incoming& in);
/// The datagrams that were added to the outbox since it held so many.
void log_sent(const Context& context, std::size_t already);

}  // namespace kyoten::ike::v2
