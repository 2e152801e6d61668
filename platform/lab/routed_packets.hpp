// The probes between two networks, as IPv4 packets: a full-size UDP datagram to the echo service (RFC 862), and a TCP
// payload to the same port. TCP (RFC 9293) is played from the segments alone, neither end keeps a connection:
//
//   prober                                   other host
//     SYN, sequence = token, MSS 1460   -->
//                                       <--  SYN+ACK, MSS 1460      (each router on the way may lower both)
//     MSS bytes with the probe's marker -->
//                                       <--  the same bytes, acknowledged
#pragma once

#include "platform/lab/probe_frames.hpp"

namespace kyoten::lab {

Bytes full_datagram(const Probe& probe, const Station& self);
Bytes tcp_opening(const Probe& probe, const Station& self);

/// `packet` is a whole IPv4 packet.
std::optional<SeenProbe> recognise_routed(ByteView packet, const Station& self);
/// What the echo service of `self` sends back.
std::optional<Bytes> answer_routed(ByteView packet, const Station& self);

/// The prober's answer to SYN+ACK: the payload.
struct TcpPayload {
  Bytes packet;
  std::uint32_t token = 0;
  std::uint16_t mss = 0;  ///< as it came, which may be less than was sent
};
std::optional<TcpPayload> tcp_payload_for(ByteView packet, const Station& self);

/// "Fragmentation needed and DF set" (RFC 792) about a probe of `self`.
struct TooBig {
  std::uint32_t token = 0;
  std::uint16_t mtu_bytes = 0;  ///< RFC 1191; 0 from a router that knows only RFC 792
};
std::optional<TooBig> too_big_for(ByteView packet, const Station& self);

}  // namespace kyoten::lab
