// What a console remembers of its user, and what users do to each other: history, the clock, who is
// administrator beside whom, who is cut off.
#include <fmt/format.h>

#include "firmware/console/phrases.hpp"
#include "firmware/console/shell.hpp"
#include "firmware/console/text.hpp"
#include "firmware/console/user_list.hpp"

namespace kyoten::console {

using grammar::MessageId;

void Shell::remember(std::string_view line) {
  const bool repeated = !history_.empty() && history_.back() == line;
  if (words_of(line).empty() || repeated) return;
  history_.emplace_back(line);
  if (history_.size() > kMostHistory) history_.pop_front();
}

Outcome Shell::set_clock(std::optional<WallTime> time) {
  if (!time) return error(MessageId::parameter_out_of_range);
  backend_.set_wall_time(*time);
  return {};
}

Outcome Shell::history(bool newest_first, std::size_t most) const {
  Outcome outcome;
  const auto count = std::min(most, history_.size());
  outcome.lines.assign(history_.end() - static_cast<std::ptrdiff_t>(count), history_.end());
  if (newest_first) std::reverse(outcome.lines.begin(), outcome.lines.end());
  return outcome;
}

Outcome Shell::disconnect_user(const grammar::Statement& statement) {
  const auto meant = users_meant(backend_, statement.text_of("USER"), statement.integer("NO"));
  if (meant.empty()) return error(MessageId::no_such_user);
  bool own_only = true;
  for (auto& user : meant) {
    if (user.user.id == id_) continue;
    own_only = false;
    backend_.disconnect(user.user.id);
  }
  return own_only ? error(MessageId::own_login) : Outcome{};
}

/// Several may be administrators at once; each is told about the others, whose changes meet his.
void Shell::promote(Outcome& outcome) {
  privilege_ = grammar::Privilege::administrator;
  const auto others = other_administrators(backend_, id_);
  if (others.empty()) return;
  outcome.lines.push_back(
      fmt::format(fmt::runtime(phrase(Phrase::other_administrators, language())), others));
}

}  // namespace kyoten::console
