#include "firmware/config/areas.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "firmware/config/text_lines.hpp"

namespace kyoten::config {
namespace {

constexpr std::string_view kFile = "config";
constexpr std::string_view kSaved = "# Saved: ";
constexpr std::string_view kComment = "# Comment: ";

std::vector<AreaName> all_names() {
  std::vector<AreaName> names;
  for (int number = 0; number <= AreaName::kHighestNumber; ++number) {
    for (int generation = 0; generation <= AreaName::kHighestGeneration; ++generation) {
      names.push_back({number, generation});
    }
  }
  return names;
}

/// "2020-01-01T09:00:00Z"
std::optional<WallTime> time_in(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:ddZ";
  if (text.size() != kForm.size()) return std::nullopt;
  int fields[6] = {};
  std::size_t field = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == 'd') {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      fields[field] = fields[field] * 10 + (text[i] - '0');
    } else {
      if (text[i] != kForm[i]) return std::nullopt;
      ++field;
    }
  }
  using namespace std::chrono;
  const year_month_day date(year(fields[0]), month(static_cast<unsigned>(fields[1])),
                            day(static_cast<unsigned>(fields[2])));
  if (!date.ok() || fields[3] > 23 || fields[4] > 59 || fields[5] > 59) return std::nullopt;
  return sys_days(date) + hours(fields[3]) + minutes(fields[4]) + seconds(fields[5]);
}

}  // namespace

std::optional<AreaName> AreaName::parse(std::string_view text) {
  const auto digit = [](char c, int highest) { return c >= '0' && c - '0' <= highest; };
  const bool whole = text.size() == 1 || (text.size() == 3 && text[1] == '.');
  if (!whole || !digit(text[0], kHighestNumber)) return std::nullopt;
  AreaName name{text[0] - '0', 0};
  if (text.size() == 1) return name;
  if (!digit(text[2], kHighestGeneration) || text[2] == '0') return std::nullopt;
  name.generation = text[2] - '0';
  return name;
}

std::string AreaName::text() const {
  return generation == 0 ? fmt::format("{}", number) : fmt::format("{}.{}", number, generation);
}
std::string AreaName::file() const { return std::string(kFile) + text(); }
std::string AreaName::label() const { return "CONFIG" + text(); }

std::string stamped(std::string_view text, const Stamp& stamp) {
  std::string lines;
  if (stamp.saved) lines += fmt::format("{}{:%Y-%m-%dT%H:%M:%SZ}\n", kSaved, *stamp.saved);
  if (!stamp.comment.empty()) lines += fmt::format("{}{}\n", kComment, stamp.comment);
  std::string result;
  bool first = true;
  while (text.starts_with("#")) {
    const auto before = text;
    const auto line = take_line(text).text;
    if (line.starts_with(kSaved) || line.starts_with(kComment)) continue;
    result += before.substr(0, before.size() - text.size());
    if (text.empty() && !result.ends_with('\n')) result += '\n';
    if (std::exchange(first, false)) result += lines;
  }
  if (first) result += lines;
  return result + std::string(text);
}

Stamp stamp_of(std::string_view text) {
  Stamp stamp;
  while (text.starts_with("#")) {
    const auto line = take_line(text).text;
    if (line.starts_with(kSaved)) stamp.saved = time_in(line.substr(kSaved.size()));
    if (line.starts_with(kComment)) stamp.comment = line.substr(kComment.size());
  }
  return stamp;
}

std::optional<std::string> Areas::read(AreaName area) const {
  const auto content = flash_.read(area.file());
  if (!content) return std::nullopt;
  return std::string(content->begin(), content->end());
}

std::vector<AreaEntry> Areas::list() const {
  std::vector<AreaEntry> entries;
  const auto files = flash_.list();
  for (auto name : all_names()) {
    if (std::find(files.begin(), files.end(), name.file()) == files.end()) continue;
    // What cannot be read is there all the same, and can be deleted.
    const auto text = read(name).value_or("");
    entries.push_back({name, text.size(), stamp_of(text)});
  }
  return entries;
}

Areas::Failure Areas::move(AreaName from, AreaName to) {
  const auto content = flash_.read(from.file());
  if (!content || content == flash_.read(to.file())) return std::nullopt;
  return flash_.write(to.file(), *content);
}

Areas::Failure Areas::write(int number, std::string_view text) {
  const AreaName area{number, 0};
  const AreaName before{number, 1};
  const auto chosen = startup();
  if (chosen.number == number && chosen.generation != 0) {
    if (auto failure = move(area, {number, chosen.generation == 1 ? 2 : 1})) return failure;
    return flash_.write(area.file(), as_bytes(text));
  }
  const auto old = flash_.read(area.file());
  // The same text as before is left out, and so is what a write that was cut off has moved already.
  if (old && old != flash_.read(before.file()) && old != to_bytes(text)) {
    if (auto failure = move(before, {number, 2})) return failure;
    if (auto failure = move(area, before)) return failure;
  }
  return flash_.write(area.file(), as_bytes(text));
}

Areas::Failure Areas::remove(AreaName area) { return flash_.remove(area.file()); }

Areas::Failure Areas::remove_configurations() {
  const auto last = startup();
  for (auto& entry : list()) {
    if (entry.name == last) continue;
    if (auto failure = remove(entry.name)) return failure;
  }
  auto failure = remove(last);
  if (failure && failure->error == ports::StorageError::not_found) return std::nullopt;
  return failure;
}

Areas::Failure Areas::remove_all() {
  const auto last = startup();
  for (auto& name : flash_.list()) {
    if (name == last.file() || name == ports::kStartupChoice) continue;
    if (auto failure = flash_.remove(name)) return failure;
  }
  for (auto& name : {last.file(), std::string(ports::kStartupChoice)}) {
    auto failure = flash_.remove(name);
    if (failure && failure->error != ports::StorageError::not_found) return failure;
  }
  return std::nullopt;
}

AreaName Areas::startup() const {
  const auto content = flash_.read(ports::kStartupChoice);
  if (!content) return {};
  std::string_view text(reinterpret_cast<const char*>(content->data()), content->size());
  const auto line = take_line(text).text;
  if (!line.starts_with(kFile)) return {};
  return AreaName::parse(line.substr(kFile.size())).value_or(AreaName{});
}

Areas::Failure Areas::set_startup(AreaName area) {
  if (area == startup()) return std::nullopt;
  return flash_.write(ports::kStartupChoice, as_bytes(area.file() + "\n"));
}

std::vector<AreaName> Areas::startup_candidates() const {
  const auto chosen = startup();
  std::vector<AreaName> names{chosen};
  const auto add = [&](AreaName name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  for (int generation = 0; generation <= AreaName::kHighestGeneration; ++generation) {
    add({chosen.number, generation});
  }
  for (int number = 0; number <= AreaName::kHighestNumber; ++number) add({number, 0});
  return names;
}

}  // namespace kyoten::config
