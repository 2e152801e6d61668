// StartupFlash: a flash whose start-up configuration is a text given from outside, until the router
// saves one in its place, chooses another or forgets everything (`cold start`). Saved once, the
// saved one is there at the next start.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "firmware/ports/flash.hpp"

namespace kyoten::decorate {

class StartupFlash final : public ports::Flash {
 public:
  /// With `enforced` the text goes before what was saved earlier.
  StartupFlash(ports::Flash& medium, std::optional<std::string> text, bool enforced)
      : medium_(medium), text_(std::move(text)), file_(startup_file(medium)) {
    if (!enforced && medium_.read(file_)) text_.reset();
  }

  /// False: something saved is used instead of the text.
  [[nodiscard]] bool in_use() const { return text_.has_value(); }

  std::optional<Bytes> read(std::string_view name) override {
    if (text_ && name == file_) return to_bytes(as_bytes(*text_));
    return medium_.read(name);
  }
  std::optional<ports::StorageFailure> write(std::string_view name, ByteView content) override {
    auto failure = medium_.write(name, content);
    if (!failure && (name == file_ || name == ports::kStartupChoice)) text_.reset();
    return failure;
  }
  std::optional<ports::StorageFailure> remove(std::string_view name) override {
    auto failure = medium_.remove(name);
    if (!text_ || name != file_) return failure;
    if (failure && failure->error != ports::StorageError::not_found) return failure;
    text_.reset();
    return std::nullopt;
  }
  std::vector<std::string> list() override {
    auto names = medium_.list();
    const bool shown = std::find(names.begin(), names.end(), file_) != names.end();
    if (text_ && !shown) names.emplace(names.begin(), file_);
    return names;
  }

 private:
  static std::string startup_file(ports::Flash& medium) {
    const auto choice = medium.read(ports::kStartupChoice);
    if (!choice) return std::string(ports::kFirstConfiguration);
    const std::string name(choice->begin(), choice->end());
    return name.substr(0, name.find('\n'));
  }

  ports::Flash& medium_;
  std::optional<std::string> text_;
  std::string file_;  ///< what the text stands for
};

}  // namespace kyoten::decorate
