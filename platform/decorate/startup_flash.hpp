// StartupFlash: a flash whose start-up configuration is a text given from outside, until the router
// saves one, chooses another or forgets everything (`cold start`). Saved once, the saved one is
// there at the next start.
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
      : medium_(medium), text_(std::move(text)) {
    if (!enforced && medium_.read(startup_file())) text_.reset();
  }

  /// False: something saved is used instead of the text.
  [[nodiscard]] bool in_use() const { return text_.has_value(); }

  std::optional<Bytes> read(std::string_view name) override {
    if (text_ && name == ports::kFirstConfiguration) return to_bytes(as_bytes(*text_));
    if (text_ && name == ports::kStartupChoice) return std::nullopt;
    return medium_.read(name);
  }
  std::optional<ports::StorageFailure> write(std::string_view name, ByteView content) override {
    auto failure = medium_.write(name, content);
    if (!failure && is_of_the_start(name)) forget(name);
    return failure;
  }
  std::optional<ports::StorageFailure> remove(std::string_view name) override {
    auto failure = medium_.remove(name);
    if (!text_ || name != ports::kFirstConfiguration) return failure;
    if (failure && failure->error != ports::StorageError::not_found) return failure;
    text_.reset();
    return std::nullopt;
  }
  std::vector<std::string> list() override {
    auto names = medium_.list();
    const bool shown =
        std::find(names.begin(), names.end(), ports::kFirstConfiguration) != names.end();
    if (text_ && !shown) names.emplace(names.begin(), ports::kFirstConfiguration);
    return names;
  }

 private:
  static bool is_of_the_start(std::string_view name) {
    return name == ports::kFirstConfiguration || name == ports::kStartupChoice;
  }
  /// A choice from before the text was given would come to life again.
  void forget(std::string_view written) {
    if (!text_) return;
    text_.reset();
    if (written == ports::kFirstConfiguration)
      static_cast<void>(medium_.remove(ports::kStartupChoice));
  }
  [[nodiscard]] std::string startup_file() const {
    const auto choice = medium_.read(ports::kStartupChoice);
    if (!choice) return std::string(ports::kFirstConfiguration);
    const std::string name(choice->begin(), choice->end());
    return name.substr(0, name.find('\n'));
  }

  ports::Flash& medium_;
  std::optional<std::string> text_;
};

}  // namespace kyoten::decorate
