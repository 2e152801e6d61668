#include "firmware/config/repair/repair.hpp"

#include <optional>

#include "firmware/base/utf8.hpp"
#include "firmware/config/repair/joining.hpp"

namespace kyoten::config::repair {
namespace {

constexpr std::string_view kPagers[] = {"---more---", "---つづく---", "--more--", "--More--"};
/// Behind so many lines that are refused and cannot be repaired the text is no configuration, and
/// is not searched any further.
constexpr std::size_t kMostHopeless = 200;
/// How other devices and editors begin a comment.
constexpr std::string_view kForeignComments[] = {";", "!", "//", "；", "＃", "※"};

std::string numbered(std::size_t first, std::size_t count) {
  if (count == 1) return "line " + std::to_string(first);
  return "lines " + std::to_string(first) + (count == 2 ? " and " : " to ") +
         std::to_string(first + count - 1);
}

/// What a single line should read, and why; the line is refused as it stands.
struct Single {
  Kind kind;
  std::vector<std::string> after;
  std::string explanation;
};

std::optional<Single> as_pager(std::string_view line) {
  const auto text = without_blanks_behind(without_blanks_before(line));
  for (auto pager : kPagers) {
    if (text == pager) return Single{Kind::pager, {}, "is what the pager prints between pages"};
  }
  return std::nullopt;
}

std::optional<Single> as_comment(std::string_view line, const Trial& trial) {
  const auto text = without_blanks_before(line);
  for (auto sign : kForeignComments) {
    if (text.starts_with(sign)) {
      const auto rest = text.substr(sign.size());
      return Single{Kind::foreign_comment,
                    {"#" + std::string(rest)},
                    "is a comment, and comments begin with `#` here"};
    }
  }
  for (auto sign : {" ;", "\t;", " //"}) {
    const auto at = line.find(sign);
    if (at == std::string_view::npos || !trial.accepts(line.substr(0, at))) continue;
    const auto rest = line.substr(at + std::string_view(sign).size());
    return Single{Kind::foreign_comment,
                  {std::string(line.substr(0, at)) + " #" + std::string(rest)},
                  "ends with a comment, and comments begin with `#` here"};
  }
  return std::nullopt;
}

std::optional<Single> as_plain(std::string_view line, const Trial& trial) {
  auto plain = with_plain_characters(line);
  if (plain == line || !trial.accepts(plain)) return std::nullopt;
  const bool blank = line.find("　") != std::string_view::npos;
  return Single{Kind::wide_characters,
                {std::move(plain)},
                blank ? "holds a full-width blank, which separates no words"
                      : "holds characters of typography in place of those of a keyboard"};
}

/// "RTX810# ip lan1 ...": the prompt was copied too. A line that begins with `#` is a comment.
std::optional<Single> as_typed(std::string_view line, const Trial& trial) {
  const auto sign = line.find_first_of("#>");
  if (sign == std::string_view::npos || sign == 0) return std::nullopt;
  if (line.substr(0, sign).find(' ') != std::string_view::npos) return std::nullopt;
  const auto rest = without_blanks_before(line.substr(sign + 1));
  if (rest.empty() || !trial.accepts(rest)) return std::nullopt;
  return Single{Kind::prompt, {std::string(rest)}, "begins with the console's prompt"};
}

std::optional<Single> repaired(std::string_view line, const Trial& trial) {
  if (auto result = as_pager(line)) return result;
  if (auto result = as_plain(line, trial)) return result;
  if (auto result = as_comment(line, trial)) return result;
  return as_typed(line, trial);
}

class Repairer {
 public:
  Repairer(std::string_view text, const grammar::Grammar& grammar,
           const grammar::MatchOptions& options)
      : lines_(lines_of(text)), trial_(grammar, options), joiner_(lines_, trial_) {}

  Repaired run() {
    while (at_ < lines_.size()) step();
    return std::move(result_);
  }

 private:
  void step() {
    const auto& line = lines_[at_];
    if (!line.readable || hopeless_ > kMostHopeless) return keep();
    if (auto joined = joiner_.wrapped_comment(at_); joined.lines > 0)
      return join(Kind::wrapped_comment, joined,
                  "were one comment, which `show config` broke at the edge of the screen");
    if (Trial::is_silent(line.text)) return keep();
    if (auto joined = joiner_.wrapped(at_); joined.lines > 0)
      return join(Kind::wrapped_line, joined,
                  "are one statement: the first fills " + std::to_string(width(line.text)) +
                      " columns, where `show config` breaks a line, and what follows is refused "
                      "by itself");
    if (auto joined = joiner_.marked(at_); joined.lines > 0)
      return join(Kind::continuation_mark, joined,
                  "are one statement, which a mark continues; the router knows no such mark");
    if (!trial_.accepts(line.text)) {
      if (auto single = repaired(line.text, trial_)) return replace(*single);
      ++hopeless_;
    }
    keep();
  }

  void keep() {
    trial_.follow(lines_[at_].text);
    result_.text += lines_[at_].text + lines_[at_].end;
    ++at_;
  }

  void join(Kind kind, const Joined& joined, const std::string& why) {
    change(kind, joined.lines, {joined.text}, numbered(at_ + 1, joined.lines) + " " + why);
  }

  void replace(const Single& single) {
    change(single.kind, 1, single.after, numbered(at_ + 1, 1) + " " + single.explanation);
  }

  void change(Kind kind, std::size_t count, const std::vector<std::string>& after,
              std::string explanation) {
    Change change{kind, at_ + 1, {}, after, std::move(explanation)};
    for (std::size_t i = 0; i < count; ++i) change.before.push_back(lines_[at_ + i].text);
    const auto& end = lines_[at_ + count - 1].end;
    for (auto& line : after) {
      trial_.follow(line);
      result_.text += line + end;
    }
    result_.changes.push_back(std::move(change));
    at_ += count;
  }

  std::vector<Line> lines_;
  Trial trial_;
  Joiner joiner_;
  std::size_t at_ = 0;
  std::size_t hopeless_ = 0;
  Repaired result_;
};

}  // namespace

Repaired repair(std::string_view text, const grammar::Grammar& grammar,
                const grammar::MatchOptions& options) {
  return Repairer(text, grammar, options).run();
}

}  // namespace kyoten::config::repair
