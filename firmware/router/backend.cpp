// What consoles ask of the router, and the consoles themselves.
#include "cli-grammar/command.hpp"
#include "firmware/router/box.hpp"

namespace kyoten::router {
namespace {

/// Consoles at once.
constexpr std::size_t kMostConsoles = 32;
/// Of these, consoles at which nobody has logged in yet.
constexpr std::size_t kMostStrangers = 16;

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
  make_room_for_console();
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

/// Somebody who only opens consoles keeps nobody out: the oldest one without a login goes, of the
/// address that holds the most of them.
void Box::make_room_for_console() {
  std::map<std::string, std::vector<console::ConsoleId>> strangers;
  std::size_t count = 0;
  for (auto& [id, session] : sessions_of_consoles_) {
    if (session->logged_in()) continue;
    strangers[session->user(now_).address].push_back(id);
    ++count;
  }
  if (count < kMostStrangers) return;
  const auto most = std::max_element(strangers.begin(), strangers.end(), [](auto& a, auto& b) {
    return a.second.size() < b.second.size();
  });
  const auto id = most->second.front();
  disconnect(id);
  sessions_of_consoles_.erase(id);
}

void Box::disconnect(console::ConsoleId console) {
  auto session = sessions_of_consoles_.find(console);
  if (session == sessions_of_consoles_.end()) return;
  console::SessionOutput output;
  session->second->disconnect(now_, output);
  emit(console, std::move(output));
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
  look_ups_.erase(console);
  sessions_of_consoles_.erase(console);
  line_sessions_.erase(console);
}

bool Box::operate_tunnel(const grammar::Statement& statement, bool connect) {
  if (statement.integer("PEER_NUM")) return operate_line(statement, connect);
  const auto number = statement.integer("TUNNEL_NUM");
  if (statement.text.find(" tunnel ") == std::string::npos || !number) return false;
  const TunnelId tunnel{static_cast<std::uint16_t>(*number)};
  if (connect) {
    l2tp_.connect(tunnel, now_, l2tp_out_);
  } else {
    l2tp_.disconnect(tunnel, now_, l2tp_out_);
  }
  return true;
}

const std::vector<Box::Operation>& Box::operations() {
  using grammar::Statement;
  static const std::vector<Operation> operations{
      {"clear arp", [](Box& box, const Statement&) { return box.worker_.clear_arp(), true; }},
      {"clear bridge learning",
       [](Box& box, const Statement&) {
         for (auto& bridge : *box.intent_.bridges) box.worker_.clear_learning(bridge.id);
         return true;
       }},
      {"clear log", [](Box& box, const Statement&) { return box.log_.clear(), true; }},
      {"clear nat descriptor dynamic",
       [](Box& box, const Statement& statement) {
         std::optional<NatDescriptorId> descriptor;
         if (auto number = statement.integer("NAT_DESCRIPTOR")) {
           descriptor = NatDescriptorId{static_cast<std::uint32_t>(*number)};
         }
         return box.worker_.clear_nat(descriptor), true;
       }},
      {"connect", [](Box& box, const Statement& statement) { return box.operate_tunnel(statement, true); }},
      {"disconnect", [](Box& box, const Statement& statement) { return box.operate_tunnel(statement, false); }},
      {"ipsec refresh sa",
       [](Box& box, const Statement&) { return box.ike_.refresh(box.now_, box.ike_out_), true; }},
      {"ipsec sa delete",
       [](Box& box, const Statement& statement) {
         std::optional<int> number;
         if (auto id = statement.integer("ID")) number = static_cast<int>(*id);
         static_cast<void>(box.ike_.delete_sa(number, box.now_, box.ike_out_));
         return true;
       }},
  };
  return operations;
}

bool Box::operate(const grammar::Statement& statement) {
  for (auto& operation : operations()) {
    if (operation.id != statement.id()) continue;
    const bool done = operation.run(*this, statement);
    drain();
    return done;
  }
  return false;
}

void Box::start_ping(console::ConsoleId console, const grammar::Statement& statement) {
  const auto host = statement.text_of("HOST");
  const auto name = dns::Name::parse(host);
  if (name && !IpAddress::parse(host) && statement.id() == "ping") return look_up_for(console, statement, *name);
  begin_ping(console, statement, std::nullopt);
}

void Box::begin_ping(console::ConsoleId console, const grammar::Statement& statement, std::optional<IpAddress> destination) {
  const auto language = intent_.system->character == config::CharacterCode::ascii
                            ? grammar::Language::english
                            : grammar::Language::japanese;
  auto request = ping_request(statement, destination);
  if (!request) {
    ended_operations_.push_back(
        {console, {std::string(grammar::error_prefix(language)) +
                   std::string(message(grammar::MessageId::unrecognized_ip_address, language))}});
    return;
  }
  const auto identifier = static_cast<std::uint16_t>(entropy_.u32() % kFirstEchoIdentifierOfGateways);
  pings_.insert_or_assign(console, Ping(*request, identifier, language, now_));
  run_pings();
}

void Box::cancel_operation(console::ConsoleId console) {
  if (look_ups_.erase(console) > 0) ended_operations_.push_back({console, {}});
  auto ping = pings_.find(console);
  if (ping == pings_.end()) return;
  ended_operations_.push_back({console, ping->second.summary()});
  pings_.erase(ping);
}

}  // namespace kyoten::router
