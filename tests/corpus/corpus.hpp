// Published configurations of RTX routers and their sisters: command lines only, comments removed,
// addresses in documentation ranges. Faults of the published text were kept on purpose;
// refusals.txt names every line that a router refuses, and why.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "cli-grammar/command.hpp"
#include "firmware/config/statements.hpp"
#include "tests/support/source_tree.hpp"

namespace kyoten::test {

inline std::filesystem::path corpus_folder() {
  return kSourceTree / "tests/corpus";
}

inline std::string content_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Name -> text, sorted by name; the examples of the source tree are among them.
inline std::map<std::string, std::string> corpus() {
  std::map<std::string, std::string> texts;
  for (auto& folder :
       {corpus_folder() / "configurations", corpus_folder() / "../../examples/two-homes"}) {
    for (auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".conf")
        texts[entry.path().filename().string()] = content_of(entry.path());
    }
  }
  return texts;
}

inline std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (auto& line : lines) text += line + "\n";
  return text;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace kyoten::test
