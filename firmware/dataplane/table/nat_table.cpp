#include "firmware/dataplane/table/nat_table.hpp"

#include "firmware/wire/ipv4.hpp"

namespace kyoten::dataplane {
namespace {

/// Expired sessions are swept this often; a session is dead the moment it expires all the same.
constexpr Duration kSweep = std::chrono::seconds(30);

bool has_ports(std::uint8_t protocol) {
  return protocol == wire::ip_protocol::tcp || protocol == wire::ip_protocol::udp ||
         protocol == wire::ip_protocol::icmp;
}

bool covers(std::uint16_t first, std::uint16_t count, std::uint16_t port) {
  return port >= first && port - first < count;
}

/// A static entry that leads out from this inner end, or in to this outer port.
const NatStaticEntry* static_out(const NatDescriptorPlan& plan, const FlowKey& key) {
  for (auto& entry : plan.statics) {
    if (entry.protocol != key.protocol || entry.inner != key.local.address) continue;
    if (entry.outer_port == 0 || covers(entry.inner_port, entry.port_count, key.local.port)) return &entry;
  }
  return nullptr;
}
const NatStaticEntry* static_in(const NatDescriptorPlan& plan, const FlowKey& key) {
  for (auto& entry : plan.statics) {
    if (entry.protocol != key.protocol) continue;
    if (entry.outer_port == 0 || covers(entry.outer_port, entry.port_count, key.local.port)) return &entry;
  }
  return nullptr;
}

FlowKey outside_key(const FlowKey& inside, const Endpoint& outer) {
  return {inside.protocol, outer, inside.remote};
}

}  // namespace

std::size_t FlowKeyHash::operator()(const FlowKey& key) const {
  // FNV-like mixing; keys come from packets, so the table is bounded rather than trusting the hash.
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::uint64_t part : {std::uint64_t{key.protocol}, std::uint64_t{key.local.address.value},
                             std::uint64_t{key.local.port}, std::uint64_t{key.remote.address.value},
                             std::uint64_t{key.remote.port}}) {
    hash = (hash ^ part) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 29;
  }
  return hash;
}

void NatTable::refresh(const NatDescriptorPlan& plan, Session& session, bool tcp_closing, Instant now) {
  session.closing |= tcp_closing;
  session.expires = now + (session.closing ? plan.tcpfin_timer : plan.timer);
  if (!next_sweep_) next_sweep_ = now + kSweep;
}

std::optional<std::uint16_t> NatTable::choose_port(const NatDescriptorPlan& plan, Descriptor& table,
                                                   const FlowKey& key, Ipv4Address outer) {
  auto is_free = [&](std::uint16_t port) {
    FlowKey outside = outside_key(key, {outer, port});
    if (table.by_outside.contains(outside)) return false;
    // Never take what a static entry promises to somebody else.
    const auto* reserved = static_in(plan, outside);
    return reserved == nullptr || reserved->outer_port == 0;
  };
  if (!has_ports(key.protocol)) return is_free(0) ? std::optional<std::uint16_t>(std::uint16_t{0}) : std::nullopt;
  if (is_free(key.local.port)) return key.local.port;
  for (auto& range : plan.port_ranges) {
    const std::uint32_t size = range.last - range.first + 1u;
    for (std::uint32_t i = 0; i < size; ++i) {
      const auto port = static_cast<std::uint16_t>(range.first + (table.next_port + i) % size);
      if (!is_free(port)) continue;
      table.next_port = static_cast<std::uint16_t>(port - range.first + 1);
      return port;
    }
  }
  return std::nullopt;
}

NatTable::Translation NatTable::outbound(const NatDescriptorPlan& plan, const FlowKey& key,
                                         Ipv4Address outer, bool tcp_closing, Instant now) {
  auto& table = descriptors_[plan.id];
  if (auto found = table.by_inside.find(key); found != table.by_inside.end()) {
    // A session whose outer address changed (a new lease) or that has expired starts over.
    if (found->second.outer.address == outer && found->second.expires > now) {
      refresh(plan, found->second, tcp_closing, now);
      return {Result::translated, found->second.outer};
    }
    table.by_outside.erase(outside_key(key, found->second.outer));
    table.by_inside.erase(found);
  }
  if (const auto* entry = static_out(plan, key)) {
    const auto port = entry->outer_port == 0
                          ? key.local.port
                          : static_cast<std::uint16_t>(entry->outer_port + (key.local.port - entry->inner_port));
    return {Result::translated, {outer, port}};
  }
  if (table.by_inside.size() >= kMostSessions) {
    std::erase_if(table.by_outside, [&](auto& item) {
      auto session = table.by_inside.find(item.second);
      return session == table.by_inside.end() || session->second.expires <= now;
    });
    std::erase_if(table.by_inside, [&](auto& item) { return item.second.expires <= now; });
    if (table.by_inside.size() >= kMostSessions) return {Result::full, {}};
  }
  auto port = choose_port(plan, table, key, outer);
  if (!port) return {Result::no_port, {}};
  Session session{key, {outer, *port}, {}, false};
  refresh(plan, session, tcp_closing, now);
  table.by_outside[outside_key(key, session.outer)] = key;
  table.by_inside[key] = session;
  return {Result::translated, session.outer};
}

NatTable::Translation NatTable::inbound(const NatDescriptorPlan& plan, const FlowKey& key, bool tcp_closing,
                                        Instant now) {
  auto& table = descriptors_[plan.id];
  if (auto found = table.by_outside.find(key); found != table.by_outside.end()) {
    auto session = table.by_inside.find(found->second);
    if (session != table.by_inside.end() && session->second.expires > now) {
      // Only outbound packets refresh (RFC 4787 REQ-6), but a FIN counts from both sides.
      if (tcp_closing) refresh(plan, session->second, true, now);
      return {Result::translated, session->second.inside.local};
    }
  }
  if (const auto* entry = static_in(plan, key)) {
    const auto port = entry->outer_port == 0
                          ? key.local.port
                          : static_cast<std::uint16_t>(entry->inner_port + (key.local.port - entry->outer_port));
    return {Result::translated, {entry->inner, port}};
  }
  return {Result::no_entry, {}};
}

std::optional<Endpoint> NatTable::peek_inbound(const NatDescriptorPlan& plan, const FlowKey& key) const {
  auto table = descriptors_.find(plan.id);
  if (table != descriptors_.end()) {
    auto found = table->second.by_outside.find(key);
    if (found != table->second.by_outside.end()) return found->second.local;
  }
  if (const auto* entry = static_in(plan, key)) {
    return Endpoint{entry->inner, entry->outer_port == 0 ? key.local.port : entry->inner_port};
  }
  return std::nullopt;
}

void NatTable::expire(Instant now) {
  if (!next_sweep_ || *next_sweep_ > now) return;
  bool any = false;
  for (auto& [id, table] : descriptors_) {
    std::erase_if(table.by_inside, [&](auto& item) {
      if (item.second.expires > now) return false;
      table.by_outside.erase(outside_key(item.first, item.second.outer));
      return true;
    });
    any |= !table.by_inside.empty();
  }
  next_sweep_ = any ? std::optional(now + kSweep) : std::nullopt;
}

std::optional<Instant> NatTable::deadline() const { return next_sweep_; }

void NatTable::clear(std::optional<NatDescriptorId> descriptor) {
  std::erase_if(descriptors_, [&](auto& item) { return !descriptor || item.first == *descriptor; });
}

std::vector<NatSessionStatus> NatTable::sessions(const NatDescriptorPlan& plan, Instant now) const {
  std::vector<NatSessionStatus> rows;
  for (auto& entry : plan.statics) {
    rows.push_back({entry.protocol, {entry.inner, entry.inner_port},
                    {plan.outer.value_or(Ipv4Address{}), entry.outer_port}, {}, std::nullopt});
  }
  auto table = descriptors_.find(plan.id);
  if (table == descriptors_.end()) return rows;
  std::vector<NatSessionStatus> dynamic;
  for (auto& [key, session] : table->second.by_inside) {
    if (session.expires <= now) continue;
    dynamic.push_back({key.protocol, key.local, session.outer, key.remote,
                       std::chrono::duration_cast<std::chrono::seconds>(session.expires - now)});
  }
  std::sort(dynamic.begin(), dynamic.end(), [](auto& a, auto& b) {
    return std::tie(a.inner, a.protocol, a.destination) < std::tie(b.inner, b.protocol, b.destination);
  });
  rows.insert(rows.end(), dynamic.begin(), dynamic.end());
  return rows;
}

}  // namespace kyoten::dataplane
