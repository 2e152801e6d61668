// Secret: key material. Not printable, wiped when it goes, compared in constant time. Copies are made
// only by name (`clone`), so that none is made by accident.
#pragma once

#include "firmware/base/bytes.hpp"

namespace kyoten {

class Secret {
 public:
  Secret() = default;
  explicit Secret(ByteView bytes);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  [[nodiscard]] Secret clone() const { return Secret(bytes_); }
  [[nodiscard]] ByteView view() const { return bytes_; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  /// Constant time for equal lengths.
  [[nodiscard]] bool operator==(const Secret& other) const;

 private:
  void wipe();
  Bytes bytes_;
};

/// Compares two byte strings in time that depends on their lengths only.
[[nodiscard]] bool equal_in_constant_time(ByteView a, ByteView b);

}  // namespace kyoten
