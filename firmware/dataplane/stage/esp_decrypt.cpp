// ESP packets of the whole batch in one burst. What comes out of a transport SA gets an IPv4 header again and must be what the
// SA's policy is for; what comes out of a tunnel SA enters by the tunnel's interface. Next: local_deliver, ip_input.
#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

DropReason reason_for(ipsec::EspError error) {
  switch (error) {
    case ipsec::EspError::replayed: return DropReason::esp_replayed;
    case ipsec::EspError::integrity: return DropReason::esp_integrity;
    case ipsec::EspError::padding: return DropReason::esp_padding;
    default: return DropReason::esp_malformed;
  }
}

/// Tells the control side that the peer lives, at most once a second, and at once when it speaks from elsewhere.
void notice_traffic(Context& context, SaTable::Inbound& row, const PacketBuffer& packet) {
  const Endpoint source{packet.meta.outer_source, packet.meta.outer_source_port};
  const bool moved = source != row.last_source;
  if (row.ever_noticed && !moved && context.now - row.noticed < std::chrono::seconds(1)) return;
  row.last_source = source;
  row.noticed = context.now;
  row.ever_noticed = true;
  context.notify(SaTraffic{row.sa.parameters().spi, source});
}

/// Behind NAT the checksum was made over other addresses (RFC 3948 section 3.1.2). The ICV was good, so none is needed for
/// UDP; TCP must have one.
void mend_transport_checksum(PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  auto segment = packet.bytes().subspan(wire::kIpv4HeaderBytes);
  if (ip.protocol() == wire::ip_protocol::udp && segment.size() >= wire::kUdpHeaderBytes) {
    boost::endian::store_big_u16(segment.data() + 6, 0);
  } else if (ip.protocol() == wire::ip_protocol::tcp && segment.size() >= wire::kTcpHeaderBytes) {
    boost::endian::store_big_u16(segment.data() + 16, 0);
    const auto sum = pseudo_header_sum(ip.source(), ip.destination(), ip.protocol(),
                                       static_cast<std::uint16_t>(segment.size()));
    boost::endian::store_big_u16(segment.data() + 16, finish_checksum(checksum_add(sum, segment)));
  }
}

/// Transport mode: an IPv4 header again. Whether the policy is for such packets is asked there.
void to_local(Context& context, const ipsec::SaParameters& sa, Packet packet, std::uint8_t next_header) {
  packet->meta.authenticated = true;
  if (!packet->push_front(wire::kIpv4HeaderBytes)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  wire::Ipv4Fields fields;
  fields.source = packet->meta.outer_source;
  fields.destination = packet->meta.outer_destination;
  fields.protocol = next_header;
  fields.ttl = packet->meta.outer_ttl;
  wire::write_ipv4(fields, packet->size(), packet->data());
  if (sa.udp_encapsulated) mend_transport_checksum(*packet);
  context.to(Stage::local_deliver, std::move(packet));
}

/// ECN of outer and inner header become one (RFC 6040 section 4.2). False: the path has marked a packet whose ends do
/// not understand the mark, where it should have dropped it.
bool take_over_congestion(PacketBuffer& packet) {
  constexpr std::uint8_t kMask = 3, kNotCapable = 0, kCapable1 = 1, kCapable0 = 2, kExperienced = 3;
  const std::uint8_t outer = packet.meta.outer_tos & kMask;
  if (outer == kNotCapable || outer == kCapable0) return true;
  if (wire::check_ipv4(packet.bytes()) != wire::Ipv4Error::none) return true;  // ip_input's to name
  const wire::Ipv4View ip(packet.data());
  const std::uint8_t inner = ip.tos() & kMask;
  if (outer == kExperienced && inner == kNotCapable) return false;
  if (outer == kExperienced || (outer == kCapable1 && inner == kCapable0))
    wire::set_tos(packet.data(), static_cast<std::uint8_t>((ip.tos() & ~kMask) | outer));
  return true;
}

void after_decryption(Context& context, SaTable::Inbound& row, Packet packet, std::uint8_t next_header) {
  const auto& sa = row.sa.parameters();
  notice_traffic(context, row, *packet);
  packet->meta.policy = sa.policy;
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  constexpr std::uint8_t kDummy = 59;  // RFC 4303 section 2.6: to be dropped silently
  if (next_header == kDummy) return context.consume(std::move(packet));
  if (sa.mode == ipsec::Mode::tunnel) {
    if (next_header != wire::ip_protocol::ipip) {
      return context.drop(std::move(packet), DropReason::esp_next_header);
    }
    if (sa.selection.restricts()) {
      // What is no IPv4 packet at all is ip_input's to name.
      const bool readable = wire::check_ipv4(packet->bytes()) == wire::Ipv4Error::none;
      if (readable && !is_selected(sa, *packet)) {
        return context.drop(std::move(packet), DropReason::esp_selector);
      }
    }
    if (!take_over_congestion(*packet))
      return context.drop(std::move(packet), DropReason::esp_congestion);
    const auto interface = context.index.of_policy(sa.policy);
    if (!interface) return context.drop(std::move(packet), DropReason::esp_policy_mismatch);
    packet->meta.in_interface = *interface;
    auto& counters = context.counters.row(*interface);
    ++counters.received.packets;
    counters.received.bytes += packet->size();
    return context.to(Stage::ip_input, std::move(packet));
  }
  to_local(context, sa, std::move(packet), next_header);
}

}  // namespace

void esp_decrypt(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::DecryptJob> jobs;
  static thread_local std::vector<std::pair<SaTable::Inbound*, Packet>> work;
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    if (packet->size() < 8) {
      context.drop(std::move(packet), DropReason::esp_malformed);
      continue;
    }
    auto* row = context.sas.inbound(Spi{boost::endian::load_big_u32(packet->data())});
    if (row == nullptr) {
      context.drop(std::move(packet), DropReason::esp_unknown_spi);
      continue;
    }
    // A packet whose encapsulation somebody on the path has changed would say that the peer has moved to port 0.
    if (row->sa.parameters().udp_encapsulated != (packet->meta.outer_source_port != 0)) {
      context.drop(std::move(packet), DropReason::esp_policy_mismatch);
      continue;
    }
    jobs.push_back({packet.get(), &row->sa, 0, ipsec::EspError::none});
    work.emplace_back(row, std::move(packet));
  }
  if (jobs.empty()) return;
  ipsec::esp_decrypt(jobs);
  for (auto& job : jobs) notice_wear(context, *job.sa);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto packet = std::move(work[i].second);
    if (jobs[i].error != ipsec::EspError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
    } else {
      after_decryption(context, *work[i].first, std::move(packet), jobs[i].next_header);
    }
  }
}

}  // namespace kyoten::dataplane
