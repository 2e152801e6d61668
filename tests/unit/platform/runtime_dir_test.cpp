// Where control sockets stand, and which names may become a part of a path.
#include "platform/linux/runtime_dir.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "platform/linux/file_descriptor.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using namespace kyoten::linux_os;
using test::TemporaryDirectory;

namespace {

/// The user's runtime directory, for as long as this lives.
class RuntimeAt {
 public:
  explicit RuntimeAt(const std::filesystem::path& path) {
    if (const char* before = std::getenv("XDG_RUNTIME_DIR")) before_ = before;
    ::setenv("XDG_RUNTIME_DIR", path.c_str(), 1);
  }
  ~RuntimeAt() {
    before_ ? ::setenv("XDG_RUNTIME_DIR", before_->c_str(), 1) : ::unsetenv("XDG_RUNTIME_DIR");
  }

 private:
  std::optional<std::string> before_;
};

FileDescriptor socket_at(const std::filesystem::path& path) {
  FileDescriptor descriptor(::socket(AF_UNIX, SOCK_STREAM, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  REQUIRE(::bind(descriptor.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  return descriptor;
}

}  // namespace

TEST_CASE("the runtime directory is the user's and closed to others") {
  TemporaryDirectory directory;
  RuntimeAt runtime(directory.path());

  REQUIRE(make_runtime_directory().empty());
  REQUIRE(make_runtime_directory().empty());

  CHECK(runtime_directory() == directory.path() / fmt::format("kyoten-{}", ::getuid()));
  struct stat status {};
  REQUIRE(::stat(runtime_directory().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
}

TEST_CASE("a runtime directory that others may enter, or that is a link, is not used") {
  TemporaryDirectory directory;
  RuntimeAt runtime(directory.path());

  std::filesystem::create_directory_symlink("/tmp", runtime_directory());
  CHECK_FALSE(make_runtime_directory().empty());
  std::filesystem::remove(runtime_directory());

  REQUIRE(::mkdir(runtime_directory().c_str(), 0700) == 0);
  REQUIRE(::chmod(runtime_directory().c_str(), 0755) == 0);
  CHECK_FALSE(make_runtime_directory().empty());
}

TEST_CASE("a router is found by its name in whatever lab it runs") {
  TemporaryDirectory directory;
  RuntimeAt runtime(directory.path());
  REQUIRE(make_runtime_directory().empty());
  std::filesystem::create_directory(lab_directory("one"));
  std::filesystem::create_directory(lab_directory("two"));
  const auto first = socket_at(control_socket("one", "site-a"));
  const auto second = socket_at(control_socket("two", "site-a"));
  const auto other = socket_at(control_socket("two", "site-b"));

  CHECK(find_control_sockets("site-a") ==
        std::vector<std::filesystem::path>{control_socket("one", "site-a"),
                                           control_socket("two", "site-a")});
  CHECK(find_control_sockets("site-b").size() == 1);
  CHECK(find_control_sockets("site-c").empty());
  CHECK(find_control_sockets("../site-a").empty());
}

TEST_CASE("names of nodes are plain words") {
  for (auto* name : {"site-a", "RTX810_2", "a.b", "7"}) CHECK(is_node_name(name));
  for (auto* name : {"", ".", "..", ".a", "a/b", "a b", "a\n", "\xe6\x8b\xa0"}) {
    CHECK_FALSE(is_node_name(name));
  }
  CHECK(is_node_name(std::string(64, 'x')));
  CHECK_FALSE(is_node_name(std::string(65, 'x')));
}
