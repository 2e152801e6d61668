// IPComp (RFC 3173) with DEFLATE (RFC 2394), of whole packets in tunnel mode:
//
//   next header 1 | flags 1 = 0 | CPI 2 | compressed packet
#pragma once

#include <optional>

#include "firmware/base/ids.hpp"
#include "firmware/base/packet.hpp"

namespace kyoten::ipsec {

constexpr std::uint8_t kIpcompProtocol = 108;
constexpr std::size_t kIpcompHeaderBytes = 4;

/// In: a packet. Out: IPComp header and compressed packet. False and unchanged if it would not be shorter, as the RFC
/// demands (section 2.2): such a packet is sent as it is.
[[nodiscard]] bool compress(PacketBuffer& packet, std::uint8_t next_header, Cpi cpi);

/// In: what came with IPComp as its protocol. Out: the packet; its protocol is the result. Nothing, and the packet is to be
/// dropped, if it is not what `cpi` was agreed for, is damaged, or does not fit into a buffer.
[[nodiscard]] std::optional<std::uint8_t> expand(PacketBuffer& packet, Cpi cpi);

}  // namespace kyoten::ipsec
