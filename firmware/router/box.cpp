#include "firmware/router/box.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "firmware/ike/broken.hpp"
#include "firmware/router/wording.hpp"

namespace kyoten::router {
namespace {

void leave_out_broken(ike::Settings& settings) {
  std::erase_if(settings.gateways, [](auto& gateway) { return ike::is_broken(gateway); });
  std::erase_if(settings.policies, [](auto& policy) { return ike::is_broken(policy); });
  for (auto& gateway : settings.gateways) gateway.refuses_broken = true;
}

}  // namespace

Box::Box(Options options, PacketPool& pool, Entropy& entropy, ports::Flash& flash)
    : options_(std::move(options)), pool_(pool), entropy_(entropy), areas_(flash),
      pki_files_(flash, options_.external_memory), ike_(entropy),
      l2tp_(entropy), resolver_(entropy), worker_(pool, entropy) {
  intent_ = config::compile(running_, nullptr);
}

void Box::enter(Instant now, Output& out) {
  now_ = now;
  out_ = &out;
}

void Box::leave() {
  drain();
  work_off_ike_queue();
  run_pings();
  finish_operations();
  drain();
  out_ = nullptr;
}

WallTime Box::wall_at(Instant instant) const {
  return boot_wall_ + std::chrono::duration_cast<std::chrono::seconds>(instant - booted_);
}

const grammar::Grammar& Box::grammar() const { return grammar::Grammar::builtin(); }

config::LoadReport Box::boot(std::optional<std::string_view> configuration) {
  running_state_ = true;
  next_housekeeping_ = now_;
  write_log(LogLevel::info, "Power-on boot");
  write_log(LogLevel::info, options_.identity.revision + " starts");
  const auto report = load(configuration);
  for (std::size_t i = 0; i < options_.identity.macs.size(); ++i) {
    write_log(LogLevel::info, fmt::format("LAN{}: link up", i + 1));
  }
  progress(Milestone::booted, "router", fmt::format("{} statements, {} refused", report.statements,
                                                    report.refused));
  recompile();
  for (auto& finding : report.findings) {
    const bool told = finding.severity == config::Finding::Severity::refused ||
                      finding.message == grammar::MessageId::foreign_password;
    if (!told) continue;
    write_log(LogLevel::info, fmt::format("config line {}: {}", finding.line,
                                          grammar::message(finding.message, grammar::Language::english)));
  }
  return report;
}

void Box::shutdown() {
  if (!running_state_) return;
  running_state_ = false;
  for (auto& tunnel : *intent_.tunnels) l2tp_.disconnect(tunnel.id, now_, l2tp_out_);
  drain();
  ike_.delete_sa(std::nullopt, now_, ike_out_);
  drain();
  hang_up_lines();
  for (auto& [name, client] : dhcp_clients_) {
    dhcp::ClientOutbox outbox;
    client->stop(now_, outbox);
    drain_dhcp_client(name, outbox);
  }
}

void Box::recompile() {
  const auto before = intent_;
  const bool first = plan_ == nullptr;
  intent_ = config::compile(running_, &before, known_hosts_);
  for (auto change : config::diff(first ? nullptr : &before, intent_)) apply_change(change);
  drain();
}

void Box::apply_change(config::Change change) {
  switch (change) {
    case config::Change::forwarding:
      rebuild_plan();
      // A tunnel that is gone or disabled loses its SAs; its peer is told.
      for (auto& [policy, state] : policies_) {
        auto* tunnel = tunnel_of(policy);
        if (state.up && tunnel != nullptr && !tunnel->enabled) ike_.close_policy(policy, now_, ike_out_);
      }
      break;
    case config::Change::l2tp: l2tp_.configure(intent_.l2tp, now_, l2tp_out_); break;
    case config::Change::ike:
      if (options_.refuses_broken) tell_broken();
      configure_ike();
      break;
    case config::Change::lines: configure_lines(); break;
    case config::Change::names: configure_names(); break;
    case config::Change::dhcp_client: configure_dhcp_clients(); break;
    case config::Change::dhcp_server: dhcp_server_.configure(*intent_.dhcp_server, now_); break;
    case config::Change::system: break;  // consoles and log read it where they need it
  }
}

void Box::rebuild_plan() {
  Learned learned{leases_, clients_, {}, {}};
  for (auto& tunnel : *intent_.tunnels) {
    if (is_online(tunnel)) learned.tunnels_up.insert(tunnel.id);
  }
  for (auto& [pp, line] : lines_) {
    if (!line->session()) continue;
    const auto link = line->link();
    learned.lines[pp] = {*line->session(), line->is_up(), link.local_address, link.remote_address, link.send_mru};
  }
  plan_ = std::make_shared<const dataplane::Plan>(build_plan(intent_, learned, options_.identity.macs));
  worker_.set_plan(plan_, now_);
}

void Box::set_policy(PolicyId policy, PolicyState state) {
  policies_[policy] = state;
  configure_names();
  const bool reroutes = std::ranges::any_of(*intent_.routes, &config::Route::hide) ||
                        std::ranges::any_of(*intent_.tunnels, [](auto& tunnel) { return tunnel.backup.has_value(); });
  if (reroutes) rebuild_plan();
}

/// Gateways to which no route leads yet stay quiet, and those behind a line that is down: a key exchange would only run into
/// its retry limit while the WAN waits for its address.
void Box::configure_ike() {
  auto settings = *intent_.ike;
  for (auto& problem : pki_files_.fill(*intent_.pki, settings.gateways))
    write_log(LogLevel::info, std::move(problem));
  ike_.set_wall_clock(now_, wall_at(now_));
  if (options_.refuses_broken) leave_out_broken(settings);
  ike::OwnAddresses own;
  for (auto& gateway : settings.gateways) {
    if (gateway.local_address_of) {
      const auto line = lines_.find(*gateway.local_address_of);
      if (line != lines_.end() && line->second->is_up()) {
        gateway.local_address = line->second->link().local_address;
      } else if (gateway.auto_refresh) {
        dial(*gateway.local_address_of, PpLine::Wish::standing);
      }
    }
    if (!gateway.remote_address) continue;
    if (const auto pp = idle_line_towards(*gateway.remote_address)) {
      const bool wanted = gateway.auto_refresh && std::ranges::any_of(settings.policies, [&](auto& policy) {
                            return policy.gateway == gateway.id && policy.in_use;
                          });
      gateway.auto_refresh = false;
      if (wanted) dial(*pp, PpLine::Wish::standing);
      continue;
    }
    const auto source = worker_.source_for(*gateway.remote_address);
    if (!source) {
      gateway.auto_refresh = false;
    } else if (const auto* address = source->v6()) {
      if (!own.v6) own.v6 = *address;
    } else if (!own.v4) {
      own.v4 = *source->v4();
    }
  }
  if (!own.v4 && plan_) {
    for (auto& interface : plan_->interfaces) {
      if (!own.v4 && !interface.addresses.empty()) own.v4 = interface.addresses[0].address;
    }
  }
  ike_.set_own_addresses(own);
  l2tp_.set_default_local_address(own.v4);
  ike_queue_.set_length(settings.messages_waiting());
  ike_.configure(std::make_shared<const ike::Settings>(std::move(settings)), now_, ike_out_);
}

void Box::tell_broken() {
  for (auto& gateway : intent_.ike->gateways) {
    if (ike::is_broken(gateway)) write_log(LogLevel::info, fmt::format("[IKE] gateway {}: {}", number(gateway.id), kRefusedAsBroken));
  }
  for (auto& policy : intent_.ike->policies) {
    if (ike::is_broken(policy)) write_log(LogLevel::info, fmt::format("[IKE] policy {}: {}", number(policy.id), kRefusedAsBroken));
  }
}

void Box::configure_dhcp_clients() {
  std::set<std::string> wanted;
  for (auto& interface : *intent_.interfaces) {
    if (interface.dhcp && plan_ && find_interface(*plan_, interface.name)) wanted.insert(interface.name);
  }
  for (auto& [name, client] : dhcp_clients_) {
    if (wanted.contains(name)) continue;
    dhcp::ClientOutbox outbox;
    client->stop(now_, outbox);
    drain_dhcp_client(name, outbox);
    leases_.erase(name);
  }
  const auto gone = std::erase_if(dhcp_clients_, [&](auto& item) { return !wanted.contains(item.first); });
  if (gone > 0) rebuild_plan();
  for (auto& name : wanted) {
    if (dhcp_clients_.contains(name)) continue;
    const auto index = find_interface(*plan_, name);
    dhcp::ClientSettings settings;
    settings.interface = name;
    settings.mac = plan_->interfaces[number(*index)].mac;
    auto client = std::make_unique<dhcp::Client>(settings, entropy_);
    dhcp::ClientOutbox outbox;
    client->start(now_, outbox);
    dhcp_clients_[name] = std::move(client);
    drain_dhcp_client(name, outbox);
  }
}

void Box::apply(const grammar::Statement& statement) {
  running_.apply(statement);
  recompile();
}

void Box::write_log(LogLevel level, std::string text) {
  const auto& system = *intent_.system;
  if (!log_.add(level, text, wall_at(now_), system)) return;
  if (system.info) {
    for (auto& [id, session] : sessions_of_consoles_) {
      if (session->logged_in()) print_on(id, text);
    }
  }
  const bool sent = level != LogLevel::info || system.syslog_info;
  if (sent && plan_) send_syslog(level, text);
}

void Box::send_syslog(LogLevel level, const std::string& text) {
  // RFC 3164 priority: facility user(1) * 8 + severity; the device sends neither time nor host name.
  constexpr int kSeverity[] = {6, 5, 7};
  for (auto host : intent_.system->syslog_hosts) {
    const auto source = worker_.source_for(host);
    if (!source) continue;
    const auto line = fmt::format("<{}>{}", 8 + kSeverity[static_cast<std::size_t>(level)], text);
    worker_.send({{*source, 514}, {IpAddress(host), 514}, to_bytes(line)}, std::nullopt, now_, worker_out_);
  }
}

void Box::progress(Milestone milestone, std::string subject, std::string detail) {
  if (out_ != nullptr) out_->progress.push_back({now_, milestone, std::move(subject), std::move(detail)});
}

}  // namespace kyoten::router
