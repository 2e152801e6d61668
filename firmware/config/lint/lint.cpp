#include "firmware/config/lint/lint.hpp"

#include <algorithm>
#include <tuple>

namespace kyoten::config::lint {
namespace {

/// A file that is wrong everywhere is not explained any better by more of it.
constexpr std::size_t kMostWarnings = 1000;

}  // namespace

void Report::begin(std::string_view rule, Severity severity) {
  rule_ = rule;
  severity_ = severity;
}

void Report::add(const Statement& at, std::string reason, std::vector<std::string> add) {
  if (into_.size() >= kMostWarnings) return;
  into_.push_back(
      {rule_, severity_, at.line, quoted_text(at), std::move(reason), std::move(add), {}});
}

void Report::change(const Statement& at, std::string reason, std::string instead) {
  if (into_.size() >= kMostWarnings) return;
  into_.push_back(
      {rule_, severity_, at.line, quoted_text(at), std::move(reason), {}, std::move(instead)});
}

std::vector<std::string> in_tunnel_block(std::uint32_t tunnel, std::vector<std::string> lines) {
  for (auto& line : lines) line.insert(0, " ");
  lines.insert(lines.begin(), "tunnel select " + std::to_string(tunnel));
  return lines;
}

std::string with(std::string text, std::string_view part, std::string_view other) {
  const auto at = text.rfind(part);
  return at == std::string::npos ? text : text.replace(at, part.size(), other);
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::vector<Rule> rules() {
  std::vector<Rule> all;
  for (auto subject :
       {tunnel_rules(), ipsec_rules(), gateway_rules(), l2tp_rules(), bridge_rules(), peer_rules(),
        filter_rules(), passage_rules(), nat_rules(), dhcp_rules(), route_rules(), strength_rules()}) {
    all.insert(all.end(), subject.begin(), subject.end());
  }
  return all;
}

std::vector<Warning> lint(const Statements& statements) {
  const Facts facts(statements);
  std::vector<Warning> warnings;
  Report report(warnings);
  for (auto& rule : rules()) {
    report.begin(rule.id, rule.severity);
    rule.check(facts, report);
  }
  std::stable_sort(warnings.begin(), warnings.end(), [](auto& a, auto& b) {
    return std::tuple(a.line, a.severity, a.rule) < std::tuple(b.line, b.severity, b.rule);
  });
  return warnings;
}

}  // namespace kyoten::config::lint
