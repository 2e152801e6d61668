// From a message to the exchange it belongs to.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

void receive(const Context& context, const Incoming& in);

}  // namespace kyoten::ike::v1
