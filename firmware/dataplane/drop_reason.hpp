// Every way a packet can end here. Each has one sentence that `show` and the log print.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kyoten::dataplane {

#define KYOTEN_DROP_REASONS(X)                                                                     \
  X(no_buffer, "no packet buffer was free")                                                        \
  X(frame_too_short, "the Ethernet frame is shorter than its header")                              \
  X(group_source, "the frame's source address is a group address")                                 \
  X(not_for_us, "the frame is addressed to another station")                                       \
  X(unknown_ethertype, "no protocol takes this Ethernet type")                                     \
  X(unknown_vlan, "no interface has this VLAN id")                                                 \
  X(interface_down, "the interface is disabled")                                                   \
  X(bridge_no_port, "the bridge has no other active member")                                       \
  X(bridge_same_port, "the destination is on the side the frame came from")                        \
  X(bridge_loop, "one address appears on two sides of the bridge at once")                         \
  X(arp_malformed, "the ARP message is malformed")                                                 \
  X(ip_malformed, "the IPv4 header is malformed")                                                  \
  X(ip_checksum, "the IPv4 header checksum is wrong")                                              \
  X(ipv6_malformed, "the IPv6 header or an extension header is malformed, or asks for a route")    \
  X(ip_source_route, "the packet asks for a route of its own choice")                              \
  X(ip_martian, "the source address cannot be a sender's")                                         \
  X(ttl_exceeded, "the time to live ran out")                                                      \
  X(no_route, "no route leads to the destination")                                                 \
  X(null_route, "the route discards")                                                              \
  X(not_forwarded, "a broadcast or multicast packet is not forwarded")                             \
  X(neighbour_unresolved, "nobody answered the ARP request")                                       \
  X(fragment_needed, "the packet is too big and must not be fragmented")                           \
  X(reassembly_timeout, "not all fragments arrived in time")                                       \
  X(reassembly_overlap, "fragments overlap")                                                       \
  X(reassembly_limit, "too many or too large fragments")                                           \
  X(udp_malformed, "the UDP header is malformed")                                                  \
  X(udp_checksum, "the UDP checksum is wrong")                                                     \
  X(tcp_malformed, "the TCP header is malformed")                                                  \
  X(icmp_malformed, "the ICMP message is malformed")                                               \
  X(port_closed, "no service of the router takes this packet")                                     \
  X(filtered_in, "an inbound filter rejected it")                                                  \
  X(filtered_out, "an outbound filter rejected it")                                                \
  X(nat_no_entry, "no NAT entry leads to the inside")                                              \
  X(nat_no_port, "no outer port is free")                                                          \
  X(nat_unsupported, "NAT cannot translate this protocol")                                         \
  X(no_sa, "an IPsec policy claims it and no SA stands")                                           \
  X(esp_unknown_spi, "no SA has this SPI")                                                         \
  X(esp_malformed, "the ESP packet is malformed")                                                  \
  X(esp_integrity, "the integrity check value is wrong")                                           \
  X(esp_replayed, "the sequence number was seen before or is too old")                             \
  X(esp_sequence_exhausted, "the SA has no sequence number left")                                  \
  X(esp_padding, "the ESP padding is wrong")                                                       \
  X(esp_next_header, "the protected protocol is not the SA's")                                     \
  X(esp_policy_mismatch, "what came out of ESP does not belong to its policy")                     \
  X(esp_selector, "the packet is outside of what its SA was agreed for")                           \
  X(esp_congestion, "the path marked congestion on a packet that must not carry the mark")         \
  X(ah_unknown_spi, "no SA of AH has this SPI")                                                    \
  X(ah_malformed, "the authentication header is malformed")                                        \
  X(ah_integrity, "the integrity check value of AH is wrong")                                      \
  X(ah_replayed, "the sequence number of AH was seen before or is too old")                        \
  X(ipcomp_damaged, "the compressed packet cannot be expanded, or nothing was agreed on it")       \
  X(unprotected, "it came in the clear where a policy demands IPsec")                              \
  X(nat_keepalive, "a NAT keepalive has done its work")                                            \
  X(l2tp_malformed, "the L2TP header is malformed")                                                \
  X(l2tp_unknown_session, "no session has this id")                                                \
  X(l2tp_bad_cookie, "the session cookie is wrong")                                                \
  X(l2tp_session_down, "the tunnel's session is not up")                                           \
  X(pppoe_malformed, "the PPPoE or PPP header is malformed")                                       \
  X(pppoe_unknown_session, "no PPPoE session has this id")                                          \
  X(line_down, "the line is not connected")                                                        \
  X(tunnel_loop, "the packet was decapsulated too often")                                          \
  X(no_headroom, "there is no room for another header")                                            \
  X(no_tailroom, "there is no room for the trailer")                                               \
  X(punt_limit, "too many packets for the router itself at once")

enum class DropReason : std::uint8_t {
#define KYOTEN_DROP_ENUMERATOR(name, sentence) name,
  KYOTEN_DROP_REASONS(KYOTEN_DROP_ENUMERATOR)
#undef KYOTEN_DROP_ENUMERATOR
  count_
};

constexpr std::size_t kDropReasons = static_cast<std::size_t>(DropReason::count_);

std::string_view name(DropReason reason);
std::string_view sentence(DropReason reason);

}  // namespace kyoten::dataplane
