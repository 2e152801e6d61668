// Paged output: rows wrapped at `console columns` minus one, shown `console lines` minus one at a
// time with a marker between.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "cli-grammar/messages.hpp"
#include "firmware/console/key_decoder.hpp"

namespace kyoten::console {

class Pager {
 public:
  struct Screen {
    int columns = 80;
    std::optional<int> lines = 24;  ///< empty: no paging
    grammar::Language language = grammar::Language::english;
  };

  /// Shows the first page of `lines`; what is left waits for keys. `shown` is UTF-8 with CR LF line
  /// ends.
  void start(const std::vector<std::string>& lines, const Screen& screen, std::string& shown);
  /// A key at the marker.
  void press(const Key& key, std::string& shown);
  /// Rows are left and the marker is on the screen.
  [[nodiscard]] bool waiting() const { return !rows_.empty(); }
  void stop(std::string& shown);

 private:
  void page(std::size_t count, std::string& shown);

  Screen screen_;
  std::deque<std::string> rows_;
};

}  // namespace kyoten::console
