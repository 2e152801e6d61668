// Several users: who is told about whom, and who cuts whom. And the clock that one of them sets.
#include "firmware/console/clock_setting.hpp"
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::ConsoleId;
using console::ConsoleKind;
using test::FakeBackend;
using test::Terminal;

namespace {

console::ConsoleUser a_login(std::uint32_t id, ConsoleKind kind, std::string name,
                             bool administrator = false) {
  console::ConsoleUser user;
  user.id = ConsoleId{id};
  user.kind = kind;
  user.name = std::move(name);
  user.administrator = administrator;
  return user;
}

}  // namespace

TEST_CASE("who becomes administrator is told who else is") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  router.user_list = {a_login(1, ConsoleKind::serial, ""), a_login(2, ConsoleKind::telnet, "alice"),
                      a_login(3, ConsoleKind::telnet, "bob", true)};

  CHECK(terminal.type("administrator\r\r") ==
        "administrator \r\nPassword: \r\nOther users in administrator mode: telnet2\r\n# ");
}

TEST_CASE("disconnect user cuts by name, by way and by number, but not oneself") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();
  router.user_list = {a_login(1, ConsoleKind::serial, ""), a_login(2, ConsoleKind::telnet, "alice"),
                      a_login(3, ConsoleKind::telnet, "bob"),
                      a_login(4, ConsoleKind::telnet, "bob")};
  using Ids = std::vector<ConsoleId>;
  auto cut = [&](const std::string& whom) {
    router.disconnected.clear();
    terminal.type("disconnect user " + whom + "\r");
    return router.disconnected;
  };

  CHECK(cut("alice") == Ids{ConsoleId{2}});
  CHECK(cut("bob") == Ids{ConsoleId{3}, ConsoleId{4}});
  CHECK(cut("bob/telnet 3") == Ids{ConsoleId{4}});
  CHECK(cut("/telnet 1") == Ids{ConsoleId{2}});
  CHECK(cut("mallory").empty());
  CHECK(terminal.last.ends_with("Error: There is no such user\r\n# "));
  CHECK(cut("/serial").empty());
  CHECK(terminal.last.ends_with("Error: Your own login cannot be cut\r\n# "));
}

TEST_CASE("date and time set the clock, and what is no date is out of range") {
  FakeBackend router;  // 2020/03/17 16:21:59 +09:00
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  terminal.type("date 2026/11/25\rtime 00:00:01\r");
  CHECK(terminal.type("show environment | grep Current\r").find("2026/11/25 00:00:01 +09:00") !=
        std::string::npos);
  for (auto* wrong :
       {"date 2026/02/30", "date 1979/12/31", "date 2026-11/25", "date x", "date 2026/1"})
    CHECK(terminal.type(std::string(wrong) + "\r").find("Error: ") != std::string::npos);
  CHECK(terminal.type("time 24:00:00\r").find("Error: ") != std::string::npos);
}

TEST_CASE("the history of the command line is shown, newest last or first") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.type("show arp\rshow arp\r\rconsole columns 80\r");

  CHECK(terminal.type("show history\r") ==
        "show history \r\nshow arp\r\nconsole columns 80\r\nshow history\r\n> ");
  CHECK(terminal.type("show history reverse\r").find("reverse \r\nshow history reverse") !=
        std::string::npos);
}
