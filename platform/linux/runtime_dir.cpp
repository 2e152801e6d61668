#include "platform/linux/runtime_dir.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>

#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

namespace {
constexpr std::size_t kMostNameCharacters = 64;
}

std::filesystem::path runtime_directory() {
  const char* base = std::getenv("XDG_RUNTIME_DIR");
  const std::filesystem::path root = base != nullptr && *base == '/' ? base : "/tmp";
  return root / fmt::format("kyoten-{}", ::getuid());
}

std::string make_runtime_directory() {
  const auto directory = runtime_directory();
  if (::mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) {
    return os_error("cannot make " + directory.string());
  }
  // In /tmp somebody else may have been first: not followed if it is a link, not used if it is not ours.
  struct stat status {};
  if (::lstat(directory.c_str(), &status) != 0) return os_error(directory.string());
  if (!S_ISDIR(status.st_mode) || status.st_uid != ::getuid() || (status.st_mode & 077) != 0) {
    return fmt::format("{} is not a directory of yours that is closed to others (mode 0700)",
                       directory.string());
  }
  return {};
}

std::filesystem::path lab_directory(std::string_view lab) { return runtime_directory() / lab; }

std::filesystem::path control_socket(std::string_view lab, std::string_view node) {
  return lab_directory(lab) / fmt::format("{}.control", node);
}

std::vector<std::filesystem::path> find_control_sockets(std::string_view node) {
  std::vector<std::filesystem::path> found;
  if (!is_node_name(node)) return found;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(runtime_directory(), error)) {
    const auto candidate = entry.path() / fmt::format("{}.control", node);
    if (std::filesystem::is_socket(candidate, error)) found.push_back(candidate);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_node_name(std::string_view name) {
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  };
  return !name.empty() && name.size() <= kMostNameCharacters && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), allowed);
}

}  // namespace kyoten::linux_os
