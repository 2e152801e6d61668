// L2TPv3 data messages over UDP (RFC 3931 section 4.1.2.1): what stands between UDP and the Ethernet frame.
//
//   | T=0, version 3: 0003 | reserved 2 | session id 4 | cookie 0, 4 or 8 | frame
#pragma once

#include <cstddef>
#include <cstdint>

namespace kyoten::wire {

constexpr std::size_t kL2tpv3DataHeaderBytes = 8;
constexpr std::uint16_t kL2tpPort = 1701;
constexpr std::uint16_t kL2tpv3DataFlags = 0x0003;
constexpr std::uint16_t kL2tpControlBit = 0x8000;
constexpr std::uint16_t kL2tpVersionMask = 0x000f;

}  // namespace kyoten::wire
