#include "firmware/console/session.hpp"
#include "tests/unit/console/fake_backend.hpp"

using namespace kyoten;
using console::LineSession;
using test::FakeBackend;

TEST_CASE("the control socket starts at the administrator level and answers whole lines") {
  FakeBackend router;
  router.log_lines.push_back({router.boot, "Power-on boot"});
  LineSession session(console::ConsoleId{1}, router);
  CHECK(session.prompt() == "# ");

  auto answer = session.execute("show log", {});

  CHECK(answer.lines == std::vector<std::string>{"2020/01/06 16:59:16: Power-on boot"});
  CHECK(answer.prompt == "# ");
  CHECK_FALSE(answer.close);
}

TEST_CASE("the control socket's prompt follows a selection, and exit closes it") {
  FakeBackend router;
  LineSession session(console::ConsoleId{1}, router);

  CHECK(session.execute("tunnel select 1", {}).prompt == "tunnel1# ");
  router.changed = true;
  CHECK(session.execute("exit", {}).close);
}

TEST_CASE("a password question is the prompt of the control socket's next line") {
  FakeBackend router;
  LineSession session(console::ConsoleId{1}, router);

  CHECK(session.execute("login password", {}).prompt == "Old_Password: ");
  CHECK(session.execute("", {}).prompt == "New_Password: ");
  CHECK(session.execute("new", {}).prompt == "New_Password: ");
  CHECK(session.execute("new", {}).prompt == "# ");
  CHECK(router.applied == std::vector<std::string>{"login password new"});
}

TEST_CASE("a ping on the control socket goes on until it ends") {
  FakeBackend router;
  LineSession session(console::ConsoleId{1}, router);

  CHECK(session.execute("ping -c 1 192.0.2.1", {}).running);
}

TEST_CASE("the control socket completes and explains") {
  FakeBackend router;
  LineSession session(console::ConsoleId{1}, router);

  CHECK(session.complete("sh", 2).completed == "show");
  CHECK_FALSE(session.help("show command").empty());
}
