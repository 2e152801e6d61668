#include "firmware/dataplane/table/neighbour_table.hpp"

#include <boost/endian/conversion.hpp>

namespace kyoten::dataplane {
std::size_t NeighbourHash::operator()(const NeighbourKey<Ipv4Address>& key) const {
  return mix((std::uint64_t{number(key.interface)} << 32 | key.address.value) ^ seed);
}

std::size_t NeighbourHash::operator()(const NeighbourKey<Ipv6Address>& key) const {
  const auto* octets = key.address.octets.data();
  const auto upper = boost::endian::load_big_u64(octets);
  const auto lower = boost::endian::load_big_u64(octets + 8);
  return mix(mix(mix(upper ^ seed) ^ lower) ^ number(key.interface));
}

template <class Address>
const MacAddress* BasicNeighbourTable<Address>::find(InterfaceIndex interface, Address address, Instant now) const {
  auto found = entries_.find(Key{interface, address});
  if (found == entries_.end() || !found->second.mac || found->second.expires <= now) return nullptr;
  return &*found->second.mac;
}

template <class Address>
std::vector<Packet> BasicNeighbourTable<Address>::release(Entry& entry) {
  held_ -= entry.waiting.size();
  return std::exchange(entry.waiting, {});
}

template <class Address>
void BasicNeighbourTable<Address>::erase(Entry& entry) {
  if (entry.mac) {
    resolved_.remove(entry);
  } else {
    pending_.remove(entry);
    --pending_count_;
  }
  entries_.erase(Key{entry.interface, entry.address});
}

/// A new entry, or a resolved one that has grown too old, starts to be asked for.
template <class Address>
typename BasicNeighbourTable<Address>::Entry& BasicNeighbourTable<Address>::add_pending(InterfaceIndex interface, Address address, Held& held) {
  if (pending_count_ >= kMostPending) {
    // Somebody makes us ask for addresses that do not exist; an honest answer would have come long ago.
    held.given_up = release(*pending_.oldest());
    erase(*pending_.oldest());
  }
  const auto key = Key{interface, address};
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

template <class Address>
typename BasicNeighbourTable<Address>::Held BasicNeighbourTable<Address>::hold(InterfaceIndex interface, Address address, Packet packet,
                                          Instant now) {
  Held held;
  if (held_ >= kMostWaitingInAll) {
    held.given_up.push_back(std::move(packet));
    return held;
  }
  auto found = entries_.find(Key{interface, address});
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

template <class Address>
std::vector<Packet> BasicNeighbourTable<Address>::learn(InterfaceIndex interface, Address address,
                                          const MacAddress& mac, Instant until, bool add) {
  const auto key = Key{interface, address};
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

template <class Address>
std::vector<typename BasicNeighbourTable<Address>::Due> BasicNeighbourTable<Address>::expire(Instant now) {
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

template <class Address>
std::optional<Instant> BasicNeighbourTable<Address>::deadline() const {
  std::optional<Instant> due;
  if (!pending_.empty()) due = pending_.oldest()->expires;
  if (!resolved_.empty()) due = earlier(due, resolved_.oldest()->expires);
  return due;
}

template <class Address>
void BasicNeighbourTable<Address>::clear_resolved() {
  while (!resolved_.empty()) erase(*resolved_.oldest());
}

template <class Address>
std::vector<Packet> BasicNeighbourTable<Address>::remap(const InterfaceMap& map,
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
      auto& there = moved[Key{*to, entry->address}] = std::move(*entry);
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

template <class Address>
void BasicNeighbourTable<Address>::for_each(const std::function<void(const Entry&)>& visit) const {
  std::map<Key, const Entry*> sorted;
  for (auto& [key, entry] : entries_) {
    if (entry.mac) sorted[key] = &entry;
  }
  for (auto& [key, entry] : sorted) visit(*entry);
}

template class BasicNeighbourTable<Ipv4Address>;
template class BasicNeighbourTable<Ipv6Address>;

}  // namespace kyoten::dataplane
