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

bool is_of(std::uint64_t key, BridgeId bridge) { return key >> 48 == number(bridge); }

}  // namespace

MacTable::Learned MacTable::learn(BridgeId bridge, const MacAddress& mac, InterfaceIndex side, Instant now) {
  const auto key = key_of(bridge, mac);
  auto found = entries_.find(key);
  if (found != entries_.end()) {
    auto& entry = found->second;
    entry.seen = now;
    recency_.refresh(entry);
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
    auto& oldest = *recency_.oldest();
    recency_.remove(oldest);
    entries_.erase(oldest.key);
  }
  auto& entry = entries_[key];
  entry = {key, side, now, now, 0, {}};
  recency_.append(entry);
  return Learned::added;
}

std::optional<InterfaceIndex> MacTable::find(BridgeId bridge, const MacAddress& mac, Instant now,
                                             std::optional<std::chrono::seconds> age) const {
  auto found = entries_.find(key_of(bridge, mac));
  if (found == entries_.end()) return std::nullopt;
  if (age && now - found->second.seen >= *age) return std::nullopt;
  return found->second.side;
}

template <class Predicate>
void MacTable::forget_if(const Predicate& predicate) {
  for (auto item = entries_.begin(); item != entries_.end();) {
    auto& entry = item->second;
    if (!predicate(entry)) {
      ++item;
      continue;
    }
    recency_.remove(entry);
    item = entries_.erase(item);
  }
}

void MacTable::forget_older(BridgeId bridge, Instant now, std::chrono::seconds age) {
  forget_if([&](const Entry& entry) { return is_of(entry.key, bridge) && now - entry.seen >= age; });
}

void MacTable::forget_side(InterfaceIndex side) {
  forget_if([&](const Entry& entry) { return entry.side == side; });
}

void MacTable::clear(BridgeId bridge) {
  forget_if([&](const Entry& entry) { return is_of(entry.key, bridge); });
}

void MacTable::remap(const InterfaceMap& map) {
  forget_if([&](Entry& entry) {
    const auto from = number(entry.side);
    const auto to = from < map.size() ? map[from] : std::nullopt;
    if (to) entry.side = *to;
    return !to;
  });
}

void MacTable::for_each(BridgeId bridge,
                        const std::function<void(const MacAddress&, const Entry&)>& visit) const {
  std::map<std::uint64_t, const Entry*> sorted;
  for (auto& [key, entry] : entries_) {
    if (is_of(key, bridge)) sorted[key] = &entry;
  }
  for (auto& [key, entry] : sorted) visit(mac_of(key), *entry);
}

}  // namespace kyoten::dataplane
