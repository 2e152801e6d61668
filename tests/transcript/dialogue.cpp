#include "tests/transcript/dialogue.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>

namespace kyoten::transcript {
namespace {

const std::set<std::string> kSteps = {"config", "login", "type",      "keys",   "expect",
                                      "ignore", "open",  "on",        "closed", "wait",
                                      "code",   "saved", "restarted", "live"};

Step step_of(std::string_view line, std::size_t number, const std::string& path) {
  const auto blank = line.find(' ');
  Step step;
  step.what = line.substr(1, blank == std::string_view::npos ? blank : blank - 1);
  if (blank != std::string_view::npos) step.argument = line.substr(blank + 1);
  step.line_number = number;
  if (!kSteps.contains(step.what)) {
    throw std::runtime_error(path + ":" + std::to_string(number) + ": no step %" + step.what);
  }
  return step;
}

}  // namespace

Dialogue read_dialogue(const std::string& path) {
  Dialogue dialogue{path, {}, {}};
  std::ifstream file(path);
  std::string line;
  for (std::size_t number = 1; std::getline(file, line); ++number) {
    if (line.starts_with('%')) {
      dialogue.steps.push_back(step_of(line, number, path));
    } else if (!dialogue.steps.empty()) {
      dialogue.steps.back().lines.push_back(line);
    } else if (line.starts_with("# ") && dialogue.name.empty()) {
      dialogue.name = line.substr(2);
    }
  }
  if (dialogue.name.empty() || dialogue.steps.empty()) {
    throw std::runtime_error(path + ": no name in a first line '# ...', or no steps");
  }
  while (dialogue.name.ends_with('.')) dialogue.name.pop_back();
  return dialogue;
}

}  // namespace kyoten::transcript
