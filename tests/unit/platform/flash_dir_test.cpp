// The flash directory: what was saved is there, whole, and nothing else.
#include "platform/linux/flash_dir.hpp"

#include <sys/stat.h>

#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using linux_os::FlashDirectory;
using test::TemporaryDirectory;

namespace {

std::string text_of(const std::optional<Bytes>& content) {
  return content ? std::string(content->begin(), content->end()) : std::string("(nothing)");
}

}  // namespace

TEST_CASE("what is written to the flash is read again, also by the next router") {
  TemporaryDirectory directory;
  {
    auto flash = FlashDirectory::open(directory.file("flash"));
    REQUIRE(flash);
    CHECK_FALSE((*flash)->write("config0", as_bytes("ip lan1 address 192.168.100.1/24\n")));
    CHECK_FALSE((*flash)->write("config0", as_bytes("shorter\n")));
  }

  auto again = FlashDirectory::open(directory.file("flash"));

  REQUIRE(again);
  CHECK(text_of((*again)->read("config0")) == "shorter\n");
  CHECK_FALSE((*again)->read("config1"));
}

TEST_CASE("a saved configuration is for its owner only") {
  TemporaryDirectory directory;
  auto flash = FlashDirectory::open(directory.file("."));
  REQUIRE(flash);

  REQUIRE_FALSE((*flash)->write("config0", as_bytes("secret")));

  struct stat status {};
  REQUIRE(::stat(directory.file("config0").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a write that was cut off leaves the old content, and its rest is swept away") {
  TemporaryDirectory directory;
  directory.write("config0", "old\n");
  directory.write(".new-config0", "half of a ne");

  auto flash = FlashDirectory::open(directory.file("."));

  REQUIRE(flash);
  CHECK(text_of((*flash)->read("config0")) == "old\n");
  CHECK_FALSE(std::filesystem::exists(directory.file(".new-config0")));
  CHECK((*flash)->list() == std::vector<std::string>{"config0"});
}

TEST_CASE("a write that fails says why and leaves the old content") {
  TemporaryDirectory directory;
  directory.write("config0", "old\n");
  // A directory in the place of the temporary file: it cannot be opened for writing.
  std::filesystem::create_directory(directory.file(".new-config0"));
  auto flash = FlashDirectory::open(directory.file("."));
  REQUIRE(flash);

  const auto error = (*flash)->write("config0", as_bytes("new\n"));

  REQUIRE(error);
  CHECK(error->reason == "config0: Is a directory");
  CHECK(text_of((*flash)->read("config0")) == "old\n");
}

TEST_CASE("two routers cannot have one flash") {
  TemporaryDirectory directory;
  auto first = FlashDirectory::open(directory.file("flash"));
  REQUIRE(first);

  auto second = FlashDirectory::open(directory.file("flash"));

  REQUIRE_FALSE(second);
  CHECK(second.error() ==
        "flash directory " + directory.file("flash") + ": another router uses it");
}

TEST_CASE("a flash that is a file says so") {
  TemporaryDirectory directory;
  directory.write("flash", "");

  auto flash = FlashDirectory::open(directory.file("flash"));

  REQUIRE_FALSE(flash);
  CHECK(flash.error() == "flash directory " + directory.file("flash") + ": Not a directory");
}

TEST_CASE("names that lead out of the flash are refused, and links are not followed") {
  TemporaryDirectory directory;
  directory.write("outside", "not the router's\n");
  auto flash = FlashDirectory::open(directory.file("flash"));
  REQUIRE(flash);
  std::filesystem::create_symlink(directory.file("outside"), directory.file("flash/config1"));

  for (auto* name : {"../outside", "", ".", "..", "a/b", ".hidden"}) {
    CHECK_FALSE((*flash)->read(name));
    CHECK((*flash)->write(name, as_bytes("x"))->error == ports::StorageError::bad_name);
    CHECK((*flash)->remove(name)->error == ports::StorageError::bad_name);
  }
  CHECK_FALSE((*flash)->read("config1"));
  CHECK((*flash)->list().empty());
  CHECK(directory.read("outside") == "not the router's\n");
}

TEST_CASE("a file too large for a configuration is neither read nor written") {
  TemporaryDirectory directory;
  auto flash = FlashDirectory::open(directory.file("."));
  REQUIRE(flash);
  directory.write("config0", "x");
  std::filesystem::resize_file(directory.file("config0"), FlashDirectory::kMostFileBytes + 1);

  CHECK_FALSE((*flash)->read("config0"));
  const auto failure = (*flash)->write("config1", Bytes(FlashDirectory::kMostFileBytes + 1));
  REQUIRE(failure);
  CHECK(failure->error == ports::StorageError::too_large);
}
