#include "firmware/dataplane/table/reassembly_table.hpp"

#include "firmware/wire/ipv4.hpp"

namespace kyoten::dataplane {
namespace {

std::size_t payload_bytes(const PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  return ip.total_bytes() - ip.header_bytes();
}

}  // namespace

void ReassemblyTable::discard(std::map<Key, Datagram>::iterator datagram, Outcome& outcome,
                              DropReason reason) {
  outcome.reason = reason;
  held_ -= datagram->second.fragments.size();
  for (auto& [offset, packet] : datagram->second.fragments) outcome.dropped.push_back(std::move(packet));
  datagrams_.erase(datagram);
}

bool ReassemblyTable::complete(const Datagram& datagram) {
  if (!datagram.total) return false;
  std::size_t expected = 0;
  for (auto& [offset, packet] : datagram.fragments) {
    if (offset != expected) return false;
    expected += payload_bytes(*packet);
  }
  return expected == *datagram.total;
}

ReassemblyTable::Outcome ReassemblyTable::add(Packet fragment, PacketPool& pool, Instant now) {
  Outcome outcome;
  const wire::Ipv4View ip(fragment->data());
  const auto offset = ip.fragment_offset();
  const auto bytes = payload_bytes(*fragment);
  const bool last = !ip.more_fragments();
  const Key key{ip.source(), ip.destination(), ip.identification(), ip.protocol()};
  if (bytes == 0 || (!last && bytes % 8 != 0) ||
      offset + bytes + wire::kIpv4HeaderBytes > kBufferBytes - kHeadroomBytes) {
    outcome.reason = DropReason::reassembly_limit;
    outcome.dropped.push_back(std::move(fragment));
    return outcome;
  }
  auto found = datagrams_.find(key);
  if (found == datagrams_.end()) {
    if (datagrams_.size() >= kMostDatagrams) {
      auto oldest = datagrams_.begin();
      for (auto it = datagrams_.begin(); it != datagrams_.end(); ++it) {
        if (it->second.expires < oldest->second.expires) oldest = it;
      }
      discard(oldest, outcome, DropReason::reassembly_limit);
    }
    found = datagrams_.emplace(key, Datagram{now + kPatience, {}, {}}).first;
  }
  auto& datagram = found->second;
  // Neighbours on both sides must not overlap; the same fragment again is a duplicate.
  auto after = datagram.fragments.lower_bound(offset);
  if (after != datagram.fragments.end() && after->first == offset && payload_bytes(*after->second) == bytes) {
    outcome.reason = DropReason::reassembly_overlap;
    outcome.dropped.push_back(std::move(fragment));
    return outcome;
  }
  bool overlaps = after != datagram.fragments.end() && after->first < offset + bytes;
  if (after != datagram.fragments.begin()) {
    auto before = std::prev(after);
    overlaps |= before->first + payload_bytes(*before->second) > offset;
  }
  if (last && datagram.total && *datagram.total != offset + bytes) overlaps = true;
  if (overlaps || datagram.fragments.size() >= kMostFragments) {
    discard(found, outcome, overlaps ? DropReason::reassembly_overlap : DropReason::reassembly_limit);
    outcome.dropped.push_back(std::move(fragment));
    return outcome;
  }
  if (last) datagram.total = offset + bytes;
  datagram.fragments.emplace(offset, std::move(fragment));
  ++held_;
  if (complete(datagram)) assemble(found, pool, outcome);
  return outcome;
}

void ReassemblyTable::assemble(std::map<Key, Datagram>::iterator found, PacketPool&, Outcome& outcome) {
  auto& datagram = found->second;
  held_ -= datagram.fragments.size();
  outcome.merged = datagram.fragments.size() - 1;
  // The first fragment grows at its end; it has the options and the metadata of the datagram.
  auto first = std::move(datagram.fragments.begin()->second);
  const auto header = wire::Ipv4View(first->data()).header_bytes();
  const auto extra = wire::Ipv4View(first->data()).total_bytes();
  if (!first->pull_back(first->size() - extra)) std::abort();
  if (first->tailroom() < header + *datagram.total - first->size()) {
    outcome.reason = DropReason::reassembly_limit;
    outcome.dropped.push_back(std::move(first));
    for (auto& [offset, packet] : datagram.fragments) {
      if (packet) outcome.dropped.push_back(std::move(packet));
    }
    outcome.merged = 0;
    datagrams_.erase(found);
    return;
  }
  for (auto& [offset, packet] : datagram.fragments) {
    if (!packet) continue;
    const auto payload = wire::Ipv4View(packet->data()).payload();
    const auto at = first->size();
    if (!first->push_back(payload.size())) std::abort();
    std::copy(payload.begin(), payload.end(), first->data() + at);
  }
  wire::set_fragment(first->data(), 0, false);
  wire::set_total_bytes(first->data(), header + *datagram.total);
  outcome.whole = std::move(first);
  datagrams_.erase(found);
}

std::vector<Packet> ReassemblyTable::expire(Instant now) {
  Outcome outcome;
  for (auto it = datagrams_.begin(); it != datagrams_.end();) {
    auto next = std::next(it);
    if (it->second.expires <= now) discard(it, outcome, DropReason::reassembly_timeout);
    it = next;
  }
  return std::move(outcome.dropped);
}

std::optional<Instant> ReassemblyTable::deadline() const {
  std::optional<Instant> due;
  for (auto& [key, datagram] : datagrams_) due = earlier(due, datagram.expires);
  return due;
}

}  // namespace kyoten::dataplane
