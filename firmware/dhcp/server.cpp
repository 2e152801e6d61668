#include "firmware/dhcp/server.hpp"

#include "firmware/dhcp/scope_table.hpp"
#include "firmware/wire/dhcp.hpp"

namespace kyoten::dhcp {
namespace {

namespace option = wire::dhcp::option;
using wire::dhcp::Message;
using wire::dhcp::MessageType;

using std::chrono::seconds;

/// An offer that is not taken up.
constexpr auto kOfferHeld = seconds(60);
/// How long an address that a client found in use is left alone.
constexpr auto kDeclinedFor = std::chrono::minutes(10);
/// RFC 2131 sets no lower bound; without one a client could ask for a lease that is over on
/// arrival.
constexpr auto kShortestLease = seconds(60);
/// RFC 1542 section 4.1.1.
constexpr std::uint8_t kMostHops = 16;
constexpr std::size_t kLongestHostName = 63;
constexpr std::size_t kLongestClientId = 64;

}  // namespace

class Server::Implementation {
 public:
  void configure(ServerSettings settings, Instant now);
  void receive(ByteView payload, Ipv4Prefix interface_address, Instant now, ServerOutbox& out);
  void expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const { return next_; }
  [[nodiscard]] std::vector<ScopeStatus> status(Instant now) const;

 private:
  /// One message and what it is about.
  struct Exchange {
    const Message& message;
    ClientIdentity client;
    ScopeTable& table;
    Ipv4Prefix interface;
    Instant now;
    ServerOutbox& out;
  };

  [[nodiscard]] ScopeTable* table_for(const Message& message, Ipv4Prefix interface_address);
  [[nodiscard]] ClientIdentity identify(const Message& message) const;
  void discover(Exchange& exchange);
  void request(Exchange& exchange);
  void take_offer(Exchange& exchange, Ipv4Address server);
  void confirm(Exchange& exchange, Ipv4Address claimed);
  void grant(Exchange& exchange, Ipv4Address address);
  void decline(Exchange& exchange);
  void release(Exchange& exchange);
  void inform(Exchange& exchange);
  void refuse(Exchange& exchange);

  [[nodiscard]] bool asks_too_much(const Exchange& exchange) const;
  /// Empty: for ever.
  [[nodiscard]] std::optional<seconds> lease_time(const Exchange& exchange) const;
  [[nodiscard]] Message answer(const Exchange& exchange, MessageType type) const;
  void add_lease_time(Message& reply, std::optional<seconds> time) const;
  void add_options(Message& reply, const Exchange& exchange) const;
  void send(Message reply, Exchange& exchange) const;
  bool hold(Exchange& exchange, Ipv4Address address, Holding::State state,
            std::optional<Instant> until);

  ServerSettings settings_;
  std::map<ScopeId, ScopeTable> tables_;
  std::optional<Instant> next_;
};

void Server::Implementation::configure(ServerSettings settings, Instant now) {
  settings_ = std::move(settings);
  std::map<ScopeId, ScopeTable> kept;
  for (auto& scope : settings_.scopes) {
    auto before = tables_.find(scope.id);
    if (before == tables_.end()) {
      kept.emplace(scope.id, ScopeTable(scope));
    } else {
      before->second.redefine(scope);
      kept.emplace(scope.id, std::move(before->second));
    }
  }
  tables_ = std::move(kept);
  expire(now);
}

void Server::Implementation::expire(Instant now) {
  next_.reset();
  for (auto& [id, table] : tables_) {
    table.expire(now);
    next_ = earlier(next_, table.deadline());
  }
}

// --- what a message is about
// ----------------------------------------------------------------------------------------

/// Section 4.3.1: the network of the relay agent, else that of the interface the message came in
/// by.
ScopeTable* Server::Implementation::table_for(const Message& message,
                                              Ipv4Prefix interface_address) {
  const auto where = message.relay.is_unspecified() ? interface_address.address : message.relay;
  for (auto& [id, table] : tables_) {
    if (table.network().contains(where)) return &table;
  }
  return nullptr;
}

ClientIdentity Server::Implementation::identify(const Message& message) const {
  ClientIdentity client;
  client.ethernet = message.hardware;
  const auto id = message.value(option::client_id);
  client.client_id = to_bytes(id.first(std::min(id.size(), kLongestClientId)));
  client.host_name = printable(message.value(option::host_name), kLongestHostName);
  if (settings_.compliance.use_client_id && !client.client_id.empty()) {
    client.key = {1};
    client.key.insert(client.key.end(), client.client_id.begin(), client.client_id.end());
  } else {
    client.key = {0};
    client.key.insert(client.key.end(), client.ethernet.octets.begin(),
                      client.ethernet.octets.end());
  }
  return client;
}

void Server::Implementation::receive(ByteView payload, Ipv4Prefix interface_address, Instant now,
                                     ServerOutbox& out) {
  if (!settings_.enabled) return;
  const auto message = wire::dhcp::parse(payload);
  if (!message || !message->from_client || message->hops > kMostHops) return;
  if (message->hardware.is_group() || message->hardware.is_zero()) return;
  auto* table = table_for(*message, interface_address);
  if (table == nullptr) return;
  if (table->network().contains(interface_address.address))
    table->set_own(interface_address.address);
  Exchange exchange{*message, identify(*message), *table, interface_address, now, out};
  switch (message->type) {
    case MessageType::discover:
      return discover(exchange);
    case MessageType::request:
      return request(exchange);
    case MessageType::decline:
      return decline(exchange);
    case MessageType::release:
      return release(exchange);
    case MessageType::inform:
      return inform(exchange);
    case MessageType::offer:
    case MessageType::ack:
    case MessageType::nak:
      return;
  }
}

bool Server::Implementation::hold(Exchange& exchange, Ipv4Address address, Holding::State state,
                                  std::optional<Instant> until) {
  if (!exchange.table.hold(address, {exchange.client, state, until})) return false;
  next_ = earlier(next_, until);
  return true;
}

// --- the messages of section 4.3
// ------------------------------------------------------------------------------------

void Server::Implementation::discover(Exchange& exchange) {
  auto& table = exchange.table;
  const auto wish = exchange.message.address(option::requested_address);
  const auto address = table.choose(exchange.client, wish, settings_.compliance.use_client_id);
  if (!address) return;  // exhausted: silence
  const auto* holding = table.at(*address);
  const bool leased = holding != nullptr && holding->state == Holding::State::leased;
  // An offer of what the client already has does not shorten its lease.
  if (!leased && !hold(exchange, *address, Holding::State::offered, exchange.now + kOfferHeld))
    return;
  auto offer = answer(exchange, MessageType::offer);
  offer.yours = *address;
  add_lease_time(offer, lease_time(exchange));
  add_options(offer, exchange);
  send(std::move(offer), exchange);
}

void Server::Implementation::request(Exchange& exchange) {
  const auto server = exchange.message.address(option::server_id);
  const auto wanted = exchange.message.address(option::requested_address);
  if (server) return take_offer(exchange, *server);  // SELECTING
  if (wanted && exchange.message.client.is_unspecified())
    return confirm(exchange, *wanted);  // INIT-REBOOT
  if (!exchange.message.client.is_unspecified())
    confirm(exchange, exchange.message.client);  // RENEWING, REBINDING
}

void Server::Implementation::take_offer(Exchange& exchange, Ipv4Address server) {
  auto& table = exchange.table;
  if (server != exchange.interface.address) {
    // The client took another server's offer: ours is free again.
    const auto offered = table.address_of(exchange.client);
    if (offered && table.at(*offered)->state == Holding::State::offered) table.forget(*offered);
    return;
  }
  const auto wanted = exchange.message.address(option::requested_address);
  if (!wanted || table.address_of(exchange.client) != wanted ||
      !table.may_have(exchange.client, *wanted, settings_.compliance.use_client_id)) {
    return refuse(exchange);
  }
  grant(exchange, *wanted);
}

/// The client says which address it has or had. Section 4.3.2: a wrong network is refused, an
/// unknown client left to other servers unless `except remain-silent`.
void Server::Implementation::confirm(Exchange& exchange, Ipv4Address claimed) {
  auto& table = exchange.table;
  const auto& compliance = settings_.compliance;
  if (!table.network().contains(claimed)) return refuse(exchange);
  const auto recorded = table.address_of(exchange.client);
  const auto* reserved = table.reservation_of(exchange.client, compliance.use_client_id);
  if (!recorded && reserved == nullptr) {
    if (!compliance.remain_silent) refuse(exchange);
    return;
  }
  const bool known = recorded == claimed || (reserved != nullptr && reserved->address == claimed);
  if (!known || !table.may_have(exchange.client, claimed, compliance.use_client_id))
    return refuse(exchange);
  grant(exchange, claimed);
}

void Server::Implementation::grant(Exchange& exchange, Ipv4Address address) {
  if (asks_too_much(exchange) && !settings_.compliance.reply_ack) return refuse(exchange);
  const auto* holding = exchange.table.at(address);
  const bool extended = holding != nullptr && holding->state == Holding::State::leased;
  const auto time = lease_time(exchange);
  std::optional<Instant> until;
  if (time) until = exchange.now + *time;
  if (!hold(exchange, address, Holding::State::leased, until)) return;
  if (extended) {
    exchange.out.events.push_back(LeaseExtended{address, exchange.client.ethernet});
  } else {
    exchange.out.events.push_back(LeaseAllocated{address, exchange.client.ethernet});
  }
  auto ack = answer(exchange, MessageType::ack);
  ack.yours = address;
  ack.client = exchange.message.client;
  add_lease_time(ack, time);
  add_options(ack, exchange);
  send(std::move(ack), exchange);
}

void Server::Implementation::decline(Exchange& exchange) {
  const auto address = exchange.message.address(option::requested_address);
  const auto server = exchange.message.address(option::server_id);
  if (!address || server != exchange.interface.address) return;
  if (exchange.table.address_of(exchange.client) != address) return;
  hold(exchange, *address, Holding::State::declined, exchange.now + kDeclinedFor);
}

void Server::Implementation::release(Exchange& exchange) {
  const auto address = exchange.message.client;
  if (exchange.table.address_of(exchange.client) != address) return;
  if (exchange.table.at(address)->state != Holding::State::leased) return;
  hold(exchange, address, Holding::State::past, exchange.now);
  exchange.out.events.push_back(LeaseReleased{address, exchange.client.ethernet});
}

/// Section 4.3.5: parameters only, to an address that the client has by other means.
void Server::Implementation::inform(Exchange& exchange) {
  if (!exchange.table.network().contains(exchange.message.client)) return;
  auto ack = answer(exchange, MessageType::ack);
  ack.client = exchange.message.client;
  add_options(ack, exchange);
  send(std::move(ack), exchange);
}

void Server::Implementation::refuse(Exchange& exchange) {
  auto nak = answer(exchange, MessageType::nak);
  nak.broadcast =
      nak.broadcast || (settings_.compliance.broadcast_nak && !nak.relay.is_unspecified());
  send(std::move(nak), exchange);
}

// --- replies
// --------------------------------------------------------------------------------------------------------

bool Server::Implementation::asks_too_much(const Exchange& exchange) const {
  const auto wish = exchange.message.u32(option::lease_time);
  const auto& longest = exchange.table.scope().max_expire;
  return wish && longest && seconds(*wish) > *longest;
}

std::optional<seconds> Server::Implementation::lease_time(const Exchange& exchange) const {
  const auto& scope = exchange.table.scope();
  const auto wish = exchange.message.u32(option::lease_time);
  if (!wish) return scope.expire;
  if (asks_too_much(exchange)) return scope.max_expire;
  if (*wish == wire::dhcp::kInfinite) return std::nullopt;
  return std::max(seconds(*wish), seconds(kShortestLease));
}

Message Server::Implementation::answer(const Exchange& exchange, MessageType type) const {
  Message reply;
  reply.from_client = false;
  reply.type = type;
  reply.xid = exchange.message.xid;
  reply.broadcast = exchange.message.broadcast;
  reply.relay = exchange.message.relay;
  reply.hardware = exchange.message.hardware;
  reply.set(option::server_id, exchange.interface.address);
  // RFC 6842: the identifier comes back, as does what the relay agent put in (RFC 3046
  // section 2.2).
  for (auto code : {option::client_id, option::relay_agent}) {
    if (const auto value = exchange.message.value(code); !value.empty()) reply.set(code, value);
  }
  return reply;
}

void Server::Implementation::add_lease_time(Message& reply, std::optional<seconds> time) const {
  if (!time || time->count() >= wire::dhcp::kInfinite) {
    reply.set(option::lease_time, wire::dhcp::kInfinite);
    return;
  }
  const auto whole = static_cast<std::uint32_t>(time->count());
  reply.set(option::lease_time, whole);
  reply.set(option::renewal_time, whole / 2);
  reply.set(option::rebinding_time, static_cast<std::uint32_t>(std::uint64_t{whole} * 7 / 8));
}

void Server::Implementation::add_options(Message& reply, const Exchange& exchange) const {
  const auto& scope = exchange.table.scope();
  const auto own = exchange.interface.address;
  const bool direct = exchange.message.relay.is_unspecified();
  reply.set(option::subnet_mask, Ipv4Address{exchange.table.network().mask()});
  if (scope.gateway) {
    reply.set(option::router, *scope.gateway);
  } else if (direct) {
    reply.set(option::router, own);
  }
  Bytes servers;
  for (auto& server : settings_.name_servers) ByteWriter(servers).u32(server.value);
  if (servers.empty()) ByteWriter(servers).u32(own.value);
  reply.set(option::name_servers, servers);
  for (auto& [code, value] : scope.options) {
    auto content = value;
    if (code == option::domain_name && !settings_.compliance.none_domain_null) content.push_back(0);
    reply.set(code, content);
  }
}

/// Section 4.1: to the relay agent, to the address the client has, to all, or to the hardware
/// address alone.
void Server::Implementation::send(Message reply, Exchange& exchange) const {
  const Ipv4Endpoint source{exchange.interface.address, wire::dhcp::kServerPort};
  const bool nak = reply.type == MessageType::nak;
  Ipv4Endpoint destination{Ipv4Address::broadcast(), wire::dhcp::kClientPort};
  std::optional<MacAddress> to_mac;
  if (!reply.relay.is_unspecified()) {
    destination = {reply.relay, wire::dhcp::kServerPort};
  } else if (nak) {
    if (!settings_.compliance.broadcast_nak) to_mac = reply.hardware;
  } else if (!exchange.message.client.is_unspecified()) {
    destination.address = exchange.message.client;
  } else if (!reply.broadcast) {
    destination.address = reply.yours;
    to_mac = reply.hardware;
  }
  exchange.out.replies.push_back({source, destination, to_mac, wire::dhcp::write(reply)});
}

// --- status
// ---------------------------------------------------------------------------------------------------------

std::vector<ScopeStatus> Server::Implementation::status(Instant now) const {
  std::vector<ScopeStatus> result;
  for (auto& [id, table] : tables_) {
    ScopeStatus row;
    row.id = id;
    row.network = table.network().network();
    row.all = table.size();
    row.except = table.excepted_count();
    for (auto& [address, holding] : table.rows()) {
      if (holding.state != Holding::State::leased || (holding.until && *holding.until <= now))
        continue;
      LeaseStatus lease{
          address, holding.client.ethernet, holding.client.client_id, holding.client.host_name, {}};
      if (holding.until)
        lease.remaining = std::chrono::duration_cast<seconds>(*holding.until - now);
      row.leases.push_back(std::move(lease));
    }
    for (auto& reservation : table.scope().bind) {
      const auto* holding = table.at(reservation.address);
      if (holding == nullptr || holding->state != Holding::State::leased) {
        row.reserved_unused.push_back(reservation.address);
      }
    }
    std::sort(row.reserved_unused.begin(), row.reserved_unused.end());
    row.leased = static_cast<std::uint32_t>(row.leases.size());
    row.usable = row.all - std::min(row.all, row.except + row.leased);
    result.push_back(std::move(row));
  }
  return result;
}

Server::Server() : implementation_(std::make_unique<Implementation>()) {}
Server::~Server() = default;
void Server::configure(ServerSettings settings, Instant now) {
  implementation_->configure(std::move(settings), now);
}
void Server::receive(ByteView payload, const Ipv4Endpoint&, Ipv4Prefix interface_address, Instant now,
                     ServerOutbox& out) {
  implementation_->receive(payload, interface_address, now, out);
}
void Server::expire(Instant now) { implementation_->expire(now); }
std::optional<Instant> Server::deadline() const { return implementation_->deadline(); }
std::vector<ScopeStatus> Server::status(Instant now) const { return implementation_->status(now); }

}  // namespace kyoten::dhcp
