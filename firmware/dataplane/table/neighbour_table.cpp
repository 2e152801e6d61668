#include "firmware/dataplane/table/neighbour_table.hpp"

namespace kyoten::dataplane {

const MacAddress* NeighbourTable::find(InterfaceIndex interface, Ipv4Address address, Instant now) const {
  auto found = entries_.find({interface, address});
  if (found == entries_.end() || !found->second.mac || found->second.expires <= now) return nullptr;
  return &*found->second.mac;
}

bool NeighbourTable::make_room() {
  if (entries_.size() < kMostEntries) return true;
  auto oldest = entries_.end();
  for (auto it = entries_.begin(); it != entries_.end(); ++it) {
    if (!it->second.waiting.empty()) continue;
    if (oldest == entries_.end() || it->second.expires < oldest->second.expires) oldest = it;
  }
  if (oldest == entries_.end()) return false;
  entries_.erase(oldest);
  return true;
}

bool NeighbourTable::hold(InterfaceIndex interface, Ipv4Address address, Packet& packet, Instant now,
                          bool& ask) {
  ask = false;
  auto found = entries_.find({interface, address});
  if (found == entries_.end()) {
    if (!make_room()) return false;
    found = entries_.emplace(Key{interface, address}, Entry{}).first;
  }
  auto& entry = found->second;
  if (entry.waiting.size() >= kMostWaiting) return false;
  if (entry.mac || entry.waiting.empty()) {
    entry.mac.reset();
    entry.tries = 1;
    entry.expires = now + kRetry;
    ask = true;
  }
  entry.waiting.push_back(std::move(packet));
  ++held_;
  return true;
}

std::vector<Packet> NeighbourTable::learn(InterfaceIndex interface, Ipv4Address address,
                                          const MacAddress& mac, Instant until, bool add) {
  auto found = entries_.find({interface, address});
  if (found == entries_.end()) {
    if (!add || !make_room()) return {};
    found = entries_.emplace(Key{interface, address}, Entry{}).first;
  }
  auto& entry = found->second;
  entry.mac = mac;
  entry.expires = until;
  held_ -= entry.waiting.size();
  return std::exchange(entry.waiting, {});
}

std::vector<NeighbourTable::Due> NeighbourTable::expire(Instant now) {
  std::vector<Due> due;
  for (auto it = entries_.begin(); it != entries_.end();) {
    auto& [key, entry] = *it;
    if (entry.expires > now) {
      ++it;
      continue;
    }
    if (!entry.mac && entry.tries < kTries) {
      ++entry.tries;
      entry.expires = now + kRetry;
      due.push_back({key.first, key.second, {}, true});
      ++it;
      continue;
    }
    held_ -= entry.waiting.size();
    if (!entry.waiting.empty()) due.push_back({key.first, key.second, std::move(entry.waiting), false});
    it = entries_.erase(it);
  }
  return due;
}

std::optional<Instant> NeighbourTable::deadline() const {
  std::optional<Instant> due;
  for (auto& [key, entry] : entries_) due = earlier(due, entry.expires);
  return due;
}

void NeighbourTable::clear_resolved() {
  std::erase_if(entries_, [](auto& item) { return item.second.mac.has_value(); });
}

std::vector<Packet> NeighbourTable::remap(const InterfaceMap& map) {
  std::vector<Packet> lost;
  std::map<Key, Entry> moved;
  for (auto& [key, entry] : entries_) {
    const auto to = number(key.first) < map.size() ? map[number(key.first)] : std::nullopt;
    if (to) {
      moved.emplace(Key{*to, key.second}, std::move(entry));
      continue;
    }
    held_ -= entry.waiting.size();
    for (auto& packet : entry.waiting) lost.push_back(std::move(packet));
  }
  entries_ = std::move(moved);
  return lost;
}

}  // namespace kyoten::dataplane
