// A memory in a slot of the router (`usb1:`, `sd1:`): files and directories by path,
// "backup/office.txt". A write is atomic, as in the flash.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"
#include "firmware/base/time.hpp"
#include "firmware/ports/storage.hpp"

namespace kyoten::ports {

struct FileEntry {
  std::string name;
  bool directory = false;
  std::uint64_t bytes = 0;
  WallTime modified{};
};

class Medium {
 public:
  /// Larger files are neither read nor written.
  static constexpr std::size_t kMostFileBytes = 16 << 20;
  /// A directory with more entries is shown up to here.
  static constexpr std::size_t kMostEntries = 10000;

  virtual ~Medium() = default;
  [[nodiscard]] virtual Result<Bytes, StorageFailure> read(std::string_view path) = 0;
  [[nodiscard]] virtual std::optional<StorageFailure> write(std::string_view path,
                                                            ByteView content) = 0;
  /// Entries of a directory, sorted by name; "" is the root.
  [[nodiscard]] virtual Result<std::vector<FileEntry>, StorageFailure> list(
      std::string_view path) = 0;
};

/// What is in the slots; null: nothing.
struct ExternalMemory {
  Medium* usb1 = nullptr;
  Medium* sd1 = nullptr;
};

/// Paths that cannot lead out of a medium and that a FAT file system can hold: names between single
/// slashes, of printable ASCII without \ : * ? " < > |, none of them beginning or ending with a dot
/// or a blank.
[[nodiscard]] bool is_medium_path(std::string_view path);

/// A medium without a medium, for simulations and tests.
class MemoryMedium final : public Medium {
 public:
  Result<Bytes, StorageFailure> read(std::string_view path) override;
  std::optional<StorageFailure> write(std::string_view path, ByteView content) override;
  Result<std::vector<FileEntry>, StorageFailure> list(std::string_view path) override;

  bool read_only = false;
  std::size_t capacity_bytes = kMostFileBytes;

 private:
  std::vector<std::pair<std::string, Bytes>> files_;  ///< sorted by path
};

}  // namespace kyoten::ports
