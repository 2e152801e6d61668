// The data plane of one router: takes batches from ports, gives batches to ports and notices to the
// control side. Sans-IO like everything in firmware/: no clock, no socket, no callback.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "firmware/base/datagram.hpp"
#include "firmware/base/entropy.hpp"
#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/dataplane/status.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::dataplane {

/// A UDP datagram for a service of the router (500, 4500 with non-ESP marker, L2TP control on 1701, 67, 68,
/// 53 ...: every datagram to an address of the router; the router decides whether a service takes it).
struct LocalDatagram {
  InterfaceIndex in_interface;
  MacAddress source_mac;
  std::optional<PolicyId> policy;  ///< it came through this IPsec policy
  Datagram datagram;
};
/// An ICMP echo reply (for the router's own ping) or error for the router itself.
struct LocalIcmp {
  InterfaceIndex in_interface;
  IpAddress source;  ///< of the version whose ICMP it is
  std::uint8_t ttl;
  Bytes message;  ///< ICMP header and body
};
/// A TCP segment for the router itself: the whole packet.
struct LocalTcp {
  InterfaceIndex in_interface;
  Bytes packet;
};
/// Traffic met a policy without outbound SA. At most one a second for each policy.
struct SaWanted {
  PolicyId policy;
};
/// An inbound SA authenticated packets; at most one a second for each SA, and at once when the source changes.
struct SaTraffic {
  Spi inbound;
  Endpoint source;
};
/// So much has passed an SA that a new one is wanted (its `renew_at`); once for each SA.
struct SaWorn {
  ipsec::SaUseOf status;
};
/// ESP or AH of an SA that is not there. At most ten different SPIs a second.
struct IllegalSpi {
  Spi spi;
  IpAddress source;
};
/// Data passed a session; at most one a second for each direction.
struct SessionData {
  TunnelId tunnel;
  bool received;
};
/// A filter with logging rejected or passed a packet: `LAN2 Rejected at IN(N) filter: ...`. Rate limited.
struct FilterLogged {
  InterfaceIndex interface;
  bool inbound;
  std::optional<FilterId> filter;  ///< empty: the default at the end of the list
  bool passed;
  std::uint8_t protocol;
  Endpoint source;
  Endpoint destination;
};
/// PPPoE that is the router's to answer: the packet without its Ethernet header. Those of sessions that are none are rate
/// limited.
struct PppoeReceived {
  InterfaceIndex in_interface;        ///< the LAN
  MacAddress source;
  bool discovery;
  std::optional<InterfaceIndex> pp;   ///< whose session it is
  Bytes packet;
};
/// A packet met a pp that is not connected. Rate limited.
struct LineWanted {
  InterfaceIndex pp;
  std::uint8_t protocol;
  Endpoint source;                    ///< ports 0 where there are none
  Endpoint destination;
};
using Notice = std::variant<LocalDatagram, LocalIcmp, LocalTcp, SaWanted, SaTraffic, SaWorn, SessionData, FilterLogged,
                            PppoeReceived, LineWanted, IllegalSpi>;

struct Transmit {
  PortIndex port;
  Batch batch;  ///< complete frames
};
struct Output {
  std::vector<Transmit> transmit;  ///< at most one row for each port; a batch may be empty
  std::vector<Notice> notices;
  void clear();
};

/// Session of an L2TPv3 tunnel, runtime state that is installed when the control plane has it.
struct L2tpSession {
  TunnelId tunnel{};
  std::optional<PolicyId> policy;  ///< must be protected by, in both directions
  SessionId local{};
  SessionId remote{};
  Bytes local_cookie;
  Bytes remote_cookie;
  Ipv4Endpoint local_endpoint;
  Ipv4Endpoint remote_endpoint;
};

class Worker {
 public:
  /// `pool` is shared with the ports and outlives the worker.
  Worker(PacketPool& pool, Entropy& entropy);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void set_plan(std::shared_ptr<const Plan> plan, Instant now);

  /// Frames from a port. Takes the packets out of `batch`.
  void receive(PortIndex port, Batch& batch, Instant now, Output& out);
  /// Timers: ARP, reassembly, NAT and MAC ageing.
  void expire(Instant now, Output& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  // Packets of the router itself. They are routed, matched against IPsec transport policies, filtered,
  // translated and fragmented like all others.
  /// With `policy`: protected by it or dropped (no_sa).
  void send(const Datagram& datagram, std::optional<PolicyId> policy, Instant now, Output& out);
  /// On one interface without routing (DHCP, IPv4): broadcast unless `to_mac` is given.
  void send_on(InterfaceIndex interface, const Datagram& datagram, std::optional<MacAddress> to_mac,
               Instant now, Output& out);
  /// On one LAN, what is no IP: PPPoE.
  void send_ethernet(InterfaceIndex interface, const MacAddress& destination, std::uint16_t type, ByteView payload,
                     Instant now, Output& out);
  /// ICMP echo request; the identifier tells the reply. An IPv6 address of a link is sought on `link`, else it is not sent to.
  void send_echo(const std::optional<IpAddress>& source, const IpAddress& destination, std::uint16_t identifier,
                 std::uint16_t sequence, std::size_t data_bytes, Instant now, Output& out,
                 std::optional<InterfaceIndex> link = std::nullopt);
  /// A complete packet (the router's own TCP).
  void send_packet(ByteView packet, Instant now, Output& out, std::optional<InterfaceIndex> link = std::nullopt);
  /// Gratuitous ARP for an interface's addresses.
  void announce(InterfaceIndex interface, Instant now, Output& out);

  // Security associations and sessions: they survive a change of plan.
  void install_sa(ipsec::SaParameters sa);
  /// Peers choose the SPIs of outbound SAs, and two may choose the same one: with `policy` only that policy's goes, and of
  /// several there `peer` says which.
  void remove_sa(ipsec::Direction direction, Spi spi, std::optional<PolicyId> policy = std::nullopt,
                 std::optional<Endpoint> peer = std::nullopt);
  /// RFC 3947 section 4: the peer of these SAs (same gateway) is now elsewhere.
  void move_peer(GatewayId gateway, const Endpoint& before, const Endpoint& after);
  void install_session(L2tpSession session);
  void remove_session(TunnelId tunnel, SessionId local);

  // `clear arp`, `clear nat descriptor dynamic`, `clear bridge learning`
  void clear_arp();
  void clear_nat(std::optional<NatDescriptorId> descriptor);
  void clear_learning(BridgeId bridge);

  [[nodiscard]] std::vector<InterfaceStatus> interfaces() const;
  [[nodiscard]] std::vector<Neighbour6Status> neighbours6(Instant now) const;
  [[nodiscard]] std::vector<ArpEntryStatus> arp(Instant now) const;
  [[nodiscard]] std::vector<MacEntryStatus> learning(BridgeId bridge, Instant now) const;
  [[nodiscard]] std::vector<NatStatus> nat(Instant now) const;
  [[nodiscard]] std::vector<ipsec::SaUseOf> sa_use() const;
  [[nodiscard]] std::vector<SessionTraffic> sessions() const;
  [[nodiscard]] const DropCounters& drops() const;
  [[nodiscard]] Conservation conservation() const;
  /// The interface that the route to a destination leads to.
  [[nodiscard]] std::optional<InterfaceIndex> way_to(const IpAddress& destination) const;
  /// Source address the router would use towards a destination.
  [[nodiscard]] std::optional<IpAddress> source_for(const IpAddress& destination) const;
  [[nodiscard]] std::optional<Ipv4Address> source_for(Ipv4Address destination) const;
  [[nodiscard]] std::optional<Ipv6Address> source_for(const Ipv6Address& destination) const;

 private:
  [[nodiscard]] std::optional<Ipv4Address> unnumbered_source() const;

  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::dataplane
