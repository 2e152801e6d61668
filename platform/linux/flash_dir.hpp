// FlashDirectory: the router's flash as a directory. A write makes a new file, brings it to the medium and gives
// it the old one's name, in this order; whenever the power goes, one of the two is there, whole.
#pragma once

#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "firmware/ports/flash.hpp"

namespace kyoten::linux_os {

class FlashDirectory final : public ports::Flash {
 public:
  static constexpr std::size_t kMostFileBytes = 16 << 20;

  /// Makes the directory if it is missing. The error tells why it cannot be used.
  static Result<std::unique_ptr<FlashDirectory>, std::string> open(const std::string& path);

  explicit FlashDirectory(int directory) : directory_(directory) {}
  ~FlashDirectory() override;
  FlashDirectory(const FlashDirectory&) = delete;
  FlashDirectory& operator=(const FlashDirectory&) = delete;

  std::optional<Bytes> read(std::string_view name) override;
  std::string write(std::string_view name, ByteView content) override;
  bool remove(std::string_view name) override;
  std::vector<std::string> list() override;

 private:
  int directory_;
};

}  // namespace kyoten::linux_os
