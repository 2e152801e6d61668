// StartupFlash: a flash whose start-up configuration is a text given from outside, until the router saves one or
// forgets everything (`cold start`). Saved once, the saved one is there at the next start.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "firmware/ports/flash.hpp"

namespace kyoten::decorate {

/// CONFIG0: what a router loads when it is powered on.
inline constexpr std::string_view kStartupConfiguration = "config0";

class StartupFlash final : public ports::Flash {
 public:
  /// With `enforced` the text goes before what was saved earlier.
  StartupFlash(ports::Flash& medium, std::optional<std::string> text, bool enforced)
      : medium_(medium), text_(std::move(text)) {
    if (!enforced && medium_.read(kStartupConfiguration)) text_.reset();
  }

  /// False: something saved is used instead of the text.
  [[nodiscard]] bool in_use() const { return text_.has_value(); }

  std::optional<Bytes> read(std::string_view name) override {
    if (text_ && name == kStartupConfiguration) return to_bytes(as_bytes(*text_));
    return medium_.read(name);
  }
  std::string write(std::string_view name, ByteView content) override {
    auto error = medium_.write(name, content);
    if (error.empty() && name == kStartupConfiguration) text_.reset();
    return error;
  }
  bool remove(std::string_view name) override {
    const bool removed = medium_.remove(name);
    if (name != kStartupConfiguration || !text_) return removed;
    text_.reset();
    return true;
  }
  std::vector<std::string> list() override {
    auto names = medium_.list();
    if (text_ && std::find(names.begin(), names.end(), kStartupConfiguration) == names.end()) {
      names.emplace(names.begin(), kStartupConfiguration);
    }
    return names;
  }

 private:
  ports::Flash& medium_;
  std::optional<std::string> text_;
};

}  // namespace kyoten::decorate
