#include "firmware/l2tp/engine.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/l2tp/authentication.hpp"
#include "firmware/l2tp/connection.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::l2tp {
namespace {

using wire::l2tp::AvpType;
using wire::l2tp::Control;
using wire::l2tp::ControlError;
using wire::l2tp::MessageType;

constexpr auto kFirstRetry = std::chrono::seconds(5);
constexpr auto kLongestRetry = std::chrono::seconds(60);
/// Connections kept only to acknowledge a StopCCN once more.
constexpr std::size_t kMostClosing = 16;
/// One line in the log for refused strangers and wrong passwords in this time.
constexpr auto kRefusalGap = std::chrono::seconds(10);
/// Without IPsec anybody may claim to be the peer: a half-open connection is not displaced faster
/// than this.
constexpr auto kUnprotectedGap = std::chrono::seconds(2);

struct Transport {
  Endpoint local;
  Endpoint peer;
};

struct Tunnel {
  TunnelSettings settings;
  std::unique_ptr<Connection> main;  ///< the one we opened, or the one that stands
  std::unique_ptr<Connection>
      candidate;  ///< half-open, from the peer; becomes `main` once SCCCN came
  std::optional<Instant> retry_at;
  int failures = 0;
  bool held = false;  ///< `disconnect tunnel`: not opened by itself until `connect`
  std::optional<Reason> last_failure;
  std::optional<Instant> refusal_reported;
};

/// What may change without disturbing a connection.
bool same_connection(TunnelSettings a, const TunnelSettings& b) {
  a.disconnect_time = b.disconnect_time;
  a.keepalive = b.keepalive;
  a.keepalive_interval = b.keepalive_interval;
  a.keepalive_count = b.keepalive_count;
  a.keepalive_log = b.keepalive_log;
  a.syslog = b.syslog;
  a.always_on = b.always_on;
  return a == b;
}

}  // namespace

class Engine::Implementation {
 public:
  explicit Implementation(Entropy& entropy) : entropy_(entropy) {}

  void configure(const Settings& settings, Instant now, Outbox& out);
  void receive(const Datagram& in, std::optional<PolicyId> policy, Instant now, Outbox& out);
  void expire(Instant now, Outbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void transport_up(PolicyId policy, const Transport& transport, Instant now, Outbox& out);
  void transport_down(PolicyId policy, Instant now, Outbox& out);
  void connect(TunnelId tunnel, Instant now, Outbox& out);
  void disconnect(TunnelId tunnel, Instant now, Outbox& out);
  void data_seen(TunnelId tunnel, bool received, Instant now);
  [[nodiscard]] Status status(Instant now) const;

  void set_default_local_address(std::optional<Ipv4Address> address);

 private:
  struct Closing {
    TunnelSettings settings;
    std::unique_ptr<Connection> connection;
  };
  /// What becomes of an SCCRQ that met our own.
  enum class Tie : std::uint8_t { none, ignored, answered };

  Context context(const TunnelSettings& settings, Instant now, Outbox& out) {
    return {settings, entropy_, ignored_, next_serial_, now, out};
  }
  void count(ControlError error);
  void on_sccrq(const Control& message, const Datagram& in, std::optional<PolicyId> policy,
                Instant now, Outbox& out);
  [[nodiscard]] Tunnel* tunnel_for(const Control& sccrq, const Endpoint& source,
                                   std::optional<PolicyId> policy);
  bool is_repeated(Tunnel& tunnel, const Control& sccrq, Instant now, Outbox& out);
  void refuse(Tunnel& tunnel, const Refusal& refusal, const Control& sccrq, const Datagram& in,
              Instant now, Outbox& out);
  [[nodiscard]] Tie tie(Tunnel& tunnel, const Control& sccrq, Instant now);
  bool give_to_owner(const Control& message, const Datagram& in, std::optional<PolicyId> policy,
                     Instant now, Outbox& out);
  void settle(Tunnel& tunnel, Instant now, Outbox& out);
  void retire(Tunnel& tunnel, std::unique_ptr<Connection>& connection);
  void open(Tunnel& tunnel, Instant now, Outbox& out);
  void open_or_retry(Tunnel& tunnel, Instant now);
  void end(Tunnel& tunnel, Reason reason, Instant now, Outbox& out);
  [[nodiscard]] std::optional<Connection::Ends> ends_of(const Tunnel& tunnel) const;
  [[nodiscard]] bool may_open(const Tunnel& tunnel) const;
  [[nodiscard]] ControlConnectionId new_id();
  [[nodiscard]] bool id_taken(ControlConnectionId id) const;
  [[nodiscard]] Tunnel* find(TunnelId id);

  Entropy& entropy_;
  std::optional<Ipv4Address> default_local_;
  std::vector<Tunnel> tunnels_;  ///< ascending number
  std::map<PolicyId, Transport> transports_;
  std::deque<Closing> closing_;
  Ignored ignored_;
  std::uint32_t next_serial_ = 1;
};

Tunnel* Engine::Implementation::find(TunnelId id) {
  for (auto& tunnel : tunnels_) {
    if (tunnel.settings.tunnel == id) return &tunnel;
  }
  return nullptr;
}

bool Engine::Implementation::id_taken(ControlConnectionId id) const {
  auto has = [&](auto& connection) { return connection && connection->local() == id; };
  return std::any_of(tunnels_.begin(), tunnels_.end(),
                     [&](auto& t) { return has(t.main) || has(t.candidate); }) ||
         std::any_of(closing_.begin(), closing_.end(),
                     [&](auto& row) { return has(row.connection); });
}

ControlConnectionId Engine::Implementation::new_id() {
  ControlConnectionId id{};
  while (id == ControlConnectionId{} || id_taken(id)) id = ControlConnectionId{entropy_.u32()};
  return id;
}

// --- who may open, and when
// -----------------------------------------------------------------------------------------

std::optional<Connection::Ends> Engine::Implementation::ends_of(const Tunnel& tunnel) const {
  const auto& settings = tunnel.settings;
  if (settings.policy) {
    const auto transport = transports_.find(*settings.policy);
    if (transport == transports_.end()) return std::nullopt;
    return Connection::Ends{{transport->second.local.address, wire::kL2tpPort},
                            {transport->second.peer.address, wire::kL2tpPort}};
  }
  const auto local = settings.local_address ? settings.local_address : default_local_;
  if (!local || !settings.remote_address) return std::nullopt;
  return Connection::Ends{{*local, wire::kL2tpPort}, {*settings.remote_address, wire::kL2tpPort}};
}

bool Engine::Implementation::may_open(const Tunnel& tunnel) const {
  return tunnel.settings.enabled && tunnel.settings.remote_address && !tunnel.held &&
         ends_of(tunnel);
}

void Engine::Implementation::open(Tunnel& tunnel, Instant now, Outbox& out) {
  tunnel.retry_at.reset();
  if (tunnel.main || !may_open(tunnel)) return;
  auto with = context(tunnel.settings, now, out);
  tunnel.main = std::make_unique<Connection>(Role::initiator, new_id(), *ends_of(tunnel), with);
  tunnel.main->open(with);
}

/// 5, 10, 20 ... 60 s, each up to a quarter longer, so that two ends do not stay in step.
void Engine::Implementation::open_or_retry(Tunnel& tunnel, Instant now) {
  if (tunnel.main || tunnel.retry_at || !may_open(tunnel) || !tunnel.settings.always_on) return;
  const Duration wait =
      std::min<Duration>(kFirstRetry * (1 << std::min(tunnel.failures, 4)), kLongestRetry);
  tunnel.retry_at = now + wait + wait * (entropy_.u32() % 256) / 1024;
  ++tunnel.failures;
}

// --- configuration and commands
// -------------------------------------------------------------------------------------

void Engine::Implementation::configure(const Settings& settings, Instant now, Outbox& out) {
  std::vector<Tunnel> before = std::exchange(tunnels_, {});
  for (auto& wanted : settings.tunnels) {
    auto old = std::find_if(before.begin(), before.end(),
                            [&](auto& tunnel) { return tunnel.settings.tunnel == wanted.tunnel; });
    Tunnel tunnel;
    if (old != before.end() && same_connection(old->settings, wanted)) {
      tunnel = std::move(*old);
      before.erase(old);
    }
    tunnel.settings = wanted;
    tunnels_.push_back(std::move(tunnel));
  }
  for (auto& tunnel : before) end(tunnel, Reason::requested, now, out);
  for (auto& tunnel : tunnels_) {
    if (!tunnel.main && !tunnel.retry_at && tunnel.settings.always_on) open(tunnel, now, out);
    if (!tunnel.settings.always_on) tunnel.retry_at.reset();
  }
}

void Engine::Implementation::end(Tunnel& tunnel, Reason reason, Instant now, Outbox& out) {
  tunnel.retry_at.reset();
  auto with = context(tunnel.settings, now, out);
  for (auto* connection : {&tunnel.main, &tunnel.candidate}) {
    if (!*connection) continue;
    (*connection)->close(reason, with);
    retire(tunnel, *connection);
  }
}

void Engine::Implementation::connect(TunnelId id, Instant now, Outbox& out) {
  auto* tunnel = find(id);
  if (tunnel == nullptr) return;
  tunnel->held = false;
  tunnel->failures = 0;
  open(*tunnel, now, out);
}

void Engine::Implementation::disconnect(TunnelId id, Instant now, Outbox& out) {
  auto* tunnel = find(id);
  if (tunnel == nullptr) return;
  tunnel->held = true;
  end(*tunnel, Reason::requested, now, out);
}

/// Tunnels without IPsec that waited for an address open with the next expire().
void Engine::Implementation::set_default_local_address(std::optional<Ipv4Address> address) {
  default_local_ = address;
  for (auto& tunnel : tunnels_) {
    const bool waits =
        !tunnel.main && !tunnel.candidate && !tunnel.retry_at && tunnel.settings.always_on;
    if (waits && may_open(tunnel)) tunnel.retry_at = Instant{};
  }
}

void Engine::Implementation::transport_up(PolicyId policy, const Transport& transport, Instant now,
                                          Outbox& out) {
  transports_[policy] = transport;
  for (auto& tunnel : tunnels_) {
    if (tunnel.settings.policy != policy) continue;
    tunnel.failures = 0;
    if (tunnel.main) {
      auto with = context(tunnel.settings, now, out);
      tunnel.main->move(*ends_of(tunnel), with);
    } else if (tunnel.settings.always_on) {
      open(tunnel, now, out);
    }
  }
}

void Engine::Implementation::transport_down(PolicyId policy, Instant now, Outbox& out) {
  transports_.erase(policy);
  for (auto& tunnel : tunnels_) {
    if (tunnel.settings.policy != policy) continue;
    auto with = context(tunnel.settings, now, out);
    if (tunnel.candidate) tunnel.candidate->drop(Reason::transport_lost, with);
    if (tunnel.main) tunnel.main->drop(Reason::transport_lost, with);
    settle(tunnel, now, out);
    tunnel.retry_at.reset();
  }
  std::erase_if(closing_, [&](auto& row) { return row.settings.policy == policy; });
}

void Engine::Implementation::data_seen(TunnelId id, bool received, Instant now) {
  auto* tunnel = find(id);
  if (tunnel != nullptr && tunnel->main) tunnel->main->data_seen(received, now);
}

// --- messages
// -------------------------------------------------------------------------------------------------------

void Engine::Implementation::count(ControlError error) {
  ++(error == ControlError::wrong_version ? ignored_.other_version : ignored_.malformed);
}

void Engine::Implementation::receive(const Datagram& in, std::optional<PolicyId> policy,
                                     Instant now, Outbox& out) {
  const auto message = wire::l2tp::parse_control(in.payload);
  if (!message) return count(message.error());
  if (message->connection == 0 && message->type == MessageType::sccrq) {
    return on_sccrq(*message, in, policy, now, out);
  }
  if (!give_to_owner(*message, in, policy, now, out)) ++ignored_.unknown_connection;
}

/// By the id we assigned. A StopCCN from a peer that never learned it names its own id instead
/// (section 5.4.3).
bool Engine::Implementation::give_to_owner(const Control& message, const Datagram& in,
                                           std::optional<PolicyId> policy, Instant now,
                                           Outbox& out) {
  const bool by_remote = message.connection == 0 && message.type == MessageType::stop_ccn;
  const auto theirs = message.u32(AvpType::assigned_connection).value_or(0);
  auto owns = [&](const std::unique_ptr<Connection>& connection) {
    if (!connection) return false;
    if (by_remote) return theirs != 0 && number(connection->remote()) == theirs;
    return message.connection != 0 && number(connection->local()) == message.connection;
  };
  for (auto& tunnel : tunnels_) {
    if (tunnel.settings.policy != policy) continue;
    for (auto* connection : {&tunnel.main, &tunnel.candidate}) {
      if (!owns(*connection)) continue;
      auto with = context(tunnel.settings, now, out);
      (*connection)->receive(message, in, with);
      settle(tunnel, now, out);
      return true;
    }
  }
  for (auto& row : closing_) {
    if (row.settings.policy != policy || !owns(row.connection)) continue;
    auto with = context(row.settings, now, out);
    row.connection->receive(message, in, with);
    std::erase_if(closing_, [](auto& other) { return other.connection->gone(); });
    return true;
  }
  return false;
}

/// Inside IPsec the policy names the tunnel, else the address does; the router id decides between
/// several.
Tunnel* Engine::Implementation::tunnel_for(const Control& sccrq, const Endpoint& source,
                                           std::optional<PolicyId> policy) {
  const auto router_id = sccrq.u32(AvpType::router_id).value_or(0);
  Tunnel* best = nullptr;
  int best_score = 0;
  for (auto& tunnel : tunnels_) {
    const auto& settings = tunnel.settings;
    if (!settings.enabled || settings.policy != policy) continue;
    if (!policy && settings.remote_address && *settings.remote_address != source.address) continue;
    int score = 1;
    if (!policy && settings.remote_address) score += 4;
    if (settings.remote_router_id.value == router_id) score += 2;
    if (score <= best_score) continue;
    best = &tunnel;
    best_score = score;
  }
  return best;
}

bool Engine::Implementation::is_repeated(Tunnel& tunnel, const Control& sccrq, Instant now,
                                         Outbox& out) {
  const auto theirs = sccrq.u32(AvpType::assigned_connection).value_or(0);
  for (auto* connection : {tunnel.candidate.get(), tunnel.main.get()}) {
    if (connection == nullptr || connection->role() != Role::answerer) continue;
    if (number(connection->remote()) != theirs) continue;
    auto with = context(tunnel.settings, now, out);
    connection->answer_again(with);
    return true;
  }
  return false;
}

/// Both ends opened at once (section 5.4.3): the lower value stays, none loses, equal values both
/// start anew.
Engine::Implementation::Tie Engine::Implementation::tie(Tunnel& tunnel, const Control& sccrq,
                                                        Instant now) {
  const auto& main = tunnel.main;
  if (!main || main->role() != Role::initiator || main->state() != ControlState::wait_ctl_reply)
    return Tie::none;
  const auto theirs = sccrq.u64(AvpType::tie_breaker);
  if (!theirs || main->tie_breaker() < *theirs) return Tie::ignored;
  const bool equal = *theirs == main->tie_breaker();
  tunnel.main.reset();  // silently
  if (!equal) return Tie::answered;
  tunnel.retry_at = now + std::chrono::milliseconds(1000 + entropy_.u32() % 2048);
  return Tie::ignored;
}

void Engine::Implementation::on_sccrq(const Control& message, const Datagram& in,
                                      std::optional<PolicyId> policy, Instant now, Outbox& out) {
  auto* tunnel = tunnel_for(message, in.source, policy);
  if (tunnel == nullptr) {
    ++ignored_.unknown_peer;
    return;
  }
  if (message.ns != 0) {
    ++ignored_.out_of_window;
    return;
  }
  if (is_repeated(*tunnel, message, now, out)) return;
  if (auto refusal = judge_sccrq(message, tunnel->settings)) {
    return refuse(*tunnel, *refusal, message, in, now, out);
  }
  if (tie(*tunnel, message, now) == Tie::ignored) return;
  if (tunnel->candidate && !policy && now - tunnel->candidate->created() < kUnprotectedGap) {
    ++ignored_.unexpected;
    return;
  }
  auto with = context(tunnel->settings, now, out);
  tunnel->candidate = std::make_unique<Connection>(
      Role::answerer, new_id(), Connection::Ends{in.destination, in.source}, with);
  tunnel->candidate->answer(message, with);
  settle(*tunnel, now, out);
}

/// One StopCCN for one SCCRQ, without keeping anything. RTX: section 4.3 wants a wrong digest
/// ignored silently; inside IPsec the peer is known, and it may learn that the passwords differ.
/// Its own digest shows it who is talking.
void Engine::Implementation::refuse(Tunnel& tunnel, const Refusal& refusal, const Control& sccrq,
                                    const Datagram& in, Instant now, Outbox& out) {
  if (refusal.reason == Reason::authentication_failed) ++ignored_.not_authentic;
  tunnel.last_failure = refusal.reason;
  if (!tunnel.refusal_reported || now - *tunnel.refusal_reported >= kRefusalGap) {
    tunnel.refusal_reported = now;
    out.events.push_back(NegotiationFailed{tunnel.settings.tunnel, in.source, refusal.reason});
  }
  const auto& settings = tunnel.settings;
  const auto theirs = sccrq.u32(AvpType::assigned_connection).value_or(0);
  if (theirs == 0 || (!settings.policy && refusal.reason == Reason::authentication_failed)) return;
  wire::l2tp::Message stop(MessageType::stop_ccn);
  stop.result(refusal.result, refusal.error, refusal.text)
      .u32(AvpType::assigned_connection, number(new_id()));
  const wire::l2tp::Numbers numbers{theirs, 0, 1};
  Bytes bytes;
  if (settings.authentication && sccrq.has(AvpType::message_digest)) {
    constexpr auto kMd5 = crypto::HashAlgorithm::md5;
    bytes = wire::l2tp::write_control(stop, numbers, digest_type(kMd5), crypto::digest_bytes(kMd5));
    sign(bytes, kMd5, digest_key(*settings.authentication), {}, sccrq.value(AvpType::nonce));
  } else {
    bytes = wire::l2tp::write_control(stop, numbers);
  }
  out.datagrams.push_back(
      {settings.tunnel, settings.policy, {in.destination, in.source, std::move(bytes)}});
}

// --- after every call
// -----------------------------------------------------------------------------------------------

void Engine::Implementation::retire(Tunnel& tunnel, std::unique_ptr<Connection>& connection) {
  if (connection->gone()) return connection.reset();
  if (closing_.size() == kMostClosing) closing_.pop_front();
  closing_.push_back({tunnel.settings, std::move(connection)});
}

/// Draws the conclusions from what a connection has become.
void Engine::Implementation::settle(Tunnel& tunnel, Instant now, Outbox& out) {
  if (tunnel.candidate && tunnel.candidate->established()) {
    // The peer has started anew, and proved to be where it says: the old connection is history.
    auto with = context(tunnel.settings, now, out);
    if (tunnel.main) tunnel.main->drop(Reason::peer_closed, with);
    tunnel.main = std::move(tunnel.candidate);
    tunnel.retry_at.reset();
  }
  for (auto* connection : {&tunnel.candidate, &tunnel.main}) {
    if (!*connection) continue;
    if (auto noted = (*connection)->noted()) tunnel.last_failure = noted;
    const auto ended = (*connection)->ended();
    if (!ended) continue;
    const bool told_better = *ended == Reason::peer_closed && tunnel.last_failure;
    if (*ended != Reason::requested && !told_better) tunnel.last_failure = ended;
    retire(tunnel, *connection);
  }
  if (tunnel.main && tunnel.main->session_up()) {
    tunnel.failures = 0;
    tunnel.last_failure.reset();
  }
  if (!tunnel.candidate) open_or_retry(tunnel, now);
}

void Engine::Implementation::expire(Instant now, Outbox& out) {
  for (auto& tunnel : tunnels_) {
    auto with = context(tunnel.settings, now, out);
    if (tunnel.candidate) tunnel.candidate->expire(with);
    if (tunnel.main) tunnel.main->expire(with);
    if (tunnel.retry_at && *tunnel.retry_at <= now) open(tunnel, now, out);
    if (tunnel.main || tunnel.candidate) settle(tunnel, now, out);
  }
  for (auto& row : closing_) {
    auto with = context(row.settings, now, out);
    row.connection->expire(with);
  }
  std::erase_if(closing_, [](auto& row) { return row.connection->gone(); });
}

std::optional<Instant> Engine::Implementation::deadline() const {
  std::optional<Instant> due;
  for (auto& tunnel : tunnels_) {
    due = earlier(due, tunnel.retry_at);
    if (tunnel.main) due = earlier(due, tunnel.main->deadline(tunnel.settings));
    if (tunnel.candidate) due = earlier(due, tunnel.candidate->deadline(tunnel.settings));
  }
  for (auto& row : closing_) due = earlier(due, row.connection->deadline(row.settings));
  return due;
}

Status Engine::Implementation::status(Instant now) const {
  Status status;
  status.ignored = ignored_;
  for (auto& tunnel : tunnels_) {
    if (!tunnel.settings.enabled) continue;
    TunnelStatus row;
    row.tunnel = tunnel.settings.tunnel;
    row.last_failure = tunnel.last_failure;
    const bool stands = tunnel.main && tunnel.main->established();
    const auto* shown = !stands && tunnel.candidate ? tunnel.candidate.get() : tunnel.main.get();
    if (shown != nullptr) shown->describe(row, now);
    status.tunnels.push_back(std::move(row));
  }
  return status;
}

// --- the public face
// ------------------------------------------------------------------------------------------------

Engine::Engine(Entropy& entropy) : implementation_(std::make_unique<Implementation>(entropy)) {}
Engine::~Engine() = default;

void Engine::configure(std::shared_ptr<const Settings> settings, Instant now, Outbox& out) {
  KYOTEN_ASSERT(settings != nullptr);
  implementation_->configure(*settings, now, out);
}
void Engine::set_default_local_address(std::optional<Ipv4Address> address) {
  implementation_->set_default_local_address(address);
}
void Engine::receive(const Datagram& in, std::optional<PolicyId> policy, Instant now, Outbox& out) {
  implementation_->receive(in, policy, now, out);
}
void Engine::expire(Instant now, Outbox& out) { implementation_->expire(now, out); }
std::optional<Instant> Engine::deadline() const { return implementation_->deadline(); }
void Engine::transport_up(PolicyId policy, const Endpoint& local, const Endpoint& peer, Instant now,
                          Outbox& out) {
  implementation_->transport_up(policy, {local, peer}, now, out);
}
void Engine::transport_down(PolicyId policy, Instant now, Outbox& out) {
  implementation_->transport_down(policy, now, out);
}
void Engine::connect(TunnelId tunnel, Instant now, Outbox& out) {
  implementation_->connect(tunnel, now, out);
}
void Engine::disconnect(TunnelId tunnel, Instant now, Outbox& out) {
  implementation_->disconnect(tunnel, now, out);
}
void Engine::data_seen(TunnelId tunnel, bool received, Instant now) {
  implementation_->data_seen(tunnel, received, now);
}
Status Engine::status(Instant now) const { return implementation_->status(now); }

}  // namespace kyoten::l2tp
