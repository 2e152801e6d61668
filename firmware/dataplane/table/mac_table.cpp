#include "firmware/dataplane/table/mac_table.hpp"

namespace kyoten::dataplane {
namespace {

std::uint64_t key_of(BridgeId bridge, const MacAddress& mac) {
  std::uint64_t key = number(bridge);
  for (auto octet : mac.octets) key = key << 8 | octet;
  return key;
}

MacAddress mac_of(std::uint64_t key) {
  MacAddress mac;
  for (std::size_t i = 6; i-- > 0; key >>= 8) mac.octets[i] = static_cast<std::uint8_t>(key);
  return mac;
}

}  // namespace

MacTable::Learned MacTable::learn(BridgeId bridge, const MacAddress& mac, InterfaceIndex side, Instant now) {
  const auto key = key_of(bridge, mac);
  auto found = entries_.find(key);
  if (found != entries_.end()) {
    auto& entry = found->second;
    entry.seen = now;
    if (entry.side == side) return Learned::known;
    if (now - entry.moves_since >= std::chrono::seconds(1)) {
      entry.moves_since = now;
      entry.moves = 0;
    }
    if (++entry.moves > kMostMovesASecond) return Learned::looping;
    entry.side = side;
    return Learned::moved;
  }
  if (entries_.size() >= kMostEntries) {
    // Full: the oldest entry makes room, as the device does.
    auto oldest = entries_.begin();
    for (auto it = entries_.begin(); it != entries_.end(); ++it) {
      if (it->second.seen < oldest->second.seen) oldest = it;
    }
    entries_.erase(oldest);
  }
  entries_[key] = {side, now, now, 0};
  return Learned::added;
}

std::optional<InterfaceIndex> MacTable::find(BridgeId bridge, const MacAddress& mac, Instant now,
                                             std::optional<std::chrono::seconds> age) const {
  auto found = entries_.find(key_of(bridge, mac));
  if (found == entries_.end()) return std::nullopt;
  if (age && now - found->second.seen >= *age) return std::nullopt;
  return found->second.side;
}

void MacTable::forget_older(Instant now, std::chrono::seconds age) {
  std::erase_if(entries_, [&](auto& item) { return now - item.second.seen >= age; });
}

void MacTable::forget_side(InterfaceIndex side) {
  std::erase_if(entries_, [&](auto& item) { return item.second.side == side; });
}

void MacTable::clear(BridgeId bridge) {
  std::erase_if(entries_, [&](auto& item) { return item.first >> 48 == number(bridge); });
}

void MacTable::remap(const InterfaceMap& map) {
  for (auto it = entries_.begin(); it != entries_.end();) {
    const auto from = number(it->second.side);
    const auto to = from < map.size() ? map[from] : std::nullopt;
    if (to) it->second.side = *to;
    it = to ? std::next(it) : entries_.erase(it);
  }
}

void MacTable::for_each(BridgeId bridge,
                        const std::function<void(const MacAddress&, const Entry&)>& visit) const {
  std::map<std::uint64_t, const Entry*> sorted;
  for (auto& [key, entry] : entries_) {
    if (key >> 48 == number(bridge)) sorted[key] = &entry;
  }
  for (auto& [key, entry] : sorted) visit(mac_of(key), *entry);
}

}  // namespace kyoten::dataplane
