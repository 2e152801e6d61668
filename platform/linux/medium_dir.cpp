#include "platform/linux/medium_dir.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

namespace kyoten::linux_os {

namespace {

using ports::FileEntry;
using ports::StorageError;
using ports::StorageFailure;

constexpr int kOpenDirectory = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

StorageFailure bad_name() { return {StorageError::bad_name, {}}; }

}  // namespace

Result<FileDescriptor, StorageFailure> MediumDirectory::open_directory(
    std::string_view path) const {
  // The root is the operator's word: a link there is meant.
  FileDescriptor directory(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory) return StorageFailure{StorageError::no_medium, os_error(path_)};
  while (!path.empty()) {
    const auto slash = path.find('/');
    const std::string name(path.substr(0, slash));
    FileDescriptor next(::openat(directory.get(), name.c_str(), kOpenDirectory));
    if (!next) return storage_failure(name);
    directory = std::move(next);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
  }
  return directory;
}

Result<MediumDirectory::Place, StorageFailure> MediumDirectory::locate(
    std::string_view path) const {
  if (!ports::is_medium_path(path)) return bad_name();
  const auto slash = path.rfind('/');
  const bool in_root = slash == std::string_view::npos;
  KYOTEN_TRY(auto directory, open_directory(in_root ? std::string_view() : path.substr(0, slash)));
  return Place{std::move(directory), std::string(in_root ? path : path.substr(slash + 1))};
}

Result<Bytes, StorageFailure> MediumDirectory::read(std::string_view path) {
  KYOTEN_TRY(auto place, locate(path));
  auto content = read_regular_file(place.directory.get(), place.name, kMostFileBytes);
  if (!content) return storage_failure(place.name);
  return std::move(*content);
}

std::optional<StorageFailure> MediumDirectory::write(std::string_view path, ByteView content) {
  if (content.size() > kMostFileBytes) return StorageFailure{StorageError::too_large, {}};
  auto place = locate(path);
  if (!place) return place.error();
  // The new file would take the place of a link, and what it leads to would stay; a directory
  // cannot be replaced.
  struct stat status {};
  const bool there =
      ::fstatat(place->directory.get(), place->name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && !S_ISREG(status.st_mode)) return bad_name();
  return write_atomically(place->directory.get(), place->name, content);
}

Result<std::vector<FileEntry>, StorageFailure> MediumDirectory::list(std::string_view path) {
  if (!path.empty() && !ports::is_medium_path(path)) return bad_name();
  KYOTEN_TRY(auto directory, open_directory(path));
  const auto listing = open_listing(directory.get());
  if (!listing) return storage_failure(path);
  std::vector<FileEntry> entries;
  while (const auto* entry = ::readdir(listing.get())) {
    struct stat status {};
    if (entries.size() >= kMostEntries) break;
    // Only what can be opened: no links, no devices, no names that cannot be typed.
    if (!ports::is_medium_path(entry->d_name) ||
        ::fstatat(directory.get(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))) {
      continue;
    }
    const bool is_directory = S_ISDIR(status.st_mode);
    entries.push_back({entry->d_name, is_directory,
                       is_directory ? 0 : static_cast<std::uint64_t>(status.st_size),
                       WallTime(std::chrono::seconds(status.st_mtime))});
  }
  std::sort(entries.begin(), entries.end(), [](auto& a, auto& b) { return a.name < b.name; });
  return entries;
}

}  // namespace kyoten::linux_os
