// Peers on PPPoE: who dials them and when, what their sessions bring in, and what `show status pp` knows of them.
#include <fmt/format.h>

#include "firmware/ike/settings_diff.hpp"
#include "firmware/router/box.hpp"
#include "firmware/router/wording.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::router {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::string interface_name(PpId pp) { return fmt::format("pp{}", number(pp)); }

}  // namespace

template <class Act>
void Box::with_line(PpId pp, const Act& act) {
  const auto line = lines_.find(pp);
  if (line == lines_.end()) return;
  LineOutbox outbox;
  act(*line->second, outbox);
  drain_line(line->second->settings(), outbox);
}

void Box::configure_lines() {
  const auto wanted = [&](PpId id) -> const config::Pp* {
    for (auto& pp : *intent_.pps) {
      if (pp.id == id && pp.enabled && plan_ && find_interface(*plan_, pp.lan)) return &pp;
    }
    return nullptr;
  };
  std::vector<PpId> gone;
  for (auto& [id, line] : lines_) {
    const auto* pp = wanted(id);
    if (pp == nullptr || *pp != line->settings()) gone.push_back(id);
  }
  for (auto id : gone) {
    // No more one of ours when that is heard of: nobody is to dial it.
    const auto line = std::move(lines_.extract(id).mapped());
    LineOutbox outbox;
    line->hang_up(now_, outbox);
    drain_line(line->settings(), outbox);
  }
  if (!gone.empty()) rebuild_plan();
  for (auto& pp : *intent_.pps) {
    if (wanted(pp.id) == nullptr || lines_.contains(pp.id)) continue;
    lines_[pp.id] = std::make_unique<PpLine>(pp, entropy_);
    if (pp.always_on) dial(pp.id, PpLine::Wish::command);
  }
  if (!gone.empty()) configure_ike();
}

void Box::expire_lines() {
  std::vector<PpId> due;
  for (auto& [id, line] : lines_) {
    if (const auto deadline = line->deadline(); deadline && *deadline <= now_) due.push_back(id);
  }
  for (auto id : due) with_line(id, [&](PpLine& line, LineOutbox& out) { line.expire(now_, out); });
}

void Box::hang_up_lines() {
  for (auto& pp : *intent_.pps) with_line(pp.id, [&](PpLine& line, LineOutbox& out) { line.hang_up(now_, out); });
}

void Box::hang_up_line_of(GatewayId id) {
  const auto* gateway = ike::gateway_in(*intent_.ike, id);
  if (gateway == nullptr || !gateway->keepalive.disconnects || !gateway->remote_address) return;
  if (const auto pp = line_towards(*gateway->remote_address)) {
    with_line(*pp, [&](PpLine& line, LineOutbox& out) { line.hang_up(now_, out); });
  }
}

void Box::dial(PpId pp, PpLine::Wish wish) {
  with_line(pp, [&](PpLine& line, LineOutbox& out) { line.dial(wish, now_, out); });
}

void Box::drain_line(const config::Pp& pp, LineOutbox& outbox) {
  const auto below = find_interface(*plan_, pp.lan);
  // Before the events: what they say (a new plan) is for packets, not for these.
  for (auto& frame : outbox.frames) {
    if (below) worker_.send_ethernet(*below, frame.destination, frame.type, frame.packet, now_, worker_out_);
  }
  for (auto& event : outbox.events) on_line_event(pp.id, event);
}

void Box::on_line_event(PpId pp, const LineEvent& event) {
  const auto log = [&](std::string_view text) { write_log(LogLevel::info, fmt::format("PPPOE[{:02}] {}", number(pp), text)); };
  std::visit(Overloaded{
                 [&](const LineDialled&) { log("Connecting to PPPoE server"); },
                 [&](const LineConnected&) {
                   log("PPPoE Connect");
                   rebuild_plan();
                 },
                 [&](const LineUp&) {
                   rebuild_plan();
                   const auto link = lines_.at(pp)->link();
                   write_log(LogLevel::info, fmt::format("PP[{:02}] PPP/IPCP up  (Local: {}, Remote: {})", number(pp),
                                                         link.local_address.text(), link.remote_address.text()));
                   progress(Milestone::line_up, interface_name(pp), link.local_address.text());
                   configure_ike();
                   configure_names();
                 },
                 [&](const LineDown& e) {
                   log(e.cause.empty() ? "Disconnected" : fmt::format("Disconnected, cause [{}]", e.cause));
                   rebuild_plan();
                   progress(Milestone::line_down, interface_name(pp), e.plain);
                   if (!running_state_) return;
                   configure_ike();
                   configure_names();
                 },
             },
             event);
}

void Box::handle(const dataplane::PppoeReceived& received) {
  if (received.discovery) {
    // Whose it is says its Host-Uniq, or the session's id: each line looks for itself.
    const auto name = plan_->interfaces[number(received.in_interface)].name;
    for (auto& pp : *intent_.pps) {
      if (pp.lan != name) continue;
      with_line(pp.id, [&](PpLine& line, LineOutbox& out) { line.receive_discovery(received.source, received.packet, now_, out); });
    }
    return;
  }
  if (received.pp) {
    const auto name = plan_->interfaces[number(*received.pp)].name;
    for (auto& pp : *intent_.pps) {
      if (interface_name(pp.id) != name) continue;
      with_line(pp.id, [&](PpLine& line, LineOutbox& out) { line.receive_session(received.packet, now_, out); });
    }
    return;
  }
  const auto packet = wire::parse_pppoe(received.packet);
  if (!packet) return;
  // Behind a PADS the peer speaks PPP at once: the data plane may see that before it hears of the session.
  const pppoe::Session session{received.source, packet->session};
  const auto young = std::ranges::find_if(lines_, [&](auto& row) { return row.second->session() == session; });
  if (young != lines_.end()) {
    return with_line(young->first, [&](PpLine& line, LineOutbox& out) { line.receive_session(received.packet, now_, out); });
  }
  // The peer thinks that a session stands which we know nothing of: after a power cut, for one.
  const auto name = plan_->interfaces[number(received.in_interface)].name;
  const bool closes = std::ranges::any_of(lines_, [&](auto& row) {
    return row.second->settings().lan == name && row.second->settings().closes_unknown_sessions;
  });
  if (!closes) return;
  worker_.send_ethernet(received.in_interface, received.source, wire::ethertype::pppoe_discovery,
                        wire::pppoe_packet(wire::pppoe_code::padt, packet->session, {}), now_, worker_out_);
}

void Box::handle(const dataplane::LineWanted& wanted) {
  const auto name = plan_->interfaces[number(wanted.pp)].name;
  for (auto& pp : *intent_.pps) {
    if (interface_name(pp.id) != name || !pp.connects_by_traffic || !lines_.contains(pp.id)) continue;
    if (!lines_.at(pp.id)->would_dial(PpLine::Wish::traffic, now_)) continue;
    const bool has_ports = wanted.source.port != 0 || wanted.destination.port != 0;
    write_log(LogLevel::info, fmt::format("PP[{:02}] IP Commencing: {} {} > {}", number(pp.id), protocol_word(wanted.protocol),
                                          has_ports ? wanted.source.text() : wanted.source.address.text(),
                                          has_ports ? wanted.destination.text() : wanted.destination.address.text()));
    dial(pp.id, PpLine::Wish::traffic);
  }
}

std::optional<PpId> Box::line_towards(const IpAddress& destination) const {
  const auto way = worker_.way_to(destination);
  if (!way || !plan_ || plan_->interfaces[number(*way)].kind != dataplane::InterfaceKind::pp) return std::nullopt;
  for (auto& pp : *intent_.pps) {
    if (interface_name(pp.id) == plan_->interfaces[number(*way)].name) return pp.id;
  }
  return std::nullopt;
}

std::optional<PpId> Box::idle_line_towards(const IpAddress& destination) const {
  const auto pp = line_towards(destination);
  const auto interface = pp ? find_interface(*plan_, interface_name(*pp)) : std::nullopt;
  return interface && !plan_->interfaces[number(*interface)].carries_ip ? pp : std::nullopt;
}

std::string Box::why_no_line(PpId pp) const {
  for (auto& row : *intent_.pps) {
    if (row.id != pp) continue;
    if (row.lan.empty()) return fmt::format("pp {} has no line: `pppoe use` is missing", number(pp));
    return fmt::format("pp {} has no line: this router has no {} for `pppoe use`", number(pp), row.lan);
  }
  return fmt::format("pp {} is not configured", number(pp));
}

std::string Box::why_down(PpId pp) const {
  const auto line = lines_.find(pp);
  if (line == lines_.end()) return fmt::format("pp {} is disabled: `pp enable {}` is missing", number(pp), number(pp));
  const auto& failure = line->second->last_failure();
  if (!failure.empty()) return fmt::format("pp {} is not connected: {}", number(pp), failure);
  if (line->second->is_dialling()) return fmt::format("pp {} is being connected", number(pp));
  return fmt::format("pp {} is not connected", number(pp));
}

bool Box::operate_line(const grammar::Statement& statement, bool connect) {
  const PpId pp{static_cast<std::uint16_t>(*statement.integer("PEER_NUM"))};
  if (!lines_.contains(pp)) return false;
  if (connect) {
    dial(pp, PpLine::Wish::command);
  } else {
    with_line(pp, [&](PpLine& line, LineOutbox& out) { line.hang_up(now_, out); });
  }
  return true;
}

std::vector<console::PpStatus> Box::pps() const {
  using State = console::PpStatus::State;
  std::vector<console::PpStatus> result;
  const auto interfaces = worker_.interfaces();
  for (auto& pp : *intent_.pps) {
    console::PpStatus status;
    status.pp = pp.id;
    status.state = pp.lan.empty() ? State::no_line : State::disabled;
    if (const auto found = lines_.find(pp.id); found != lines_.end()) {
      const auto& line = *found->second;
      status.state = line.is_up()         ? State::connected
                     : line.is_dialling() ? State::connecting
                     : line.was_up()      ? State::offline
                                          : State::never_connected;
      status.access_concentrator = line.access_concentrator();
      status.link = line.link();
      if (line.is_up()) status.connected = std::chrono::duration_cast<std::chrono::seconds>(now_ - *line.up_since());
    }
    for (auto& row : interfaces) {
      if (row.name != interface_name(pp.id)) continue;
      status.received = row.received;
      status.transmitted = row.transmitted;
    }
    for (auto& interface : *intent_.interfaces) {
      if (interface.name == interface_name(pp.id)) status.description = interface.description;
    }
    result.push_back(std::move(status));
  }
  return result;
}

}  // namespace kyoten::router
