// A router for the console's tests: every value can be set, every deed is remembered.
#pragma once

#include "firmware/console/backend.hpp"

namespace kyoten::test {

class FakeBackend final : public console::Backend {
 public:
  FakeBackend() {
    identity_.macs = {MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x01}},
                      MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x02}}};
    identity_.kyoten_version = "Kyoten 0.1.0";
    system->character = config::CharacterCode::ascii;
    intent_.system = system;
    intent_.interfaces = interfaces_;
    intent_.routes = std::make_shared<std::vector<config::Route>>();
    intent_.bridges = std::make_shared<std::vector<config::Bridge>>();
    intent_.tunnels = tunnel_settings;
    intent_.nat = std::make_shared<std::vector<config::NatDescriptor>>();
    intent_.ike = ike_settings;
  }

  const console::Identity& identity() const override { return identity_; }
  const grammar::Grammar& grammar() const override { return grammar::Grammar::builtin(); }
  const config::Statements& running() const override { return statements; }
  const config::Intent& intent() const override { return intent_; }
  WallTime wall_time() const override { return wall; }
  WallTime boot_time() const override { return boot; }
  Instant now() const override { return {}; }
  std::vector<console::LogLine> log() const override { return log_lines; }
  ike::Status ike_status() const override { return ike; }
  l2tp::Status l2tp_status() const override { return l2tp; }
  std::vector<console::TunnelStatus> tunnels() const override { return tunnel_status; }
  std::vector<dataplane::InterfaceStatus> interfaces() const override { return counters; }
  std::shared_ptr<const dataplane::Plan> plan() const override { return plan_; }
  std::vector<dataplane::ArpEntryStatus> arp() const override { return arp_entries; }
  std::vector<dataplane::Neighbour6Status> neighbours6() const override { return neighbours_; }
  std::vector<dataplane::MacEntryStatus> learning(BridgeId) const override { return macs; }
  std::vector<dataplane::NatStatus> nat() const override { return nat_tables; }
  std::vector<dhcp::ScopeStatus> dhcp_scopes() const override { return scopes; }
  std::vector<console::DhcpClientStatus> dhcp_clients() const override { return clients; }
  dataplane::DropCounters drops() const override { return {}; }
  std::vector<console::ConsoleUser> users() const override { return user_list; }
  int memory_used_percent() const override { return 24; }
  console::CpuLoad cpu_load() const override { return {1, 2, 3}; }

  void apply(const grammar::Statement& statement) override {
    applied.push_back(statement.text);
    changed = true;
    if (statement.id() == "console character") {
      const auto code = statement.text_of("CODE");
      if (code == "ascii") system->character = config::CharacterCode::ascii;
      if (code == "sjis") system->character = config::CharacterCode::sjis;
      if (code == "ja.utf8") system->character = config::CharacterCode::utf8;
    }
    if (statement.id() == "console lines") {
      system->lines.reset();
      if (auto lines = statement.integer("LINES")) system->lines = static_cast<int>(*lines);
    }
    if (statement.id() == "console columns")
      system->columns = static_cast<int>(*statement.integer("COL"));
    if (statement.id() == "console prompt") system->prompt = statement.text_of("PROMPT");
  }
  bool unsaved_changes() const override { return changed; }
  std::optional<std::string> encrypt_password(std::string_view password) override {
    return "$argon2id$" + std::string(password.rbegin(), password.rend());
  }
  bool matches_encrypted(std::string_view typed, std::string_view stored) const override {
    return stored == "$argon2id$" + std::string(typed.rbegin(), typed.rend());
  }
  std::optional<ports::StorageFailure> save(int number, std::string_view comment,
                                            console::ConsoleKind) override {
    if (save_failure) return save_failure;
    saves.push_back(number);
    changed = false;
    return areas_.write(number, configuration_text(comment));
  }
  std::string configuration_text(std::string_view comment) override {
    std::string text = "# " + identity_.revision + "\n";
    for (auto& line : statements.print(true)) text += line + "\n";
    return config::stamped(text, {wall, std::string(comment)});
  }
  config::Areas& areas() override { return areas_; }
  const config::Areas& areas() const override { return areas_; }
  config::AreaName running_area() const override { return area; }
  ports::ExternalMemory external_memory() const override { return memory; }
  void set_wall_time(WallTime now) override { wall = now; }
  void disconnect(console::ConsoleId console) override { disconnected.push_back(console); }
  console::LoginThrottle& login_throttle() override { return throttle; }
  void restart() override { restarted = true; }
  std::optional<ports::StorageFailure> cold_start() override {
    cold_started = true;
    return save_failure;
  }
  bool operate(const grammar::Statement& statement) override {
    operated.push_back(statement.text);
    return true;
  }
  void start_ping(console::ConsoleId, const grammar::Statement& statement) override {
    pings.push_back(statement.text);
  }
  void cancel_operation(console::ConsoleId) override { ++cancelled; }
  void log(std::string text) override { logged.push_back(std::move(text)); }

  /// A statement of the running configuration, for what reads statements themselves.
  void configure(std::string_view line) {
    auto statement = grammar().match(line, {}, {});
    INFO(line);
    REQUIRE(statement.has_value());
    statements.apply(*statement);
    const auto compiled = config::compile(statements, nullptr).system;
    system->attributes = compiled->attributes;
    system->telnetd = compiled->telnetd;
    system->login_timer = compiled->login_timer;
  }

  // What is shown
  console::Identity identity_;
  config::Statements statements;
  std::shared_ptr<config::System> system = std::make_shared<config::System>();
  std::shared_ptr<std::vector<config::Interface>> interfaces_ =
      std::make_shared<std::vector<config::Interface>>();
  std::shared_ptr<std::vector<config::Tunnel>> tunnel_settings =
      std::make_shared<std::vector<config::Tunnel>>();
  std::shared_ptr<ike::Settings> ike_settings = std::make_shared<ike::Settings>();
  config::Intent intent_;
  /// 2020/03/17 16:21:59 +09:00, and 70 days before.
  WallTime wall{std::chrono::seconds{1584429719}};
  WallTime boot{std::chrono::seconds{1578297556}};
  std::vector<console::LogLine> log_lines;
  ike::Status ike;
  l2tp::Status l2tp;
  std::vector<console::TunnelStatus> tunnel_status;
  std::vector<dataplane::InterfaceStatus> counters;
  std::shared_ptr<dataplane::Plan> plan_ = std::make_shared<dataplane::Plan>();
  std::vector<dataplane::ArpEntryStatus> arp_entries;
  std::vector<dataplane::Neighbour6Status> neighbours_;
  std::vector<dataplane::MacEntryStatus> macs;
  std::vector<dataplane::NatStatus> nat_tables;
  std::vector<dhcp::ScopeStatus> scopes;
  std::vector<console::DhcpClientStatus> clients;
  std::vector<console::ConsoleUser> user_list;
  bool changed = false;
  std::optional<ports::StorageFailure> save_failure;
  ports::MemoryFlash flash;
  config::Areas areas_{flash};
  config::AreaName area;
  ports::ExternalMemory memory;
  console::LoginThrottle throttle;

  // What was done
  std::vector<std::string> applied;
  std::vector<int> saves;
  std::vector<console::ConsoleId> disconnected;
  std::vector<std::string> operated;
  std::vector<std::string> pings;
  std::vector<std::string> logged;
  int cancelled = 0;
  bool restarted = false;
  bool cold_started = false;
};

/// A statement of a `show` command without the grammar: id, line, operands.
class AStatement {
 public:
  explicit AStatement(std::string id) {
    command_.id = std::move(id);
    command_.kind = grammar::Kind::show;
    statement_.text = command_.id;
  }
  AStatement& with(std::string name, std::string text) {
    statement_.text += " " + text;
    statement_.arguments.push_back({std::move(name), text, text});
    return *this;
  }
  AStatement& word(const std::string& keyword) {
    statement_.text += " " + keyword;
    return *this;
  }
  const grammar::Statement& get() {
    statement_.command = &command_;
    return statement_;
  }

 private:
  grammar::Command command_;
  grammar::Statement statement_;
};

}  // namespace kyoten::test
