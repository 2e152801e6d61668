// Files, as a console sees them when the router's memories are full, missing, read only or spoilt.
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using ports::MemoryMedium;
using ports::StorageError;
using test::FakeBackend;
using test::Terminal;

namespace {

struct Administrator {
  Administrator() {
    terminal.log_in();
    terminal.become_administrator();
  }
  /// What is printed between the line typed and the next prompt.
  std::string type(const std::string& line) {
    auto text = terminal.type(line + "\r");
    const auto begin = text.find("\r\n") + 2;
    const auto end = text.rfind("# ");
    return end == std::string::npos || end < begin ? text : text.substr(begin, end - begin);
  }

  FakeBackend router;
  MemoryMedium usb1;
  MemoryMedium sd1;
  Terminal terminal{router};
};

std::string text_of(const Result<Bytes, ports::StorageFailure>& content) {
  return content ? std::string(content->begin(), content->end()) : std::string("(nothing)");
}

}  // namespace

TEST_CASE("each reason why a memory does not take a file is said in both languages") {
  struct Case {
    StorageError error;
    std::string english, japanese;
  };
  const Case cases[] = {
      {StorageError::full, "Not enough free space in memory", "メモリの空き容量が不足しています"},
      {StorageError::read_only, "Memory is write-protected", "メモリが書き込み禁止になっています"},
      {StorageError::failed, "Memory cannot be accessed", "メモリにアクセスできません"},
      {StorageError::too_large, "File is too large", "ファイルが大きすぎます"},
      {StorageError::no_medium, "External memory is not attached",
       "外部メモリが接続されていません"},
      {StorageError::not_found, "File not found", "ファイルがありません"},
      {StorageError::bad_name, "Invalid file name", "ファイル名が不正です"},
  };
  for (auto& [error, english, japanese] : cases) {
    Administrator admin;
    admin.router.save_failure = {error, "why"};
    CHECK(admin.type("save") == "Error: " + english + "\r\n");
    CHECK(admin.router.logged.back() == "why");
    admin.type("console character ja.utf8");
    CHECK(admin.type("save") == "エラー: " + japanese + "\r\n");
  }
}

TEST_CASE(
    "a medium that is full, write-protected or missing is told, and nothing is changed on it") {
  Administrator admin;
  CHECK(admin.type("save usb1:a.txt") == "Error: External memory is not attached\r\n");
  admin.router.memory.usb1 = &admin.usb1;

  REQUIRE_FALSE(admin.usb1.write("a.txt", as_bytes("old")));
  admin.usb1.read_only = true;
  CHECK(admin.type("save usb1:a.txt") == "Error: Memory is write-protected\r\n");
  admin.usb1.read_only = false;
  admin.usb1.capacity_bytes = 10;
  CHECK(admin.type("save usb1:a.txt") == "Error: Not enough free space in memory\r\n");
  CHECK(admin.type("show config >> usb1:a.txt") == "Error: Not enough free space in memory\r\n");
  admin.terminal.type("show config > usb1:a.txt\r");
  CHECK(admin.terminal.type("Y") == "Y\r\nError: Not enough free space in memory\r\n# ");

  CHECK(text_of(admin.usb1.read("a.txt")) == "old");
}

TEST_CASE("names have 99 characters at most, and none leads out of the memory") {
  Administrator admin;
  admin.router.memory.usb1 = &admin.usb1;

  CHECK(admin.type("save usb1:" + std::string(99, 'a')) ==
        "Saving ... usb1:" + std::string(63, 'a') + "\r\n" + std::string(36, 'a') + " Done .\r\n");
  CHECK(admin.type("save usb1:" + std::string(100, 'a')) == "Error: Invalid file name\r\n");
  CHECK(
      admin.type("save usb1:" + std::string(3000, 'a')).ends_with("Error: Invalid file name\r\n"));
  for (auto* name : {"../../etc/passwd", "/..", "..", ".", "a/../b", "a/./b", ".hidden", "a/.new-b",
                     "a//b", "a/", "a."}) {
    INFO(name);
    CHECK(admin.type(std::string("save usb1:") + name) == "Error: Invalid file name\r\n");
    CHECK(admin.type(std::string("show config > usb1:") + name) == "Error: Invalid file name\r\n");
  }
  CHECK(admin.usb1.list("")->size() == 1);
}

TEST_CASE("what is saved outside has the device's line ends and code, and comes back the same") {
  Administrator admin;
  admin.router.memory.usb1 = &admin.usb1;
  auto statement = admin.router.grammar().match("description 1 拠点", {}, {});
  REQUIRE(statement.has_value());
  admin.router.statements.apply(*statement);

  admin.type("save usb1:a.txt");
  CHECK(text_of(admin.usb1.read("a.txt")).ends_with("\r\ndescription 1 \x8b\x92\x93\x5f\r\n"));

  admin.type("copy config usb1:a.txt 2");
  config::Statements copied;
  static_cast<void>(
      config::load(*admin.router.areas().read({2, 0}), admin.router.grammar(), {}, copied));
  CHECK(copied == admin.router.statements);
}

TEST_CASE("what is no configuration is not copied into an area, nor started with") {
  Administrator admin;
  admin.router.memory.usb1 = &admin.usb1;
  REQUIRE_FALSE(admin.router.areas().write(2, "console lines 30\n"));
  for (auto* content : {"", "no configuration\n", "\xff\xfe\x00\x01"}) {
    REQUIRE_FALSE(admin.usb1.write("a.txt", as_bytes(content)));
    CHECK(admin.type("copy config usb1:a.txt 2") ==
          "Error: Configuration file is empty or damaged\r\n");
  }
  REQUIRE_FALSE(admin.router.flash.write("config3", as_bytes("\xff\xff\xff")));

  CHECK(admin.type("restart 3") == "Error: Configuration file is empty or damaged\r\n");
  CHECK(admin.type("set-default-config 3") == "Error: Configuration file is empty or damaged\r\n");

  CHECK_FALSE(admin.router.restarted);
  CHECK(admin.router.areas().startup() == config::AreaName{0, 0});
  CHECK(admin.router.areas().read({2, 0}) == "console lines 30\n");
}

TEST_CASE("a star in front of a name looks on the card first, and a bare name in every directory") {
  Administrator admin;
  admin.router.memory = {&admin.usb1, &admin.sd1};
  REQUIRE_FALSE(admin.usb1.write("a.txt", as_bytes("console lines 30\n")));
  REQUIRE_FALSE(admin.usb1.write("deep/er/b.txt", as_bytes("console lines 31\n")));
  REQUIRE_FALSE(admin.usb1.write("near/b.txt", as_bytes("console lines 32\n")));
  REQUIRE_FALSE(admin.sd1.write("down/a.txt", as_bytes("console lines 33\n")));
  const auto copied = [&](const std::string& from) {
    const auto said = admin.type("copy config " + from + " 1");
    if (!said.empty()) return said;
    const auto text = admin.router.areas().read({1, 0}).value_or("");
    return text.substr(text.find("console"));
  };

  CHECK(copied("*:a.txt") == "console lines 33\n");
  CHECK(copied("*:/a.txt") == "console lines 30\n");
  CHECK(copied("*:b.txt") == "console lines 32\n");
  CHECK(copied("*:c.txt") == "Error: File not found\r\n");
  CHECK(admin.type("copy config 1 *:a.txt") == "Error: Invalid file name\r\n");
}

TEST_CASE("a comment has 200 characters at most") {
  Administrator admin;

  CHECK(
      admin.type("save 1 " + std::string(201, 'x')).ends_with("Error: Parameter out of range\r\n"));
  CHECK_FALSE(admin.router.areas().read({1, 0}));
  CHECK(admin.type("save 1 " + std::string(200, 'x')).ends_with("Done .\r\n"));
  CHECK(admin.router.areas().list()[0].stamp.comment.size() == 200);
}

TEST_CASE("a cold start that fails does not restart, and says so") {
  Administrator admin;
  admin.router.save_failure = {StorageError::read_only, "config0: Read-only file system"};

  admin.terminal.type("cold start\r");

  CHECK(admin.terminal.type("\r") == "\r\nError: Memory is write-protected\r\n# ");
}

TEST_CASE("less config N pages what it shows behind the passwords") {
  Administrator admin;
  std::string text;
  for (int number = 10; number < 99; ++number)
    text += "ip host host" + std::to_string(number) + " 192.0.2.1\n";
  REQUIRE_FALSE(admin.router.areas().write(4, text));

  CHECK(admin.terminal.type("less config 4\r").ends_with("Login Password: "));
  CHECK(admin.terminal.type("\r").ends_with("Administrator Password: "));
  // The full-screen pager: the terminal's screen is cleared for it.
  const auto screen = admin.terminal.type("\r");
  CHECK(screen.find("\x1b[2J") != std::string::npos);
  CHECK(screen.find("host10") != std::string::npos);
  CHECK(screen.find("host98") == std::string::npos);
}

TEST_CASE("a typed password of a named user is kept encrypted, and its length is checked") {
  Administrator admin;

  admin.type("login user alice wonderland");
  admin.type("login user bob " + std::string(33, 'x'));
  admin.type("login user carol encrypted tR3sPq1Z");

  CHECK(admin.router.applied ==
        std::vector<std::string>{"login user alice encrypted $argon2id$dnalrednow",
                                 "login user carol encrypted tR3sPq1Z"});
}
