#include "firmware/console/expansion.hpp"

#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using test::FakeBackend;

namespace {

FakeBackend a_router_with(std::initializer_list<std::string_view> lines) {
  FakeBackend router;
  for (auto line : lines) router.configure(line);
  return router;
}

}  // namespace

TEST_CASE("an alias stands for the beginning of a line, and only there") {
  const auto router = a_router_with({"alias sr=\"show ip route\""});

  CHECK(console::expand("sr", router.statements) == "show ip route");
  CHECK(console::expand("  sr detail", router.statements) == "  show ip route detail");
  CHECK(console::expand("show sr", router.statements) == "show sr");
  CHECK(console::expand("srx", router.statements) == "srx");
  CHECK(console::expand("SR", router.statements) == "SR");
}

TEST_CASE("an alias of an alias is followed, and one of itself ends") {
  const auto router = a_router_with({"alias a=\"b log\"", "alias b=show",
                                     "alias show=\"show environment\"", "alias x=y", "alias y=x"});

  CHECK(console::expand("a", router.statements) == "show environment log");
  CHECK(console::expand("x", router.statements).size() == 1);
}

TEST_CASE("$NAME and ${NAME} are the value of a variable") {
  const auto router = a_router_with({"set PEER=192.0.2.1", "set n=5"});

  CHECK(console::expand("ping -c $n $PEER", router.statements) == "ping -c 5 192.0.2.1");
  CHECK(console::expand("ping \"${PEER}\"", router.statements) == "ping \"192.0.2.1\"");
  CHECK(console::expand("console prompt ${n}th", router.statements) == "console prompt 5th");
  CHECK(console::expand("cd $PWD", router.statements) == "cd /");
}

TEST_CASE("a dollar sign that names no variable is a sign like others") {
  const auto router = a_router_with({"set word=x"});

  for (auto* line : {"ipsec ike pre-shared-key 1 text pa$sword", "a $", "a $1", "a ${word", "a ${}",
                     "grep 'x$word'", "grep \\$word", "grep $Word"}) {
    CHECK(console::expand(line, router.statements) == line);
  }
}

TEST_CASE("an expansion does not make a line longer than the console takes") {
  auto router = a_router_with({});
  router.configure("set x=" + std::string(4000, 'x'));
  std::string line;
  for (int i = 0; i < 1000; ++i) line += "$x ";

  CHECK(console::expand(line, router.statements).size() <
        console::kMostExpandedBytes + line.size());
}

TEST_CASE("aliases and variables act on what is typed") {
  FakeBackend router = a_router_with({"alias sl=\"show log\"", "set WORD=LAN2"});
  router.log_lines = {{router.boot, "LAN1: link up"}, {router.boot, "LAN2: link up"}};
  test::Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("sl\r") ==
        "sl \r\n2020/01/06 16:59:16: LAN1: link up\r\n2020/01/06 16:59:16: LAN2: link up\r\n> ");
  CHECK(terminal.type("sl | grep $WORD\r") ==
        "sl | grep $WORD \r\nSearching ...\r\n2020/01/06 16:59:16: LAN2: link up\r\n> ");
  CHECK(terminal.type("sl rev\t") == "sl reverse ");
  CHECK(terminal.type("\x15show alias\r").ends_with("\r\nsl=show log\r\n> "));
  CHECK(terminal.type("show set\r").ends_with("\r\nWORD=LAN2\r\nPWD=/\r\n> "));
}
