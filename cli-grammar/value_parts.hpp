// What the languages of values are made of: digits, numbers, lists, ranges.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "cli-grammar/messages.hpp"

namespace kyoten::grammar {

/// Why a value does not fit; nothing if it does.
using Fault = std::optional<MessageId>;

constexpr std::string_view kDigits = "0123456789";

inline bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

inline bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

/// "12", "0x1f", "50%".
inline std::optional<std::int64_t> integer_in(std::string_view text) {
  if (text.size() > 1 && text.back() == '%') text.remove_suffix(1);
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  std::int64_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

/// Numbers too long for any variable are numbers still: out of range, not "no number".
inline bool is_number(std::string_view text) {
  if (text.size() > 1 && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return is_digits(text);
}

/// A number from `low` to `high`; anything else is refused with `otherwise`.
inline Fault check_number(std::string_view text, std::int64_t low, std::int64_t high,
                          MessageId otherwise = MessageId::illegal_keyword) {
  const auto value = integer_in(text);
  if (!value) return is_number(text) ? MessageId::parameter_out_of_range : otherwise;
  return *value >= low && *value <= high ? Fault{} : MessageId::parameter_out_of_range;
}

inline std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

/// "5", "1-3", "3-", "-3": each end by `check`.
template <class Check>
Fault check_range(std::string_view text, Check check) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return check(text);
  const auto first = text.substr(0, dash);
  const auto last = text.substr(dash + 1);
  if (first.empty() && last.empty()) return MessageId::illegal_keyword;
  if (!first.empty()) {
    if (auto fault = check(first)) return fault;
  }
  return last.empty() ? Fault{} : check(last);
}

}  // namespace kyoten::grammar
