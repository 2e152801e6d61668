// `kyoten lab` as somebody types it: real processes, real time, examples/two-homes. Skipped where
// the program is not named by KYOTEN (ctest does).
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/lab/poll_set.hpp"
#include "tests/sim/program_run.hpp"
#include "tests/unit/lab/scratch_directory.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten::lab;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

const fs::path kExample = kyoten::test::kSourceTree / "examples" / "two-homes";

/// Labs of one test, in a place of their own, so that one that somebody runs beside is not met.
class Bench {
 public:
  Bench() {
    const char* program = std::getenv("KYOTEN");
    if (program == nullptr) return;
    program_ = quoted(program);
    ::setenv("XDG_RUNTIME_DIR", scratch_.path().c_str(), 1);
  }
  ~Bench() { ::unsetenv("XDG_RUNTIME_DIR"); }
  [[nodiscard]] bool usable() const {
    if (program_.empty()) WARN("KYOTEN does not name the program: skipped");
    return !program_.empty();
  }
  [[nodiscard]] const fs::path& path() const { return scratch_.path(); }

  [[nodiscard]] kyoten::sim_test::Ended run(const std::string& arguments) const {
    return kyoten::sim_test::run_to_end(program_ + " " + arguments);
  }

  /// In the background; its process.
  [[nodiscard]] pid_t start(const std::string& arguments, const fs::path& output) const {
    const auto command =
        "exec " + program_ + " " + arguments + " </dev/null >" + output.string() + " 2>&1";
    const pid_t pid = ::fork();
    if (pid == 0) ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    return pid;
  }

 private:
  ScratchDirectory scratch_;
  std::string program_;
};

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool appears(const fs::path& path, std::string_view text) {
  const auto until = machine_now() + 30s;
  while (machine_now() < until) {
    if (content_of(path).find(text) != std::string::npos) return true;
    std::this_thread::sleep_for(20ms);
  }
  return false;
}

}  // namespace

TEST_CASE("in real time the two homes are joined, and the result is for programs to read") {
  Bench bench;
  if (!bench.usable()) return;

  const auto ended = bench.run("lab " + quoted(kExample) + " --check --json --capture " +
                               (bench.path() / "captures").string() + " 2>/dev/null");

  CHECK(ended.status == 0);
  const auto result = json::parse(ended.output, nullptr, false);
  REQUIRE(result.is_object());
  CHECK(result["passed"] == true);
  CHECK(result["checks"].size() == 8);
  CHECK(result["consoles"].contains("site-a"));
  CHECK(fs::file_size(bench.path() / "captures" / "isp.lan2-site-b.lan2.pcapng") > 1000);
  CHECK(fs::file_size(bench.path() / "captures" / "esp_sa") > 0);
  CHECK(fs::file_size(bench.path() / "captures" / "ikev1_decryption_table") > 0);
}

TEST_CASE("a lab stays up until Ctrl-C, shows what consoles do to it, and leaves nothing behind") {
  Bench bench;
  if (!bench.usable()) return;
  const auto output = bench.path() / "output";
  const auto lab = bench.start("lab " + quoted(kExample), output);
  REQUIRE(appears(output, "The lab stays up"));

  const auto second = bench.run("lab " + quoted(kExample) + " --check 2>&1");
  const auto typed = bench.run("console site-a -c 'tunnel select 1' -c 'no tunnel enable 1' 2>&1");
  const bool went_down = appears(output, "tunnel is down (disabled");
  ::kill(lab, SIGINT);
  int status = -1;
  ::waitpid(lab, &status, 0);

  CHECK(second.status == 1);
  CHECK(second.output.find("a lab named two-homes already runs") != std::string::npos);
  CHECK(typed.status == 0);
  CHECK(went_down);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  for (auto& entry : fs::directory_iterator(bench.path())) {
    if (entry.is_directory()) CHECK(fs::is_empty(entry.path()));
  }
}

TEST_CASE("a lab whose tunnel stays down fails within its limit and says why") {
  Bench bench;
  if (!bench.usable()) return;
  const auto place = bench.path() / "lab";
  fs::copy(kExample, place);
  auto configuration = content_of(place / "site-b.conf");
  const std::string right = "text yamaha";
  configuration.replace(configuration.find(right), right.size(), "text suzuki");
  std::ofstream(place / "site-b.conf") << configuration;

  const auto begun = machine_now();
  const auto ended = bench.run("lab " + place.string() + " --check --limit 4");

  CHECK(ended.status == 1);
  CHECK(machine_now() - begun < 15s);
  CHECK(ended.output.find("the pre-shared keys of this router and 10.10.10.138 differ") !=
        std::string::npos);
}

TEST_CASE("what is no lab is refused with the place of the mistake") {
  Bench bench;
  if (!bench.usable()) return;
  std::ofstream(bench.path() / "x.clab.yml") << "name: x\ntopology: {nodes: {a: {kind: ceos}}}\n";

  const auto mistake = bench.run("lab " + bench.path().string() + " --check 2>&1");
  const auto nothing = bench.run("lab " + (bench.path() / "nowhere").string() + " 2>&1");

  CHECK(mistake.status == 2);
  CHECK(mistake.output.find("x.clab.yml:2: node `a`: kind `ceos`") != std::string::npos);
  CHECK(nothing.status == 2);
  CHECK(nothing.output.find("there is no such file") != std::string::npos);
}

TEST_CASE("every example lab passes its own checks, in virtual time and in real time") {
  Bench bench;
  if (!bench.usable()) return;
  const std::string lab = GENERATE("cloud-pair", "fixed-addresses", "ikev2-vps", "over-ipv6", "pppoe-lines", "two-branches");
  const std::string way = GENERATE("", " --virtual --seed 3");
  INFO(lab << way);

  const auto ended =
      bench.run("lab " + quoted(kyoten::test::kSourceTree / "examples" / lab) + " --check" + way);

  INFO(ended.output);
  CHECK(ended.status == 0);
  CHECK(ended.output.find("5 of 5 checks pass") != std::string::npos);
}
