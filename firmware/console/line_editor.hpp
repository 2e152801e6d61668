// The command line under the cursor: insertion, movement, deletion and history. It knows no
// commands: what TAB, SPACE,
// `?` and Enter mean is the session's business (console/session_command.cpp).
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "firmware/console/key_decoder.hpp"

namespace kyoten::console {

class LineEditor {
 public:
  /// A command line may hold this many bytes (in UTF-8); what is typed beyond is not taken.
  static constexpr std::size_t kMostLineBytes = 4095;
  static constexpr std::size_t kMostHistory = 100;

  /// An editing key; appends to `echo` (UTF-8) what the terminal must show for it.
  void press(const Key& key, std::string& echo);
  /// Replaces the text from byte `begin` to the cursor.
  void replace_word(std::size_t begin, std::string_view text, std::string& echo);
  /// Moves the cursor behind the last character, so that output can go on below.
  void move_to_end(std::string& echo);
  /// The line as it stands, then back to the cursor: behind a new prompt.
  void show(std::string& echo) const;

  [[nodiscard]] std::string text() const;
  /// Byte offset of the cursor in text().
  [[nodiscard]] std::size_t cursor() const;
  [[nodiscard]] bool at_end() const { return cursor_ == line_.size(); }

  /// Takes the line out; it goes into the history if it holds anything.
  std::string take();
  void clear();
  [[nodiscard]] const std::deque<std::string>& history() const { return history_; }

 private:
  void insert(char32_t c, std::string& echo);
  /// Deletes characters [begin, end) and leaves the cursor at `begin`.
  void erase(std::size_t begin, std::size_t end, std::string& echo);
  void move_to(std::size_t position, std::string& echo);
  void recall(std::string_view line, std::string& echo);
  void browse(int step, std::string& echo);
  [[nodiscard]] int width_of(std::size_t begin, std::size_t end) const;
  void append(std::size_t begin, std::size_t end, std::string& echo) const;

  std::u32string line_;
  std::size_t bytes_ = 0;            ///< of line_ in UTF-8
  std::size_t cursor_ = 0;           ///< in characters
  std::deque<std::string> history_;  ///< oldest first
  std::size_t browsed_ = 0;          ///< place in history_; its size: the line being typed
  std::string typed_;                ///< what was being typed before browsing began
};

}  // namespace kyoten::console
