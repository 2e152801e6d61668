// The flash directory: what was saved is there, whole, and nothing else.
#include "platform/linux/flash_dir.hpp"

#include <sys/resource.h>
#include <sys/stat.h>

#include <cerrno>
#include <csignal>

#include "tests/unit/platform/as_nobody.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using linux_os::FlashDirectory;
using linux_os::WriteStep;
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

namespace {

struct PowerCut {
  WriteStep after;
};

}  // namespace

TEST_CASE("a write brings the content to the medium before it gets the name") {
  TemporaryDirectory directory;
  std::vector<WriteStep> steps;
  auto flash =
      FlashDirectory::open(directory.file("."), [&](WriteStep step) { steps.push_back(step); });
  REQUIRE(flash);

  REQUIRE_FALSE((*flash)->write("config0", as_bytes("text")));

  CHECK(steps == std::vector{WriteStep::created, WriteStep::written, WriteStep::synced,
                             WriteStep::renamed, WriteStep::directory_synced});
}

TEST_CASE(
    "wherever the power goes in a write, the next start finds the old or the new content, whole") {
  const std::string old_text(100000, 'o');
  const std::string new_text(200000, 'n');
  for (auto last : {WriteStep::created, WriteStep::written, WriteStep::synced, WriteStep::renamed,
                    WriteStep::directory_synced}) {
    INFO("after step " << static_cast<int>(last));
    TemporaryDirectory directory;
    directory.write("config0", old_text);
    {
      auto flash = FlashDirectory::open(directory.file("."), [&](WriteStep step) {
        if (step == last) throw PowerCut{step};
      });
      REQUIRE(flash);
      CHECK_THROWS_AS((*flash)->write("config0", as_bytes(new_text)), PowerCut);
    }
    // What was not synced may be lost, or be there in part.
    if (last == WriteStep::written)
      std::filesystem::resize_file(directory.file(".new-config0"), 4096);

    auto flash = FlashDirectory::open(directory.file("."));

    REQUIRE(flash);
    const auto content = text_of((*flash)->read("config0"));
    CHECK((content == (last < WriteStep::renamed ? old_text : new_text)));
    CHECK((*flash)->list() == std::vector<std::string>{"config0"});
    CHECK_FALSE(std::filesystem::exists(directory.file(".new-config0")));
  }
}

TEST_CASE("a write that runs out of room half-way leaves the old content and no rest") {
  TemporaryDirectory directory;
  directory.write("config0", "old\n");
  auto flash = FlashDirectory::open(directory.file("."));
  REQUIRE(flash);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const rlimit little{4096, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &little) == 0);

  const auto failure = (*flash)->write("config0", Bytes(100000, 'x'));

  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  REQUIRE(failure);
  CHECK(text_of((*flash)->read("config0")) == "old\n");
  CHECK_FALSE(std::filesystem::exists(directory.file(".new-config0")));
}

TEST_CASE("what the system says becomes one of the reasons that a console knows") {
  using ports::StorageError;
  const std::pair<int, StorageError> reasons[] = {
      {ENOSPC, StorageError::full},     {EDQUOT, StorageError::full},
      {EROFS, StorageError::read_only}, {EACCES, StorageError::read_only},
      {EIO, StorageError::failed},      {ENOENT, StorageError::not_found},
      {ELOOP, StorageError::bad_name},  {EFBIG, StorageError::too_large},
  };
  for (const auto& [number, error] : reasons) {
    errno = number;
    CHECK(linux_os::storage_failure("config0").error == error);
  }
}

TEST_CASE("a flash that becomes read only keeps what it holds") {
  TemporaryDirectory directory;
  directory.write("config0", "old\n");
  std::filesystem::permissions(directory.file("config0"), std::filesystem::perms(0644));
  auto flash = FlashDirectory::open(directory.file("."));
  REQUIRE(flash);
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0555));
  {
    const test::AsNobody nobody;
    CHECK((*flash)->write("config0", as_bytes("new\n"))->error == ports::StorageError::read_only);
    CHECK((*flash)->remove("config0")->error == ports::StorageError::read_only);
  }
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
  CHECK(text_of((*flash)->read("config0")) == "old\n");
}
