#include "firmware/console/file_search.hpp"

namespace kyoten::console {
namespace {

using ports::Medium;
using ports::StorageError;
using ports::StorageFailure;

/// A deep or endless medium must not hold the router up.
constexpr std::size_t kMostDirectories = 200;

/// Level by level from the root.
Result<Bytes, StorageFailure> search(Medium& medium, const std::string& file) {
  std::vector<std::string> level{""};
  std::size_t looked_at = 0;
  while (!level.empty()) {
    std::vector<std::string> below;
    for (auto& directory : level) {
      if (++looked_at > kMostDirectories) return StorageFailure{StorageError::not_found, {}};
      const auto entries = medium.list(directory);
      if (!entries) continue;
      const auto prefix = directory.empty() ? std::string() : directory + "/";
      for (auto& entry : *entries) {
        if (!entry.directory && entry.name == file) return medium.read(prefix + file);
        if (entry.directory) below.push_back(prefix + entry.name);
      }
    }
    level = std::move(below);
  }
  return StorageFailure{StorageError::not_found, {}};
}

}  // namespace

Result<Bytes, StorageFailure> read_file(const ports::ExternalMemory& memory,
                                        const ExternalName& name) {
  using Slot = ExternalName::Slot;
  if (name.slot != Slot::any) {
    auto* medium = medium_in(memory, name.slot);
    if (medium == nullptr) return StorageFailure{StorageError::no_medium, {}};
    return medium->read(name.path);
  }
  Result<Bytes, StorageFailure> found = StorageFailure{StorageError::no_medium, {}};
  const bool only_name = !name.from_root && name.path.find('/') == std::string::npos;
  for (auto slot : {Slot::sd1, Slot::usb1}) {
    auto* medium = medium_in(memory, slot);
    if (medium == nullptr) continue;
    found = only_name ? search(*medium, name.path) : medium->read(name.path);
    if (found) return found;
  }
  return found;
}

}  // namespace kyoten::console
