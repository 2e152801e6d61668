// The router's non-volatile memory: named small files. A write is atomic: after a power cut either
// the old or the new content is there, never a mixture.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/ports/storage.hpp"

namespace kyoten::ports {

/// Holds the name of the file that a router starts with ("config2"); without it that is
/// kFirstConfiguration.
inline constexpr std::string_view kStartupChoice = "startup";
inline constexpr std::string_view kFirstConfiguration = "config0";

class Flash {
 public:
  virtual ~Flash() = default;
  [[nodiscard]] virtual std::optional<Bytes> read(std::string_view name) = 0;
  /// Nothing, or why it failed; then the old content is still there.
  [[nodiscard]] virtual std::optional<StorageFailure> write(std::string_view name,
                                                            ByteView content) = 0;
  [[nodiscard]] virtual std::optional<StorageFailure> remove(std::string_view name) = 0;
  [[nodiscard]] virtual std::vector<std::string> list() = 0;
};

/// Flash without a medium: what a router has that was started without a flash directory.
class MemoryFlash final : public Flash {
 public:
  std::optional<Bytes> read(std::string_view name) override {
    for (auto& [key, content] : files_) {
      if (key == name) return content;
    }
    return std::nullopt;
  }
  std::optional<StorageFailure> write(std::string_view name, ByteView content) override {
    std::erase_if(files_, [&](auto& file) { return file.first == name; });
    files_.emplace_back(std::string(name), to_bytes(content));
    return std::nullopt;
  }
  std::optional<StorageFailure> remove(std::string_view name) override {
    if (std::erase_if(files_, [&](auto& file) { return file.first == name; }) > 0)
      return std::nullopt;
    return StorageFailure{StorageError::not_found, std::string(name) + ": not there"};
  }
  std::vector<std::string> list() override {
    std::vector<std::string> names;
    for (auto& [key, content] : files_) names.push_back(key);
    return names;
  }

 private:
  std::vector<std::pair<std::string, Bytes>> files_;
};

}  // namespace kyoten::ports
