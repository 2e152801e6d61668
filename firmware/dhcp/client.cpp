#include "firmware/dhcp/client.hpp"

#include "firmware/wire/dhcp.hpp"

namespace kyoten::dhcp {
namespace {

namespace option = wire::dhcp::option;
using wire::dhcp::Message;
using wire::dhcp::MessageType;

using std::chrono::seconds;

/// RFC 2131 section 4.1: 4, 8, 16, 32, 64 s, each up to a second more or less.
constexpr auto kFirstWait = seconds(4);
constexpr auto kLongestWait = seconds(64);
/// Tries of one DHCPREQUEST before the offer is given up: the fourth wait ends after a minute
/// (section 3.1 step 5).
constexpr int kRequestTries = 4;
/// Section 4.4.5: between attempts to extend half of what is left, but not less.
constexpr auto kShortestRenewal = seconds(60);
/// Section 3.1 step 5: after a DHCPDECLINE.
constexpr auto kAfterDecline = seconds(10);
constexpr std::uint16_t kLargestMessage = 1472;
constexpr std::size_t kMostNameServers = 4;

/// The network part where the server says none, by the address's class.
std::uint8_t class_length(Ipv4Address address) {
  const auto first = address.value >> 24;
  return first < 128 ? 8 : first < 192 ? 16 : 24;
}

std::uint8_t mask_length(std::optional<Ipv4Address> mask, Ipv4Address address) {
  if (!mask) return class_length(address);
  const auto length = std::countl_one(mask->value);
  const bool contiguous = std::popcount(mask->value) == length;
  return contiguous ? static_cast<std::uint8_t>(length) : class_length(address);
}

bool usable(Ipv4Address address) {
  return !address.is_unspecified() && !address.is_broadcast() && !address.is_multicast() &&
         !address.is_loopback();
}

}  // namespace

class Client::Implementation {
 public:
  Implementation(ClientSettings settings, Entropy& entropy)
      : settings_(std::move(settings)), entropy_(entropy) {}

  void start(Instant now, ClientOutbox& out);
  void stop(Instant now, ClientOutbox& out);
  void conflict(Instant now, ClientOutbox& out);
  void receive(ByteView payload, Instant now, ClientOutbox& out);
  void expire(Instant now, ClientOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;
  [[nodiscard]] std::optional<seconds> remaining(Instant now) const;

  ClientState state_ = ClientState::init;
  std::optional<Lease> lease_;

 private:
  [[nodiscard]] bool extending() const {
    return state_ == ClientState::renewing || state_ == ClientState::rebinding;
  }
  void discover(Instant now, ClientOutbox& out);
  void send_discover(Instant now, ClientOutbox& out);
  void send_request(Instant now, ClientOutbox& out);
  void send_extension(Instant now, ClientOutbox& out);
  [[nodiscard]] Message message(MessageType type, Instant now) const;
  void add_wishes(Message& to) const;
  void broadcast(const Message& message, ClientOutbox& out) const;
  void on_offer(const Message& offer, Instant now, ClientOutbox& out);
  void on_ack(const Message& ack, Instant now, ClientOutbox& out);
  void on_nak(const Message& nak, Instant now, ClientOutbox& out);
  void set_timers(const Message& ack, seconds duration);
  void lose(ClientOutbox& out);
  void wait_and_discover(Duration wait, Instant now);
  void back_off(Instant now);

  ClientSettings settings_;
  Entropy& entropy_;
  std::uint32_t xid_ = 0;
  Instant exchange_started_{};
  Instant request_sent_{};  ///< a lease counts from here (section 4.4.1)
  std::optional<Instant> resend_at_;
  Duration wait_ = kFirstWait;
  int tries_ = 0;
  int refusals_ = 0;  ///< DHCPNAKs in a row
  Ipv4Address offered_;
  Ipv4Address server_;
  std::optional<Instant> renew_at_;   ///< T1
  std::optional<Instant> rebind_at_;  ///< T2
  std::optional<Instant> expires_at_;
};

void Client::Implementation::start(Instant now, ClientOutbox& out) {
  if (state_ == ClientState::init || state_ == ClientState::stopped) discover(now, out);
}

void Client::Implementation::stop(Instant now, ClientOutbox& out) {
  if (lease_) {
    auto release = message(MessageType::release, now);
    release.xid = entropy_.u32();
    release.client = lease_->address.address;
    release.set(option::server_id, lease_->server);
    out.messages.push_back({{lease_->address.address, wire::dhcp::kClientPort},
                            {lease_->server, wire::dhcp::kServerPort},
                            wire::dhcp::write(release)});
  }
  lease_.reset();
  resend_at_ = renew_at_ = rebind_at_ = expires_at_ = std::nullopt;
  state_ = ClientState::stopped;
}

void Client::Implementation::conflict(Instant now, ClientOutbox& out) {
  if (!lease_) return;
  auto decline = message(MessageType::decline, now);
  decline.xid = entropy_.u32();
  decline.set(option::requested_address, lease_->address.address)
      .set(option::server_id, lease_->server);
  broadcast(decline, out);
  lose(out);
  wait_and_discover(kAfterDecline, now);
}

// --- sending
// --------------------------------------------------------------------------------------------------------

Message Client::Implementation::message(MessageType type, Instant now) const {
  Message result;
  result.type = type;
  result.xid = xid_;
  const auto passed = std::chrono::duration_cast<seconds>(now - exchange_started_).count();
  result.seconds = static_cast<std::uint16_t>(std::clamp<std::int64_t>(passed, 0, 0xffff));
  result.hardware = settings_.mac;
  if (!settings_.client_id.empty()) result.set(option::client_id, settings_.client_id);
  return result;
}

void Client::Implementation::add_wishes(Message& to) const {
  constexpr std::uint8_t kWanted[] = {option::subnet_mask,  option::router,
                                      option::name_servers, option::domain_name,
                                      option::renewal_time, option::rebinding_time};
  to.set(option::parameter_list, kWanted);
  Bytes largest;
  ByteWriter(largest).u16(kLargestMessage);
  to.set(option::largest_message, largest);
  if (!settings_.host_name.empty()) to.set(option::host_name, as_bytes(settings_.host_name));
  if (settings_.lease_time) {
    to.set(option::lease_time, static_cast<std::uint32_t>(settings_.lease_time->count()));
  }
}

void Client::Implementation::broadcast(const Message& message, ClientOutbox& out) const {
  const auto source = extending() && lease_ ? lease_->address.address : Ipv4Address{};
  out.messages.push_back({{source, wire::dhcp::kClientPort},
                          {Ipv4Address::broadcast(), wire::dhcp::kServerPort},
                          wire::dhcp::write(message)});
}

void Client::Implementation::back_off(Instant now) {
  const auto jitter = std::chrono::milliseconds(static_cast<int>(entropy_.u32() % 2001) - 1000);
  resend_at_ = now + wait_ + jitter;
  wait_ = std::min<Duration>(wait_ * 2, kLongestWait);
  ++tries_;
}

void Client::Implementation::discover(Instant now, ClientOutbox& out) {
  state_ = ClientState::selecting;
  xid_ = entropy_.u32();
  exchange_started_ = now;
  wait_ = kFirstWait;
  tries_ = 0;
  send_discover(now, out);
}

void Client::Implementation::wait_and_discover(Duration wait, Instant now) {
  state_ = ClientState::init;
  resend_at_ = now + wait;
}

void Client::Implementation::send_discover(Instant now, ClientOutbox& out) {
  auto discover = message(MessageType::discover, now);
  discover.broadcast = true;  // no address yet to which a unicast could be delivered
  add_wishes(discover);
  broadcast(discover, out);
  back_off(now);
}

void Client::Implementation::send_request(Instant now, ClientOutbox& out) {
  auto request = message(MessageType::request, now);
  request.broadcast = true;
  request.set(option::requested_address, offered_).set(option::server_id, server_);
  add_wishes(request);
  request_sent_ = now;
  broadcast(request, out);
  back_off(now);
}

/// Section 4.3.2: neither server identifier nor requested address, but ciaddr; to the server, later
/// to any.
void Client::Implementation::send_extension(Instant now, ClientOutbox& out) {
  xid_ = entropy_.u32();
  exchange_started_ = now;
  auto request = message(MessageType::request, now);
  request.client = lease_->address.address;
  add_wishes(request);
  request_sent_ = now;
  const bool renewing = state_ == ClientState::renewing;
  if (renewing) {
    out.messages.push_back({{lease_->address.address, wire::dhcp::kClientPort},
                            {lease_->server, wire::dhcp::kServerPort},
                            wire::dhcp::write(request)});
  } else {
    broadcast(request, out);
  }
  const auto until = renewing ? rebind_at_ : expires_at_;
  resend_at_ = now + std::max<Duration>((*until - now) / 2, kShortestRenewal);
}

// --- receiving
// ------------------------------------------------------------------------------------------------------

void Client::Implementation::receive(ByteView payload, Instant now, ClientOutbox& out) {
  const auto parsed = wire::dhcp::parse(payload);
  if (!parsed || parsed->from_client || parsed->xid != xid_ || parsed->hardware != settings_.mac)
    return;
  switch (parsed->type) {
    case MessageType::offer:
      return on_offer(*parsed, now, out);
    case MessageType::ack:
      return on_ack(*parsed, now, out);
    case MessageType::nak:
      return on_nak(*parsed, now, out);
    default:
      return;
  }
}

void Client::Implementation::on_offer(const Message& offer, Instant now, ClientOutbox& out) {
  const auto server = offer.address(option::server_id);
  if (state_ != ClientState::selecting || !server || !usable(*server) || !usable(offer.yours))
    return;
  state_ = ClientState::requesting;
  offered_ = offer.yours;
  server_ = *server;
  wait_ = kFirstWait;
  tries_ = 0;
  send_request(now, out);
}

void Client::Implementation::on_ack(const Message& ack, Instant now, ClientOutbox& out) {
  if (state_ != ClientState::requesting && !extending()) return;
  const auto server = ack.address(option::server_id);
  const auto duration = ack.u32(option::lease_time);
  if (!server || !duration || *duration == 0 || !usable(ack.yours)) return;
  if (state_ == ClientState::requesting && (*server != server_ || ack.yours != offered_)) return;
  if (request_sent_ + seconds(*duration) <= now && *duration != wire::dhcp::kInfinite)
    return;  // over before it began
  Lease lease;
  lease.address = {ack.yours, mask_length(ack.address(option::subnet_mask), ack.yours)};
  lease.server = *server;
  const auto routers = ack.addresses(option::router);
  if (!routers.empty() && usable(routers[0])) lease.gateway = routers[0];
  lease.name_servers = ack.addresses(option::name_servers);
  if (lease.name_servers.size() > kMostNameServers) lease.name_servers.resize(kMostNameServers);
  lease.duration = seconds(*duration);
  set_timers(ack, lease.duration);
  state_ = ClientState::bound;
  refusals_ = 0;
  resend_at_.reset();
  if (lease_ == lease) return;
  lease_ = lease;
  out.events.push_back(AddressAcquired{lease});
}

/// T1 and T2 of the server if they are in order, else half and seven eighths (section 4.4.5).
void Client::Implementation::set_timers(const Message& ack, seconds duration) {
  renew_at_ = rebind_at_ = expires_at_ = std::nullopt;
  if (duration.count() == wire::dhcp::kInfinite) return;
  Duration t1 = Duration(duration) / 2;
  Duration t2 = Duration(duration) * 7 / 8;
  if (auto given = ack.u32(option::rebinding_time);
      given && seconds(*given) < duration && *given > 0) {
    t2 = seconds(*given);
  }
  t1 = std::min(t1, t2);
  if (auto given = ack.u32(option::renewal_time); given && seconds(*given) <= t2 && *given > 0) {
    t1 = seconds(*given);
  }
  renew_at_ = request_sent_ + t1;
  rebind_at_ = request_sent_ + t2;
  expires_at_ = request_sent_ + duration;
}

void Client::Implementation::on_nak(const Message& nak, Instant now, ClientOutbox& out) {
  if (state_ != ClientState::requesting && !extending()) return;
  const auto server = nak.address(option::server_id);
  if (!server) return;
  if (state_ == ClientState::requesting && *server != server_) return;
  if (state_ == ClientState::renewing && *server != lease_->server) return;
  lose(out);
  // At once the first time; a server that refuses what it offers must not be asked in a tight loop.
  if (refusals_++ == 0) return discover(now, out);
  const Duration wait =
      std::min<Duration>(kFirstWait * (1 << std::min(refusals_ - 2, 4)), kLongestWait);
  wait_and_discover(wait + std::chrono::milliseconds(entropy_.u32() % 1000), now);
}

void Client::Implementation::lose(ClientOutbox& out) {
  if (lease_) out.events.push_back(AddressLost{});
  lease_.reset();
  resend_at_ = renew_at_ = rebind_at_ = expires_at_ = std::nullopt;
}

// --- time
// -----------------------------------------------------------------------------------------------------------

void Client::Implementation::expire(Instant now, ClientOutbox& out) {
  auto due = [&](const std::optional<Instant>& timer) { return timer && *timer <= now; };
  if (lease_ && due(expires_at_)) {
    lose(out);
    return discover(now, out);
  }
  if (lease_ && due(rebind_at_) && state_ != ClientState::rebinding) {
    state_ = ClientState::rebinding;
    return send_extension(now, out);
  }
  if (state_ == ClientState::bound && due(renew_at_)) {
    state_ = ClientState::renewing;
    return send_extension(now, out);
  }
  if (!due(resend_at_)) return;
  switch (state_) {
    case ClientState::init:
      return discover(now, out);
    case ClientState::selecting:
      return send_discover(now, out);
    case ClientState::requesting:
      return tries_ < kRequestTries ? send_request(now, out) : discover(now, out);
    case ClientState::renewing:
    case ClientState::rebinding:
      return send_extension(now, out);
    case ClientState::bound:
    case ClientState::stopped:
      resend_at_.reset();
  }
}

std::optional<Instant> Client::Implementation::deadline() const {
  auto due = earlier(resend_at_, expires_at_);
  if (state_ == ClientState::bound) due = earlier(due, renew_at_);
  if (state_ == ClientState::bound || state_ == ClientState::renewing)
    due = earlier(due, rebind_at_);
  return due;
}

std::optional<seconds> Client::Implementation::remaining(Instant now) const {
  if (!lease_ || !expires_at_) return std::nullopt;
  return std::chrono::duration_cast<seconds>(std::max(*expires_at_ - now, Duration::zero()));
}

Client::Client(ClientSettings settings, Entropy& entropy)
    : implementation_(std::make_unique<Implementation>(std::move(settings), entropy)) {}
Client::~Client() = default;
void Client::start(Instant now, ClientOutbox& out) { implementation_->start(now, out); }
void Client::stop(Instant now, ClientOutbox& out) { implementation_->stop(now, out); }
void Client::conflict(Instant now, ClientOutbox& out) { implementation_->conflict(now, out); }
void Client::receive(ByteView payload, Instant now, ClientOutbox& out) {
  implementation_->receive(payload, now, out);
}
void Client::expire(Instant now, ClientOutbox& out) { implementation_->expire(now, out); }
std::optional<Instant> Client::deadline() const { return implementation_->deadline(); }
ClientState Client::state() const { return implementation_->state_; }
const std::optional<Lease>& Client::lease() const { return implementation_->lease_; }
std::optional<std::chrono::seconds> Client::remaining(Instant now) const {
  return implementation_->remaining(now);
}

}  // namespace kyoten::dhcp
