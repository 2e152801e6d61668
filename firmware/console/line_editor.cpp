#include "firmware/console/line_editor.hpp"

#include <algorithm>

#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

std::size_t bytes_of(char32_t c) { return c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u; }

void add_times(char c, int count, std::string& echo) {
  echo.append(static_cast<std::size_t>(std::max(count, 0)), c);
}

}  // namespace

int LineEditor::width_of(std::size_t begin, std::size_t end) const {
  int sum = 0;
  for (auto i = begin; i < end; ++i) sum += width(line_[i]);
  return sum;
}

void LineEditor::append(std::size_t begin, std::size_t end, std::string& echo) const {
  for (auto i = begin; i < end; ++i) append_character(line_[i], echo);
}

void LineEditor::press(const Key& key, std::string& echo) {
  switch (key.kind) {
    case KeyKind::character:
      insert(key.character, echo);
      break;
    case KeyKind::left:
      move_to(cursor_ == 0 ? 0 : cursor_ - 1, echo);
      break;
    case KeyKind::right:
      move_to(std::min(cursor_ + 1, line_.size()), echo);
      break;
    case KeyKind::home:
      move_to(0, echo);
      break;
    case KeyKind::end:
      move_to(line_.size(), echo);
      break;
    case KeyKind::backspace:
      erase(cursor_ == 0 ? 0 : cursor_ - 1, cursor_, echo);
      break;
    case KeyKind::erase:
      erase(cursor_, std::min(cursor_ + 1, line_.size()), echo);
      break;
    case KeyKind::kill_to_end:
      erase(cursor_, line_.size(), echo);
      break;
    case KeyKind::kill_line:
      erase(0, line_.size(), echo);
      break;
    case KeyKind::kill_word: {
      auto begin = cursor_;
      while (begin > 0 && line_[begin - 1] == U' ') --begin;
      while (begin > 0 && line_[begin - 1] != U' ') --begin;
      erase(begin, cursor_, echo);
      break;
    }
    case KeyKind::up:
      browse(-1, echo);
      break;
    case KeyKind::down:
      browse(+1, echo);
      break;
    default:
      break;
  }
}

void LineEditor::insert(char32_t c, std::string& echo) {
  if (bytes_ + bytes_of(c) > kMostLineBytes) return;
  line_.insert(cursor_, 1, c);
  bytes_ += bytes_of(c);
  append(cursor_, line_.size(), echo);
  ++cursor_;
  add_times('\b', width_of(cursor_, line_.size()), echo);
}

void LineEditor::erase(std::size_t begin, std::size_t end, std::string& echo) {
  if (begin == end) return;
  move_to(begin, echo);
  const int gone = width_of(begin, end);
  for (auto i = begin; i < end; ++i) bytes_ -= bytes_of(line_[i]);
  line_.erase(begin, end - begin);
  append(begin, line_.size(), echo);
  add_times(' ', gone, echo);
  add_times('\b', gone + width_of(begin, line_.size()), echo);
}

void LineEditor::move_to(std::size_t position, std::string& echo) {
  if (position < cursor_) {
    add_times('\b', width_of(position, cursor_), echo);
  } else {
    append(cursor_, position, echo);
  }
  cursor_ = position;
}

void LineEditor::move_to_end(std::string& echo) { move_to(line_.size(), echo); }

void LineEditor::show(std::string& echo) const {
  append(0, line_.size(), echo);
  add_times('\b', width_of(cursor_, line_.size()), echo);
}

void LineEditor::replace_word(std::size_t begin, std::string_view word, std::string& echo) {
  // Common beginnings stay on the screen, as on the device.
  std::size_t first = 0;
  for (std::size_t bytes = 0; first < cursor_ && bytes < begin; ++first)
    bytes += bytes_of(line_[first]);
  std::u32string replacement;
  for (std::size_t at = 0; at < word.size();) replacement += next_character(word, at);
  std::size_t same = 0;
  while (same < replacement.size() && first + same < cursor_ &&
         line_[first + same] == replacement[same]) {
    ++same;
  }
  erase(first + same, cursor_, echo);
  for (auto c : replacement.substr(same)) insert(c, echo);
}

void LineEditor::recall(std::string_view line, std::string& echo) {
  erase(0, line_.size(), echo);
  for (std::size_t at = 0; at < line.size();) insert(next_character(line, at), echo);
}

void LineEditor::browse(int step, std::string& echo) {
  if (step < 0 ? browsed_ == 0 : browsed_ >= history_.size()) return;
  if (browsed_ == history_.size()) typed_ = text();
  browsed_ = step < 0 ? browsed_ - 1 : browsed_ + 1;
  const auto line = browsed_ == history_.size() ? typed_ : history_[browsed_];
  recall(line, echo);
}

std::string LineEditor::text() const {
  std::string text;
  append(0, line_.size(), text);
  return text;
}

std::size_t LineEditor::cursor() const {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < cursor_; ++i) bytes += bytes_of(line_[i]);
  return bytes;
}

std::string LineEditor::take() {
  auto line = text();
  const bool blank = line.find_first_not_of(' ') == std::string::npos;
  const bool repeated = !history_.empty() && history_.back() == line;
  if (!blank && !repeated) {
    history_.push_back(line);
    if (history_.size() > kMostHistory) history_.pop_front();
  }
  clear();
  return line;
}

void LineEditor::clear() {
  line_.clear();
  bytes_ = 0;
  cursor_ = 0;
  browsed_ = history_.size();
  typed_.clear();
}

}  // namespace kyoten::console
