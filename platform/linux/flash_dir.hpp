// FlashDirectory: the router's flash as a directory (atomic_file.hpp tells how a write survives a
// power cut).
#pragma once

#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "firmware/ports/flash.hpp"
#include "platform/linux/atomic_file.hpp"

namespace kyoten::linux_os {

class FlashDirectory final : public ports::Flash {
 public:
  static constexpr std::size_t kMostFileBytes = 16 << 20;

  /// Makes the directory if it is missing. The error tells why it cannot be used.
  static Result<std::unique_ptr<FlashDirectory>, std::string> open(const std::string& path,
                                                                   WriteObserver observer = {});

  explicit FlashDirectory(int directory, WriteObserver observer = {})
      : directory_(directory), observer_(std::move(observer)) {}
  ~FlashDirectory() override;
  FlashDirectory(const FlashDirectory&) = delete;
  FlashDirectory& operator=(const FlashDirectory&) = delete;

  std::optional<Bytes> read(std::string_view name) override;
  std::optional<ports::StorageFailure> write(std::string_view name, ByteView content) override;
  std::optional<ports::StorageFailure> remove(std::string_view name) override;
  std::vector<std::string> list() override;

 private:
  int directory_;
  WriteObserver observer_;
};

}  // namespace kyoten::linux_os
