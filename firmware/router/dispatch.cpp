// Carrying values between the data plane and the engines. Nothing here decides what a protocol does; it only knows
// who takes what.
#include <fmt/format.h>

#include "firmware/base/assert.hpp"
#include "firmware/console/show/words.hpp"
#include "firmware/ike/settings_diff.hpp"
#include "firmware/router/box.hpp"
#include "firmware/router/wording.hpp"
#include "firmware/wire/ipv6.hpp"
#include "firmware/wire/transport.hpp"

namespace kyoten::router {
namespace {

/// Counters and lifetimes are read this often.
constexpr auto kHousekeeping = std::chrono::seconds(5);
/// Engines and data plane feed each other; a chain of more rounds than this is a bug of ours.
constexpr int kMostRounds = 1000;

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

/// Of the pings that `ipsec ike keepalive use ... icmp-echo` sends.
std::uint16_t echo_identifier(GatewayId gateway) {
  return static_cast<std::uint16_t>(kFirstEchoIdentifierOfGateways + number(gateway));
}

/// Of L2TP, which is carried by IPv4 here.
Ipv4Endpoint ipv4(const Endpoint& end) {
  KYOTEN_ASSERT(!end.address.is_ipv6());
  return {*end.address.v4(), end.port};
}

std::string tunnel_name(TunnelId tunnel) { return "tunnel" + std::to_string(number(tunnel)); }

}  // namespace

void Box::receive(PortIndex port, Batch& batch) { worker_.receive(port, batch, now_, worker_out_); }

void Box::expire() {
  if (!running_state_) return;  // a router that was shut down starts nothing again
  worker_.expire(now_, worker_out_);
  if (auto due = ike_.deadline(); due && *due <= now_) ike_.expire(now_, ike_out_);
  if (auto due = l2tp_.deadline(); due && *due <= now_) l2tp_.expire(now_, l2tp_out_);
  for (auto& [name, client] : dhcp_clients_) {
    if (auto due = client->deadline(); !due || *due > now_) continue;
    dhcp::ClientOutbox outbox;
    client->expire(now_, outbox);
    drain_dhcp_client(name, outbox);
  }
  expire_lines();
  rise_those_due();
  if (auto due = resolver_.deadline(); due && *due <= now_) resolver_.expire(now_, dns_out_);
  if (auto due = dhcp_server_.deadline(); due && *due <= now_) dhcp_server_.expire(now_);
  for (auto& [id, session] : sessions_of_consoles_) {
    if (auto due = session->deadline(); !due || *due > now_) continue;
    console::SessionOutput output;
    session->expire(now_, output);
    emit(id, std::move(output));
  }
  run_pings();
  if (now_ >= next_housekeeping_) {
    next_housekeeping_ = now_ + kHousekeeping;
    report_sa_use();
  }
}

std::optional<Instant> Box::deadline() const {
  if (!running_state_) return std::nullopt;
  auto due = worker_.deadline();
  due = earlier(due, ike_.deadline());
  due = earlier(due, l2tp_.deadline());
  due = earlier(due, dhcp_server_.deadline());
  due = earlier(due, resolver_.deadline());
  for (auto& [policy, rising] : rising_) due = earlier(due, rising.at);
  if (!ike_queue_.is_empty()) due = earlier(due, now_);
  for (auto& [name, client] : dhcp_clients_) due = earlier(due, client->deadline());
  for (auto& [pp, line] : lines_) due = earlier(due, line->deadline());
  for (auto& [id, session] : sessions_of_consoles_) due = earlier(due, session->deadline());
  for (auto& [id, ping] : pings_) due = earlier(due, ping.deadline());
  if (!policies_.empty()) due = earlier(due, next_housekeeping_);
  return due;
}

void Box::drain() {
  for (int round = 0; round < kMostRounds; ++round) {
    if (ike_out_.datagrams.empty() && ike_out_.events.empty() && l2tp_out_.datagrams.empty() &&
        l2tp_out_.events.empty() && dns_out_.queries.empty() && dns_out_.events.empty() && worker_out_.notices.empty()) {
      break;
    }
    drain_ike();
    drain_l2tp();
    drain_dns();
    auto notices = std::exchange(worker_out_.notices, {});
    for (auto& notice : notices) handle(notice);
  }
  if (out_ == nullptr) return;
  for (auto& row : worker_out_.transmit) {
    auto same = std::find_if(out_->transmit.begin(), out_->transmit.end(),
                             [&](auto& other) { return other.port == row.port; });
    if (same == out_->transmit.end()) {
      out_->transmit.push_back(std::move(row));
    } else {
      for (auto& packet : row.batch) same->batch.push_back(std::move(packet));
    }
  }
  worker_out_.transmit.clear();
}

void Box::handle(const dataplane::Notice& notice) {
  std::visit(Overloaded{
                 [&](const dataplane::LocalDatagram& n) { handle(n); },
                 [&](const dataplane::LocalIcmp& n) { handle(n); },
                 [&](const dataplane::LocalTcp&) {},  // no TCP service listens on the router's addresses yet
                 [&](const dataplane::SaWanted& n) { ike_.sa_wanted(n.policy, now_, ike_out_); },
                 [&](const dataplane::SaTraffic& n) {
                   ike_.inbound_traffic(n.inbound, n.source, now_, ike_out_);
                 },
                 [&](const dataplane::SaWorn& n) {
                   ike_.sa_use({&n.status, 1}, now_, ike_out_);
                 },
                 [&](const dataplane::SessionData& n) { l2tp_.data_seen(n.tunnel, n.received, now_); },
                 [&](const dataplane::FilterLogged& n) { handle(n); },
                 [&](const dataplane::PppoeReceived& n) { handle(n); },
                 [&](const dataplane::LineWanted& n) { handle(n); },
                 [&](const dataplane::IllegalSpi& n) {
                   if (!intent_.ike->logs_illegal_spi) return;
                   write_log(LogLevel::info, fmt::format("[IPsec] illegal SPI {:08x} from {}", number(n.spi), n.source.text()));
                 },
             },
             notice);
}

void Box::handle(const dataplane::LocalDatagram& local) {
  const auto& datagram = local.datagram;
  switch (datagram.destination.port) {
    case 500:
    case 4500:
      if (!ike_queue_.add(datagram) && ike_queue_.dropped() == 1) write_log(LogLevel::info, "[IKE] receive queue is full");
      break;
    case 1701: l2tp_.receive(datagram, local.policy, now_, l2tp_out_); break;
    case 67: {
      if (datagram.source.address.is_ipv6()) break;
      const auto& interface = plan_->interfaces[number(local.in_interface)];
      if (!intent_.dhcp_server->enabled || interface.addresses.empty()) break;
      dhcp::ServerOutbox outbox;
      dhcp_server_.receive(datagram.payload, {*datagram.source.address.v4(), datagram.source.port}, interface.addresses[0], now_, outbox);
      drain_dhcp_server(local.in_interface, outbox);
      break;
    }
    case 68: {
      if (datagram.source.address.is_ipv6()) break;
      // A copy: a lease replaces the plan.
      const auto name = plan_->interfaces[number(local.in_interface)].name;
      auto client = dhcp_clients_.find(name);
      if (client == dhcp_clients_.end()) break;
      dhcp::ClientOutbox outbox;
      client->second->receive(datagram.payload, now_, outbox);
      drain_dhcp_client(name, outbox);
      break;
    }
    // Whatever port a query left from; no service of the router listens on others.
    default: resolver_.receive(datagram, now_, dns_out_); break;
  }
}

void Box::handle(const dataplane::LocalIcmp& icmp) {
  const auto echo_reply = icmp.source.is_ipv6() ? wire::icmpv6_type::echo_reply : wire::icmp_type::echo_reply;
  ByteReader reader(icmp.message);
  if (reader.u8() != echo_reply || !reader.skip(3)) return;
  const auto identifier = reader.u16();
  const auto sequence = reader.u16();
  if (!identifier || !sequence) return;
  for (auto& gateway : intent_.ike->gateways) {
    const bool is_watched = echo_identifier(gateway.id) == *identifier &&
                            gateway.keepalive.echo_address == icmp.source;
    if (is_watched) return ike_.echo_answered(gateway.id, *sequence);
  }
  for (auto& [console, ping] : pings_) {
    if (ping.identifier() != *identifier) continue;
    if (auto line = ping.reply(icmp.source, *sequence, icmp.ttl, now_)) print_on(console, *line);
  }
}

void Box::handle(const dataplane::FilterLogged& filter) {
  const auto name = console::interface_label(plan_->interfaces[number(filter.interface)].name);
  const auto protocol = protocol_word(filter.protocol);
  const auto rule = filter.filter ? std::to_string(number(*filter.filter)) : std::string("default");
  const bool ports = filter.protocol == 6 || filter.protocol == 17;
  write_log(LogLevel::notice,
            fmt::format("{} {} at {}({}) filter: {} {} > {}", name,
                        filter.passed ? "Passed" : "Rejected", filter.inbound ? "IN" : "OUT", rule,
                        protocol, ports ? filter.source.text() : filter.source.address.text(),
                        ports ? filter.destination.text() : filter.destination.address.text()));
}

void Box::work_off_ike_queue() {
  for (int i = 0; i < IkeQueue::kPerTurn; ++i) {
    const auto message = ike_queue_.take();
    if (!message) break;
    ike_.receive(*message, now_, ike_out_);
    drain();
  }
  const auto dropped = ike_queue_.is_empty() ? ike_queue_.take_dropped() : 0;
  if (dropped > 0) write_log(LogLevel::info, fmt::format("[IKE] receive queue was full: {} messages dropped", dropped));
}

void Box::drain_ike() {
  auto outbox = std::exchange(ike_out_, {});
  // Events first: an SA must stand in the data plane before the message goes out that lets the peer use it.
  for (auto& event : outbox.events) on_ike_event(event);
  for (auto& datagram : outbox.datagrams) worker_.send(datagram, std::nullopt, now_, worker_out_);
}

void Box::on_ike_event(const ike::Event& event) {
  if (auto entry = wording(event)) write_log(entry->level, entry->text);
  std::visit(
      Overloaded{
          [&](const ike::Phase1Started& e) {
            progress(Milestone::ike_phase1, fmt::format("gateway{}", number(e.gateway)),
                     e.peer.address.text());
          },
          [&](const ike::Phase1Established& e) {
            progress(Milestone::ike_phase1_done, fmt::format("gateway{}", number(e.gateway)),
                     e.nat_detected ? e.peer.text() + ", NAT on the path" : e.peer.text());
            if (options_.export_keys) {
              const auto kind = e.ikev2 ? KeyExported::Kind::ikev2 : KeyExported::Kind::ikev1;
              out_->keys.push_back({kind, e.initiator_cookie, e.encryption_key, e.ikev2, {}});
            }
          },
          [&](const ike::Phase2Started& e) {
            progress(Milestone::ike_phase2, fmt::format("policy{}", number(e.policy)));
          },
          [&](const ike::SaInstalled& e) {
            worker_.install_sa(e.sa.clone());
            if (options_.export_keys) {
              out_->keys.push_back({KeyExported::Kind::esp, {}, {}, {}, e.sa.clone()});
            }
          },
          [&](const ike::SaRemoved& e) { worker_.remove_sa(e.direction, e.spi, e.policy, e.peer); },
          [&](const ike::PolicyUp& e) { rise_in_time(e); },
          [&](const ike::PolicyDown& e) {
            if (rising_.erase(e.policy) > 0) return;
            set_policy(e.policy, {});
            if (auto* tunnel = tunnel_of(e.policy)) {
              online_since_.erase(tunnel->id);
              write_log(LogLevel::info, fmt::format("IP Tunnel[{}] Down", number(tunnel->id)));
              progress(Milestone::tunnel_down, tunnel_name(tunnel->id));
            }
            l2tp_.transport_down(e.policy, now_, l2tp_out_);
          },
          [&](const ike::PeerMoved& e) { worker_.move_peer(e.gateway, e.before, e.after); },
          [&](const ike::ClientConnected& e) {
            if (const auto tunnel = tunnel_of_clients(e.gateway)) {
              clients_[e.address] = {*tunnel, e.filter_set};
              rebuild_plan();
            }
          },
          [&](const ike::ClientLeft& e) {
            if (clients_.erase(e.address) > 0) rebuild_plan();
          },
          [&](const ike::EchoWanted& e) {
            worker_.send_echo(std::nullopt, e.address, echo_identifier(e.gateway), e.sequence,
                              e.data_bytes, now_, worker_out_);
          },
          [&](const ike::PeerDead& e) {
            progress(Milestone::peer_dead, fmt::format("gateway{}", number(e.gateway)));
            hang_up_line_of(e.gateway);
          },
          [&](const ike::NegotiationFailed& e) {
            const auto subject = e.gateway ? fmt::format("gateway{}", number(*e.gateway)) : "ike";
            if (!e.gateway) stranger_ = e;
            if (e.gateway && e.reason == ike::Stuck::no_answer) hang_up_line_of(*e.gateway);
            progress(Milestone::negotiation_failed, subject, plain(e));
          },
          [&](const ike::DebugLine&) {},
      },
      event);
}

void Box::rise_in_time(const ike::PolicyUp& up) {
  const auto* gateway = ike::gateway_in(*intent_.ike, up.gateway);
  const auto wait = gateway != nullptr ? gateway->keepalive.up_wait : std::chrono::seconds(0);
  if (wait.count() == 0 || policies_[up.policy].up) return rise(up);
  // Said again, by a renewal: it waits no longer for that.
  rising_.try_emplace(up.policy, Rising{now_ + wait, up}).first->second.up = up;
}

void Box::rise(const ike::PolicyUp& up) {
  set_policy(up.policy, {true, up.local, up.peer});
  if (auto* tunnel = tunnel_of(up.policy)) {
    online_since_.try_emplace(tunnel->id, now_);
    write_log(LogLevel::info, fmt::format("IP Tunnel[{}] Up", number(tunnel->id)));
    progress(Milestone::tunnel_up, tunnel_name(tunnel->id), "IPsec SA with " + (up.peer.port == 0 ? up.peer.address.text() : up.peer.text()));
  }
  if (!up.peer.address.is_ipv6()) l2tp_.transport_up(up.policy, up.local, up.peer, now_, l2tp_out_);
}

void Box::rise_those_due() {
  std::vector<ike::PolicyUp> due;
  for (auto& [policy, rising] : rising_) {
    if (rising.at <= now_) due.push_back(rising.up);
  }
  for (auto& up : due) {
    rising_.erase(up.policy);
    rise(up);
  }
}

void Box::drain_l2tp() {
  auto outbox = std::exchange(l2tp_out_, {});
  for (auto& event : outbox.events) on_l2tp_event(event);
  for (auto& message : outbox.datagrams) {
    worker_.send(message.datagram, message.policy, now_, worker_out_);
  }
}

void Box::on_l2tp_event(const l2tp::Event& event) {
  if (auto entry = wording(event)) write_log(entry->level, entry->text);
  std::visit(
      Overloaded{
          [&](const l2tp::PeerConnected&) {},
          [&](const l2tp::ControlConnectionUp& e) {
            progress(Milestone::l2tp_connected, tunnel_name(e.tunnel), e.peer.address.text());
          },
          [&](const l2tp::SessionUp& e) {
            worker_.install_session({e.tunnel, e.policy, e.local, e.remote, e.local_cookie, e.remote_cookie,
                                     ipv4(e.local_endpoint), ipv4(e.remote_endpoint)});
            sessions_[e.tunnel] = {e.local, now_};
            configure_names();
            progress(Milestone::l2tp_session_up, tunnel_name(e.tunnel), e.remote_endpoint.address.text());
            for (auto& bridge : *intent_.bridges) {
              for (auto& member : bridge.members) {
                if (member != tunnel_name(e.tunnel)) continue;
                progress(Milestone::bridge_forwarding, fmt::format("bridge{}", number(bridge.id)), member);
              }
            }
          },
          [&](const l2tp::SessionDown& e) {
            worker_.remove_session(e.tunnel, e.local);
            auto session = sessions_.find(e.tunnel);
            if (session != sessions_.end() && session->second.local == e.local) sessions_.erase(session);
            configure_names();
            progress(Milestone::l2tp_session_down, tunnel_name(e.tunnel));
          },
          [&](const l2tp::ControlConnectionDown& e) {
            if (e.reason == l2tp::Reason::requested) return;
            progress(Milestone::negotiation_failed, tunnel_name(e.tunnel), plain(e.reason));
          },
          [&](const l2tp::NegotiationFailed& e) {
            progress(Milestone::negotiation_failed, e.tunnel ? tunnel_name(*e.tunnel) : "l2tp",
                     plain(e.reason));
          },
          [&](const l2tp::DebugLine&) {},
      },
      event);
}

void Box::drain_dhcp_client(const std::string& name, dhcp::ClientOutbox& outbox) {
  for (auto& event : outbox.events) {
    if (auto* acquired = std::get_if<dhcp::AddressAcquired>(&event)) {
      const bool changed = !leases_.contains(name) || leases_[name] != acquired->lease;
      leases_[name] = acquired->lease;
      if (!changed) continue;
      rebuild_plan();
      progress(Milestone::address_acquired, name, acquired->lease.address.text());
      if (auto index = find_interface(*plan_, name)) worker_.announce(*index, now_, worker_out_);
    } else {
      leases_.erase(name);
      rebuild_plan();
      progress(Milestone::address_lost, name);
    }
    configure_ike();
    configure_names();
  }
  for (auto& message : outbox.messages) {
    auto index = find_interface(*plan_, name);
    if (!index) continue;
    const Datagram datagram{message.source, message.destination, std::move(message.payload)};
    if (message.destination.address.is_broadcast()) {
      worker_.send_on(*index, datagram, std::nullopt, now_, worker_out_);
    } else {
      worker_.send(datagram, std::nullopt, now_, worker_out_);
    }
  }
}

void Box::drain_dhcp_server(InterfaceIndex interface, dhcp::ServerOutbox& outbox) {
  std::string name = plan_->interfaces[number(interface)].name;
  for (auto& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  auto log_lease = [&](std::string_view verb, Ipv4Address address, const MacAddress& mac) {
    write_log(LogLevel::info,
              fmt::format("[DHCPD] {} {} {}: {}", name, verb, address.text(), mac.text()));
  };
  for (auto& event : outbox.events) {
    std::visit(Overloaded{
                   [&](const dhcp::LeaseAllocated& e) { log_lease("Allocates", e.address, e.ethernet); },
                   [&](const dhcp::LeaseExtended& e) { log_lease("Extends", e.address, e.ethernet); },
                   [&](const dhcp::LeaseReleased& e) { log_lease("Releases", e.address, e.ethernet); },
               },
               event);
  }
  for (auto& reply : outbox.replies) {
    const Datagram datagram{reply.source, reply.destination, std::move(reply.payload)};
    if (reply.to_mac || reply.destination.address.is_broadcast()) {
      worker_.send_on(interface, datagram, reply.to_mac, now_, worker_out_);
    } else {
      worker_.send(datagram, std::nullopt, now_, worker_out_);
    }
  }
}

void Box::report_sa_use() {
  ike_.sa_use(worker_.sa_use(), now_, ike_out_);
}

void Box::run_pings() {
  std::vector<console::ConsoleId> done;
  for (auto& [console, ping] : pings_) {
    if (ping.finished(now_)) {
      done.push_back(console);
      continue;
    }
    if (auto sequence = ping.due(now_)) {
      const auto& request = ping.request();
      worker_.send_echo(request.source, request.destination, ping.identifier(), *sequence,
                        request.data_bytes, now_, worker_out_, find_interface(*plan_, request.interface));
    }
  }
  for (auto console : done) cancel_operation(console);
}

void Box::finish_operations() {
  for (auto& ended : std::exchange(ended_operations_, {})) {
    for (auto& line : ended.last_lines) print_on(ended.console, line);
    console::SessionOutput output;
    auto session = sessions_of_consoles_.find(ended.console);
    if (session != sessions_of_consoles_.end()) session->second->operation_finished(now_, output);
    emit(ended.console, std::move(output), true);
  }
}

void Box::print_on(console::ConsoleId console, std::string_view line) {
  console::SessionOutput output;
  if (auto session = sessions_of_consoles_.find(console); session != sessions_of_consoles_.end()) {
    session->second->print(line, now_, output);
  } else {
    output.bytes = to_bytes(std::string(line) + "\n");
  }
  emit(console, std::move(output));
}

void Box::emit(console::ConsoleId console, console::SessionOutput output, bool finished) {
  if (out_ == nullptr || (output.bytes.empty() && !output.close && !finished)) return;
  out_->consoles.push_back({console, std::move(output), finished});
}

}  // namespace kyoten::router
