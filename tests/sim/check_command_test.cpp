// `kyoten check` as somebody types it. Skipped where the program is not named by KYOTEN (ctest
// does).
#include <sys/stat.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tests/sim/program_run.hpp"
#include "tests/unit/lab/scratch_directory.hpp"
#include "tests/support/source_tree.hpp"

using nlohmann::json;
namespace fs = std::filesystem;

namespace kyoten::sim_test {
namespace {

const fs::path kExample =
    kyoten::test::kSourceTree / "examples" / "two-homes";

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// A directory with files, in which the program is called.
class Desk {
 public:
  Desk() {
    if (const char* program = std::getenv("KYOTEN")) program_ = fs::absolute(program);
  }
  [[nodiscard]] bool usable() const {
    if (program_.empty()) WARN("KYOTEN does not name the program: skipped");
    return !program_.empty();
  }
  [[nodiscard]] fs::path file(const std::string& name) const { return scratch_.path() / name; }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(file(name), std::ios::binary) << text;
  }
  /// Standard error comes behind standard output.
  [[nodiscard]] Ended check(const std::string& arguments) const {
    return run_to_end("cd " + lab::quoted(scratch_.path()) + " && " + lab::quoted(program_) +
                      " check " + arguments + " 2>&1");
  }

 private:
  lab::ScratchDirectory scratch_;
  fs::path program_;
};

const std::string kWrapped =
    "pp select 1\n"
    " ip pp secure filter in 200003 200020 200021 200022 200023 200024 200025 200030\n"
    " 200032\n"
    " pp enable 1\n";

}  // namespace

TEST_CASE("check explains a wrapped line, and --fix writes the repaired file beside the original") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("home.conf", kWrapped);

  const auto told = desk.check("home.conf");
  CHECK(told.status == 1);
  CHECK(told.output.find("home.conf:2: repairable: lines 2 and 3 are one statement") !=
        std::string::npos);
  CHECK(told.output.find("home.conf: 1 place can be repaired: kyoten check --fix home.conf\n") !=
        std::string::npos);
  CHECK(!fs::exists(desk.file("home.fixed.conf")));

  const auto fixed = desk.check("--fix -q home.conf");
  CHECK(fixed.output.find("--- home.conf\n+++ home.fixed.conf\n@@ -2,2 +2 @@ ") !=
        std::string::npos);
  CHECK(fixed.output.ends_with("written to home.fixed.conf: 1 refused before, 0 now\n"));
  CHECK(content_of(desk.file("home.conf")) == kWrapped);
  CHECK(desk.check("--no-warnings -q home.fixed.conf").status == 0);
  struct stat kept {};
  REQUIRE(::stat(desk.file("home.fixed.conf").c_str(), &kept) == 0);
  CHECK((kept.st_mode & 0777) == 0600);

  CHECK(desk.check("--fix -q home.fixed.conf").output.ends_with("nothing to repair\n"));
}

TEST_CASE("kyoten check --fix writes over nothing without --force") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("home.conf", kWrapped);
  desk.write("home.fixed.conf", "mine\n");

  const auto refused = desk.check("--fix home.conf");
  CHECK(refused.status == 2);
  CHECK(refused.output.find("home.fixed.conf exists; --force writes over it") != std::string::npos);
  CHECK(content_of(desk.file("home.fixed.conf")) == "mine\n");

  CHECK(desk.check("--fix --force home.conf").status == 1);
  CHECK(content_of(desk.file("home.fixed.conf")).find("200030 200032") != std::string::npos);
}

TEST_CASE("warnings do not count for the exit status, unless --werror") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("tunnel.conf",
             "tunnel select 1\n tunnel encapsulation ipip\n"
             " tunnel endpoint address 192.0.2.1\n");

  const auto told = desk.check("tunnel.conf");
  CHECK(told.status == 0);
  CHECK(told.output.find("tunnel.conf:2: warning: tunnel 1 is set up, but a tunnel does nothing "
                         "before it is enabled. [tunnel-not-enabled]\n"
                         "    tunnel encapsulation ipip\n"
                         "    add:     tunnel enable 1\n") != std::string::npos);
  CHECK(told.output.find("1 warning, 0 pieces of advice") != std::string::npos);
  CHECK(told.output.find('\x1b') == std::string::npos);
  CHECK(desk.check("--werror tunnel.conf").status == 1);
  CHECK(desk.check("--no-warnings tunnel.conf").output.find("warning") == std::string::npos);
}

TEST_CASE("kyoten check --json tells the same to programs") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("home.conf", kWrapped);

  const auto result = json::parse(desk.check("--json home.conf").output).at(0);

  CHECK(result["summary"]["refused"] == 1);
  CHECK(result["repairs"].at(0)["line"] == 2);
  CHECK(result["repairs"].at(0)["after"].size() == 1);
  CHECK(result["warnings"].is_array());
}

TEST_CASE("kyoten check --peer says whether two files are the ends of one tunnel") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("a.conf", content_of(kExample / "site-a.conf"));
  auto b = content_of(kExample / "site-b.conf");
  desk.write("b.conf", b);

  const auto fits = desk.check("--peer b.conf a.conf");
  CHECK(fits.status == 0);
  CHECK(fits.output.ends_with("  Nothing in the two files keeps the tunnel down.\n"));

  b.replace(b.find("text yamaha"), 11, "text suzuki");
  desk.write("b.conf", b);
  const auto differs = desk.check("--peer b.conf a.conf");
  CHECK(differs.status == 1);
  CHECK(differs.output.find("  pre-shared key (keeps the tunnel down) [peer-key]\n") !=
        std::string::npos);
  CHECK(differs.output.find("suzuki") == std::string::npos);

  const auto result = json::parse(desk.check("--json --peer b.conf a.conf").output).at(0);
  CHECK(result["fits"] == false);
  CHECK(result["pairs"].at(0)["mismatches"].at(0)["ours"]["line"] == 20);
}

TEST_CASE("what cannot be read or makes no sense ends with status 2") {
  Desk desk;
  if (!desk.usable()) return;
  desk.write("a.conf", "save\n");

  CHECK(desk.check("missing.conf").status == 2);
  CHECK(desk.check("--peer missing.conf a.conf").status == 2);
  CHECK(desk.check("").status == 2);
  CHECK(desk.check("--fix --peer a.conf a.conf").status == 2);
  CHECK(desk.check("--rules").status == 0);
}

}  // namespace kyoten::sim_test
