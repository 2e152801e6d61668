// kyoten-grammar-check FILE...: run by the build. Prints every fault of the records and fails if
// there is one.
#include <cstdio>
#include <fstream>
#include <sstream>

#include "cli-grammar/notation.hpp"

int main(int argc, char** argv) {
  std::vector<kyoten::grammar::Command> commands;
  int faults = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i]);
    if (!file) {
      std::fprintf(stderr, "%s: cannot be read\n", argv[i]);
      ++faults;
      continue;
    }
    std::stringstream content;
    content << file.rdbuf();
    auto records = kyoten::grammar::parse_records(argv[i], content.str());
    if (!records) {
      std::fprintf(stderr, "%s:%zu: %s\n", argv[i], records.error().line,
                   records.error().reason.c_str());
      ++faults;
      continue;
    }
    for (auto& record : *records) commands.push_back(std::move(record));
  }
  for (auto& fault : kyoten::grammar::check_records(commands)) {
    std::fprintf(stderr, "%s:%zu: %s\n", fault.file.c_str(), fault.line, fault.reason.c_str());
    ++faults;
  }
  return faults == 0 ? 0 : 1;
}
