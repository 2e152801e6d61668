#include "firmware/console/pager.hpp"

#include "firmware/console/phrases.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {

namespace {

std::string_view more_marker(grammar::Language language) { return phrase(Phrase::more, language); }

}  // namespace

void Pager::start(const std::vector<std::string>& lines, const Screen& screen, std::string& shown) {
  screen_ = screen;
  rows_.clear();
  for (auto& line : lines) {
    for (auto& row : wrap(line, screen.columns - 1)) rows_.push_back(std::move(row));
  }
  page(screen.lines ? static_cast<std::size_t>(*screen.lines - 1) : rows_.size(), shown);
}

void Pager::page(std::size_t count, std::string& shown) {
  for (; count > 0 && !rows_.empty(); --count) {
    shown += rows_.front() + "\r\n";
    rows_.pop_front();
  }
  if (!rows_.empty()) shown += more_marker(screen_.language);
}

void Pager::stop(std::string& shown) {
  // The marker is wiped: CR, blanks over its width, CR.
  const auto columns = static_cast<std::size_t>(width(more_marker(screen_.language)));
  shown += "\r" + std::string(columns, ' ') + "\r";
  rows_.clear();
}

void Pager::press(const Key& key, std::string& shown) {
  const bool leave =
      key.kind == KeyKind::interrupt ||
      (key.kind == KeyKind::character && (key.character == U'q' || key.character == U'Q'));
  std::size_t count = 0;
  if (key.kind == KeyKind::enter) count = 1;
  if (key.kind == KeyKind::character && key.character == U' ') {
    count = static_cast<std::size_t>(screen_.lines.value_or(24) - 1);
  }
  if (!leave && count == 0) return;
  auto rest = std::move(rows_);
  stop(shown);
  if (leave) return;
  rows_ = std::move(rest);
  page(count, shown);
}

}  // namespace kyoten::console
