#include "platform/lab/run_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include "platform/linux/runtime_dir.hpp"

namespace kyoten::lab {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kLockFile = "lock";

std::string holder(int descriptor) {
  char text[32] = {};
  const auto count = ::pread(descriptor, text, sizeof text - 1, 0);
  return count > 0 ? fmt::format(" (process {})", text) : std::string();
}

void sweep(const fs::path& directory) {
  std::error_code ignored;
  for (auto& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.path().filename() != kLockFile) fs::remove_all(entry.path(), ignored);
  }
}

}  // namespace

Result<std::unique_ptr<RunDirectory>, std::string> RunDirectory::open(const std::string& lab) {
  if (auto error = linux_os::make_runtime_directory(); !error.empty()) return error;
  const auto path = linux_os::lab_directory(lab);
  std::error_code status;
  fs::create_directory(path, status);
  if (status) return fmt::format("cannot make {}: {}", path.string(), status.message());
  const auto lock_path = path / kLockFile;
  linux_os::FileDescriptor lock(
      ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!lock) return linux_os::os_error(lock_path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return fmt::format("a lab named {} already runs{}; stop it first", lab, holder(lock.get()));
  }
  sweep(path);
  const auto process = std::to_string(::getpid());
  if (::ftruncate(lock.get(), 0) != 0 ||
      ::pwrite(lock.get(), process.data(), process.size(), 0) < 0) {
    return linux_os::os_error(lock_path.string());
  }
  return std::unique_ptr<RunDirectory>(new RunDirectory(path, std::move(lock)));
}

RunDirectory::~RunDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace kyoten::lab
