#include "firmware/ports/medium.hpp"

#include <algorithm>

namespace kyoten::ports {
namespace {

constexpr std::string_view kNotInNames = "\\:*?\"<>|";

bool is_name(std::string_view name) {
  const auto fits = [](char c) {
    return c >= 0x20 && c < 0x7f && kNotInNames.find(c) == std::string_view::npos;
  };
  const auto edge = [](char c) { return c == '.' || c == ' '; };
  return !name.empty() && !edge(name.front()) && !edge(name.back()) &&
         std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

bool is_medium_path(std::string_view path) {
  for (;;) {
    const auto slash = path.find('/');
    if (!is_name(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

Result<Bytes, StorageFailure> MemoryMedium::read(std::string_view path) {
  for (auto& [name, content] : files_) {
    if (name == path) return content;
  }
  return StorageFailure{StorageError::not_found, std::string(path) + ": not there"};
}

std::optional<StorageFailure> MemoryMedium::write(std::string_view path, ByteView content) {
  if (!is_medium_path(path)) return StorageFailure{StorageError::bad_name, "no name of a file"};
  if (read_only) return StorageFailure{StorageError::read_only, "read only"};
  std::size_t used = content.size();
  for (auto& [name, old] : files_) used += name == path ? 0 : old.size();
  if (used > capacity_bytes) return StorageFailure{StorageError::full, "full"};
  std::erase_if(files_, [&](auto& file) { return file.first == path; });
  files_.emplace_back(std::string(path), to_bytes(content));
  std::sort(files_.begin(), files_.end());
  return std::nullopt;
}

Result<std::vector<FileEntry>, StorageFailure> MemoryMedium::list(std::string_view path) {
  const auto prefix = path.empty() ? std::string() : std::string(path) + "/";
  std::vector<FileEntry> entries;
  for (auto& [name, content] : files_) {
    if (!name.starts_with(prefix)) continue;
    const auto rest = name.substr(prefix.size());
    const auto slash = rest.find('/');
    const bool directory = slash != std::string::npos;
    const auto entry = rest.substr(0, slash);
    if (!entries.empty() && entries.back().name == entry) continue;
    entries.push_back({entry, directory, directory ? 0 : content.size(), {}});
  }
  if (entries.empty() && !path.empty()) {
    return StorageFailure{StorageError::not_found, std::string(path) + ": not there"};
  }
  return entries;
}

}  // namespace kyoten::ports
