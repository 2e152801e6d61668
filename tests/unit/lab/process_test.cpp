// Processes and places of a running lab: children, the run directory, sockets with lines.
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "platform/lab/child.hpp"
#include "platform/lab/line_socket.hpp"
#include "platform/lab/poll_set.hpp"
#include "platform/lab/run_directory.hpp"
#include "tests/unit/lab/scratch_directory.hpp"

using namespace kyoten;
using namespace kyoten::lab;
using namespace std::chrono_literals;

namespace {

/// False if it does not come true within five seconds.
template <class Condition>
bool comes_true(Condition condition) {
  const auto until = machine_now() + 5s;
  while (!condition()) {
    if (machine_now() > until) return false;
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

Child start(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
  sigset_t mask;
  ::sigemptyset(&mask);
  auto child = Child::start(arguments, log, mask);
  REQUIRE(child.has_value());
  return std::move(*child);
}

bool process_runs(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(file, text);
  return !text.empty() && text.find(") Z ") == std::string::npos;
}

/// Labs of this test stand below its own directory.
struct OwnRuntimeDirectory {
  OwnRuntimeDirectory() { ::setenv("XDG_RUNTIME_DIR", scratch.path().c_str(), 1); }
  ~OwnRuntimeDirectory() { ::unsetenv("XDG_RUNTIME_DIR"); }
  ScratchDirectory scratch;
};

}  // namespace

TEST_CASE("a child's end is told in words, and what it said stands in its log") {
  ScratchDirectory scratch;
  auto child = start({"/bin/sh", "-c", "echo out; echo err >&2; exit 3"}, scratch.path() / "log");

  REQUIRE(comes_true([&] { return !child.running(); }));

  CHECK(child.how_it_ended() == "ended with status 3");
  std::ifstream log(scratch.path() / "log");
  CHECK(std::string(std::istreambuf_iterator<char>(log), {}) == "out\nerr\n");
}

TEST_CASE("a program that does not exist ends its child with a status") {
  ScratchDirectory scratch;
  auto child = start({"/nowhere/kyoten"}, scratch.path() / "log");

  REQUIRE(comes_true([&] { return !child.running(); }));

  CHECK(child.how_it_ended() == "ended with status 127");
}

TEST_CASE("a child that is thrown away is gone") {
  ScratchDirectory scratch;
  pid_t pid = 0;
  {
    auto child = start({"/bin/sleep", "60"}, scratch.path() / "log");
    pid = child.pid();
    CHECK(child.running());
  }

  CHECK_FALSE(process_runs(pid));
}

TEST_CASE("a child dies with its parent, even if that is killed") {
  ScratchDirectory scratch;
  int tell[2];
  REQUIRE(::pipe(tell) == 0);
  const pid_t parent = ::fork();
  if (parent == 0) {
    sigset_t mask;
    ::sigemptyset(&mask);
    auto child = Child::start({"/bin/sleep", "60"}, scratch.path() / "log", mask);
    const pid_t pid = child->pid();
    [[maybe_unused]] const auto written = ::write(tell[1], &pid, sizeof pid);
    ::pause();
    ::_exit(0);
  }
  pid_t grandchild = 0;
  REQUIRE(::read(tell[0], &grandchild, sizeof grandchild) == sizeof grandchild);
  REQUIRE(process_runs(grandchild));

  ::kill(parent, SIGKILL);
  ::waitpid(parent, nullptr, 0);

  CHECK(comes_true([&] { return !process_runs(grandchild); }));
  ::close(tell[0]);
  ::close(tell[1]);
}

TEST_CASE("a second lab of the same name is refused while the first runs, and told who holds it") {
  OwnRuntimeDirectory own;
  auto first = RunDirectory::open("two-homes");
  REQUIRE(first.has_value());

  const auto second = RunDirectory::open("two-homes");
  const auto other = RunDirectory::open("another");

  REQUIRE_FALSE(second.has_value());
  CHECK(second.error() == "a lab named two-homes already runs (process " +
                              std::to_string(::getpid()) + "); stop it first");
  CHECK(other.has_value());
}

TEST_CASE("what a killed lab left behind is swept away") {
  OwnRuntimeDirectory own;
  std::filesystem::path place;
  {
    auto lab = RunDirectory::open("two-homes");
    REQUIRE(lab.has_value());
    place = (*lab)->path();
  }
  CHECK_FALSE(std::filesystem::exists(place));
  std::filesystem::create_directories(place / "old.keys");
  std::ofstream(place / "w0-a.node") << "left";

  auto lab = RunDirectory::open("two-homes");

  REQUIRE(lab.has_value());
  CHECK_FALSE(std::filesystem::exists(place / "w0-a.node"));
  CHECK_FALSE(std::filesystem::exists(place / "old.keys"));
}

TEST_CASE("lines arrive whole, however they were cut on the way") {
  ScratchDirectory scratch;
  auto listener = LineListener::listen(scratch.path() / "socket");
  REQUIRE(listener.has_value());
  auto client = LineSocket::connect(scratch.path() / "socket");
  REQUIRE(client.has_value());
  auto server = (*listener)->accept();
  REQUIRE(server != nullptr);

  for (std::string_view part : {"on", "e\ntw", "o\n\nthree"}) {
    REQUIRE(::send((*client)->descriptor(), part.data(), part.size(), 0) > 0);
  }

  CHECK(server->receive() == std::vector<std::string>{"one", "two", ""});
  CHECK_FALSE(server->closed());
}

TEST_CASE("a line without end, and a peer that never reads, end the connection") {
  ScratchDirectory scratch;
  auto listener = LineListener::listen(scratch.path() / "socket");
  auto client = LineSocket::connect(scratch.path() / "socket");
  auto server = (*listener)->accept();
  REQUIRE(server != nullptr);

  const std::string part(60000, 'x');
  for (int i = 0; i < 200 && !server->closed(); ++i) {
    [[maybe_unused]] const auto sent =
        ::send((*client)->descriptor(), part.data(), part.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    CHECK(server->receive().empty());
  }
  CHECK(server->closed());

  auto deaf = LineSocket::connect(scratch.path() / "socket");
  auto talker = (*listener)->accept();
  for (int i = 0; i < 200 && !talker->closed(); ++i) talker->send(part);
  CHECK(talker->closed());
}
