#include "platform/linux/flash_dir.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include <fmt/format.h>

#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/runtime_dir.hpp"

namespace kyoten::linux_os {

namespace {

/// Names of flash files start with a letter or a digit (is_node_name), so this one is never a flash file.
constexpr std::string_view kTemporaryPrefix = ".new-";

bool write_all(int descriptor, ByteView content) {
  while (!content.empty()) {
    const auto count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

Directory open_listing(int directory) {
  // A descriptor of its own: fdopendir takes it over, and reading moves its position.
  return {::fdopendir(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir};
}

/// What a write left that was cut off.
void remove_leftovers(int directory) {
  const auto listing = open_listing(directory);
  if (!listing) return;
  while (const auto* entry = ::readdir(listing.get())) {
    if (std::string_view(entry->d_name).starts_with(kTemporaryPrefix)) {
      ::unlinkat(directory, entry->d_name, 0);
    }
  }
}

}  // namespace

Result<std::unique_ptr<FlashDirectory>, std::string> FlashDirectory::open(const std::string& path) {
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
  return std::make_unique<FlashDirectory>(directory.release());
}

FlashDirectory::~FlashDirectory() { ::close(directory_); }

std::optional<Bytes> FlashDirectory::read(std::string_view name) {
  if (!is_node_name(name)) return std::nullopt;
  const FileDescriptor file(
      ::openat(directory_, std::string(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  if (static_cast<std::size_t>(status.st_size) > kMostFileBytes) return std::nullopt;
  Bytes content(static_cast<std::size_t>(status.st_size));
  std::size_t filled = 0;
  while (filled < content.size()) {
    const auto count = ::read(file.get(), content.data() + filled, content.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    filled += static_cast<std::size_t>(count);
  }
  return content;
}

std::string FlashDirectory::write(std::string_view name, ByteView content) {
  if (!is_node_name(name)) return fmt::format("'{}' is not a file name", printable(as_bytes(name)));
  if (content.size() > kMostFileBytes) return "File too large";
  const std::string final_name(name);
  const auto temporary = std::string(kTemporaryPrefix) + final_name;
  // Keys and passwords stand in it: for the owner only.
  FileDescriptor file(::openat(directory_, temporary.c_str(),
                               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return os_error(final_name);
  const bool written = write_all(file.get(), content) && ::fsync(file.get()) == 0;
  if (!written || ::renameat(directory_, temporary.c_str(), directory_, final_name.c_str()) != 0) {
    auto error = os_error(final_name);
    ::unlinkat(directory_, temporary.c_str(), 0);
    return error;
  }
  if (::fsync(directory_) != 0) return os_error(final_name);
  return {};
}

bool FlashDirectory::remove(std::string_view name) {
  return is_node_name(name) && ::unlinkat(directory_, std::string(name).c_str(), 0) == 0 &&
         ::fsync(directory_) == 0;
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
