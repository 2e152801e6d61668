#include "firmware/dataplane/table/sa_table.hpp"

namespace kyoten::dataplane {

namespace {

bool is_same(const ipsec::Sa& sa, const ipsec::SaParameters& other) {
  const auto& parameters = sa.parameters();
  return parameters.spi == other.spi && parameters.encryption_key == other.encryption_key &&
         parameters.integrity_key == other.integrity_key;
}

/// The IPv4 host that an SA is for, if it is for one only: a client.
std::optional<Ipv4Address> only_host(const ipsec::SaParameters& sa) {
  const auto& remote = sa.selection.remote;
  const bool one = remote.size() == 1 && remote[0].first == remote[0].last && remote[0].first.v4() != nullptr;
  return one ? std::optional(*remote[0].first.v4()) : std::nullopt;
}

}  // namespace

std::vector<SaTable::Outbound*>& SaTable::OfPolicy::list_of(const ipsec::Sa& sa) {
  const auto host = only_host(sa.parameters());
  return host ? of_hosts[host->value] : of_networks;
}

/// How many went.
template <class Goes>
std::size_t SaTable::OfPolicy::erase(const Goes& goes) {
  for (auto& row : all) {
    if (!goes(row->sa)) continue;
    std::erase(list_of(row->sa), row.get());
    if (const auto host = only_host(row->sa.parameters()); host && of_hosts[host->value].empty()) of_hosts.erase(host->value);
  }
  return std::erase_if(all, [&](auto& row) { return goes(row->sa); });
}

void SaTable::install(ipsec::SaParameters parameters) {
  if (parameters.direction == ipsec::Direction::inbound) {
    auto& row = inbound_[number(parameters.spi)];
    if (row && is_same(row->sa, parameters)) return;
    row = std::make_unique<Inbound>(std::move(parameters));
    return;
  }
  auto& rows = outbound_[parameters.policy];
  if (std::ranges::any_of(rows.all, [&](auto& row) { return is_same(row->sa, parameters); })) return;
  rows.all.push_back(std::make_unique<Outbound>(std::move(parameters), next_number_++));
  auto* row = rows.all.back().get();
  rows.list_of(row->sa).push_back(row);
}

void SaTable::remove(ipsec::Direction direction, Spi spi, std::optional<PolicyId> policy,
                     std::optional<Endpoint> peer) {
  if (direction == ipsec::Direction::inbound) {
    inbound_.erase(number(spi));
    return;
  }
  for (auto& [id, rows] : outbound_) {
    if (policy && id != *policy) continue;
    const auto is_meant = [&](const ipsec::Sa& sa) { return sa.parameters().spi == spi; };
    const auto is_of_peer = [&](const ipsec::Sa& sa) { return is_meant(sa) && sa.parameters().peer == *peer; };
    // One that is not where it was thought to be goes all the same: nothing is sent through a dead SA.
    const bool several = peer && std::ranges::count_if(rows.all, [&](auto& row) { return is_meant(row->sa); }) > 1;
    if (several && rows.erase(is_of_peer) > 0) continue;
    rows.erase(is_meant);
  }
  std::erase_if(outbound_, [](auto& item) { return item.second.all.empty(); });
}

void SaTable::move_peer(GatewayId gateway, const Endpoint& before, const Endpoint& after) {
  const auto move = [&](ipsec::Sa& sa) {
    const auto& parameters = sa.parameters();
    if (parameters.gateway == gateway && parameters.peer == before) sa.move_peer(after);
  };
  for (auto& [spi, row] : inbound_) move(row->sa);
  for (auto& [policy, rows] : outbound_) {
    for (auto& row : rows.all) move(row->sa);
  }
}

SaTable::Inbound* SaTable::inbound(Spi spi) {
  // 0 to 255 are reserved (RFC 4303 section 2.1) and never match.
  if (number(spi) < 256) return nullptr;
  auto found = inbound_.find(number(spi));
  return found == inbound_.end() ? nullptr : found->second.get();
}

ipsec::Sa* SaTable::outbound(PolicyId policy) {
  auto found = outbound_.find(policy);
  return found == outbound_.end() ? nullptr : &found->second.all.back()->sa;
}

const ipsec::Sa* SaTable::outbound(PolicyId policy) const {
  auto found = outbound_.find(policy);
  return found == outbound_.end() ? nullptr : &found->second.all.back()->sa;
}

std::vector<ipsec::SaUseOf> SaTable::use() const {
  std::vector<ipsec::SaUseOf> rows;
  std::map<std::uint32_t, const Inbound*> sorted;
  for (auto& [spi, row] : inbound_) sorted[spi] = row.get();
  for (auto& [spi, row] : sorted) rows.push_back({ipsec::Direction::inbound, Spi{spi}, row->sa.use()});
  for (auto& [policy, of_policy] : outbound_) {
    for (auto& row : of_policy.all) {
      rows.push_back({ipsec::Direction::outbound, row->sa.parameters().spi, row->sa.use()});
    }
  }
  return rows;
}

bool SaTable::sends(const IpAddress& peer, const std::function<bool(const ipsec::SaParameters&)>& is_from) const {
  for (auto& [policy, rows] : outbound_) {
    for (auto& row : rows.all) {
      const auto& sa = row->sa.parameters();
      if (sa.peer.address == peer && is_from(sa)) return true;
    }
  }
  return false;
}

void SaTable::learn_path_mtu(const IpAddress& peer, std::uint16_t bytes, Instant now) {
  constexpr auto kLife = std::chrono::minutes(10);
  constexpr std::size_t kMost = 4096;
  std::erase_if(path_mtus_, [&](auto& item) { return item.second.expires <= now; });
  if (path_mtus_.size() >= kMost && !path_mtus_.contains(peer)) return;
  auto& known = path_mtus_[peer];
  // A greater one does not make the path wider: only time does.
  if (known.bytes == 0 || bytes < known.bytes) known = {bytes, now + kLife};
}

std::optional<std::uint16_t> SaTable::path_mtu(const IpAddress& peer, Instant now) const {
  if (path_mtus_.empty()) return std::nullopt;
  const auto found = path_mtus_.find(peer);
  if (found == path_mtus_.end() || found->second.expires <= now) return std::nullopt;
  return found->second.bytes;
}

bool SaTable::may_ask_for(PolicyId policy, Instant now) {
  auto [it, first] = asked_.try_emplace(policy, now);
  if (!first && now - it->second < std::chrono::seconds(1)) return false;
  it->second = now;
  return true;
}

}  // namespace kyoten::dataplane
