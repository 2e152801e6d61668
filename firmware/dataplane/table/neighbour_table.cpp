#include "firmware/dataplane/table/neighbour_table.hpp"

namespace kyoten::dataplane {
namespace {

std::uint64_t key_of(InterfaceIndex interface, Ipv4Address address) {
  return std::uint64_t{number(interface)} << 32 | address.value;
}

}  // namespace

const MacAddress* NeighbourTable::find(InterfaceIndex interface, Ipv4Address address, Instant now) const {
  auto found = entries_.find(key_of(interface, address));
  if (found == entries_.end() || !found->second.mac || found->second.expires <= now) return nullptr;
  return &*found->second.mac;
}

std::vector<Packet> NeighbourTable::release(Entry& entry) {
  held_ -= entry.waiting.size();
  return std::exchange(entry.waiting, {});
}

void NeighbourTable::erase(Entry& entry) {
  if (entry.mac) {
    resolved_.remove(entry);
  } else {
    pending_.remove(entry);
    --pending_count_;
  }
  entries_.erase(key_of(entry.interface, entry.address));
}

/// A new entry, or a resolved one that has grown too old, starts to be asked for.
NeighbourTable::Entry& NeighbourTable::add_pending(InterfaceIndex interface, Ipv4Address address, Held& held) {
  if (pending_count_ >= kMostPending) {
    // Somebody makes us ask for addresses that do not exist; an honest answer would have come long ago.
    held.given_up = release(*pending_.oldest());
    erase(*pending_.oldest());
  }
  const auto key = key_of(interface, address);
  if (auto found = entries_.find(key); found != entries_.end()) {
    resolved_.remove(found->second);
  } else if (entries_.size() >= kMostEntries) {
    erase(*resolved_.oldest());  // there is one: most entries are not pending
  }
  auto& entry = entries_[key];
  entry.interface = interface;
  entry.address = address;
  entry.mac.reset();
  pending_.append(entry);
  ++pending_count_;
  return entry;
}

NeighbourTable::Held NeighbourTable::hold(InterfaceIndex interface, Ipv4Address address, Packet packet,
                                          Instant now) {
  Held held;
  if (held_ >= kMostWaitingInAll) {
    held.given_up.push_back(std::move(packet));
    return held;
  }
  auto found = entries_.find(key_of(interface, address));
  const bool pending = found != entries_.end() && !found->second.mac;
  auto& entry = pending ? found->second : add_pending(interface, address, held);
  if (!pending) {
    entry.tries = 1;
    entry.expires = now + kRetry;
    held.ask = true;
  } else if (entry.waiting.size() >= kMostWaiting) {
    held.given_up.push_back(std::move(packet));
    return held;
  }
  entry.waiting.push_back(std::move(packet));
  ++held_;
  return held;
}

std::vector<Packet> NeighbourTable::learn(InterfaceIndex interface, Ipv4Address address,
                                          const MacAddress& mac, Instant until, bool add) {
  const auto key = key_of(interface, address);
  auto found = entries_.find(key);
  if (found == entries_.end()) {
    if (!add) return {};
    if (entries_.size() >= kMostEntries) erase(*resolved_.oldest());
    found = entries_.try_emplace(key).first;
    found->second.interface = interface;
    found->second.address = address;
  } else if (found->second.mac) {
    resolved_.remove(found->second);
  } else {
    pending_.remove(found->second);
    --pending_count_;
  }
  auto& entry = found->second;
  entry.mac = mac;
  entry.expires = until;
  resolved_.append(entry);
  return release(entry);
}

std::vector<NeighbourTable::Due> NeighbourTable::expire(Instant now) {
  std::vector<Due> due;
  // Every pending entry waits equally long, so the list is in the order of time; so is the other while the timer stands.
  while (!pending_.empty() && pending_.oldest()->expires <= now) {
    auto& entry = *pending_.oldest();
    if (entry.tries < kTries) {
      ++entry.tries;
      entry.expires = now + kRetry;
      pending_.refresh(entry);
      due.push_back({entry.interface, entry.address, {}, true});
    } else {
      due.push_back({entry.interface, entry.address, release(entry), false});
      erase(entry);
    }
  }
  while (!resolved_.empty() && resolved_.oldest()->expires <= now) erase(*resolved_.oldest());
  return due;
}

std::optional<Instant> NeighbourTable::deadline() const {
  std::optional<Instant> due;
  if (!pending_.empty()) due = pending_.oldest()->expires;
  if (!resolved_.empty()) due = earlier(due, resolved_.oldest()->expires);
  return due;
}

void NeighbourTable::clear_resolved() {
  while (!resolved_.empty()) erase(*resolved_.oldest());
}

std::vector<Packet> NeighbourTable::remap(const InterfaceMap& map,
                                          const std::function<bool(const PacketBuffer&)>& keep) {
  std::vector<Packet> lost;
  auto moved = Entries(64, entries_.hash_function());
  auto move_list = [&](auto& list) {
    auto before = std::exchange(list, {});
    while (auto* entry = before.oldest()) {
      before.remove(*entry);
      const auto row = number(entry->interface);
      const auto to = row < map.size() ? map[row] : std::nullopt;
      for (auto& packet : release(*entry)) {
        if (to) packet->meta.out_interface = *to;
        if (!to || !keep(*packet)) {
          lost.push_back(std::move(packet));
        } else {
          entry->waiting.push_back(std::move(packet));
          ++held_;
        }
      }
      if (!to) continue;
      auto& there = moved[key_of(*to, entry->address)] = std::move(*entry);
      there.interface = *to;
      list.append(there);
      pending_count_ += there.mac ? 0 : 1;
    }
  };
  pending_count_ = 0;
  move_list(pending_);
  move_list(resolved_);
  entries_ = std::move(moved);
  return lost;
}

void NeighbourTable::for_each(const std::function<void(const Entry&)>& visit) const {
  std::map<std::uint64_t, const Entry*> sorted;
  for (auto& [key, entry] : entries_) {
    if (entry.mac) sorted[key] = &entry;
  }
  for (auto& [key, entry] : sorted) visit(*entry);
}

}  // namespace kyoten::dataplane
