// The launcher script ./kyoten on machines that miss something: every program it calls is a fake
// one.
#include <stdio.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/unit/lab/scratch_directory.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten::lab;
namespace fs = std::filesystem;

namespace {

const fs::path& kRoot = kyoten::test::kSourceTree;

/// A machine with the usual small tools and what a test puts there.
class Machine {
 public:
  Machine() {
    for (auto name : {"bash", "dirname", "readlink", "uname", "sed", "tr", "cat", "env", "find"}) {
      for (auto place : {"/bin/", "/usr/bin/"}) {
        const auto tool = std::string(place) + name;
        if (!fs::exists(tool) || fs::exists(scratch_.path() / name)) continue;
        fs::create_symlink(tool, scratch_.path() / name);
      }
    }
  }
  void has(const std::string& name, const std::string& script) {
    const auto path = scratch_.path() / name;
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    fs::permissions(path, fs::perms::owner_all);
  }
  /// What the launcher prints on both outputs; its exit status goes to `status`.
  std::string run(const std::string& arguments, int& status) {
    const auto command = "cd / && PATH=" + scratch_.path().string() + " " +
                         quoted(kRoot / "kyoten") + " " + arguments + " 2>&1 </dev/null";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    char part[4096];
    while (const auto count = ::fread(part, 1, sizeof part, pipe)) output.append(part, count);
    status = WEXITSTATUS(::pclose(pipe));
    return output;
  }

 private:
  ScratchDirectory scratch_;
};

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the launcher tells how it is used without installing or building anything") {
  Machine machine;
  int status = -1;

  const auto output = machine.run("--help", status);

  CHECK(status == 0);
  CHECK(has(output, "./kyoten lab examples/two-homes"));
}

TEST_CASE("on a system without apt-get the launcher refuses politely and names the packages") {
  Machine machine;
  int status = -1;

  const auto output = machine.run("lab examples/two-homes", status);

  CHECK(status == 1);
  CHECK(has(output, "this system has no apt-get"));
  CHECK(has(output, "libboost1.81-dev"));
  CHECK(has(output, "KYOTEN_SKIP_PACKAGES=1"));
}

TEST_CASE("a user who may not become root is told what to install, and nothing is tried") {
  Machine machine;
  machine.has("id", "echo 1000");
  machine.has("dpkg-query", "echo 'g++ installed'; echo 'cmake not-installed'; exit 1");
  machine.has("apt-get", "echo APT-GET WAS CALLED");
  int status = -1;

  const auto output = machine.run("lab examples/two-homes", status);

  CHECK(status == 1);
  CHECK(has(output, "only root may install them"));
  CHECK(has(output, "apt-get install cmake"));
  CHECK_FALSE(has(output, "APT-GET WAS CALLED"));
}

TEST_CASE(
    "package lists that are out of date are renewed, and a failure says for which system it is "
    "made") {
  Machine machine;
  machine.has("id", "echo 0");
  machine.has("dpkg-query", "exit 1");
  machine.has("apt-get", "echo \"apt-get $1\"; [ \"$1\" = update ]");
  int status = -1;

  const auto output = machine.run("lab examples/two-homes", status);

  CHECK(status == 1);
  const auto update = output.find("apt-get update");
  REQUIRE(update != std::string::npos);
  CHECK(output.find("apt-get install") < update);
  CHECK(output.find("apt-get install", update) != std::string::npos);
  CHECK(has(output, "Debian 12"));
}
