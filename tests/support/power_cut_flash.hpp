// A flash whose power goes after some operations that change it: those that follow do not happen.
// Every operation by itself is whole, as the flash promises.
#pragma once

#include "firmware/ports/flash.hpp"

namespace kyoten::test {

class PowerCutFlash final : public ports::Flash {
 public:
  /// `error`: what the operations that do not happen say.
  PowerCutFlash(ports::Flash& medium, int operations,
                ports::StorageError error = ports::StorageError::failed)
      : medium_(medium), left_(operations), error_(error) {}

  std::optional<Bytes> read(std::string_view name) override { return medium_.read(name); }
  std::optional<ports::StorageFailure> write(std::string_view name, ByteView content) override {
    if (is_off()) return ports::StorageFailure{error_, std::string(name) + ": no power"};
    return medium_.write(name, content);
  }
  std::optional<ports::StorageFailure> remove(std::string_view name) override {
    if (is_off()) return ports::StorageFailure{error_, std::string(name) + ": no power"};
    return medium_.remove(name);
  }
  std::vector<std::string> list() override { return medium_.list(); }

  /// The power went before everything was done.
  [[nodiscard]] bool cut() const { return cut_; }

 private:
  bool is_off() {
    if (left_ > 0) {
      --left_;
      return false;
    }
    cut_ = true;
    return true;
  }

  ports::Flash& medium_;
  int left_;
  ports::StorageError error_;
  bool cut_ = false;
};

}  // namespace kyoten::test
