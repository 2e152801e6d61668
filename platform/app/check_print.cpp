#include "platform/app/check_print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "platform/app/findings.hpp"

namespace kyoten::app {
namespace {

using config::lint::Effect;
using config::lint::Severity;
using config::lint::Warning;

constexpr std::string_view kRed = "31";
constexpr std::string_view kYellow = "33";
constexpr std::string_view kCyan = "36";
constexpr std::string_view kGreen = "32";
constexpr std::string_view kBold = "1";

std::string painted(std::string_view text, std::string_view colour, bool colours) {
  return colours ? fmt::format("\x1b[{}m{}\x1b[0m", colour, text) : std::string(text);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string_view word_of(Severity severity) {
  return severity == Severity::warning ? "warning" : "advice";
}

std::string finding_text(const CheckedFile& file, const config::Finding& finding, bool colours) {
  auto text = located(file.name, finding) + "\n";
  const auto word = name_of(finding.severity);
  if (finding.severity == config::Finding::Severity::refused)
    text.replace(text.find(": " + std::string(word)) + 2, word.size(),
                 painted(word, kRed, colours));
  return text;
}

std::string warning_text(const CheckedFile& file, const Warning& warning, bool colours) {
  const auto colour = warning.severity == Severity::warning ? kYellow : kCyan;
  auto text = fmt::format("{}:{}: {}: {} [{}]\n    {}\n", file.name, warning.line,
                          painted(word_of(warning.severity), colour, colours), warning.reason,
                          warning.rule, warning.statement);
  for (std::size_t i = 0; i < warning.add.size(); ++i)
    text += fmt::format("    {}{}\n", i == 0 ? "add:     " : "         ", warning.add[i]);
  if (!warning.instead.empty()) text += fmt::format("    instead: {}\n", warning.instead);
  return text;
}

std::string change_text(const CheckedFile& file, const config::repair::Change& change,
                        bool colours) {
  auto text = fmt::format("{}:{}: {}: {}.\n", file.name, change.first_line,
                          painted("repairable", kCyan, colours), change.explanation);
  for (auto& line : change.after) text += fmt::format("    {}\n", line);
  return text;
}

std::string summary_line(const CheckedFile& file, const PrintOptions& options) {
  auto text = fmt::format("{}: {}", file.name, summary(file.load));
  if (options.warnings)
    text += fmt::format("; {}, {} of advice",
                        counted(file.count(Severity::warning), "warning", "warnings"),
                        counted(file.count(Severity::advice), "piece", "pieces"));
  text += "\n";
  const auto repairs = file.repaired.changes.size();
  if (repairs > 0 && file.fixed_name.empty())
    text += fmt::format("{}: {} can be repaired: kyoten check --fix {}\n", file.name,
                        counted(repairs, "place", "places"), file.name);
  return text;
}

std::string side_text(const std::string& name, const config::lint::Said& said) {
  return said.line == 0 ? said.text : fmt::format("{}:{}: {}", name, said.line, said.text);
}

std::string_view word_of(Effect effect) {
  switch (effect) {
    case Effect::keeps_down:
      return "keeps the tunnel down";
    case Effect::may_keep_down:
      return "may keep the tunnel down";
    case Effect::misleads:
      return "misleads traffic";
    case Effect::note:
      return "note";
  }
  return "note";
}

std::string_view colour_of(Effect effect) {
  switch (effect) {
    case Effect::keeps_down:
      return kRed;
    case Effect::may_keep_down:
    case Effect::misleads:
      return kYellow;
    case Effect::note:
      return kCyan;
  }
  return kCyan;
}

/// Columns that a text takes; bytes that continue a character take none.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string filled(std::string text, std::size_t width) {
  const auto used = columns(text);
  if (used < width) text.append(width - used, ' ');
  return text;
}

std::string located(const config::lint::Said& said) {
  return said.line == 0 ? said.text : fmt::format("{}: {}", said.line, said.text);
}

std::string mismatch_text(const config::lint::Mismatch& mismatch, std::size_t width, bool colours) {
  return fmt::format(
      "  {} ({}) [{}]\n    {}  {}\n    {}\n", painted(mismatch.subject, kBold, colours),
      painted(word_of(mismatch.effect), colour_of(mismatch.effect), colours), mismatch.rule,
      filled(located(mismatch.ours), width), located(mismatch.theirs), mismatch.reason);
}

std::string pair_text(const ComparedFiles& files, const config::lint::TunnelPair& pair,
                      bool colours) {
  std::size_t width = columns(files.ours);
  for (auto& mismatch : pair.mismatches) width = std::max(width, columns(located(mismatch.ours)));
  auto text = fmt::format("tunnel {} of {} and tunnel {} of {}: {}\n", pair.ours, files.ours,
                          pair.theirs, files.theirs, pair.matched_by);
  if (!pair.mismatches.empty())
    text += fmt::format("    {}  {}\n", filled(files.ours, width), files.theirs);
  bool fits = true;
  for (auto& mismatch : pair.mismatches) {
    text += mismatch_text(mismatch, width, colours);
    fits = fits && mismatch.effect == Effect::note;
  }
  return text + "  " + painted(pair.verdict, fits ? kGreen : kRed, colours) + "\n";
}

}  // namespace

std::string checked_text(const CheckedFile& file, const PrintOptions& options) {
  std::multimap<std::size_t, std::string> by_line;  // equal lines stay in the order of insertion
  for (auto& finding : file.load.findings) {
    if (options.quiet && finding.severity != config::Finding::Severity::refused) continue;
    by_line.emplace(finding.line, finding_text(file, finding, options.colours));
  }
  if (!options.quiet && file.fixed_name.empty()) {
    for (auto& change : file.repaired.changes)
      by_line.emplace(change.first_line, change_text(file, change, options.colours));
  }
  if (!options.quiet && options.warnings) {
    for (auto& warning : file.warnings)
      by_line.emplace(warning.line, warning_text(file, warning, options.colours));
  }
  std::string text;
  for (auto& [line, part] : by_line) text += part;
  return text + summary_line(file, options);
}

std::string diff_text(const CheckedFile& file, const PrintOptions& options) {
  std::string text = fmt::format("--- {}\n+++ {}\n", file.name, file.fixed_name);
  std::ptrdiff_t moved = 0;
  // Of no lines diff names the line before.
  const auto range = [](std::ptrdiff_t first, std::size_t count) {
    return count == 1 ? fmt::format("{}", first)
                      : fmt::format("{},{}", count == 0 ? first - 1 : first, count);
  };
  for (auto& change : file.repaired.changes) {
    const auto first = static_cast<std::ptrdiff_t>(change.first_line);
    text += fmt::format("@@ -{} +{} @@ {}\n", range(first, change.before.size()),
                        range(first + moved, change.after.size()), change.explanation);
    for (auto& line : change.before) text += painted("-" + line, kRed, options.colours) + "\n";
    for (auto& line : change.after) text += painted("+" + line, kGreen, options.colours) + "\n";
    moved += static_cast<std::ptrdiff_t>(change.after.size()) -
             static_cast<std::ptrdiff_t>(change.before.size());
  }
  return text + fmt::format("{}: {} repaired, written to {}: {} refused before, {} now\n",
                            file.name, counted(file.repaired.changes.size(), "place", "places"),
                            file.fixed_name, file.load.refused, file.refused_when_repaired);
}

std::string compared_text(const ComparedFiles& files, const PrintOptions& options) {
  std::string text;
  for (auto& pair : files.comparison.pairs) text += pair_text(files, pair, options.colours);
  for (auto& one : files.comparison.unpaired) {
    const auto& name = one.ours ? files.ours : files.theirs;
    text +=
        side_text(name, {fmt::format("tunnel {}: {}", one.tunnel, one.reason), one.line}) + "\n";
  }
  if (files.comparison.pairs.empty())
    text += fmt::format("{} and {} have no tunnel in common.\n", files.ours, files.theirs);
  return text;
}

std::string rules_text() {
  std::string text;
  for (auto& rule : config::lint::rules())
    text += fmt::format("{:28} {:8} {}\n", rule.id, word_of(rule.severity), rule.about);
  for (auto& [id, about] : config::lint::peer_rule_list())
    text += fmt::format("{:28} {:8} {}\n", id, "--peer", about);
  return text;
}

}  // namespace kyoten::app
