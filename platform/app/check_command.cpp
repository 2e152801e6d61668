// kyoten check FILE...: what a router would take of a configuration file, and what it would refuse, without
// starting one.
#include "platform/app/check_command.hpp"

#include <cstdio>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "platform/app/findings.hpp"
#include "platform/app/text_file.hpp"

namespace kyoten::app {

namespace {

using nlohmann::json;

struct Options {
  std::vector<std::string> files;
  bool as_json = false;
  bool strict = false;
  bool quiet = false;
  bool every = false;
};

json to_json(const std::string& file, const config::LoadReport& report) {
  json findings = json::array();
  for (const auto& finding : report.findings) {
    findings.push_back({{"line", finding.line},
                        {"column", finding.column},
                        {"severity", name_of(finding.severity)},
                        {"message", message_of(finding)},
                        {"text", finding.text}});
  }
  return {{"file", file},
          {"summary",
           {{"statements", report.statements},
            {"accepted", report.accepted},
            {"stored", report.stored},
            {"refused", report.refused}}},
          {"findings", findings}};
}

void print(const std::string& file, const config::LoadReport& report, bool quiet) {
  for (const auto& finding : report.findings) {
    if (quiet && finding.severity != config::Finding::Severity::refused) continue;
    std::puts(located(file, finding).c_str());
  }
  fmt::print("{}: {}\n", file, summary(report));
}

int check(const Options& options) {
  int status = 0;
  json results = json::array();
  for (const auto& path : options.files) {
    const auto file = read_text_file(path);
    if (!file) {
      fmt::print(stderr, "kyoten check: {}\n", file.error().reason);
      if (options.as_json) results.push_back({{"file", path}, {"error", file.error().reason}});
      status = 2;
      continue;
    }
    config::Statements statements;
    const auto report = config::load(file->content, grammar::Grammar::builtin(),
                                     {grammar::Privilege::administrator, options.strict}, statements,
                                     options.every ? config::Detail::every_statement : config::Detail::problems);
    if (report.refused > 0) status = std::max(status, 1);
    if (options.as_json) {
      results.push_back(to_json(path, report));
    } else {
      print(path, report, options.quiet);
    }
  }
  if (options.as_json) {
    std::puts(results.dump(2, ' ', false, json::error_handler_t::replace).c_str());
  }
  return status;
}

}  // namespace

void add_check_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("check", "Tell what of a configuration file the router takes");
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "Configuration files; - is standard input")->required();
  command->add_flag("--json", options->as_json, "Print an array with one object for each file");
  command->add_flag("--strict", options->strict, "Refuse what only sister models of the RTX810 know");
  command->add_flag("-a,--all", options->every, "Print every statement, also those that are simply accepted");
  command->add_flag("-q,--quiet", options->quiet, "Print refused lines and the summary only");
  command->footer(
      "Exit status: 0 everything accepted, 1 something refused, 2 a file could not be read.");
  command->callback([options, &exit_status] { exit_status = check(*options); });
}

}  // namespace kyoten::app
