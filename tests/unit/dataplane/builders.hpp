// Plans, packets and SAs with good defaults, for tests, benchmarks and fuzz targets of the data plane.
#pragma once

#include "firmware/dataplane/worker.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "tests/support/test_entropy.hpp"

namespace kyoten::test {

inline Ipv4Address ip(std::string_view text) { return Ipv4Address::parse(text).value(); }
inline Ipv4Prefix net(std::string_view text) { return Ipv4Prefix::parse(text).value(); }
inline MacAddress mac(std::uint8_t last) { return {{0x02, 0, 0, 0, 0, last}}; }
/// What the routers of the tests have on port 0 and 1.
inline MacAddress router_mac(std::uint8_t router, std::uint8_t port) { return {{0x02, 0xa0, 0xde, 0, router, port}}; }

/// An IPv4 packet with a right checksum.
Bytes ipv4(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol, ByteView payload,
           std::uint8_t ttl = 64);
Bytes udp(Ipv4Address source, std::uint16_t source_port, Ipv4Address destination, std::uint16_t destination_port,
          ByteView payload);
/// A segment without payload, with an MSS option if `mss` is given.
Bytes tcp(Ipv4Address source, std::uint16_t source_port, Ipv4Address destination, std::uint16_t destination_port,
          std::uint8_t flags, std::optional<std::uint16_t> mss = std::nullopt);
Bytes icmp_echo(Ipv4Address source, Ipv4Address destination, std::uint16_t identifier, bool request = true,
                std::size_t data_bytes = 8);
/// An ICMP error from `source` that quotes header and 8 bytes of `packet`, to the packet's sender.
Bytes icmp_error(Ipv4Address source, std::uint8_t type, std::uint8_t code, ByteView packet);
Bytes ethernet(const MacAddress& destination, const MacAddress& source, std::uint16_t type, ByteView payload,
               std::optional<std::uint16_t> vlan = std::nullopt);
Bytes arp(bool request, const MacAddress& sender_mac, Ipv4Address sender, Ipv4Address target,
          const MacAddress& target_mac = {});
/// Cuts an IPv4 packet into fragments.
std::vector<Bytes> fragments(ByteView packet, std::size_t payload_bytes);
/// Mends the header checksum after a test has changed the header.
void mend_ipv4(Bytes& packet, std::size_t at = 0);
/// UDP, TCP and ICMP checksums of an unfragmented packet are right (or absent, with UDP), and the header's.
bool checksums_good(ByteView packet);

/// Plans row by row.
class PlanBuilder {
 public:
  PlanBuilder& port(std::string name, MacAddress address, std::vector<Ipv4Prefix> addresses = {});
  PlanBuilder& row(dataplane::InterfacePlan interface);
  /// A bridge of the named rows; its own interface is called bridge1.
  PlanBuilder& bridge(std::vector<std::string> members, MacAddress address, std::vector<Ipv4Prefix> addresses = {});
  PlanBuilder& l2tpv3(TunnelId tunnel, std::optional<PolicyId> policy);
  PlanBuilder& ipsec_tunnel(TunnelId tunnel, PolicyId policy);
  PlanBuilder& route(Ipv4Prefix destination, std::string interface, std::optional<Ipv4Address> gateway = std::nullopt);
  PlanBuilder& masquerade(std::string interface, Ipv4Address outer,
                          std::vector<dataplane::NatStaticEntry> statics = {});
  PlanBuilder& transport(PolicyId policy, std::uint8_t protocol, std::uint16_t local_port);

  [[nodiscard]] dataplane::InterfacePlan& interface(std::string_view name);
  [[nodiscard]] InterfaceIndex index(std::string_view name) const;
  dataplane::Plan plan;
  [[nodiscard]] std::shared_ptr<const dataplane::Plan> build() const {
    return std::make_shared<const dataplane::Plan>(plan);
  }
};

/// One SA pair between two ends, by the same seed on both.
struct SaPair {
  PolicyId policy{101};
  GatewayId gateway{1};
  std::uint32_t spi_in = 0x1000;
  std::uint32_t spi_out = 0x2000;
  Endpoint local;
  Endpoint peer;
  bool udp_encapsulated = false;
  ipsec::Mode mode = ipsec::Mode::transport;
  ipsec::Suite suite;
  std::uint8_t key = 7;
  ipsec::TrafficSelection selection;
  [[nodiscard]] ipsec::SaParameters inbound() const;
  [[nodiscard]] ipsec::SaParameters outbound() const;
};

}  // namespace kyoten::test
