// From a datagram to the exchange it belongs to.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

void receive_datagram(const Context& context, const Datagram& in);

}  // namespace kyoten::ike::v1
