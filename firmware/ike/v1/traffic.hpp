// What the data plane reports: packets that came in, and how far SAs are used up.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

void on_inbound_traffic(const Context& context, Spi inbound, const Endpoint& source);
void on_sa_use(const Context& context, ipsec::Direction direction, Spi spi,
               const ipsec::SaUse& use);
/// A packet found no SA: the pause after a failure is cut short, but not every packet begins an
/// exchange.
void on_sa_wanted(const Context& context, PolicyId policy);

}  // namespace kyoten::ike::v1
