#include "platform/lab/host.hpp"

#include <algorithm>

#include "firmware/wire/arp.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "platform/lab/routed_packets.hpp"

namespace kyoten::lab {
namespace {

constexpr std::uint16_t kDhcpClientPort = 68;

bool goes_to_a_neighbour(ProbeKind kind) {
  switch (kind) {
    case ProbeKind::ping:
    case ProbeKind::full_frame:
    case ProbeKind::full_packet:
    case ProbeKind::udp_datagram:
    case ProbeKind::tcp_payload: return true;
    default: return false;
  }
}

void address_frame(Bytes& frame, MacAddress to) {
  std::copy(to.octets.begin(), to.octets.end(), frame.begin());
}

}  // namespace

Host::Host(HostSettings settings, Entropy& entropy)
    : settings_(std::move(settings)), address_(settings_.address), gateway_(settings_.gateway) {
  if (!settings_.dhcp) return;
  dhcp::ClientSettings client;
  client.interface = "eth1";
  client.mac = settings_.mac;
  client.host_name = settings_.name;
  dhcp_ = std::make_unique<dhcp::Client>(client, entropy);
}

Host::~Host() = default;

void Host::start(Instant now, HostOutbox& out) {
  if (!dhcp_) return;
  dhcp::ClientOutbox messages;
  dhcp_->start(now, messages);
  drain_dhcp(messages, now, out);
}

Station Host::station() const {
  Station self;
  self.mac = settings_.mac;
  if (address_) {
    self.address = address_->address;
    self.broadcast = address_->directed_broadcast();
  }
  return self;
}

void Host::receive(ByteView frame, Instant now, HostOutbox& out) {
  ++counters_.frames;
  const auto header = wire::parse_ethernet(frame);
  if (!header) {
    ++counters_.malformed;
    return;
  }
  // A switch floods what it has not learned yet; a host takes only what is for it.
  if (!header->destination.is_group() && header->destination != settings_.mac) return;
  if (header->source == settings_.mac) return;

  count(frame);
  learn(frame, now, out);
  if (dhcp_) give_to_dhcp(frame, now, out);
  if (const auto complete = whole(frame, now)) serve(*complete, now, out);
}

std::optional<Bytes> Host::whole(ByteView frame, Instant now) {
  const auto header = wire::parse_ethernet(frame);
  const auto packet = frame.subspan(header->size());
  const bool fragment = header->type == wire::ethertype::ipv4 && !header->vlan_id &&
                        wire::check_ipv4(packet) == wire::Ipv4Error::none &&
                        wire::Ipv4View(packet.data()).is_fragment();
  if (!fragment) return to_bytes(frame);
  auto piece = fragment_pool_.copy(packet.first(wire::Ipv4View(packet.data()).total_bytes()));
  if (!piece) return std::nullopt;
  const auto outcome = fragments_.add(std::move(piece), now);
  if (!outcome.whole) return std::nullopt;
  return ethernet_frame(header->destination, header->source, header->type,
                        std::as_const(*outcome.whole).bytes());
}

/// Reports a probe, and answers what an end host answers.
void Host::serve(ByteView frame, Instant now, HostOutbox& out) {
  const auto header = wire::parse_ethernet(frame);
  const auto self = station();
  if (const auto seen = recognise(frame, self)) {
    const auto what = seen->answer ? Report::What::answered : Report::What::seen;
    out.reports.push_back(
        {what, seen->kind, seen->token, header->source, now, frame.size()});
  }
  if (auto reply = answer(frame, self)) out.frames.push_back(std::move(*reply));
  if (header->type != wire::ethertype::ipv4 || header->vlan_id) return;
  const auto packet = frame.subspan(header->size());
  // A host without names is no DNS server.
  if (address_ && !settings_.names.empty()) {
    if (const auto response = answer_query(packet, address_->address, settings_.names))
      out.frames.push_back(ethernet_frame(header->source, settings_.mac, wire::ethertype::ipv4, *response));
  }
  if (const auto big = too_big_for(packet, self)) {
    out.reports.push_back({Report::What::too_big, ProbeKind::full_packet, big->token,
                           header->source, now, frame.size(), big->mtu_bytes});
  }
  if (const auto payload = tcp_payload_for(packet, self)) {
    auto next = ethernet_frame(header->source, settings_.mac, wire::ethertype::ipv4,
                               payload->packet);
    out.reports.push_back({Report::What::sent, ProbeKind::tcp_payload, payload->token,
                           settings_.mac, now, next.size(), payload->mss});
    out.frames.push_back(std::move(next));
  }
}

void Host::count(ByteView frame) {
  const auto header = wire::parse_ethernet(frame);
  if (header->destination == MacAddress::broadcast()) ++counters_.broadcast;
  if (header->vlan_id) ++counters_.vlan_tagged;
  const auto payload = frame.subspan(header->size());
  if (header->type == wire::ethertype::arp) {
    const auto arp = wire::parse_arp(payload);
    if (arp && arp->request) ++counters_.arp_requests;
  }
  if (header->type == wire::ethertype::ipv4 &&
      wire::check_ipv4(payload) == wire::Ipv4Error::none) {
    const wire::Ipv4View ip(payload.data());
    const auto body = ip.payload();
    if (ip.protocol() == wire::ip_protocol::icmp && !body.empty() &&
        body[0] == wire::icmp_type::echo_request) {
      ++counters_.echo_requests;
    }
  }
  const auto seen = recognise(frame, station());
  if (!seen || seen->answer) return;
  if (seen->kind == ProbeKind::wake_on_lan) ++counters_.wake_on_lan;
  if (seen->kind == ProbeKind::dhcp_discover) ++counters_.dhcp_discover;
  if (seen->kind == ProbeKind::neighbour_solicitation) ++counters_.neighbour_solicitations;
}

/// Learns from every ARP message of a neighbour (RFC 826: also from requests), and sends what waited for it.
void Host::learn(ByteView frame, Instant now, HostOutbox& out) {
  const auto header = wire::parse_ethernet(frame);
  if (header->type != wire::ethertype::arp || header->vlan_id) return;
  const auto arp = wire::parse_arp(frame.subspan(header->size()));
  if (!arp || arp->sender.is_unspecified() || arp->sender_mac.is_group()) return;
  if (!address_ || !address_->contains(arp->sender)) return;
  if (neighbours_.size() >= kMostNeighbours && !neighbours_.contains(arp->sender)) {
    neighbours_.erase(std::min_element(
        neighbours_.begin(), neighbours_.end(),
        [](auto& a, auto& b) { return a.second.learned < b.second.learned; }));
  }
  neighbours_[arp->sender] = {arp->sender_mac, now};
  for (auto& waiting : waiting_) {
    if (waiting.next_hop != arp->sender) continue;
    address_frame(waiting.frame, arp->sender_mac);
    if (waiting.report) {
      waiting.report->at = now;
      out.reports.push_back(*waiting.report);
    }
    out.frames.push_back(std::move(waiting.frame));
    waiting.attempts = 0;
  }
  std::erase_if(waiting_, [](auto& waiting) { return waiting.attempts == 0; });
}

Ipv4Address Host::next_hop(Ipv4Address destination) const {
  const bool on_link = address_ && address_->contains(destination);
  return on_link || !gateway_ ? destination : *gateway_;
}

const Host::Neighbour* Host::known(Ipv4Address address, Instant now) const {
  const auto found = neighbours_.find(address);
  if (found == neighbours_.end() || found->second.learned + kNeighbourLife < now) return nullptr;
  return &found->second;
}

void Host::to_neighbour(Ipv4Address next_hop, Bytes frame, std::optional<Report> report,
                        Instant now, HostOutbox& out) {
  if (const auto* neighbour = known(next_hop, now)) {
    address_frame(frame, neighbour->mac);
    if (report) out.reports.push_back(*report);
    out.frames.push_back(std::move(frame));
    return;
  }
  if (waiting_.size() >= kMostWaiting) return;
  waiting_.push_back({next_hop, std::move(frame), report, now + kArpInterval});
  out.frames.push_back(arp_frame(station(), MacAddress::broadcast(), true, {}, next_hop));
}

void Host::send(const Probe& probe, Instant now, HostOutbox& out) {
  auto frame = probe_frame(probe, station(), probe.peer_mac);
  const Report report{
      Report::What::sent, probe.kind, probe.token, settings_.mac, now, frame.size()};
  if (goes_to_a_neighbour(probe.kind)) {
    // What counts of TCP is the payload, which goes when the peer has answered.
    const bool only_opens = probe.kind == ProbeKind::tcp_payload;
    to_neighbour(next_hop(probe.peer), std::move(frame),
                 only_opens ? std::nullopt : std::optional(report), now, out);
    return;
  }
  out.reports.push_back(report);
  out.frames.push_back(std::move(frame));
}

void Host::expire(Instant now, HostOutbox& out) {
  fragments_.expire(now);
  for (auto& waiting : waiting_) {
    if (waiting.retry > now) continue;
    if (waiting.attempts >= kArpAttempts) {
      waiting.attempts = 0;
      continue;
    }
    ++waiting.attempts;
    waiting.retry = now + kArpInterval;
    out.frames.push_back(
        arp_frame(station(), MacAddress::broadcast(), true, {}, waiting.next_hop));
  }
  std::erase_if(waiting_, [](auto& waiting) { return waiting.attempts == 0; });
  if (!dhcp_) return;
  const auto due = dhcp_->deadline();
  if (!due || *due > now) return;
  dhcp::ClientOutbox messages;
  dhcp_->expire(now, messages);
  drain_dhcp(messages, now, out);
}

std::optional<Instant> Host::deadline() const {
  std::optional<Instant> first;
  if (dhcp_) first = dhcp_->deadline();
  for (auto& waiting : waiting_) first = earlier(first, waiting.retry);
  first = earlier(first, fragments_.deadline());
  return first;
}

void Host::give_to_dhcp(ByteView frame, Instant now, HostOutbox& out) {
  const auto header = wire::parse_ethernet(frame);
  if (header->type != wire::ethertype::ipv4 || header->vlan_id) return;
  const auto packet = frame.subspan(header->size());
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return;
  const wire::Ipv4View ip(packet.data());
  if (ip.protocol() != wire::ip_protocol::udp || ip.is_fragment()) return;
  const auto udp = wire::parse_udp(ip.payload());
  if (!udp || udp->destination_port != kDhcpClientPort) return;
  if (!wire::udp_checksum_good(ip.payload(), ip.source(), ip.destination())) return;
  dhcp::ClientOutbox messages;
  dhcp_->receive(udp->payload, now, messages);
  drain_dhcp(messages, now, out);
}

void Host::drain_dhcp(dhcp::ClientOutbox& from, Instant now, HostOutbox& out) {
  for (auto& event : from.events) {
    if (const auto* acquired = std::get_if<dhcp::AddressAcquired>(&event)) {
      address_ = acquired->lease.address;
      gateway_ = acquired->lease.gateway;
      out.new_address = address_;
    } else {
      address_.reset();
      gateway_.reset();
      neighbours_.clear();
    }
  }
  for (auto& message : from.messages) {
    const auto packet = udp_packet(message.source, message.destination, message.payload);
    auto frame = ethernet_frame(MacAddress::broadcast(), settings_.mac, wire::ethertype::ipv4,
                                packet);
    if (message.destination.address.is_broadcast()) {
      out.frames.push_back(std::move(frame));
    } else {
      to_neighbour(next_hop(message.destination.address), std::move(frame), std::nullopt, now, out);
    }
  }
}

}  // namespace kyoten::lab
