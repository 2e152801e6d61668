// The program under test, run to its end.
#pragma once

#include <stdio.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <string>

namespace kyoten::sim_test {

struct Ended {
  int status = -1;
  std::string output;
};

/// Through a shell, without standard input; what it prints to standard output.
inline Ended run_to_end(const std::string& command) {
  Ended ended;
  std::FILE* pipe = ::popen((command + " </dev/null").c_str(), "r");
  REQUIRE(pipe != nullptr);
  char part[4096];
  while (const auto count = ::fread(part, 1, sizeof part, pipe)) ended.output.append(part, count);
  ended.status = WEXITSTATUS(::pclose(pipe));
  return ended;
}

}  // namespace kyoten::sim_test
