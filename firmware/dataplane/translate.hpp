// NAT applied to a packet (RFC 3022): addresses, ports and checksums in place, ICMP errors with the header they quote.
#pragma once

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {

/// Does a NAT descriptor that does something stand on the interface?
[[nodiscard]] bool masquerades(const Plan& plan, const InterfacePlan& interface);

/// A packet that arrived on `interface`: its destination becomes the inside one. A reason if it must be dropped; packets
/// that are not for an outer address pass unchanged.
std::optional<DropReason> translate_inbound(Context& context, const InterfacePlan& interface,
                                            PacketBuffer& packet);

/// A packet that leaves by `interface`: its source becomes the outer one.
std::optional<DropReason> translate_outbound(Context& context, const InterfacePlan& interface,
                                             PacketBuffer& packet);

/// Does the interface hide what is behind it by `masquerade`?
[[nodiscard]] bool masquerades(const Plan& plan, const InterfacePlan& interface);

}  // namespace kyoten::dataplane
