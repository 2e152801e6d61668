#include "platform/app/check_json.hpp"

#include <nlohmann/json.hpp>

#include "platform/app/findings.hpp"

namespace kyoten::app {
namespace {

using config::lint::Effect;
using config::lint::Severity;
using nlohmann::json;

json to_json(const config::Finding& finding) {
  return {{"line", finding.line},
          {"column", finding.column},
          {"severity", name_of(finding.severity)},
          {"message", message_of(finding)},
          {"text", finding.text}};
}

json to_json(const config::lint::Warning& warning) {
  json result = {{"rule", warning.rule},
                 {"severity", warning.severity == Severity::warning ? "warning" : "advice"},
                 {"line", warning.line},
                 {"text", warning.statement},
                 {"reason", warning.reason},
                 {"add", warning.add}};
  if (!warning.instead.empty()) result["instead"] = warning.instead;
  return result;
}

json to_json(const config::repair::Change& change) {
  return {{"line", change.first_line},
          {"before", change.before},
          {"after", change.after},
          {"explanation", change.explanation}};
}

json to_json(const config::lint::Mismatch& mismatch);
json to_json(const config::lint::TunnelPair& pair);
json to_json(const config::lint::Unpaired& one);

template <class Values>
json array_of(const Values& values) {
  json result = json::array();
  for (auto& value : values) result.push_back(to_json(value));
  return result;
}

json to_json(const config::lint::Said& said) {
  json result = {{"text", said.text}};
  if (said.line != 0) result["line"] = said.line;
  return result;
}

std::string_view name_of(Effect effect) {
  switch (effect) {
    case Effect::keeps_down:
      return "keeps-down";
    case Effect::may_keep_down:
      return "may-keep-down";
    case Effect::misleads:
      return "misleads";
    case Effect::note:
      return "note";
  }
  return "note";
}

json to_json(const config::lint::Mismatch& mismatch) {
  return {{"rule", mismatch.rule},
          {"effect", name_of(mismatch.effect)},
          {"subject", mismatch.subject},
          {"ours", to_json(mismatch.ours)},
          {"theirs", to_json(mismatch.theirs)},
          {"reason", mismatch.reason}};
}

json to_json(const config::lint::TunnelPair& pair) {
  return {{"ours", pair.ours},
          {"theirs", pair.theirs},
          {"matched_by", pair.matched_by},
          {"mismatches", array_of(pair.mismatches)},
          {"verdict", pair.verdict}};
}

json to_json(const config::lint::Unpaired& one) {
  return {{"file", one.ours ? "ours" : "theirs"},
          {"tunnel", one.tunnel},
          {"line", one.line},
          {"reason", one.reason}};
}

}  // namespace

json to_json(const CheckedFile& file) {
  json result = {{"file", file.name},
                 {"summary",
                  {{"statements", file.load.statements},
                   {"accepted", file.load.accepted},
                   {"stored", file.load.stored},
                   {"refused", file.load.refused},
                   {"warnings", file.count(Severity::warning)},
                   {"advice", file.count(Severity::advice)}}},
                 {"findings", array_of(file.load.findings)},
                 {"warnings", array_of(file.warnings)},
                 {"repairs", array_of(file.repaired.changes)}};
  if (!file.fixed_name.empty()) result["fixed"] = file.fixed_name;
  return result;
}

json to_json(const ComparedFiles& files) {
  return {{"file", files.ours},
          {"peer", files.theirs},
          {"fits", files.comparison.fits()},
          {"pairs", array_of(files.comparison.pairs)},
          {"unpaired", array_of(files.comparison.unpaired)}};
}

}  // namespace kyoten::app
