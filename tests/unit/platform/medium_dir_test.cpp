// Directories in the slots usb1: and sd1:.
#include "platform/linux/medium_dir.hpp"

#include <sys/stat.h>

#include "tests/unit/platform/as_nobody.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using linux_os::MediumDirectory;
using ports::StorageError;
using test::TemporaryDirectory;

namespace {

StorageError error_of(const std::optional<ports::StorageFailure>& failure) {
  REQUIRE(failure);
  return failure->error;
}
template <class T>
StorageError error_of(const Result<T, ports::StorageFailure>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error().error;
}

}  // namespace

TEST_CASE("what is written to a medium is read and listed again") {
  TemporaryDirectory directory;
  std::filesystem::create_directory(directory.file("backup"));
  MediumDirectory medium(directory.file("."));

  REQUIRE_FALSE(medium.write("office.txt", as_bytes("one")));
  REQUIRE_FALSE(medium.write("backup/office.txt", as_bytes("four")));
  REQUIRE_FALSE(medium.write("backup/office.txt", as_bytes("three")));

  CHECK(*medium.read("backup/office.txt") == to_bytes("three"));
  const auto root = medium.list("");
  REQUIRE(root.has_value());
  REQUIRE(root->size() == 2);
  CHECK((*root)[0].name == "backup");
  CHECK((*root)[0].directory);
  CHECK((*root)[1].name == "office.txt");
  CHECK((*root)[1].bytes == 3);
  CHECK((*root)[1].modified.time_since_epoch().count() > 1500000000);
  CHECK(medium.list("backup")->size() == 1);
}

TEST_CASE("a directory that is not there is a slot with nothing in it, and may come later") {
  TemporaryDirectory directory;
  MediumDirectory medium(directory.file("stick"));

  CHECK(error_of(medium.read("a.txt")) == StorageError::no_medium);
  CHECK(error_of(medium.write("a.txt", as_bytes("x"))) == StorageError::no_medium);
  CHECK(error_of(medium.list("")) == StorageError::no_medium);

  std::filesystem::create_directory(directory.file("stick"));
  CHECK_FALSE(medium.write("a.txt", as_bytes("x")));
}

TEST_CASE("no path leads out of a medium, and no link is followed") {
  TemporaryDirectory directory;
  std::filesystem::create_directory(directory.file("stick"));
  std::filesystem::create_directory(directory.file("other"));
  directory.write("secret", "not for the router\n");
  directory.write("other/file", "not for the router either\n");
  std::filesystem::create_symlink(directory.file("secret"), directory.file("stick/file"));
  std::filesystem::create_symlink(directory.file("other"), directory.file("stick/directory"));
  MediumDirectory medium(directory.file("stick"));

  for (auto* path : {"../secret", "/secret", "a/../../secret", "..", ".", "", "stick/../secret",
                     "a\\b", "a\nb"}) {
    INFO(path);
    CHECK(error_of(medium.read(path)) == StorageError::bad_name);
    CHECK(error_of(medium.write(path, as_bytes("x"))) == StorageError::bad_name);
  }
  CHECK_FALSE(medium.read("file").has_value());
  CHECK_FALSE(medium.read("directory/file").has_value());
  CHECK(error_of(medium.write("file", as_bytes("x"))) == StorageError::bad_name);
  CHECK(medium.write("directory/file", as_bytes("x")).has_value());
  CHECK_FALSE(medium.list("directory").has_value());
  CHECK(medium.list("")->empty());
  CHECK(directory.read("secret") == "not for the router\n");
  CHECK(directory.read("other/file") == "not for the router either\n");
}

TEST_CASE("pipes and directories are no files, and neither holds the router up") {
  TemporaryDirectory directory;
  REQUIRE(::mkfifo(directory.file("pipe").c_str(), 0600) == 0);
  std::filesystem::create_directory(directory.file("folder"));
  MediumDirectory medium(directory.file("."));

  CHECK(error_of(medium.read("pipe")) == StorageError::bad_name);
  CHECK(error_of(medium.read("folder")) == StorageError::bad_name);
  CHECK(error_of(medium.write("folder", as_bytes("x"))) == StorageError::bad_name);
  CHECK(medium.list("")->size() == 1);
}

TEST_CASE(
    "a missing file, a missing directory and a name too long for the disk say what they are") {
  TemporaryDirectory directory;
  MediumDirectory medium(directory.file("."));

  CHECK(error_of(medium.read("none.txt")) == StorageError::not_found);
  CHECK(error_of(medium.write("none/a.txt", as_bytes("x"))) == StorageError::not_found);
  CHECK(error_of(medium.list("none")) == StorageError::not_found);
  CHECK(error_of(medium.write(std::string(300, 'a'), as_bytes("x"))) == StorageError::bad_name);
  CHECK(error_of(medium.write("a", Bytes(ports::Medium::kMostFileBytes + 1))) ==
        StorageError::too_large);
}

TEST_CASE("a medium that may not be written is read all the same") {
  TemporaryDirectory directory;
  directory.write("a.txt", "old");
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0555));
  std::filesystem::permissions(directory.file("a.txt"), std::filesystem::perms(0444));
  MediumDirectory medium(directory.file("."));
  {
    const test::AsNobody nobody;
    CHECK(error_of(medium.write("a.txt", as_bytes("new"))) == StorageError::read_only);
    CHECK(*medium.read("a.txt") == to_bytes("old"));
  }
  std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
}
