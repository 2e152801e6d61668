#include "firmware/dataplane/worker.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/base/checksum.hpp"
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

using StageFunction = void (*)(Context&, Batch&);

constexpr std::array<StageFunction, kStages> kStageFunctions = {
    ethernet_input, bridge,       pppoe_decap,  arp_input,    ip_input,    esp_decrypt, ah_verify, l2tpv3_decap, local_deliver,
    ip_forward,     ipv6_input,   ipv6_forward, l2tpv3_encap, ipsec_output, esp_encrypt, ah_protect, ip_route,    ipv6_route,
    ip_output,      ppp_output,   ethernet_output,
};

/// Learned addresses are swept this often; an entry is dead the moment it is too old all the same.
constexpr Duration kMacSweep = std::chrono::seconds(30);

}  // namespace

class Worker::Implementation {
 public:
  Implementation(PacketPool& pool, Entropy& entropy) : context(pool, entropy) {
    batch.reserve(kBatchPackets * 2);
    context.plan = std::make_shared<const Plan>();
    context.index = PlanIndex(*context.plan);
  }

  /// Runs all stages in order until every queue is empty.
  void run(Instant now, Output& out) {
    context.now = now;
    context.out = &out;
    bool busy = true;
    while (busy) {
      busy = false;
      for (std::size_t i = 0; i < kStages; ++i) {
        if (context.queues[i].empty()) continue;
        busy = true;
        std::swap(context.queues[i], batch);
        kStageFunctions[i](context, batch);
        batch.clear();
      }
    }
    context.flow.held = context.neighbours.held() + context.neighbours6.held() + context.fragments.held();
  }

  void set_plan(std::shared_ptr<const Plan> plan) {
    // Tables know interfaces by row; a new plan may have moved them.
    InterfaceMap map;
    for (auto& before : context.plan->interfaces) {
      std::optional<InterfaceIndex> to;
      for (std::size_t i = 0; i < plan->interfaces.size(); ++i) {
        if (plan->interfaces[i].name == before.name) to = InterfaceIndex{static_cast<std::uint16_t>(i)};
      }
      map.push_back(to);
    }
    context.macs.remap(map);
    context.index = PlanIndex(*plan);
    context.plan = std::move(plan);
    auto lost = context.neighbours.remap(map, [&](const PacketBuffer& packet) { return may_still_leave(packet); });
    for (auto& packet : context.neighbours6.remap(map, [&](const PacketBuffer& packet) { return may_still_leave6(packet); }))
      lost.push_back(std::move(packet));
    for (auto& packet : lost) context.drop(std::move(packet), DropReason::interface_down);
    std::vector<std::string> names;
    for (auto& row : context.plan->interfaces) names.push_back(row.name);
    context.counters.bind(names);
    context.flow.held = context.neighbours.held() + context.neighbours6.held() + context.fragments.held();
  }

  /// A packet that waits for ARP goes on only where the new plan would send it as well, and in the same way.
  bool may_still_leave(const PacketBuffer& packet) const {
    const wire::Ipv4View ip(packet.data());
    const auto* route = context.route(packet.bytes());
    if (route == nullptr || route->interface != packet.meta.out_interface) return false;
    if (!context.interface(route->interface).enabled) return false;
    return !packet.meta.local_origin || claimed_by(*context.plan, packet) == PolicyId{};
  }

  bool may_still_leave6(const PacketBuffer& packet) const {
    const auto* route = context.index.route(wire::Ipv6View(packet.data()).destination());
    if (route == nullptr || route->interface != packet.meta.out_interface || !context.interface(route->interface).enabled) return false;
    return !packet.meta.local_origin || claimed_by(*context.plan, packet) == PolicyId{};
  }

  Context context;
  Batch batch;
  std::optional<Instant> next_mac_sweep;
};

void Output::clear() {
  for (auto& row : transmit) row.batch.clear();  // the rows stay, with their memory
  notices.clear();
}

Worker::Worker(PacketPool& pool, Entropy& entropy)
    : implementation_(std::make_unique<Implementation>(pool, entropy)) {}
Worker::~Worker() = default;

void Worker::set_plan(std::shared_ptr<const Plan> plan, Instant now) {
  implementation_->context.now = now;
  implementation_->set_plan(std::move(plan));
}

void Worker::receive(PortIndex port, Batch& batch, Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  context.flow.received += batch.size();
  const auto index = InterfaceIndex{number(port)};  // ports are the first rows of the plan
  for (auto& frame : batch) {
    if (number(index) >= context.plan->interfaces.size()) {
      context.drop(std::move(frame), DropReason::interface_down);
      continue;
    }
    frame->meta = {};
    frame->meta.in_interface = index;
    auto& counters = context.counters.row(index);
    ++counters.received.packets;
    counters.received.bytes += frame->size();
    context.to(Stage::ethernet_input, std::move(frame));
  }
  batch.clear();
  implementation_->run(now, out);
}

void Worker::expire(Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  for (auto& due : context.neighbours.expire(now)) {
    for (auto& packet : due.given_up) context.drop(std::move(packet), DropReason::neighbour_unresolved);
    const auto& interface = context.interface(due.interface);
    if (due.ask && !interface.addresses.empty()) {
      send_arp(context, due.interface, interface.addresses[0].address, due.address, std::nullopt);
    }
  }
  for (auto& due : context.neighbours6.expire(now)) {
    for (auto& packet : due.given_up) context.drop(std::move(packet), DropReason::neighbour_unresolved);
    if (due.ask) send_neighbour_solicitation(context, due.interface, due.address);
  }
  for (auto& packet : context.fragments.expire(now)) {
    context.drop(std::move(packet), DropReason::reassembly_timeout);
  }
  context.nat.expire(now);
  if (!implementation_->next_mac_sweep || *implementation_->next_mac_sweep <= now) {
    implementation_->next_mac_sweep.reset();
    for (auto& bridge : context.plan->bridges) {
      if (bridge.age) context.macs.forget_older(bridge.id, now, *bridge.age);
    }
    if (!context.macs.empty()) implementation_->next_mac_sweep = now + kMacSweep;
  }
  implementation_->run(now, out);
}

std::optional<Instant> Worker::deadline() const {
  auto& context = implementation_->context;
  auto due = context.neighbours.deadline();
  due = earlier(due, context.neighbours6.deadline());
  due = earlier(due, context.fragments.deadline());
  due = earlier(due, context.nat.deadline());
  return earlier(due, implementation_->next_mac_sweep);
}

namespace {

/// A packet of the router's own, between two addresses of one version. Its checksums are the upper layer's own matter.
Bytes packet_around(Context& context, const IpAddress& source, const IpAddress& destination, std::uint8_t protocol, ByteView payload) {
  Bytes packet(destination.is_ipv6() ? wire::kIpv6HeaderBytes : wire::kIpv4HeaderBytes);
  packet.insert(packet.end(), payload.begin(), payload.end());
  if (destination.is_ipv6()) {
    wire::write_ipv6({*source.v6(), *destination.v6(), protocol, wire::kDefaultTtl, 0}, packet.size(), packet.data());
    return packet;
  }
  wire::Ipv4Fields fields;
  fields.source = *source.v4();
  fields.destination = *destination.v4();
  fields.protocol = protocol;
  fields.identification = context.next_identification++;
  wire::write_ipv4(fields, packet.size(), packet.data());
  return packet;
}

/// For a destination that no route leads to: it will be dropped, and counted.
IpAddress no_address(const IpAddress& destination) { return destination.is_ipv6() ? IpAddress(Ipv6Address{}) : IpAddress(); }

}  // namespace

void Worker::send(const Datagram& datagram, std::optional<PolicyId> policy, Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  const auto& destination = datagram.destination.address;
  auto source = datagram.source.address;
  if (source.is_unspecified() || source.is_ipv6() != destination.is_ipv6())
    source = source_for(destination).value_or(no_address(destination));
  Bytes segment(wire::kUdpHeaderBytes);
  segment.insert(segment.end(), datagram.payload.begin(), datagram.payload.end());
  wire::write_udp(segment.data(), datagram.source.port, datagram.destination.port, datagram.payload.size(),
                  std::pair(source, destination));
  if (auto packet = context.originate(packet_around(context, source, destination, wire::ip_protocol::udp, segment))) {
    packet->meta.policy = policy.value_or(PolicyId{});
    context.to(Stage::ipsec_output, std::move(packet));
  }
  implementation_->run(now, out);
}

void Worker::send_on(InterfaceIndex index, const Datagram& datagram, std::optional<MacAddress> to_mac,
                     Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  const auto& interface = context.interface(index);
  wire::EthernetHeader header;
  header.destination = to_mac.value_or(MacAddress::broadcast());
  header.source = interface.mac;
  header.type = wire::ethertype::ipv4;
  header.vlan_id = interface.vlan_id;
  const auto ip_at = header.size();
  Bytes bytes(ip_at + wire::kIpv4HeaderBytes + wire::kUdpHeaderBytes);
  bytes.insert(bytes.end(), datagram.payload.begin(), datagram.payload.end());
  wire::write_ethernet(header, bytes.data());
  const auto source = *datagram.source.address.v4();
  const auto destination = *datagram.destination.address.v4();
  wire::write_udp(bytes.data() + ip_at + wire::kIpv4HeaderBytes, datagram.source.port,
                  datagram.destination.port, datagram.payload.size(), std::pair(source, destination));
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = destination;
  fields.protocol = wire::ip_protocol::udp;
  fields.identification = context.next_identification++;
  wire::write_ipv4(fields, bytes.size() - ip_at, bytes.data() + ip_at);
  if (auto frame = context.originate(bytes)) {
    KYOTEN_ASSERT(frame->pull_front(ip_at));
    const bool claimed = claimed_by(*context.plan, *frame) != PolicyId{};
    KYOTEN_ASSERT(frame->push_front(ip_at));
    if (claimed) {
      context.drop(std::move(frame), DropReason::no_sa);  // this way leads past esp_encrypt
    } else {
      send_frame(context, index, std::move(frame));
    }
  }
  implementation_->run(now, out);
}

void Worker::send_ethernet(InterfaceIndex index, const MacAddress& destination, std::uint16_t type, ByteView payload,
                           Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  const auto& interface = context.interface(index);
  const wire::EthernetHeader header{destination, interface.mac, interface.vlan_id, type};
  Bytes bytes(header.size());
  wire::write_ethernet(header, bytes.data());
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  if (auto frame = context.originate(bytes)) send_frame(context, index, std::move(frame));
  implementation_->run(now, out);
}

void Worker::send_echo(const std::optional<IpAddress>& from, const IpAddress& destination, std::uint16_t identifier,
                       std::uint16_t sequence, std::size_t data_bytes, Instant now, Output& out,
                       std::optional<InterfaceIndex> link) {
  auto& context = implementation_->context;
  const bool of_link = destination.is_ipv6() && destination.v6()->is_link_local();
  auto source = from.value_or(source_for(destination).value_or(no_address(destination)));
  if (of_link && link && !from) {
    for (auto& own : context.interface(*link).addresses6) {
      if (own.address.is_link_local()) source = own.address;
    }
  }
  if (source.is_ipv6() != destination.is_ipv6() || (of_link && !link)) return;
  Bytes icmp(wire::kIcmpHeaderBytes + std::min<std::size_t>(data_bytes, 2000));
  icmp[0] = destination.is_ipv6() ? wire::icmpv6_type::echo_request : wire::icmp_type::echo_request;
  boost::endian::store_big_u16(icmp.data() + 4, identifier);
  boost::endian::store_big_u16(icmp.data() + 6, sequence);
  for (std::size_t i = 8; i < icmp.size(); ++i) icmp[i] = static_cast<std::uint8_t>(i);
  const auto checksum = destination.is_ipv6() ? wire::icmpv6_sum(*source.v6(), *destination.v6(), icmp)
                                              : finish_checksum(checksum_add(0, icmp));
  boost::endian::store_big_u16(icmp.data() + 2, checksum);
  const auto protocol = destination.is_ipv6() ? wire::ip_protocol::icmpv6 : wire::ip_protocol::icmp;
  send_packet(packet_around(context, source, destination, protocol, icmp), now, out, link);
}

void Worker::send_packet(ByteView bytes, Instant now, Output& out, std::optional<InterfaceIndex> link) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  if (auto packet = context.originate(bytes)) {
    packet->meta.out_interface = link.value_or(InterfaceIndex{});
    context.to(Stage::ipsec_output, std::move(packet));
  }
  implementation_->run(now, out);
}

void Worker::announce(InterfaceIndex index, Instant now, Output& out) {
  auto& context = implementation_->context;
  context.now = now;
  context.out = &out;
  for (auto& address : context.interface(index).addresses) {
    send_arp(context, index, address.address, address.address, std::nullopt);
  }
  implementation_->run(now, out);
}

void Worker::install_sa(ipsec::SaParameters sa) { implementation_->context.sas.install(std::move(sa)); }
void Worker::remove_sa(ipsec::Direction direction, Spi spi, std::optional<PolicyId> policy,
                       std::optional<Endpoint> peer) {
  implementation_->context.sas.remove(direction, spi, policy, peer);
}
void Worker::move_peer(GatewayId gateway, const Endpoint& before, const Endpoint& after) {
  implementation_->context.sas.move_peer(gateway, before, after);
}
void Worker::install_session(L2tpSession session) {
  implementation_->context.sessions.install(std::move(session));
}
void Worker::remove_session(TunnelId tunnel, SessionId local) {
  auto& context = implementation_->context;
  context.sessions.remove(tunnel, local);
  // What was learned behind the tunnel is to be found anew.
  for (std::size_t i = 0; i < context.plan->interfaces.size(); ++i) {
    if (context.plan->interfaces[i].tunnel == tunnel) {
      context.macs.forget_side(InterfaceIndex{static_cast<std::uint16_t>(i)});
    }
  }
}

std::vector<Neighbour6Status> Worker::neighbours6(Instant now) const {
  auto& context = implementation_->context;
  std::vector<Neighbour6Status> rows;
  context.neighbours6.for_each([&](const NeighbourTable6::Entry& entry) {
    if (entry.expires > now) rows.push_back({context.interface(entry.interface).name, entry.address, *entry.mac});
  });
  return rows;
}

void Worker::clear_arp() { implementation_->context.neighbours.clear_resolved(); }
void Worker::clear_nat(std::optional<NatDescriptorId> descriptor) {
  implementation_->context.nat.clear(descriptor);
}
void Worker::clear_learning(BridgeId bridge) { implementation_->context.macs.clear(bridge); }

std::vector<InterfaceStatus> Worker::interfaces() const {
  auto& context = implementation_->context;
  std::vector<InterfaceStatus> rows;
  for (std::size_t i = 0; i < context.plan->interfaces.size(); ++i) {
    const InterfaceIndex index{static_cast<std::uint16_t>(i)};
    const auto& c = context.counters.row(index);
    rows.push_back({index, context.plan->interfaces[i].name, c.received, c.received_ipv4, c.transmitted,
                    c.transmitted_ipv4, c.unknown_packets, c.received_ipv6, c.transmitted_ipv6});
  }
  return rows;
}

std::vector<ArpEntryStatus> Worker::arp(Instant now) const {
  auto& context = implementation_->context;
  std::vector<ArpEntryStatus> rows;
  context.neighbours.for_each([&](const NeighbourTable::Entry& entry) {
    if (entry.expires <= now) return;
    rows.push_back({context.interface(entry.interface).name, entry.address, *entry.mac,
                    std::chrono::duration_cast<std::chrono::seconds>(entry.expires - now)});
  });
  return rows;
}

std::vector<MacEntryStatus> Worker::learning(BridgeId id, Instant now) const {
  auto& context = implementation_->context;
  std::vector<MacEntryStatus> rows;
  const auto* plan = context.bridge(id);
  if (plan == nullptr) return rows;
  for (auto& [mac, side] : plan->static_entries) {
    rows.push_back({context.interface(side).name, mac, std::nullopt});
  }
  const auto age = plan->age.value_or(std::chrono::seconds(0));
  context.macs.for_each(id, [&](const MacAddress& mac, const MacTable::Entry& entry) {
    const auto remaining = entry.seen + age - now;
    if (plan->age && remaining <= Duration::zero()) return;
    rows.push_back({context.interface(entry.side).name, mac,
                    std::chrono::duration_cast<std::chrono::seconds>(std::max(remaining, Duration::zero()))});
  });
  return rows;
}

std::vector<NatStatus> Worker::nat(Instant now) const {
  auto& context = implementation_->context;
  std::vector<NatStatus> rows;
  for (auto& interface : context.plan->interfaces) {
    for (auto id : interface.nat) {
      for (auto& descriptor : context.plan->nat) {
        if (descriptor.id != id) continue;
        rows.push_back({id, interface.name, descriptor.outer, context.nat.sessions(descriptor, now)});
      }
    }
  }
  return rows;
}

std::vector<ipsec::SaUseOf> Worker::sa_use() const { return implementation_->context.sas.use(); }

std::vector<SessionTraffic> Worker::sessions() const {
  std::vector<SessionTraffic> rows;
  for (auto& row : implementation_->context.sessions.rows()) {
    rows.push_back({row->session.tunnel, row->received, row->transmitted});
  }
  return rows;
}

const DropCounters& Worker::drops() const { return implementation_->context.drops; }
Conservation Worker::conservation() const { return implementation_->context.flow; }

/// For an interface without an address, as tunnels are: the first one that stands on the inside.
std::optional<Ipv4Address> Worker::unnumbered_source() const {
  const auto& interfaces = implementation_->context.plan->interfaces;
  for (bool outside : {false, true}) {
    for (auto& row : interfaces) {
      if (!row.addresses.empty() && row.nat.empty() != outside) return row.addresses[0].address;
    }
  }
  return std::nullopt;
}

std::optional<Ipv4Address> Worker::source_for(Ipv4Address destination) const {
  auto& context = implementation_->context;
  const auto* route = context.route(destination);
  if (route == nullptr || route->discard) return std::nullopt;
  const auto& interface = context.interface(route->interface);
  if (interface.addresses.empty()) return unnumbered_source();
  for (auto& own : interface.addresses) {
    if (own.contains(route->gateway.value_or(destination))) return own.address;
  }
  return interface.addresses[0].address;
}

/// Never that of a link: an answer would not find it from elsewhere.
std::optional<Ipv6Address> Worker::source_for(const Ipv6Address& destination) const {
  auto& context = implementation_->context;
  const auto* route = context.index.route(destination);
  if (route == nullptr || route->discard) return std::nullopt;
  for (auto& own : context.interface(route->interface).addresses6) {
    if (!own.address.is_link_local() && own.contains(route->gateway.value_or(destination))) return own.address;
  }
  return context.own_address6(route->interface);
}

std::optional<InterfaceIndex> Worker::way_to(const IpAddress& destination) const {
  const auto& context = implementation_->context;
  if (const auto* address = destination.v6()) {
    const auto* route = context.index.route(*address);
    return route != nullptr && !route->discard ? std::optional(route->interface) : std::nullopt;
  }
  const auto* route = context.route(*destination.v4());
  return route != nullptr && !route->discard ? std::optional(route->interface) : std::nullopt;
}

std::optional<IpAddress> Worker::source_for(const IpAddress& destination) const {
  if (const auto* address = destination.v6()) return source_for(*address);
  return source_for(*destination.v4());
}

}  // namespace kyoten::dataplane
