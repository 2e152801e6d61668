// A VT100 as far as the console uses it: what a person sees after these bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyoten::test {

class Screen {
 public:
  explicit Screen(std::size_t rows) : rows_(rows) {}

  void show(std::string_view bytes) {
    while (!bytes.empty()) {
      if (bytes.starts_with("\x1b[")) {
        const auto end = bytes.find_first_of("HJKm");
        REQUIRE(end != std::string_view::npos);
        control(bytes[end]);
        bytes.remove_prefix(end + 1);
        continue;
      }
      put(bytes[0]);
      bytes.remove_prefix(1);
    }
  }
  /// Rows from the top; the last is the status.
  [[nodiscard]] const std::vector<std::string>& rows() const { return rows_; }
  [[nodiscard]] const std::string& status() const { return rows_.back(); }

 private:
  void control(char what) {
    if (what == 'H') row_ = column_ = 0;
    if (what == 'J') rows_.assign(rows_.size(), {});
    if (what == 'K') rows_[row_].resize(std::min(column_, rows_[row_].size()));
  }
  void put(char c) {
    if (c == '\r') {
      column_ = 0;
    } else if (c == '\n') {
      if (++row_ < rows_.size()) return;
      rows_.erase(rows_.begin());
      rows_.emplace_back();
      row_ = rows_.size() - 1;
    } else {
      rows_[row_].resize(std::max(rows_[row_].size(), column_ + 1), ' ');
      rows_[row_][column_++] = c;
    }
  }

  std::vector<std::string> rows_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
};

}  // namespace kyoten::test
