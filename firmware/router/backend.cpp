// What consoles ask of the router, and the consoles themselves.
#include "cli-grammar/command.hpp"
#include "firmware/router/box.hpp"

namespace kyoten::router {
namespace {

/// Consoles at once, the control socket's included.
constexpr std::size_t kMostConsoles = 32;

}  // namespace

std::vector<dataplane::InterfaceStatus> Box::interfaces() const { return worker_.interfaces(); }

std::vector<dataplane::MacEntryStatus> Box::learning(BridgeId bridge) const {
  return worker_.learning(bridge, now_);
}

std::vector<dhcp::ScopeStatus> Box::dhcp_scopes() const { return dhcp_server_.status(now_); }

std::vector<console::DhcpClientStatus> Box::dhcp_clients() const {
  std::vector<console::DhcpClientStatus> result;
  for (auto& [name, client] : dhcp_clients_) {
    result.push_back({name, client->state(), client->lease(), client->remaining(now_)});
  }
  return result;
}

std::vector<console::ConsoleUser> Box::users() const {
  std::vector<console::ConsoleUser> result;
  for (auto& [id, session] : sessions_of_consoles_) {
    if (session->logged_in()) result.push_back(session->user(now_));
  }
  return result;
}

int Box::memory_used_percent() const {
  return static_cast<int>(100 * (pool_.capacity() - pool_.available()) / pool_.capacity());
}

console::ConsoleId Box::open_console(console::ConsoleKind kind, std::string peer) {
  const console::ConsoleId id{next_console_++};
  if (kind == console::ConsoleKind::control) {
    line_sessions_[id] = std::make_unique<console::LineSession>(id, *this);
    return id;
  }
  console::SessionOutput output;
  if (sessions_of_consoles_.size() >= kMostConsoles) {
    output.close = true;
    emit(id, std::move(output));
    return id;
  }
  auto session = std::make_unique<console::Session>(id, kind, std::move(peer), *this);
  session->start(now_, output);
  sessions_of_consoles_[id] = std::move(session);
  emit(id, std::move(output));
  return id;
}

void Box::type(console::ConsoleId console, ByteView bytes) {
  auto session = sessions_of_consoles_.find(console);
  if (session == sessions_of_consoles_.end()) return;
  console::SessionOutput output;
  session->second->type(bytes, now_, output);
  emit(console, std::move(output));
}

void Box::close_console(console::ConsoleId console) {
  pings_.erase(console);
  sessions_of_consoles_.erase(console);
  line_sessions_.erase(console);
}

bool Box::operate(const grammar::Statement& statement) {
  const auto id = statement.id();
  if (id == "ipsec refresh sa") {
    ike_.refresh(now_, ike_out_);
  } else if (id == "ipsec sa delete") {
    const auto number = statement.integer("ID");
    ike_.delete_sa(number ? std::optional<int>(static_cast<int>(*number)) : std::nullopt, now_, ike_out_);
  } else if (id == "clear arp") {
    worker_.clear_arp();
  } else if (id == "clear nat descriptor dynamic") {
    auto descriptor = statement.integer("NAT_DESCRIPTOR");
    worker_.clear_nat(descriptor ? std::optional(NatDescriptorId{static_cast<std::uint32_t>(*descriptor)})
                                 : std::nullopt);
  } else if (id == "clear bridge learning") {
    for (auto& bridge : *intent_.bridges) worker_.clear_learning(bridge.id);
  } else if (id == "clear log") {
    log_.clear();
  } else if (id == "connect" || id == "disconnect") {
    if (statement.text.find(" tunnel ") == std::string::npos) return false;
    const auto number = statement.integer("TUNNEL_NUM");
    if (!number) return false;
    const TunnelId tunnel{static_cast<std::uint16_t>(*number)};
    if (id == "connect") {
      l2tp_.connect(tunnel, now_, l2tp_out_);
    } else {
      l2tp_.disconnect(tunnel, now_, l2tp_out_);
    }
  } else {
    return false;
  }
  drain();
  return true;
}

void Box::start_ping(console::ConsoleId console, const grammar::Statement& statement) {
  const auto language = intent_.system->character == config::CharacterCode::ascii
                            ? grammar::Language::english
                            : grammar::Language::japanese;
  auto request = ping_request(statement);
  if (!request) {
    ended_operations_.push_back(
        {console, {std::string(grammar::error_prefix(language)) +
                   std::string(message(grammar::MessageId::unrecognized_ip_address, language))}});
    return;
  }
  const auto identifier = static_cast<std::uint16_t>(entropy_.u32());
  pings_.insert_or_assign(console, Ping(*request, identifier, language, now_));
  run_pings();
}

void Box::cancel_operation(console::ConsoleId console) {
  auto ping = pings_.find(console);
  if (ping == pings_.end()) return;
  ended_operations_.push_back({console, ping->second.summary()});
  pings_.erase(ping);
}

}  // namespace kyoten::router
