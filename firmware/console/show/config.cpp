// `show config`, `show config tunnel N[-M]`, `show config pp N[-M]`.
#include <fmt/format.h>

#include <charconv>

#include "firmware/console/banner.hpp"
#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

using grammar::Selection;

/// More blocks than any model has.
constexpr std::uint32_t kHighestNumber = 200;

void add(Lines& to, const Lines& lines) { to.insert(to.end(), lines.begin(), lines.end()); }

struct NumberRange {
  std::uint32_t first;
  std::uint32_t last;
};

/// "3" or "3-5", as the last operand of the line.
std::optional<NumberRange> range_in(std::string_view text) {
  NumberRange range{};
  const auto* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, range.first);
  if (error != std::errc()) return std::nullopt;
  range.last = range.first;
  if (stop != end) {
    if (*stop != '-') return std::nullopt;
    auto [stop2, error2] = std::from_chars(stop + 1, end, range.last);
    if (error2 != std::errc() || stop2 != end) return std::nullopt;
  }
  range.last = std::min(range.last, kHighestNumber);
  return range;
}

Lines blocks(const View& view, Selection::Kind kind) {
  NumberRange range{1, kHighestNumber};
  for (auto& word : words_of(view.statement.text)) {
    if (auto typed = range_in(word)) range = *typed;
  }
  Lines lines;
  for (auto number = range.first; number <= range.last; ++number) {
    add(lines, view.backend.running().print(Selection{kind, number, {}}, false));
  }
  return lines;
}

}  // namespace

Lines config_header(const View& view) {
  const auto& identity = view.backend.identity();
  std::string addresses;
  for (auto& mac : identity.macs) addresses += (addresses.empty() ? "" : ", ") + mac.text();
  return {
      "# " + identity.revision,
      "# MAC Address : " + addresses,
      "# " + memory_line(identity),
      "# " + main_line(identity),
      "# Reporting Date: " + local_time(view.backend, view.backend.wall_time()).reporting(),
  };
}

Lines show_config(const View& view) {
  auto lines = config_header(view);
  add(lines, view.backend.running().print(false));
  return lines;
}

Lines show_config_tunnel(const View& view) { return blocks(view, Selection::Kind::tunnel); }

Lines show_config_pp(const View& view) {
  const Selection anonymous{Selection::Kind::pp_anonymous, 0, {}};
  if (view.has_word("anonymous")) return view.backend.running().print(anonymous, false);
  return blocks(view, Selection::Kind::pp);
}

}  // namespace kyoten::console
