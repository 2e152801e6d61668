// Who may come in: telnetd, security class, user attribute.
#include "firmware/console/access.hpp"

#include "firmware/console/passwords.hpp"
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::Access;
using console::ConsoleKind;
using test::FakeBackend;
using test::Terminal;

namespace {

FakeBackend a_router_with(std::initializer_list<std::string_view> lines) {
  FakeBackend router;
  for (auto line : lines) router.configure(line);
  dataplane::InterfacePlan lan1;
  lan1.name = "lan1";
  lan1.addresses = {*Ipv4Prefix::parse("192.168.100.1/24")};
  router.plan_->interfaces = {lan1};
  return router;
}

bool served(const FakeBackend& router, std::string_view peer) {
  return Access(router, ConsoleKind::telnet, peer).is_served();
}

console::ConsoleUser a_login(std::uint32_t id, ConsoleKind kind, std::string name) {
  console::ConsoleUser user;
  user.id = console::ConsoleId{id};
  user.kind = kind;
  user.name = std::move(name);
  return user;
}

constexpr auto kRestricted = "Error: Login access is restricted.\r\n";

}  // namespace

TEST_CASE("telnetd host says whom the TELNET server serves") {
  struct Row {
    std::string_view line;
    std::string_view peer;
    bool served;
  };
  for (auto row : {Row{"telnetd host any", "203.0.113.9", true},
                   Row{"telnetd host none", "192.168.100.2", false},
                   Row{"telnetd host lan", "192.168.100.2", true},
                   Row{"telnetd host lan", "203.0.113.9", false},
                   Row{"telnetd host lan1", "192.168.100.2", true},
                   Row{"telnetd host lan2", "192.168.100.2", false},
                   Row{"telnetd host 192.0.2.1-192.0.2.9", "192.0.2.9", true},
                   Row{"telnetd host 192.0.2.1-192.0.2.9", "192.0.2.10", false},
                   Row{"telnetd host 192.0.2.1 203.0.113.9", "203.0.113.9", true},
                   Row{"telnetd service off", "192.168.100.2", false},
                   Row{"telnetd service on", "192.168.100.2", true},
                   Row{"security class 3 on", "192.168.100.2", false}}) {
    INFO(row.line << " and " << row.peer);
    auto router = a_router_with({row.line});
    router.system->security_class = row.line.starts_with("security") ? 3 : 1;
    CHECK(served(router, row.peer) == row.served);
  }
}

TEST_CASE("a telnet client of the machine itself stands where the serial port is") {
  const auto router = a_router_with({"telnetd host none", "telnetd service off"});

  CHECK(served(router, "127.0.0.1"));
  CHECK(served(router, "::1"));
}

TEST_CASE("a host that is not served hears so, and nothing else") {
  auto router = a_router_with({"telnetd host none"});

  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.last == kRestricted);
  CHECK(terminal.closed);
  CHECK(terminal.type("\r").empty());
}

TEST_CASE("user attribute limits the ways in, and a line about the user wins over one about all") {
  auto router = a_router_with({"user attribute * connection=serial",
                               "user attribute alice connection=telnet,ssh",
                               "user attribute bob connection=off"});

  auto may = [&](ConsoleKind kind, std::string_view user) {
    return Access(router, kind, "192.168.100.2").may_log_in(user);
  };

  CHECK(may(ConsoleKind::telnet, "alice"));
  CHECK_FALSE(may(ConsoleKind::serial, "alice"));
  CHECK_FALSE(may(ConsoleKind::serial, "bob"));
  CHECK(may(ConsoleKind::serial, "carol"));
  CHECK_FALSE(may(ConsoleKind::telnet, "carol"));
}

TEST_CASE("user attribute limits the hosts") {
  auto router = a_router_with({"user attribute alice host=192.168.100.2-192.168.100.5,lan2"});

  CHECK(Access(router, ConsoleKind::telnet, "192.168.100.5").may_log_in("alice"));
  CHECK_FALSE(Access(router, ConsoleKind::telnet, "192.168.100.6").may_log_in("alice"));
  CHECK(Access(router, ConsoleKind::serial, "").may_log_in("alice"));
}

TEST_CASE("telnetd session limits the logins, and the unnamed user has one") {
  auto router = a_router_with({"telnetd session 2", "user attribute bob multi-session=off"});
  auto may = [&](std::string_view user) {
    return Access(router, ConsoleKind::telnet, "192.168.100.2").may_log_in(user);
  };

  CHECK(may(""));
  router.user_list = {a_login(2, ConsoleKind::serial, ""), a_login(3, ConsoleKind::telnet, "")};
  CHECK_FALSE(may(""));
  CHECK(may("alice"));
  router.user_list = {a_login(3, ConsoleKind::telnet, "bob")};
  CHECK_FALSE(may("bob"));
  CHECK(may("alice"));
  router.user_list = {a_login(3, ConsoleKind::telnet, "alice"),
                      a_login(4, ConsoleKind::telnet, "alice")};
  CHECK_FALSE(may("alice"));
}

TEST_CASE("the right password at the wrong door is no login") {
  auto router = a_router_with({"user attribute alice connection=serial"});
  router.system->users = {{"alice", "wonder", false}};
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.type("\ralice\rwonder\r").ends_with(kRestricted));
  CHECK(terminal.closed);
  CHECK_FALSE(terminal.session.logged_in());
}

TEST_CASE("a user's login timer wins, and clear means never on the serial line only") {
  auto router = a_router_with({"user attribute alice login-timer=120", "login timer clear"});

  auto timer = [&](ConsoleKind kind, std::string_view user) {
    return Access(router, kind, "192.168.100.2").login_timer(user);
  };

  CHECK(timer(ConsoleKind::telnet, "alice") == 120s);
  CHECK(timer(ConsoleKind::telnet, "") == 300s);
  CHECK(timer(ConsoleKind::serial, "") == std::nullopt);
}

TEST_CASE("a changed login timer counts from the next line on") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  router.system->login_timer = 120s;
  terminal.type("\r");

  CHECK(terminal.session.deadline() == terminal.now + 120s);
}

TEST_CASE("a console without a time limit has no deadline") {
  auto router = a_router_with({"login timer clear"});
  Terminal terminal(router);
  terminal.log_in();

  CHECK_FALSE(terminal.session.deadline());
}

TEST_CASE("a network client that does not log in in time is cut off, whatever it types") {
  FakeBackend router;
  router.system->login_password = "secret";
  Terminal terminal(router, ConsoleKind::telnet);

  for (int second = 0; second < 119; ++second) {
    terminal.now += 1s;
    terminal.type("x\b");
  }
  CHECK_FALSE(terminal.closed);
  terminal.wait(1s);

  CHECK(terminal.closed);
}

TEST_CASE("wrong passwords of all consoles add up, are forgotten, and delay no right one") {
  FakeBackend router;
  router.system->login_password = "secret";
  for (int i = 0; i < 9; ++i) (void)router.throttle.failed(Instant{});
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.type("wrong\r") == "\r\n");
  CHECK(terminal.wait(9999ms).empty());
  CHECK(terminal.wait(1ms) == "Password: ");
  CHECK(terminal.type("secret\r").ends_with("> "));
  CHECK(router.throttle.failed(Instant{} + 2min) == 1s);
}

TEST_CASE("guessing the administrator password costs time from the second guess on") {
  FakeBackend router;
  router.system->administrator_password = "root";
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("administrator\rone\r").ends_with("Error: Incorrect password\r\n> "));
  CHECK(terminal.type("administrator\rtwo\r").ends_with("Error: Incorrect password\r\n"));
  CHECK(terminal.type("administrator\rroot\r").empty());
  CHECK(terminal.wait(999ms).empty());
  CHECK(terminal.wait(1ms) == "> administrator \r\nPassword: \r\n# ");
}

TEST_CASE("an option that a user's own line does not have is that of the line about all") {
  const auto router =
      a_router_with({"user attribute * administrator=off", "user attribute alice connection=all",
                     "user attribute bob administrator=2"});
  const console::Passwords passwords(router, ConsoleKind::telnet);

  CHECK(passwords.administrator_right("alice") == config::AdministratorRight::never);
  CHECK(passwords.administrator_right("bob") == config::AdministratorRight::without_password);
  CHECK(passwords.administrator_right("") == config::AdministratorRight::never);
}
