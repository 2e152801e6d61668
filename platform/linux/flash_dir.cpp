#include "platform/linux/flash_dir.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/runtime_dir.hpp"

namespace kyoten::linux_os {

namespace {

using ports::StorageError;
using ports::StorageFailure;

/// Names of flash files start with a letter or a digit (is_node_name), so a temporary file is never
/// one.
StorageFailure bad_name(std::string_view name) {
  return {StorageError::bad_name,
          fmt::format("'{}' is not a file name", printable(as_bytes(name)))};
}

}  // namespace

Result<std::unique_ptr<FlashDirectory>, std::string> FlashDirectory::open(const std::string& path,
                                                                          WriteObserver observer) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  FileDescriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return os_error("flash directory " + path);
  if (::faccessat(directory.get(), ".", W_OK, 0) != 0) return os_error("flash directory " + path);
  // Two routers with one flash would undo each other's saves.
  if (::flock(directory.get(), LOCK_EX | LOCK_NB) != 0) {
    return fmt::format("flash directory {}: another router uses it", path);
  }
  remove_leftovers(directory.get());
  return std::make_unique<FlashDirectory>(directory.release(), std::move(observer));
}

FlashDirectory::~FlashDirectory() { ::close(directory_); }

std::optional<Bytes> FlashDirectory::read(std::string_view name) {
  if (!is_node_name(name)) return std::nullopt;
  return read_regular_file(directory_, std::string(name), kMostFileBytes);
}

std::optional<StorageFailure> FlashDirectory::write(std::string_view name, ByteView content) {
  if (!is_node_name(name)) return bad_name(name);
  if (content.size() > kMostFileBytes) {
    return StorageFailure{StorageError::too_large, std::string(name) + ": File too large"};
  }
  return write_atomically(directory_, std::string(name), content, observer_);
}

std::optional<StorageFailure> FlashDirectory::remove(std::string_view name) {
  if (!is_node_name(name)) return bad_name(name);
  const bool removed =
      ::unlinkat(directory_, std::string(name).c_str(), 0) == 0 && ::fsync(directory_) == 0;
  if (removed) return std::nullopt;
  return storage_failure(name);
}

std::vector<std::string> FlashDirectory::list() {
  std::vector<std::string> names;
  const auto listing = open_listing(directory_);
  if (!listing) return names;
  while (const auto* entry = ::readdir(listing.get())) {
    struct stat status {};
    if (is_node_name(entry->d_name) &&
        ::fstatat(directory_, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISREG(status.st_mode)) {
      names.emplace_back(entry->d_name);
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace kyoten::linux_os
