// `show config list`, `show file list`. The device's columns are not known: these are the facts
// that it is known to print, in one place.
#include <fmt/format.h>

#include "firmware/console/dialogue.hpp"
#include "firmware/console/file_name.hpp"
#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

/// Lines of one `show file list ... all`; a medium may hold more.
constexpr std::size_t kMostLines = 20000;
/// Directories below each other may be deeper than any path that can be typed.
constexpr std::size_t kLongestPathBytes = 1000;

std::string date_and_time(const View& view, std::optional<WallTime> time) {
  constexpr std::string_view kUnknown = "---------- --------";
  return time ? local_time(view.backend, *time).date_time() : std::string(kUnknown);
}

std::string trimmed(std::string text) {
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

void list_directory(const View& view, ports::Medium& medium, const std::string& name,
                    const std::string& path, Lines& lines) {
  const auto entries = medium.list(path);
  if (!entries) {
    lines.push_back(error_text(message_of(entries.error().error), view.language));
    return;
  }
  const bool all = view.has_word("all");
  const bool only_names = view.has_word("file-only");
  if (all) lines.push_back(name + path + ":");
  for (auto& entry : *entries) {
    if (lines.size() >= kMostLines) return;
    const auto shown = printable(as_bytes(entry.name), 255);
    if (only_names) {
      if (!entry.directory) lines.push_back(shown);
      continue;
    }
    lines.push_back(fmt::format(
        "{} {} {}", date_and_time(view, entry.modified),
        entry.directory ? fmt::format("{:>10}", "<DIR>") : fmt::format("{:>10}", entry.bytes),
        shown));
  }
  if (!all || path.size() > kLongestPathBytes) return;
  const auto prefix = path.empty() ? std::string() : path + "/";
  for (auto& entry : *entries) {
    if (lines.size() >= kMostLines) return;
    if (entry.directory) list_directory(view, medium, name, prefix + entry.name, lines);
  }
}

}  // namespace

Lines show_config_list(const View& view) {
  Lines lines{
      std::string(view.word("No.   Date       Time        Size Comment",
                            "No.   日付       時刻      サイズ コメント")),
      "----- ---------- -------- ------- ------------------------------",
  };
  const auto running = view.backend.running_area();
  for (auto& entry : view.backend.areas().list()) {
    lines.push_back(trimmed(fmt::format("{} {:<3} {} {:>7} {}", entry.name == running ? '*' : ' ',
                                        entry.name.text(), date_and_time(view, entry.stamp.saved),
                                        entry.bytes, entry.stamp.comment)));
  }
  return lines;
}

Lines show_file_list(const View& view) {
  const auto location = view.statement.text_of("LOCATION");
  if (location == "internal") return show_config_list(view);
  const auto refused = [&](grammar::MessageId why) {
    return Lines{error_text(why, view.language)};
  };
  // The router's own file system (RTFS) is not there.
  const auto name = parse_external_directory(location);
  if (!name) {
    return refused(is_external_name(location) ? name.error() : grammar::MessageId::no_such_file);
  }
  auto* medium = medium_in(view.backend.external_memory(), name->slot);
  if (medium == nullptr) return refused(grammar::MessageId::no_external_memory);
  Lines lines;
  const ExternalName root{name->slot, {}, true};
  list_directory(view, *medium, root.text(), name->path, lines);
  return lines;
}

}  // namespace kyoten::console
