// A whole router loses its power between any two operations of its flash. Whatever it was doing, it
// comes up with what was saved before or with what it was just saving, never with anything else.
#include <functional>
#include <set>

#include "firmware/router/router.hpp"
#include "tests/support/power_cut_flash.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

class Machine {
 public:
  explicit Machine(ports::Flash& flash) : router_({}, pool_, entropy_, flash) {
    static_cast<void>(router_.boot(std::nullopt, {}, WallTime{}, output_));
    console_ = router_.open_console(console::ConsoleKind::control, {}, {}, output_);
  }
  void type(std::string_view lines) {
    while (!lines.empty()) {
      const auto end = lines.find('\n');
      static_cast<void>(router_.execute(console_, lines.substr(0, end), {}, output_));
      lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    }
  }
  [[nodiscard]] std::string prompt() { return router_.backend().intent().system->prompt; }

 private:
  PacketPool pool_{64};
  test::TestEntropy entropy_{1};
  router::Router router_;
  router::Output output_;
  console::ConsoleId console_{};
};

/// What the next start comes up with, for every operation of the flash behind which the power may
/// go.
std::set<std::string> prompts_after(std::string_view before, std::string_view doing) {
  std::set<std::string> prompts;
  for (int operations = 0; operations < 50; ++operations) {
    ports::MemoryFlash medium;
    Machine(medium).type(before);
    test::PowerCutFlash flash(medium, operations);
    Machine(flash).type(doing);
    prompts.insert(Machine(medium).prompt());
    if (!flash.cut()) return prompts;
  }
  FAIL("the work never ends");
  return prompts;
}

using Prompts = std::set<std::string>;

}  // namespace

TEST_CASE("a save that is cut off leaves the old or the new configuration") {
  CHECK(prompts_after("console prompt old\nsave\n", "console prompt new\nsave\n") ==
        Prompts{"old", "new"});
  CHECK(prompts_after(
            "console prompt oldest\nsave\nconsole prompt older\nsave\nconsole prompt old\nsave\n",
            "console prompt new\nsave\n") == Prompts{"old", "new"});
}

TEST_CASE("several saves that are cut off leave one of them") {
  CHECK(prompts_after("console prompt a\nsave\n",
                      "console prompt b\nsave\nconsole prompt c\nsave\n") ==
        Prompts{"a", "b", "c"});
}

TEST_CASE("another area and its choice are taken over together or not at all") {
  CHECK(prompts_after("console prompt old\nsave\n",
                      "console prompt new\nsave 3\nset-default-config 3\n") ==
        Prompts{"old", "new"});
  CHECK(prompts_after("console prompt old\nsave\nconsole prompt new\nsave 3\n", "restart 3\n") ==
        Prompts{"old", "new"});
  CHECK(prompts_after("console prompt new\nsave 3\nconsole prompt old\nsave\n",
                      "copy config 3 0\n") == Prompts{"old", "new"});
}

TEST_CASE(
    "a router that started with an earlier generation keeps it until what it saves is there") {
  CHECK(prompts_after("console prompt older\nsave\nconsole prompt newer\nsave\nrestart 0.1\n",
                      "console prompt new\nsave\n") == Prompts{"older", "new"});
  CHECK(prompts_after(
            "console prompt oldest\nsave\nconsole prompt older\nsave\nconsole prompt newer\nsave\n"
            "restart 0.2\n",
            "console prompt new\nsave\n") == Prompts{"oldest", "new"});
}

TEST_CASE("a cold start that is cut off leaves the old configuration or the factory's") {
  CHECK(prompts_after(
            "console prompt other\nsave\nsave 1\nconsole prompt old\nsave 2\nsave 2\nrestart 2\n",
            "cold start\n\n") == Prompts{"old", ""});
}
