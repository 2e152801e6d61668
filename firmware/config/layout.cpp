#include "firmware/config/layout.hpp"

namespace kyoten::config {
namespace {

constexpr std::size_t kDigits = 10;
constexpr std::uint32_t kLongestRange = 200;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string sortable(std::string_view text) {
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    if (!is_digit(text[at])) {
      result += text[at++];
      continue;
    }
    const auto begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at - begin < kDigits) result.append(kDigits - (at - begin), '0');
    result.append(text.substr(begin, at - begin));
  }
  // "01" and "1" are the same number, but "a01" and "a1" are two names.
  if (!whole_number(text)) result.append(1, '\t').append(text);
  return result;
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

std::optional<std::vector<std::uint32_t>> numbers_in(std::string_view text) {
  const auto dash = text.find('-');
  const auto first = whole_number(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : whole_number(text.substr(dash + 1));
  if (!first || !last || *last < *first || *last - *first > kLongestRange) return std::nullopt;
  std::vector<std::uint32_t> numbers;
  for (auto number = *first; number <= *last; ++number) numbers.push_back(number);
  return numbers;
}

}  // namespace kyoten::config
