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

/// The outer end that a static entry gives to an inner one, and the reverse.
Ipv4Endpoint outer_of(const NatStaticEntry& entry, Ipv4Address outer, std::uint16_t inner_port) {
  if (entry.outer_port == 0) return {outer, inner_port};
  return {outer, static_cast<std::uint16_t>(entry.outer_port + (inner_port - entry.inner_port))};
}
Ipv4Endpoint inner_of(const NatStaticEntry& entry, std::uint16_t outer_port) {
  if (entry.outer_port == 0) return {entry.inner, outer_port};
  return {entry.inner, static_cast<std::uint16_t>(entry.inner_port + (outer_port - entry.outer_port))};
}

FlowKey outside_key(const FlowKey& inside, const Ipv4Endpoint& outer) {
  return {inside.protocol, outer, inside.remote};
}

}  // namespace

std::size_t FlowKeyHash::operator()(const FlowKey& key) const {
  const auto addresses = std::uint64_t{key.local.address.value} << 32 | key.remote.address.value;
  const auto rest = std::uint64_t{key.protocol} << 32 | std::uint64_t{key.local.port} << 16 | key.remote.port;
  return mix(mix(addresses ^ seed) ^ rest);
}

void NatTable::refresh(const NatDescriptorPlan& plan, Descriptor& table, Session& session, TcpMark mark,
                       Instant now) {
  if (mark == TcpMark::opens) session.closing = false;  // the same ports again
  if (mark == TcpMark::closes) session.closing = true;
  session.expires = now + (session.closing ? plan.tcpfin_timer : plan.timer);
  table.recency.refresh(session);
  table.hosts.find(session.inside.local.address.value)->second.sessions.refresh(session);
  if (!next_sweep_) next_sweep_ = now + kSweep;
}

void NatTable::forget(Descriptor& table, Session& session) {
  table.recency.remove(session);
  auto host = table.hosts.find(session.inside.local.address.value);
  host->second.sessions.remove(session);
  if (host->second.sessions.empty()) table.hosts.erase(host);
  table.by_outside.erase(outside_key(session.inside, session.outer));
  const auto key = session.inside;  // the session goes with its node
  table.by_inside.erase(key);
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

void NatTable::add(const NatDescriptorPlan& plan, Descriptor& table, const FlowKey& key, const Ipv4Endpoint& outer,
                   TcpMark mark, Instant now) {
  auto& session = table.by_inside[key];
  session.inside = key;
  session.outer = outer;
  table.by_outside[outside_key(key, outer)] = &session;
  table.recency.append(session);
  table.hosts[key.local.address.value].sessions.append(session);
  refresh(plan, table, session, mark, now);
}

NatTable::Translation NatTable::outbound(const NatDescriptorPlan& plan, const FlowKey& key, Ipv4Address outer,
                                         TcpMark mark, Instant now) {
  auto& table = descriptor(plan.id);
  // First what the configuration says; so a new static entry takes effect at once.
  if (const auto* entry = static_out(plan, key)) {
    return {Result::translated, outer_of(*entry, outer, key.local.port)};
  }
  if (auto found = table.by_inside.find(key); found != table.by_inside.end()) {
    // A session whose outer address changed (a new lease) or that has expired starts over.
    if (found->second.outer.address == outer && found->second.expires > now) {
      refresh(plan, table, found->second, mark, now);
      return {Result::translated, found->second.outer};
    }
    forget(table, found->second);
  }
  if (table.by_inside.size() >= kMostSessions) {
    auto host = table.hosts.find(key.local.address.value);
    forget(table, host != table.hosts.end() ? *host->second.sessions.oldest() : *table.recency.oldest());
  }
  const auto port = choose_port(plan, table, key, outer);
  if (!port) return {Result::no_port, {}};
  add(plan, table, key, {outer, *port}, mark, now);
  return {Result::translated, {outer, *port}};
}

NatTable::Translation NatTable::inbound(const NatDescriptorPlan& plan, const FlowKey& key, TcpMark mark,
                                        Instant now) {
  auto& table = descriptor(plan.id);
  if (auto found = table.by_outside.find(key); found != table.by_outside.end() && found->second->expires > now) {
    auto& session = *found->second;
    // Only outbound packets refresh (RFC 4787 REQ-6), but a FIN counts from both sides.
    if (mark == TcpMark::closes) refresh(plan, table, session, mark, now);
    return {Result::translated, session.inside.local};
  }
  if (const auto* entry = static_in(plan, key)) {
    return {Result::translated, inner_of(*entry, key.local.port)};
  }
  return {Result::no_entry, {}};
}

std::optional<Ipv4Endpoint> NatTable::peek_inbound(const NatDescriptorPlan& plan, const FlowKey& key) const {
  auto table = descriptors_.find(plan.id);
  if (table != descriptors_.end()) {
    auto found = table->second.by_outside.find(key);
    if (found != table->second.by_outside.end()) return found->second->inside.local;
  }
  if (const auto* entry = static_in(plan, key)) return inner_of(*entry, key.local.port);
  return std::nullopt;
}

std::optional<Ipv4Endpoint> NatTable::peek_outbound(const NatDescriptorPlan& plan, const FlowKey& key,
                                                    Ipv4Address outer) const {
  if (const auto* entry = static_out(plan, key)) return outer_of(*entry, outer, key.local.port);
  auto table = descriptors_.find(plan.id);
  if (table == descriptors_.end()) return std::nullopt;
  auto found = table->second.by_inside.find(key);
  if (found == table->second.by_inside.end()) return std::nullopt;
  return found->second.outer;
}

bool NatTable::has_static(const NatDescriptorPlan& plan, std::uint8_t protocol) {
  return std::any_of(plan.statics.begin(), plan.statics.end(),
                     [&](auto& entry) { return entry.protocol == protocol; });
}

void NatTable::expire(Instant now) {
  if (!next_sweep_ || *next_sweep_ > now) return;
  bool any = false;
  for (auto& [id, table] : descriptors_) {
    std::vector<Session*> gone;
    for (auto& [key, session] : table.by_inside) {
      if (session.expires <= now) gone.push_back(&session);
    }
    for (auto* session : gone) forget(table, *session);
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
