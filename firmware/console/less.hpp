// The full-screen pager of `less config` and `show ... | less`, drawn with a VT100's sequences.
//
//   f, SPACE  a page on      b  a page back     d  half a page on    u  half a page back
//   j, Enter  a row on       k  a row back      g  to row N or 1     G  to row N or the last
//   /, ?      search on, back; n, N  again, and the other way round
//   r         draws again    q, Ctrl-C  leaves
//
// A number typed before a key says how often, or which row. Every key draws the whole screen: the
// terminal may be taller than `console lines` and then would not scroll where we think it does.
#pragma once

#include "firmware/console/pager.hpp"
#include "firmware/console/pattern.hpp"

namespace kyoten::console {

class Less {
 public:
  /// What can be typed behind `/`; more is not taken.
  static constexpr std::size_t kMostSearchBytes = 256;
  static constexpr std::size_t kMostCount = 999999;

  /// Rows are wrapped as the pager does it; without `console lines` the screen has 24.
  void start(const std::vector<std::string>& lines, const Pager::Screen& screen,
             std::string& shown);
  void press(const Key& key, std::string& shown);
  [[nodiscard]] bool open() const { return open_; }
  void close(std::string& shown);

 private:
  void draw(std::string& shown) const;
  void draw_status(std::string& shown) const;
  void command(char32_t key, std::string& shown);
  void type_search(const Key& key, std::string& shown);
  void search(bool backwards, std::size_t times);
  [[nodiscard]] std::optional<std::size_t> match_from(std::size_t row, bool backwards) const;
  void forward(std::size_t rows);
  void back(std::size_t rows) { top_ -= std::min(top_, rows); }
  void go_to(std::size_t row);
  [[nodiscard]] std::size_t last_top() const;

  std::vector<std::string> rows_;
  Pager::Screen screen_;
  std::size_t page_ = 23;  ///< rows of text; below them stands the status
  std::size_t top_ = 0;
  std::size_t count_ = 0;  ///< the number being typed; 0: none
  bool open_ = false;
  bool searching_ = false;  ///< the pattern is being typed
  bool backwards_ = false;
  std::string typed_;
  std::optional<Pattern> pattern_;
  bool not_found_ = false;
};

}  // namespace kyoten::console
