#include "firmware/dataplane/table/reassembly_table.hpp"

#include <cstring>

#include "firmware/base/assert.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"

namespace kyoten::dataplane {
namespace {

/// The first fragment grows to the whole datagram; what does not fit a buffer cannot be reassembled.
constexpr std::size_t kLargestDatagram = kBufferBytes - kHeadroomBytes;

}  // namespace

ReassemblyTable::Place ReassemblyTable::place_of(const PacketBuffer& packet) {
  if (!wire::is_ipv6(packet.bytes())) {
    const wire::Ipv4View ip(packet.data());
    const auto identification = std::uint64_t{ip.identification()} << 8 | ip.protocol();
    return {{ip.source(), ip.destination(), identification}, ip.fragment_offset(), ip.header_bytes(), ip.payload(), !ip.more_fragments()};
  }
  const wire::Ipv6View ip(packet.data());
  const auto fragment = wire::fragment_in(packet.bytes());
  KYOTEN_ASSERT(fragment);
  const auto headers = fragment->header_at + wire::kFragmentHeaderBytes;
  return {{ip.source(), ip.destination(), fragment->identification}, fragment->offset, headers,
          packet.bytes().subspan(headers, ip.total_bytes() - headers), !fragment->more};
}

/// Of a first fragment that has grown to all of its datagram's payload.
void ReassemblyTable::make_whole(PacketBuffer& packet, std::size_t payload_bytes) {
  if (!wire::is_ipv6(packet.bytes())) {
    wire::set_fragment(packet.data(), 0, false);
    return wire::set_total_bytes(packet.data(), wire::Ipv4View(packet.data()).header_bytes() + payload_bytes);
  }
  const auto fragment = *wire::fragment_in(packet.bytes());
  packet.data()[fragment.chained_at] = fragment.next_header;
  std::memmove(packet.data() + wire::kFragmentHeaderBytes, packet.data(), fragment.header_at);
  KYOTEN_ASSERT(packet.pull_front(wire::kFragmentHeaderBytes));
  wire::set_payload_bytes(packet.data(), fragment.header_at - wire::kIpv6HeaderBytes + payload_bytes);
}

void ReassemblyTable::start(std::size_t slot, const Key& key, Instant now) {
  keys_[slot] = key;
  end_ = std::max(end_, slot + 1);
  auto& datagram = datagrams_[slot];
  datagram.expires = now + kPatience;
  datagram.last_seen = seen_;
  datagram.count = 0;
  datagram.total.reset();
}

void ReassemblyTable::free(std::size_t slot) {
  held_ -= datagrams_[slot].count;
  datagrams_[slot].count = 0;
  keys_[slot].reset();
  while (end_ > 0 && !keys_[end_ - 1]) --end_;
}

void ReassemblyTable::discard(std::size_t slot, Outcome& outcome, DropReason reason) {
  auto& datagram = datagrams_[slot];
  outcome.reason = reason;
  for (std::size_t i = 0; i < datagram.count; ++i) {
    outcome.dropped.push_back(std::move(datagram.fragments[i].packet));
  }
  free(slot);
}

/// A free slot; or that of the oldest datagram: of the same source if it has many, else of all.
std::size_t ReassemblyTable::slot_for_new(const Key& key, Outcome& outcome) {
  std::optional<std::size_t> unused;
  std::optional<std::size_t> oldest;
  std::optional<std::size_t> oldest_of_source;
  std::size_t of_source = 0;
  auto older = [&](std::optional<std::size_t>& best, std::size_t slot) {
    if (!best || datagrams_[slot].expires < datagrams_[*best].expires) best = slot;
  };
  if (end_ < kMostDatagrams) unused = end_;
  for (std::size_t slot = 0; slot < end_; ++slot) {
    if (!keys_[slot]) {
      unused = slot;
      continue;
    }
    older(oldest, slot);
    if (keys_[slot]->source != key.source) continue;
    ++of_source;
    older(oldest_of_source, slot);
  }
  const auto victim = of_source >= kMostOfOneSource ? oldest_of_source : unused ? std::nullopt : oldest;
  if (!victim) return *unused;
  discard(*victim, outcome, DropReason::reassembly_limit);
  return *victim;
}

ReassemblyTable::Datagram& ReassemblyTable::find_or_start(const Key& key, Instant now, Outcome& outcome) {
  for (std::size_t slot = 0; slot < end_; ++slot) {
    if (keys_[slot] != key) continue;
    auto& datagram = datagrams_[slot];
    if (seen_ - datagram.last_seen <= kMostBetween) return datagram;
    discard(slot, outcome, DropReason::reassembly_timeout);
    start(slot, key, now);
    return datagram;
  }
  const auto slot = slot_for_new(key, outcome);
  start(slot, key, now);
  return datagrams_[slot];
}

void ReassemblyTable::insert(Datagram& datagram, std::size_t position, Fragment fragment) {
  std::move_backward(datagram.fragments.begin() + static_cast<std::ptrdiff_t>(position),
                     datagram.fragments.begin() + static_cast<std::ptrdiff_t>(datagram.count),
                     datagram.fragments.begin() + static_cast<std::ptrdiff_t>(datagram.count + 1));
  datagram.fragments[position] = std::move(fragment);
  ++datagram.count;
  ++held_;
}

ReassemblyTable::Outcome ReassemblyTable::add(Packet packet, Instant now) {
  Outcome outcome;
  ++seen_;
  const auto place = place_of(*packet);
  const auto& key = place.key;
  const bool last = place.last;
  if (last && place.offset == 0 && key.source.is_ipv6()) {  // by itself: never together with others of its identification (RFC 6946 section 4)
    make_whole(*packet, place.part.size());
    outcome.whole = std::move(packet);
    return outcome;
  }
  Fragment fragment{place.offset, place.part.size(), nullptr};
  const auto end = fragment.offset + fragment.bytes;
  auto refuse = [&](DropReason reason) {
    outcome.reason = reason;
    outcome.dropped.push_back(std::move(packet));
    return std::move(outcome);
  };
  if (fragment.bytes == 0 || (!last && fragment.bytes % 8 != 0) || end + place.headers > kLargestDatagram) {
    return refuse(DropReason::reassembly_limit);
  }
  auto& datagram = find_or_start(key, now, outcome);
  const auto slot = static_cast<std::size_t>(&datagram - datagrams_.data());
  datagram.last_seen = seen_;
  const auto fragments = std::span(datagram.fragments).first(datagram.count);
  const auto after = std::find_if(fragments.begin(), fragments.end(),
                                  [&](auto& other) { return other.offset >= fragment.offset; });
  const auto position = static_cast<std::size_t>(after - fragments.begin());
  if (after != fragments.end() && after->offset == fragment.offset && after->bytes == fragment.bytes) {
    if (std::ranges::equal(place_of(*after->packet).part, place.part)) return refuse(DropReason::reassembly_overlap);
    discard(slot, outcome, DropReason::reassembly_overlap);
    if (key.source.is_ipv6()) return refuse(DropReason::reassembly_overlap);
    // The same place with other content: a new datagram, whose identification came round while this one waits in vain. IPv6 has
    // too many of them for that.
    start(slot, key, now);
    if (last) datagram.total = end;
    fragment.packet = std::move(packet);
    insert(datagram, 0, std::move(fragment));
    return outcome;
  }
  // Neighbours on both sides must not overlap, and nothing may stand behind the last fragment.
  bool overlaps = after != fragments.end() && after->offset < end;
  if (position > 0) overlaps |= fragments[position - 1].offset + fragments[position - 1].bytes > fragment.offset;
  if (datagram.total && (end > *datagram.total || (last && end != *datagram.total))) overlaps = true;
  if (last && after != fragments.end()) overlaps = true;
  if (overlaps || datagram.count >= kMostFragments) {
    const auto reason = overlaps ? DropReason::reassembly_overlap : DropReason::reassembly_limit;
    discard(slot, outcome, reason);
    return refuse(reason);
  }
  if (last) datagram.total = end;
  fragment.packet = std::move(packet);
  insert(datagram, position, std::move(fragment));
  std::size_t present = 0;  // they do not overlap: complete when they add up
  for (std::size_t i = 0; i < datagram.count; ++i) present += datagram.fragments[i].bytes;
  if (datagram.total == present) assemble(slot, outcome);
  return outcome;
}

void ReassemblyTable::assemble(std::size_t slot, Outcome& outcome) {
  auto& datagram = datagrams_[slot];
  // The first fragment grows at its end; it has the options and the metadata of the datagram.
  auto first = std::move(datagram.fragments[0].packet);
  const auto place = place_of(*first);
  KYOTEN_ASSERT(first->pull_back(first->size() - place.headers - place.part.size()));  // Ethernet pads
  if (first->tailroom() < *datagram.total - datagram.fragments[0].bytes) {
    datagram.fragments[0].packet = std::move(first);
    return discard(slot, outcome, DropReason::reassembly_limit);
  }
  for (std::size_t i = 1; i < datagram.count; ++i) {
    const auto& packet = datagram.fragments[i].packet;
    const auto payload = place_of(*packet).part;
    const auto at = first->size();
    KYOTEN_ASSERT(first->push_back(payload.size()));
    std::copy(payload.begin(), payload.end(), first->data() + at);
    datagram.fragments[i].packet.reset();
  }
  make_whole(*first, *datagram.total);
  outcome.merged = datagram.count - 1;
  outcome.whole = std::move(first);
  free(slot);
}

std::vector<Packet> ReassemblyTable::expire(Instant now) {
  Outcome outcome;
  if (held_ == 0) return {};
  for (std::size_t slot = 0; slot < kMostDatagrams; ++slot) {  // `end_` moves meanwhile
    if (keys_[slot] && datagrams_[slot].expires <= now) discard(slot, outcome, DropReason::reassembly_timeout);
  }
  return std::move(outcome.dropped);
}

std::optional<Instant> ReassemblyTable::deadline() const {
  std::optional<Instant> due;
  if (held_ == 0) return due;
  for (std::size_t slot = 0; slot < end_; ++slot) {
    if (keys_[slot]) due = earlier(due, datagrams_[slot].expires);
  }
  return due;
}

}  // namespace kyoten::dataplane
