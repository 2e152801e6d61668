#include "platform/app/findings.hpp"

#include <fmt/format.h>

namespace kyoten::app {

using Severity = config::Finding::Severity;

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::refused: return "refused";
    case Severity::stored_only: return "stored";
    case Severity::note: return "note";
    case Severity::accepted: return "accepted";
  }
  return "note";
}

std::string message_of(const config::Finding& finding) {
  constexpr auto kLanguage = grammar::Language::english;
  const std::string text(grammar::message(finding.message, kLanguage));
  switch (finding.severity) {
    case Severity::refused: return std::string(grammar::error_prefix(kLanguage)) + text;
    case Severity::stored_only: return "kept and printed, but nothing acts on it";
    case Severity::note: return text;
    case Severity::accepted: return {};
  }
  return {};
}

std::string describe(const config::Finding& finding) {
  const auto message = message_of(finding);
  return fmt::format("{}{}{}", name_of(finding.severity), message.empty() ? "" : ": ", message);
}

std::string located(const std::string& file, const config::Finding& finding) {
  return fmt::format("{}:{}:{}: {}\n    {}", file, finding.line, finding.column, describe(finding),
                     finding.text);
}

std::string summary(const config::LoadReport& report) {
  return fmt::format("{} statements: {} accepted ({} of them stored only), {} refused",
                     report.statements, report.accepted, report.stored, report.refused);
}

}  // namespace kyoten::app
