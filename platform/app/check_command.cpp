// kyoten check FILE...: what a router would take of a configuration file, what it would refuse, and
// what it would take that cannot work; how a pasted file is repaired; whether two files are two
// ends of a tunnel.
#include "platform/app/check_command.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "platform/app/check_fix.hpp"
#include "platform/app/check_json.hpp"
#include "platform/app/check_print.hpp"
#include "platform/app/text_file.hpp"

namespace kyoten::app {

namespace {

using nlohmann::json;

constexpr int kRefused = 1;
constexpr int kUnreadable = 2;
constexpr auto kFooter =
    "Exit status: 0 everything accepted (warnings and advice count only with --werror; with "
    "--peer, the\n"
    "files fit together), 1 something refused, a warning with --werror, or with --peer a "
    "difference that\n"
    "keeps a tunnel down or misleads its traffic, 2 a file could not be read, or the repaired one "
    "written.";

struct Options {
  std::vector<std::string> files;
  std::string peer;
  bool as_json = false;
  bool strict = false;
  bool quiet = false;
  bool every = false;
  bool no_warnings = false;
  bool warnings_fail = false;
  bool fix = false;
  bool force = false;
  bool rules = false;
};

bool terminal_has_colours() {
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

/// One call of the command: the worst exit status so far, and what was printed for programs.
class Check {
 public:
  explicit Check(const Options& options)
      : options_(options),
        print_{!options.as_json && terminal_has_colours(), options.quiet, !options.no_warnings} {}

  int run() {
    if (options_.rules) {
      std::fputs(rules_text().c_str(), stdout);
      return 0;
    }
    options_.peer.empty() ? check_files() : compare_files();
    if (options_.as_json)
      std::puts(results_.dump(2, ' ', false, json::error_handler_t::replace).c_str());
    return status_;
  }

 private:
  void worse(int status) { status_ = std::max(status_, status); }

  void fail(const std::string& path, const std::string& reason) {
    fmt::print(stderr, "kyoten check: {}\n", reason);
    if (options_.as_json) results_.push_back({{"file", path}, {"error", reason}});
    worse(kUnreadable);
  }

  std::optional<CheckedFile> read(const std::string& path) {
    const auto file = read_text_file(path);
    if (!file) {
      fail(path, file.error().reason);
      return std::nullopt;
    }
    return check_text(path, file->content, options_.strict, options_.every);
  }

  void check_files() {
    for (const auto& path : options_.files) {
      auto file = read(path);
      if (!file) continue;
      if (options_.no_warnings) file->warnings.clear();
      const auto warnings = file->count(config::lint::Severity::warning);
      if (file->load.refused > 0 || (options_.warnings_fail && warnings > 0)) worse(kRefused);
      const bool fixed = options_.fix && !file->repaired.changes.empty() && fix(*file);
      if (options_.as_json) {
        results_.push_back(to_json(*file));
        continue;
      }
      std::fputs(checked_text(*file, print_).c_str(), stdout);
      if (fixed) std::fputs(diff_text(*file, print_).c_str(), stdout);
      if (options_.fix && file->repaired.changes.empty())
        fmt::print("{}: nothing to repair\n", file->name);
    }
  }

  bool fix(CheckedFile& file) {
    if (file.name == "-") {
      fail(file.name, "--fix writes beside a file, and standard input is none");
      return false;
    }
    const auto written = write_fixed(fixed_name(file.name), file.repaired.text, options_.force);
    if (!written) {
      fail(file.name, written.error().reason);
      return false;
    }
    file.fixed_name = written->path;
    return true;
  }

  void compare_files() {
    const auto theirs = read(options_.peer);
    if (!theirs) return;
    for (const auto& path : options_.files) {
      const auto ours = read(path);
      if (!ours) continue;
      for (auto* file : {&*ours, &*theirs}) {
        if (file->load.refused == 0) continue;
        worse(kRefused);
        if (!options_.as_json)
          fmt::print("{}: {} of {} statements are refused and so not compared; kyoten check {}\n",
                     file->name, file->load.refused, file->load.statements, file->name);
      }
      const ComparedFiles compared{path, options_.peer,
                                   config::lint::compare(ours->statements, theirs->statements)};
      if (!compared.comparison.fits()) worse(kRefused);
      if (options_.as_json) {
        results_.push_back(to_json(compared));
      } else {
        std::fputs(compared_text(compared, print_).c_str(), stdout);
      }
    }
  }

  const Options& options_;
  PrintOptions print_;
  json results_ = json::array();
  int status_ = 0;
};

}  // namespace

void add_check_command(CLI::App& app, int& exit_status) {
  auto* command =
      app.add_subcommand("check", "Tell what of a configuration file works, and repair it");
  auto options = std::make_shared<Options>();
  auto* files =
      command->add_option("FILE", options->files, "Configuration files; - is standard input");
  command->add_flag("--json", options->as_json, "Print an array with one object for each file");
  command->add_flag("--strict", options->strict,
                    "Refuse what only sister models of the RTX810 know");
  command->add_flag("-a,--all", options->every,
                    "Print every statement, also those that are simply accepted");
  command->add_flag("-q,--quiet", options->quiet, "Print refused lines and the summary only");
  auto* off = command->add_flag("--no-warnings", options->no_warnings,
                                "Do not look for what loads but cannot work");
  command->add_flag("--werror", options->warnings_fail, "Warnings make the exit status 1")
      ->excludes(off);
  auto* peer = command->add_option("--peer", options->peer,
                                   "Compare FILE with this one, the other end of its tunnel");
  auto* fix =
      command->add_flag("--fix", options->fix,
                        "Write FILE.fixed.conf, with wrapped lines joined, and say what changed");
  fix->excludes(peer);
  command->add_flag("--force", options->force, "Let --fix write over an existing file")->needs(fix);
  auto* rules = command->add_flag("--rules", options->rules, "List the linter's rules and end");
  command->footer(kFooter);
  command->callback([options, files, rules, &exit_status] {
    if (files->count() == 0 && rules->count() == 0) throw CLI::RequiredError("FILE");
    exit_status = Check(*options).run();
  });
}

}  // namespace kyoten::app
