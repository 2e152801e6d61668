// MediumDirectory: what is in a slot of the router (`usb1:`, `sd1:`), as a directory of this
// machine. The directory is looked up for every operation: one that is not there (a stick that is
// not mounted) is a slot with nothing in it. Nothing outside of it is ever reached: every name of a
// path is opened by itself, and no link is followed.
#pragma once

#include <string>

#include "firmware/ports/medium.hpp"
#include "platform/linux/atomic_file.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

class MediumDirectory final : public ports::Medium {
 public:
  explicit MediumDirectory(std::string path) : path_(std::move(path)) {}

  Result<Bytes, ports::StorageFailure> read(std::string_view path) override;
  std::optional<ports::StorageFailure> write(std::string_view path, ByteView content) override;
  Result<std::vector<ports::FileEntry>, ports::StorageFailure> list(std::string_view path) override;

 private:
  /// The directory that `path` names; "" is the root.
  [[nodiscard]] Result<FileDescriptor, ports::StorageFailure> open_directory(
      std::string_view path) const;
  struct Place {
    FileDescriptor directory;
    std::string name;
  };
  /// The directory of a file and its name in it.
  [[nodiscard]] Result<Place, ports::StorageFailure> locate(std::string_view path) const;

  std::string path_;
};

}  // namespace kyoten::linux_os
