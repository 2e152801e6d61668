// Display: how a running lab shows itself. Everything is whole lines, one below the other; on a
// terminal a status line is redrawn below them, and there are colours. Somewhere else (a pipe, a
// file, CI) there are only the lines.
#pragma once

#include <cstdio>
#include <string>

#include "platform/lab/result.hpp"

namespace kyoten::lab {

class Display {
 public:
  explicit Display(std::FILE* out);
  ~Display();  ///< takes the status line away
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

  void event(const NodeEvent& event);
  /// Text with its line ends.
  void text(const std::string& lines);
  /// Empty takes it away. Nothing happens where there is no terminal.
  void status(const std::string& line);

  [[nodiscard]] bool colours() const { return colours_; }
  [[nodiscard]] bool terminal() const { return terminal_; }

 private:
  std::FILE* out_;
  bool terminal_;
  bool colours_;
  std::string status_;
};

/// As many characters of `line` as a terminal of `columns` shows without breaking the line.
std::string fitted(const std::string& line, std::size_t columns);

}  // namespace kyoten::lab
