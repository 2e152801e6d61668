// Shared by ethernet_input and bridge: a frame that is (also) for the router itself.
#pragma once

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {

void deliver_frame(Context& context, Packet frame, const wire::EthernetHeader& header);
/// The same of PPPoE's discovery, without its Ethernet header.
void deliver_pppoe_discovery(Context& context, Packet packet);

}  // namespace kyoten::dataplane
