#include "firmware/console/pipeline.hpp"

#include "firmware/console/phrases.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

using grammar::MessageId;

/// Walks over a line and knows which characters are quoted.
class QuoteTracker {
 public:
  /// True if `c` is taken literally. Quotes themselves and a leading backslash are not.
  bool literal(char c) {
    if (escaped_) {
      escaped_ = false;
      return true;
    }
    if (c == '\\') {
      escaped_ = true;
      return false;
    }
    if (quote_ != 0) {
      if (c != quote_) return true;
      quote_ = 0;
      return false;
    }
    if (c == '"' || c == '\'') quote_ = c;
    return false;
  }
  [[nodiscard]] bool open() const { return escaped_ || quote_ != 0; }

 private:
  char quote_ = 0;
  bool escaped_ = false;
};

/// The first `>` that stands for a file to write into; npos if there is none.
std::size_t redirection_in(std::string_view line) {
  if (line.find('>') == std::string_view::npos) return std::string_view::npos;
  QuoteTracker quotes;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!quotes.literal(line[at]) && line[at] == '>') return at;
  }
  return std::string_view::npos;
}

std::vector<std::string> split_at_bars(std::string_view line) {
  // Asked at every key: a line without a bar is not looked at character by character.
  if (line.find('|') == std::string_view::npos) return {std::string(line)};
  std::vector<std::string> parts(1);
  QuoteTracker quotes;
  for (char c : line) {
    if (!quotes.literal(c) && c == '|') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// Words without their quotes. The console takes one backslash for itself, so `\|` in quotes
/// reaches the pattern as a bar, and a literal bar needs one more.
std::vector<std::string> unquoted_words(std::string_view part) {
  std::vector<std::string> words;
  QuoteTracker quotes;
  bool inside = false;
  for (char c : part) {
    const bool literal = quotes.literal(c);
    if (!literal && c == ' ') {
      inside = false;
      continue;
    }
    if (!inside) words.emplace_back();
    inside = true;
    const bool mark = !literal && (c == '"' || c == '\'' || c == '\\');
    if (!mark) words.back() += c;
  }
  return words;
}

Result<Filter, MessageId> grep(const std::vector<std::string>& words) {
  PatternOptions options;
  bool inverted = false;
  std::size_t at = 1;
  for (; at < words.size() && words[at].size() > 1 && words[at][0] == '-'; ++at) {
    if (words[at] == "-i")
      options.ignore_case = true;
    else if (words[at] == "-v")
      inverted = true;
    else if (words[at] == "-w")
      options.whole_word = true;
    else
      return MessageId::illegal_keyword;
  }
  if (at + 1 != words.size()) return MessageId::wrong_number_of_parameters;
  auto pattern = Pattern::parse(words[at], options);
  if (!pattern) return MessageId::illegal_keyword;
  return Filter{std::move(*pattern), inverted};
}

/// From the sign on: `> usb1:FILE`.
Result<Redirection, MessageId> redirection(std::string_view text) {
  Redirection result;
  result.append = text.starts_with(">>");
  text.remove_prefix(result.append ? 2 : 1);
  const bool one =
      redirection_in(text) == std::string_view::npos && split_at_bars(text).size() == 1;
  auto words = unquoted_words(text);
  if (!one || words.size() != 1) return MessageId::wrong_number_of_parameters;
  result.file = std::move(words[0]);
  return result;
}

}  // namespace

Result<Pipeline, MessageId> parse_pipeline(std::string_view line) {
  Pipeline pipeline;
  const auto sign = redirection_in(line);
  if (sign != std::string_view::npos) {
    KYOTEN_TRY(auto file, redirection(line.substr(sign)));
    pipeline.redirection = std::move(file);
    line = line.substr(0, sign);
  }
  const auto parts = split_at_bars(line);
  pipeline.command = parts[0];
  pipeline.piped = parts.size() > 1 || pipeline.redirection;
  if (parts.size() > Pipeline::kMostFilters) return MessageId::wrong_number_of_parameters;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto words = unquoted_words(parts[i]);
    if (words.empty()) return MessageId::wrong_number_of_parameters;
    if (pipeline.less) return MessageId::wrong_number_of_parameters;  // less comes last
    if (words[0] == "less") {
      if (words.size() > 1) return MessageId::wrong_number_of_parameters;
      pipeline.less = true;
    } else if (words[0] == "grep") {
      KYOTEN_TRY(auto filter, grep(words));
      pipeline.filters.push_back(std::move(filter));
    } else {
      return MessageId::illegal_keyword;
    }
  }
  if (pipeline.less && pipeline.redirection) return MessageId::wrong_number_of_parameters;
  return pipeline;
}

std::vector<std::string> Pipeline::filtered(std::vector<std::string> lines) const {
  std::erase_if(lines, [&](auto& line) {
    return std::any_of(filters.begin(), filters.end(), [&](auto& filter) {
      return filter.pattern.found_in(line) == filter.inverted;
    });
  });
  return lines;
}

std::vector<std::string> Pipeline::apply(std::vector<std::string> lines) const {
  if (filters.empty()) return lines;
  auto shown = filtered(std::move(lines));
  shown.insert(shown.begin(), std::string(phrase(Phrase::searching, grammar::Language::english)));
  return shown;
}

std::optional<std::string> filter_at_end(std::string_view line) {
  const auto parts = split_at_bars(line);
  if (parts.size() < 2) return std::nullopt;
  const auto words = words_of(parts.back());
  if (words.empty()) return std::string();
  const bool first_word = words.size() == 1 && !parts.back().ends_with(' ');
  return first_word ? std::optional(words[0]) : std::nullopt;
}

bool is_quoted_at_end(std::string_view line) {
  QuoteTracker quotes;
  for (char c : line) (void)quotes.literal(c);
  return quotes.open();
}

}  // namespace kyoten::console
