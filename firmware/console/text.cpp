#include "firmware/console/text.hpp"

#include <algorithm>

namespace kyoten::console {
namespace {

std::string blanks(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

}  // namespace

std::string pad_right(std::string_view utf8, int columns) {
  return std::string(utf8) + blanks(columns - width(utf8));
}

std::string pad_left(std::string_view utf8, int columns) {
  return blanks(columns - width(utf8)) + std::string(utf8);
}

std::vector<std::string> wrap(std::string_view line, int columns) {
  std::vector<std::string> rows(1);
  int used = 0;
  for (std::size_t at = 0; at < line.size();) {
    const auto begin = at;
    const int wide = width(next_character(line, at));
    if (used + wide > columns) {
      rows.emplace_back();
      used = 0;
    }
    rows.back() += line.substr(begin, at - begin);
    used += wide;
  }
  return rows;
}

std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const auto begin = line.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    const auto end = std::min(line.find(' ', begin), line.size());
    words.emplace_back(line.substr(begin, end - begin));
    at = end;
  }
  return words;
}

std::string upper_case(std::string_view ascii) {
  std::string upper(ascii);
  for (auto& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace kyoten::console
