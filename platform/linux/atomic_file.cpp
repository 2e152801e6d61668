#include "platform/linux/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

namespace {

/// No file of a flash or a medium begins with a dot.
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

/// Takes the unfinished file away again. `errno` of the failure stays.
class Cleanup {
 public:
  Cleanup(int directory, const std::string& name) : directory_(directory), name_(name) {}
  ports::StorageFailure fail(const std::string& what) {
    auto failure = storage_failure(what);
    ::unlinkat(directory_, name_.c_str(), 0);
    return failure;
  }

 private:
  int directory_;
  const std::string& name_;
};

}  // namespace

ports::StorageFailure storage_failure(std::string_view what) {
  using ports::StorageError;
  auto error = StorageError::failed;
  switch (errno) {
    case ENOSPC:
    case EDQUOT:
      error = StorageError::full;
      break;
    case EROFS:
    case EACCES:
    case EPERM:
      error = StorageError::read_only;
      break;
    case ENOENT:
    case ENOTDIR:
      error = StorageError::not_found;
      break;
    case EFBIG:
      error = StorageError::too_large;
      break;
    case ELOOP:
    case ENAMETOOLONG:
    case EINVAL:
      error = StorageError::bad_name;
      break;
    default:
      break;
  }
  return {error, os_error(what)};
}

std::optional<ports::StorageFailure> write_atomically(int directory, const std::string& name,
                                                      ByteView content,
                                                      const WriteObserver& observer) {
  const auto done = [&](WriteStep step) {
    if (observer) observer(step);
  };
  const auto temporary = std::string(kTemporaryPrefix) + name;
  FileDescriptor file(::openat(directory, temporary.c_str(),
                               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return storage_failure(name);
  done(WriteStep::created);
  Cleanup cleanup(directory, temporary);
  if (!write_all(file.get(), content)) return cleanup.fail(name);
  done(WriteStep::written);
  if (::fsync(file.get()) != 0) return cleanup.fail(name);
  done(WriteStep::synced);
  if (::renameat(directory, temporary.c_str(), directory, name.c_str()) != 0)
    return cleanup.fail(name);
  done(WriteStep::renamed);
  if (::fsync(directory) != 0) return storage_failure(name);
  done(WriteStep::directory_synced);
  return std::nullopt;
}

bool is_temporary(std::string_view name) { return name.starts_with(kTemporaryPrefix); }

Listing open_listing(int directory) {
  // A descriptor of its own: fdopendir takes it over, and reading moves its position.
  return {::fdopendir(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)), &::closedir};
}

void remove_leftovers(int directory) {
  const auto listing = open_listing(directory);
  if (!listing) return;
  while (const auto* entry = ::readdir(listing.get())) {
    if (is_temporary(entry->d_name)) ::unlinkat(directory, entry->d_name, 0);
  }
}

std::optional<Bytes> read_regular_file(int directory, const std::string& name,
                                       std::size_t most_bytes) {
  // A pipe that somebody put there must not hold the router up.
  const FileDescriptor file(
      ::openat(directory, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return std::nullopt;
  if (!S_ISREG(status.st_mode)) {
    errno = EINVAL;
    return std::nullopt;
  }
  if (static_cast<std::size_t>(status.st_size) > most_bytes) {
    errno = EFBIG;
    return std::nullopt;
  }
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

}  // namespace kyoten::linux_os
