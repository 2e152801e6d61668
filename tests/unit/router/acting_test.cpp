#include "firmware/router/acting.hpp"

#include <catch2/catch.hpp>

#include "cli-grammar/grammar.hpp"

using namespace kyoten;

TEST_CASE("every command that acts is a command of the language") {
  for (auto id : router::acting_commands()) {
    INFO(id);
    CHECK(grammar::Grammar::builtin().find(id) != nullptr);
  }
}

TEST_CASE("settings, operations and show commands that act are all counted") {
  const auto& acting = router::acting_commands();

  CHECK(acting.contains("ipsec sa policy"));
  CHECK(acting.contains("clear arp"));
  CHECK(acting.contains("tunnel select"));
  CHECK(acting.contains("show ipsec sa"));
  CHECK_FALSE(acting.contains("ipsec ike license-key"));
}
