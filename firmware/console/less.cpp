#include "firmware/console/less.hpp"

#include "firmware/console/phrases.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

constexpr int kUsualLines = 24;
constexpr std::string_view kHome = "\x1b[H";
constexpr std::string_view kClearScreen = "\x1b[2J";
constexpr std::string_view kClearToEndOfLine = "\x1b[K";
constexpr std::string_view kReverse = "\x1b[7m";
constexpr std::string_view kPlain = "\x1b[m";

/// Keys of a terminal that mean the same as letters.
char32_t letter_of(const Key& key) {
  switch (key.kind) {
    case KeyKind::character:
      return key.character;
    case KeyKind::enter:
    case KeyKind::down:
      return U'j';
    case KeyKind::up:
      return U'k';
    case KeyKind::home:
      return U'g';
    case KeyKind::end:
      return U'G';
    case KeyKind::redraw:
      return U'r';
    case KeyKind::interrupt:
      return U'q';
    default:
      return 0;
  }
}

}  // namespace

void Less::start(const std::vector<std::string>& lines, const Pager::Screen& screen,
                 std::string& shown) {
  *this = {};
  screen_ = screen;
  page_ = static_cast<std::size_t>(screen.lines.value_or(kUsualLines) - 1);
  for (auto& line : lines) {
    for (auto& row : wrap(line, screen.columns - 1)) rows_.push_back(std::move(row));
  }
  open_ = true;
  shown += kClearScreen;
  draw(shown);
}

std::size_t Less::last_top() const { return rows_.size() - std::min(rows_.size(), page_); }

void Less::forward(std::size_t rows) {
  if (top_ < last_top()) top_ = std::min(top_ + rows, last_top());
}

/// Row from 1, as the user counts.
void Less::go_to(std::size_t row) {
  top_ = std::min(row - 1, rows_.empty() ? 0 : rows_.size() - 1);
}

void Less::draw(std::string& shown) const {
  shown += kHome;
  for (std::size_t i = 0; i < page_; ++i) {
    shown += top_ + i < rows_.size() ? rows_[top_ + i] : "~";
    shown += kClearToEndOfLine;
    shown += "\r\n";
  }
  draw_status(shown);
}

void Less::draw_status(std::string& shown) const {
  shown += '\r';
  if (searching_) {
    shown += (backwards_ ? '?' : '/') + typed_;
  } else if (not_found_) {
    shown +=
        std::string(kReverse) + std::string(phrase(Phrase::pattern_not_found, screen_.language));
    shown += kPlain;
  } else if (count_ > 0) {
    shown += ":" + std::to_string(count_);
  } else if (top_ >= last_top()) {
    shown += std::string(kReverse) + "(END)" + std::string(kPlain);
  } else {
    shown += ":";
  }
  shown += kClearToEndOfLine;
}

void Less::close(std::string& shown) {
  shown += "\r" + std::string(kClearToEndOfLine);
  *this = {};
}

void Less::press(const Key& key, std::string& shown) {
  if (searching_) return type_search(key, shown);
  not_found_ = false;
  const auto letter = letter_of(key);
  if (letter >= U'0' && letter <= U'9') {
    count_ = std::min<std::size_t>(count_ * 10 + (letter - U'0'), kMostCount);
    return draw_status(shown);
  }
  command(letter, shown);
}

void Less::command(char32_t key, std::string& shown) {
  const auto count = std::exchange(count_, 0);
  const auto times = std::max<std::size_t>(count, 1);
  switch (key) {
    case U'q':
    case U'Q':
      return close(shown);
    case U'/':
    case U'?':
      searching_ = true;
      backwards_ = key == U'?';
      typed_.clear();
      return draw_status(shown);
    case U'n':
      search(backwards_, times);
      break;
    case U'N':
      search(!backwards_, times);
      break;
    case U'f':
    case U' ':
      forward(count > 0 ? count : page_);
      break;
    case U'b':
      back(count > 0 ? count : page_);
      break;
    case U'd':
      forward(count > 0 ? count : page_ / 2);
      break;
    case U'u':
      back(count > 0 ? count : page_ / 2);
      break;
    case U'j':
      forward(times);
      break;
    case U'k':
      back(times);
      break;
    case U'g':
      go_to(times);
      break;
    case U'G':
      if (count > 0) {
        go_to(count);
      } else {
        top_ = last_top();
      }
      break;
    case U'r':
      break;
    default:
      return draw_status(shown);  // a number before a key that does nothing is forgotten
  }
  draw(shown);
}

/// Enter alone repeats the last search in the new direction.
void Less::type_search(const Key& key, std::string& shown) {
  if (key.kind == KeyKind::enter) {
    searching_ = false;
    if (!typed_.empty()) pattern_ = Pattern::parse(typed_, {});
    search(backwards_, 1);
    return draw(shown);
  }
  const bool given_up =
      key.kind == KeyKind::interrupt || (key.kind == KeyKind::backspace && typed_.empty());
  if (given_up) {
    searching_ = false;
  } else if (key.kind == KeyKind::backspace) {
    while ((static_cast<std::uint8_t>(typed_.back()) & 0xc0) == 0x80) typed_.pop_back();
    typed_.pop_back();
  } else if (key.kind == KeyKind::kill_line) {
    typed_.clear();
  } else if (key.kind == KeyKind::character && typed_.size() < kMostSearchBytes) {
    append_character(key.character, typed_);
  }
  draw_status(shown);
}

std::optional<std::size_t> Less::match_from(std::size_t row, bool backwards) const {
  const auto last = rows_.size();
  for (auto at = row; at < last; at = backwards ? at - 1 : at + 1) {  // 0 - 1 ends it too
    if (pattern_->found_in(rows_[at])) return at;
  }
  return std::nullopt;
}

/// The row that is found becomes the first of the screen.
void Less::search(bool backwards, std::size_t times) {
  for (; times > 0; --times) {
    const auto found =
        pattern_ ? match_from(backwards ? top_ - 1 : top_ + 1, backwards) : std::nullopt;
    if (!found) {
      not_found_ = true;
      return;
    }
    top_ = *found;
  }
}

}  // namespace kyoten::console
