#include "firmware/dhcp/scope_table.hpp"

namespace kyoten::dhcp {
namespace {

bool inside(const AddressRange& range, Ipv4Address address) {
  return address >= range.first && address <= range.last;
}

/// How many addresses two ranges have in common.
std::uint32_t common(const AddressRange& a, const AddressRange& b) {
  const auto first = std::max(a.first.value, b.first.value);
  const auto last = std::min(a.last.value, b.last.value);
  return first > last ? 0 : last - first + 1;
}

}  // namespace

bool ScopeTable::assignable(Ipv4Address address) const {
  if (address == own_) return false;
  // A /31 or /32 has no network and no broadcast address.
  if (scope_.prefix_length >= 31) return true;
  return address != network().network() && address != network().directed_broadcast();
}

bool ScopeTable::excepted(Ipv4Address address) const {
  return std::any_of(scope_.except.begin(), scope_.except.end(),
                     [&](auto& range) { return inside(range, address); });
}

bool ScopeTable::in_pool(Ipv4Address address) const {
  return inside(scope_.range, address) && assignable(address) && !excepted(address);
}

void ScopeTable::redefine(Scope scope) {
  scope_ = std::move(scope);
  std::erase_if(rows_, [&](auto& row) {
    return !in_pool(row.first) && reservation_at(row.first) == nullptr;
  });
  std::erase_if(by_client_, [&](auto& row) { return !rows_.contains(row.second); });
}

const Reservation* ScopeTable::reservation_of(const ClientIdentity& client,
                                              bool use_client_id) const {
  const bool by_id = use_client_id && !client.client_id.empty();
  for (auto& reservation : scope_.bind) {
    if (by_id ? !reservation.client_id.empty() && reservation.client_id == client.client_id
              : reservation.ethernet == client.ethernet) {
      return &reservation;
    }
  }
  return nullptr;
}

const Reservation* ScopeTable::reservation_at(Ipv4Address address) const {
  for (auto& reservation : scope_.bind) {
    if (reservation.address == address) return &reservation;
  }
  return nullptr;
}

std::optional<Ipv4Address> ScopeTable::address_of(const ClientIdentity& client) const {
  const auto found = by_client_.find(client.key);
  if (found == by_client_.end()) return std::nullopt;
  const auto* holding = at(found->second);
  if (holding == nullptr || holding->client.key != client.key ||
      holding->state == Holding::State::declined) {
    return std::nullopt;
  }
  return found->second;
}

const Holding* ScopeTable::at(Ipv4Address address) const {
  const auto found = rows_.find(address);
  return found == rows_.end() ? nullptr : &found->second;
}

bool ScopeTable::may_have(const ClientIdentity& client, Ipv4Address address,
                          bool use_client_id) const {
  const auto* own = reservation_of(client, use_client_id);
  const bool reserved_for_it = own != nullptr && own->address == address;
  const auto* holding = at(address);
  const bool taken =
      holding != nullptr && holding->state != Holding::State::past &&
      (holding->client.key != client.key || holding->state == Holding::State::declined);
  if (taken) return false;
  if (reserved_for_it) return inside(scope_.range, address) && assignable(address);
  if (scope_.bind_only || !in_pool(address)) return false;
  // An address reserved for somebody else stays with who has it until that lease ends.
  return reservation_at(address) == nullptr ||
         (holding != nullptr && holding->state == Holding::State::leased &&
          holding->client.key == client.key);
}

std::optional<Ipv4Address> ScopeTable::choose(const ClientIdentity& client,
                                              std::optional<Ipv4Address> wish,
                                              bool use_client_id) const {
  const auto* own = reservation_of(client, use_client_id);
  if (own != nullptr && may_have(client, own->address, use_client_id)) return own->address;
  if (auto before = address_of(client); before && may_have(client, *before, use_client_id))
    return before;
  if (scope_.bind_only) return std::nullopt;
  if (wish && may_have(client, *wish, use_client_id)) return wish;
  if (rows_.size() < kMostRows) {
    if (auto fresh = never_used()) return fresh;
  }
  return longest_unused();
}

std::optional<Ipv4Address> ScopeTable::never_used() const {
  auto row = rows_.lower_bound(scope_.range.first);
  auto candidate = scope_.range.first.value;
  while (candidate <= scope_.range.last.value) {
    const Ipv4Address address{candidate};
    if (row != rows_.end() && row->first == address) {
      ++row;
    } else if (in_pool(address) && reservation_at(address) == nullptr) {
      return address;
    } else if (excepted(address)) {
      // A whole excepted range at once, so that a wide one costs nothing.
      for (auto& range : scope_.except) {
        if (inside(range, address)) candidate = std::max(candidate, range.last.value);
      }
      row = rows_.upper_bound(Ipv4Address{candidate});
    }
    if (candidate++ == 0xffffffff) break;
  }
  return std::nullopt;
}

std::optional<Ipv4Address> ScopeTable::longest_unused() const {
  const std::pair<const Ipv4Address, Holding>* best = nullptr;
  for (auto& row : rows_) {
    if (row.second.state != Holding::State::past || reservation_at(row.first) != nullptr ||
        !in_pool(row.first))
      continue;
    if (best == nullptr || row.second.until < best->second.until) best = &row;
  }
  if (best == nullptr) return std::nullopt;
  return best->first;
}

bool ScopeTable::hold(Ipv4Address address, Holding holding) {
  const auto found = rows_.find(address);
  if (found == rows_.end() && rows_.size() >= kMostRows) return false;
  if (found != rows_.end() && found->second.client.key != holding.client.key)
    by_client_.erase(found->second.client.key);
  // One client, one address: what it only was offered or had before is free again.
  if (auto before = by_client_.find(holding.client.key);
      before != by_client_.end() && before->second != address) {
    if (const auto* old = at(before->second);
        old != nullptr && old->state != Holding::State::declined) {
      rows_.erase(before->second);
    }
  }
  by_client_[holding.client.key] = address;
  rows_[address] = std::move(holding);
  return true;
}

void ScopeTable::forget(Ipv4Address address) {
  const auto found = rows_.find(address);
  if (found == rows_.end()) return;
  by_client_.erase(found->second.client.key);
  rows_.erase(found);
}

void ScopeTable::expire(Instant now) {
  for (auto row = rows_.begin(); row != rows_.end();) {
    auto& holding = row->second;
    const bool due =
        holding.state != Holding::State::past && holding.until && *holding.until <= now;
    if (due && holding.state == Holding::State::leased) holding.state = Holding::State::past;
    if (due && holding.state != Holding::State::past) {
      by_client_.erase(holding.client.key);
      row = rows_.erase(row);
    } else {
      ++row;
    }
  }
}

std::optional<Instant> ScopeTable::deadline() const {
  std::optional<Instant> due;
  for (auto& [address, holding] : rows_) {
    if (holding.state != Holding::State::past) due = earlier(due, holding.until);
  }
  return due;
}

std::uint32_t ScopeTable::size() const {
  if (scope_.range.last < scope_.range.first) return 0;
  auto count = scope_.range.last.value - scope_.range.first.value + 1;
  for (auto edge : {network().network(), network().directed_broadcast()}) {
    if (scope_.prefix_length < 31 && inside(scope_.range, edge)) --count;
  }
  return count;
}

std::uint32_t ScopeTable::excepted_count() const {
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < scope_.except.size(); ++i) {
    // What an earlier range has counted already does not count again.
    auto own = common(scope_.except[i], scope_.range);
    for (std::size_t j = 0; j < i; ++j) {
      const AddressRange both{std::max(scope_.except[i].first, scope_.except[j].first),
                              std::min(scope_.except[i].last, scope_.except[j].last)};
      own -= std::min(own, both.last < both.first ? 0 : common(both, scope_.range));
    }
    count += own;
  }
  return count;
}

}  // namespace kyoten::dhcp
