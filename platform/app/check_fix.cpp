#include "platform/app/check_fix.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace kyoten::app {
namespace {

constexpr std::string_view kExtension = ".conf";
constexpr std::string_view kFixed = ".fixed.conf";
/// A configuration holds keys: nobody else's business, whatever the original allows.
constexpr mode_t kOwnerOnly = 0600;

FileError error_of(const std::string& path) {
  return FileError{path + ": " + std::generic_category().message(errno)};
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

std::string fixed_name(const std::string& path) {
  auto stem = path;
  if (stem.ends_with(kExtension)) stem.resize(stem.size() - kExtension.size());
  return stem + std::string(kFixed);
}

Result<Written, FileError> write_fixed(const std::string& path, const std::string& text,
                                       bool force) {
  const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (force ? O_TRUNC : O_EXCL);
  const int file = ::open(path.c_str(), flags, kOwnerOnly);
  if (file < 0) {
    if (errno == EEXIST) return FileError{path + " exists; --force writes over it"};
    return error_of(path);
  }
  const bool written = write_all(file, text);
  const auto failed = errno;
  if (::close(file) != 0 || !written) {
    if (!written) errno = failed;
    auto error = error_of(path);
    ::unlink(path.c_str());
    return error;
  }
  return Written{path};
}

}  // namespace kyoten::app
