// What every stage works with: the plan, the tables, the queues between stages, and the only ways in which a packet may
// leave: another stage, a port, the router itself, a waiting table, or a counted drop.
#pragma once

#include <array>
#include <memory>

#include "firmware/dataplane/plan_index.hpp"
#include "firmware/dataplane/table/interface_counters.hpp"
#include "firmware/dataplane/table/mac_table.hpp"
#include "firmware/dataplane/table/nat_table.hpp"
#include "firmware/dataplane/table/neighbour_table.hpp"
#include "firmware/dataplane/table/reassembly_table.hpp"
#include "firmware/dataplane/table/sa_table.hpp"
#include "firmware/dataplane/table/session_table.hpp"
#include "firmware/dataplane/worker.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ip_headers.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"
#include "firmware/wire/transport.hpp"

namespace kyoten::dataplane {

/// The stages, in the order in which their queues are run. A packet that was decapsulated or made here goes back to an
/// earlier one; the depth in the packet ends loops.
enum class Stage : std::uint8_t {
  ethernet_input,
  bridge,
  pppoe_decap,
  arp_input,
  ip_input,
  esp_decrypt,
  ah_verify,
  l2tpv3_decap,
  local_deliver,
  ip_forward,
  ipv6_input,
  ipv6_forward,
  l2tpv3_encap,
  ipsec_output,
  esp_encrypt,
  ah_protect,
  ip_route,
  ipv6_route,
  ip_output,
  ppp_output,
  ethernet_output,
  count_
};
constexpr std::size_t kStages = static_cast<std::size_t>(Stage::count_);
/// Decapsulations of one packet; a bridge inside a tunnel inside a tunnel is more than anybody configures.
constexpr std::uint8_t kDeepest = 4;

struct Context {
  PacketPool& pool;
  Entropy& entropy;
  std::shared_ptr<const Plan> plan;
  PlanIndex index;
  Instant now{};
  Output* out = nullptr;

  MacTable macs;
  NeighbourTable neighbours;
  NeighbourTable6 neighbours6;
  NatTable nat;
  ReassemblyTable fragments;
  SaTable sas;
  SessionTable sessions;
  InterfaceCounters counters;
  DropCounters drops{};
  Conservation flow;
  std::array<Batch, kStages> queues;
  std::uint16_t next_identification = 1;
  std::uint32_t next_identification6;        ///< of fragments; from where it starts nobody knows

  Context(PacketPool& packet_pool, Entropy& entropy_source)
      : pool(packet_pool), entropy(entropy_source), macs(seed()), neighbours(seed()), neighbours6(seed()), nat(seed()),
        next_identification6(entropy_source.u32()) {
    for (auto& queue : queues) queue.reserve(kBatchPackets * 2);
  }

  [[nodiscard]] const InterfacePlan& interface(InterfaceIndex row) const {
    return plan->interfaces[number(row)];
  }
  [[nodiscard]] const BridgePlan* bridge(BridgeId id) const;
  /// A tunnel is an active bridge member only while its session is up.
  [[nodiscard]] bool is_active(const InterfacePlan& interface) const;
  [[nodiscard]] std::optional<InterfaceIndex> owner_of(Ipv4Address address) const { return index.owner_of(address); }
  [[nodiscard]] const RoutePlan* route(Ipv4Address destination) const { return index.route(destination); }
  /// Of an IPv4 packet whose header was checked: with the filters and the shares of its stream.
  [[nodiscard]] const RoutePlan* route(ByteView packet) const;

  void to(Stage stage, Packet packet) {
    queues[static_cast<std::size_t>(stage)].push_back(std::move(packet));
  }
  void drop(Packet packet, DropReason reason) {
    ++drops[static_cast<std::size_t>(reason)];
    ++flow.dropped;
    packet.reset();
  }
  void transmit(PortIndex port, Packet frame);
  void punt(Packet packet, Notice notice);
  /// It has done its work here (an ARP message, an echo request): counted as given to the router itself.
  void consume(Packet packet) {
    ++flow.punted;
    packet.reset();
  }
  /// Dropped when the control side is far behind.
  void notify(Notice notice) {
    if (out->notices.size() < kMostNotices) out->notices.push_back(std::move(notice));
  }
  /// May a message about a path be looked at? Each is compared with every SA, and anybody can send one.
  [[nodiscard]] bool may_learn_path() { return path_messages_.may(now, kMostPathMessagesASecond); }
  /// May another line about a filter be written? At a limited rate.
  [[nodiscard]] bool may_log_filter() { return filter_logs_.may(now, kMostFilterLogsASecond); }
  /// Of a PPPoE session that is none: each may be answered, and anybody can send one.
  [[nodiscard]] bool may_tell_of_unknown_session() { return unknown_sessions_.may(now, kMostLineNoticesASecond); }
  /// Ten different ones a second (`ipsec log illegal-spi`).
  [[nodiscard]] bool may_tell_of_illegal_spi(Spi spi) {
    if (now - illegal_spis_.since >= std::chrono::seconds(1)) illegal_spis_ = {now, 0, {}};
    auto& [since, count, told] = illegal_spis_;
    if (count == std::ssize(told) || std::find(told.begin(), told.begin() + count, spi) != told.begin() + count) return false;
    told[static_cast<std::size_t>(count++)] = spi;
    return true;
  }
  [[nodiscard]] bool may_ask_for_line() { return lines_wanted_.may(now, kMostLineNoticesASecond); }
  /// A new packet of the router's own, or null (counted) when no buffer is free.
  [[nodiscard]] Packet originate(ByteView content);
  /// A copy for flooding.
  [[nodiscard]] Packet copy(const PacketBuffer& packet);

  /// One that others can answer: of the interface, else of any.
  [[nodiscard]] std::optional<Ipv6Address> own_address6(InterfaceIndex preferred) const;

  /// ICMP error about `packet` (an IPv4 packet) to its source, at a limited rate and never about an error.
  void send_icmp_error(const PacketBuffer& packet, std::uint8_t type, std::uint8_t code,
                       std::uint16_t mtu_bytes = 0);
  /// The same about an IPv6 packet (RFC 4443); `parameter` is the MTU of Packet Too Big.
  void send_icmpv6_error(const PacketBuffer& packet, std::uint8_t type, std::uint8_t code, std::uint32_t parameter = 0);

 private:
  static constexpr int kMostIcmpErrorsASecond = 100;
  static constexpr int kMostFilterLogsASecond = 50;
  static constexpr int kMostPathMessagesASecond = 50;
  static constexpr int kMostLineNoticesASecond = 10;
  static constexpr std::size_t kMostNotices = 4096;
  struct RateLimit {
    Instant second{};
    int in_second = 0;
    bool may(Instant when, int most) {
      if (when - second >= std::chrono::seconds(1)) {
        second = when;
        in_second = 0;
      }
      return in_second++ < most;
    }
  };
  std::uint64_t seed() { return std::uint64_t{entropy.u32()} << 32 | entropy.u32(); }
  RateLimit icmp_errors_;
  RateLimit filter_logs_;
  RateLimit path_messages_;
  RateLimit unknown_sessions_;
  struct ToldSpis {
    Instant since{};
    std::ptrdiff_t count = 0;
    std::array<Spi, 10> told{};
  };
  ToldSpis illegal_spis_;
  RateLimit lines_wanted_;
};

/// Gives each packet of a batch to `handle`. The headers of the packets to come are fetched meanwhile: a batch is larger than
/// the first-level cache.
template <class Handle>
void for_each_packet(Batch& batch, const Handle& handle) {
  constexpr std::size_t kMetadataAhead = 6;
  constexpr std::size_t kHeadersAhead = 3;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (i + kMetadataAhead < batch.size()) __builtin_prefetch(&batch[i + kMetadataAhead]->meta);
    if (i + kHeadersAhead < batch.size()) __builtin_prefetch(batch[i + kHeadersAhead]->data());
    handle(std::move(batch[i]));
  }
}

// The stages. Each takes its whole queue; what each does is at the head of its file in stage/.
void ethernet_input(Context& context, Batch& batch);
void bridge(Context& context, Batch& batch);
void pppoe_decap(Context& context, Batch& batch);
void arp_input(Context& context, Batch& batch);
void ip_input(Context& context, Batch& batch);
void esp_decrypt(Context& context, Batch& batch);
void ah_verify(Context& context, Batch& batch);
void l2tpv3_decap(Context& context, Batch& batch);
void local_deliver(Context& context, Batch& batch);
void ip_forward(Context& context, Batch& batch);
void ipv6_input(Context& context, Batch& batch);
void ipv6_forward(Context& context, Batch& batch);
void ipv6_route(Context& context, Batch& batch);
void l2tpv3_encap(Context& context, Batch& batch);
void ipsec_output(Context& context, Batch& batch);
void esp_encrypt(Context& context, Batch& batch);
void ah_protect(Context& context, Batch& batch);
void ip_route(Context& context, Batch& batch);
void ip_output(Context& context, Batch& batch);
void ppp_output(Context& context, Batch& batch);
void ethernet_output(Context& context, Batch& batch);

// Shared by stages.
void send_arp(Context& context, InterfaceIndex interface, Ipv4Address sender, Ipv4Address target,
              std::optional<MacAddress> reply_to);
/// Asks for the link address of an IPv6 neighbour.
void send_neighbour_solicitation(Context& context, InterfaceIndex interface, const Ipv6Address& target);
/// ICMPv6 messages 135 and 136 for this router: who asks for its addresses is answered, and what is told is learned.
void take_neighbour_message(Context& context, Packet packet, ByteView message);
/// Hands a frame to an interface: a port, the bridge, or the port below a VLAN.
void send_frame(Context& context, InterfaceIndex interface, Packet frame);
/// Does the list of filters, of the packet's version of IP, let it pass? No list: yes; no match: no.
bool filters_pass(Context& context, const std::vector<FilterId>& list, ByteView packet,
                  InterfaceIndex interface, bool inbound);
/// Does a list of filters choose the packet for its route? The first filter that matches says.
bool filters_choose(const Plan& plan, const std::vector<FilterId>& list, ByteView packet);
/// Cuts a packet into fragments of at most `mtu_bytes` (RFC 791 section 3.2), which all go to `next`. Of IPv6 only the router's
/// own, which have no extension headers (RFC 8200 section 4.5).
void fragment(Context& context, Packet packet, std::size_t mtu_bytes, Stage next);
/// The datagram once all fragments are there; null before.
[[nodiscard]] Packet reassemble(Context& context, Packet fragment);
/// Does the packet open a TCP connection, so that an MSS limit concerns it? Of any bytes.
bool opens_tcp(ByteView packet);
/// `ip IF tcp mss limit` on an IPv4 packet; `automatic_bytes` is what `auto` means there.
void limit_mss(MutableByteView packet, const MssLimit& limit, std::size_t automatic_bytes);
constexpr std::size_t mss_for_mtu(std::size_t mtu_bytes) { return mtu_bytes > 40 ? mtu_bytes - 40 : 1; }
/// The transport policy that claims a packet of this router by protocol, ports and peer, or 0. IKE and ESP carry the
/// protection themselves and are claimed by none.
PolicyId claimed_by(const Plan& plan, const PacketBuffer& packet);
/// RFC 4301 section 5.2, step 4: the mirrors of the outbound policies say what must not arrive in the clear, and what may
/// arrive under each of them. A reason to drop it, if there is one.
std::optional<DropReason> refused_inbound(const Plan& plan, const PacketBuffer& packet, const wire::IpHeaders& headers);
/// Tells the control side when an SA has reached what it may be used for.
void notice_wear(Context& context, ipsec::Sa& sa);
/// A router on the path to a peer says what fits through it (RFC 1191, RFC 4301 section 8.2): believed if it quotes a packet
/// that went through an SA. `message` is the ICMP message.
void learn_path_mtu(Context& context, ByteView message);
/// How many bytes an ESP packet of the SA can hold on the path towards its peer, as far as that is known.
[[nodiscard]] std::size_t room_inside(const Context& context, const ipsec::SaParameters& sa);
/// Whether an inner packet, checked before, is what the SA was agreed for (RFC 4301 sections 5.1 and 5.2).
bool is_selected(const ipsec::SaParameters& sa, const PacketBuffer& packet);

}  // namespace kyoten::dataplane
