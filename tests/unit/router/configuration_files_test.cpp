// What a router starts with, when the flash is as it should be and when it is not.
#include "firmware/console/passwords.hpp"
#include "firmware/router/router.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using config::AreaName;

namespace {

class Box {
 public:
  explicit Box(ports::Flash& flash) : router_({}, pool_, entropy_, flash) {}
  Box& boot(std::optional<std::string_view> configuration = std::nullopt) {
    static_cast<void>(router_.boot(configuration, {}, WallTime{}, output_));
    console_ = router_.open_console(console::ConsoleKind::control, {}, {}, output_);
    return *this;
  }
  std::vector<std::string> type(std::string_view line) {
    return router_.execute(console_, line, {}, output_).lines;
  }
  [[nodiscard]] std::string running() {
    std::string text;
    for (auto& line : router_.backend().running().print(true)) text += line + "\n";
    return text;
  }
  [[nodiscard]] AreaName area() { return router_.backend().running_area(); }
  [[nodiscard]] bool unsaved() { return router_.backend().unsaved_changes(); }
  [[nodiscard]] bool logged(std::string_view text) {
    for (auto& line : router_.backend().log()) {
      if (line.text == text) return true;
    }
    return false;
  }
  [[nodiscard]] console::Backend& backend() { return router_.backend(); }

 private:
  PacketPool pool_{64};
  test::TestEntropy entropy_{1};
  router::Router router_;
  router::Output output_;
  console::ConsoleId console_{};
};

void write(ports::Flash& flash, std::string_view name, std::string_view text) {
  REQUIRE_FALSE(flash.write(name, as_bytes(text)));
}

}  // namespace

TEST_CASE("a router that was never configured starts as from the factory") {
  ports::MemoryFlash flash;
  Box box(flash);

  box.boot();

  CHECK(box.running().starts_with("ip lan1 address 192.168.100.1/24\n"));
  CHECK_FALSE(box.unsaved());
}

TEST_CASE("a router starts with the area that was chosen") {
  ports::MemoryFlash flash;
  write(flash, "config0", "console lines 30\n");
  write(flash, "config2", "console lines 32\n");
  write(flash, ports::kStartupChoice, "config2\n");

  Box box(flash);
  box.boot();

  CHECK(box.running() == "console lines 32\n");
  CHECK(box.area() == AreaName{2, 0});
}

TEST_CASE("a damaged or empty area gives way to what stood there before, and the log says so") {
  for (auto* damage : {"", "\n\n", "\xff\xfe\xfd", "nothing of this is a command\n"}) {
    ports::MemoryFlash flash;
    write(flash, "config0", "console lines 30\n");
    write(flash, "config2", damage);
    write(flash, "config2.1", "console character ascii\n");
    write(flash, ports::kStartupChoice, "config2\n");

    Box box(flash);
    box.boot();

    CHECK(box.running() == "console character ascii\n");
    CHECK(box.area() == AreaName{2, 1});
    CHECK(box.logged("\"CONFIG2\" is empty or damaged"));
    CHECK(box.logged("\"CONFIG2.1\" is used instead of \"CONFIG2\""));
    // Saving puts it right.
    CHECK(box.type("save") == std::vector<std::string>{"Saving ... CONFIG2 Done ."});
  }
}

TEST_CASE("a router whose area is gone starts with another that was saved") {
  ports::MemoryFlash flash;
  write(flash, "config3", "console character ascii\n");
  write(flash, ports::kStartupChoice, "config2\n");

  Box box(flash);
  box.boot();

  CHECK(box.area() == AreaName{3, 0});
  CHECK(box.logged("\"CONFIG3\" is used instead of \"CONFIG2\""));
}

TEST_CASE("whatever is in the flash, a router starts") {
  ports::MemoryFlash flash;
  for (auto* name :
       {"config0", "config1", "config2", "config3", "config4", "config0.1", "startup"}) {
    write(flash, name, std::string(5000, '\x80'));
  }

  Box box(flash);
  box.boot();

  CHECK(box.running().starts_with("ip lan1 address 192.168.100.1/24\n"));
}

TEST_CASE("after the running configuration was deleted it counts as not saved") {
  ports::MemoryFlash flash;
  write(flash, "config0", "console character ascii\n");
  Box box(flash);
  box.boot();
  CHECK_FALSE(box.unsaved());

  CHECK(box.type("delete config 0").empty());

  CHECK(box.unsaved());
  box.type("save");
  CHECK_FALSE(box.unsaved());
  CHECK(flash.read("config0"));
}

TEST_CASE(
    "passwords of named users are saved encrypted, also when a file brought them in the clear") {
  ports::MemoryFlash flash;
  write(flash, "config0",
        "console character ascii\nlogin user alice wonderland\nlogin user bob encrypted x\n");
  Box box(flash);
  box.boot();

  box.type("save");

  const auto saved = flash.read("config0");
  const std::string text(saved->begin(), saved->end());
  CHECK(text.find("wonderland") == std::string::npos);
  CHECK(text.find("login user alice encrypted $argon2id$") != std::string::npos);
  CHECK(text.find("login user bob encrypted x\n") != std::string::npos);
}

TEST_CASE("what show config marks as its own encrypted form is what the router makes") {
  ports::MemoryFlash flash;
  Box box(flash);
  box.boot("console character ascii\n");

  const auto stored = box.backend().encrypt_password("secret");

  REQUIRE(stored);
  CHECK(stored->starts_with("$argon2id$"));
  CHECK(box.backend().matches_encrypted("secret", *stored));
  CHECK_FALSE(box.backend().matches_encrypted("8f4Kx9zQ", "8f4Kx9zQ"));
}

TEST_CASE("an encrypted password that is empty opens nothing") {
  ports::MemoryFlash flash;
  Box box(flash);
  box.boot("login password encrypted \"\"\nadministrator password encrypted \"\"\n");
  const console::Passwords passwords(box.backend(), console::ConsoleKind::telnet);

  CHECK_FALSE(passwords.login_is_open());
  for (auto* typed : {"", "\"\"", "-"}) {
    CHECK_FALSE(passwords.login_matches(typed));
    CHECK_FALSE(passwords.administrator_matches(typed));
  }
}

TEST_CASE("what is saved loads again to the same statements, secrets included") {
  ports::MemoryFlash flash;
  Box box(flash);
  box.boot(
      "console character ascii\nlogin password encrypted 8f4Kx9zQ\nadministrator password \"a b\"\n"
      "login user \"carol x\" encrypted tR3sPq1Z\ndescription lan1 \"拠点 1\"\nip lan1 address "
      "192.0.2.1/24\n"
      "tunnel select 1\n ipsec tunnel 101\n  ipsec sa policy 101 1 esp aes-cbc sha-hmac\n"
      "  ipsec ike pre-shared-key 1 text secret\n tunnel enable 1\n");

  box.type("save");

  Box again(flash);
  again.boot();
  CHECK(again.running() == box.running());
}
