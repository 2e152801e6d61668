// A machine whose OpenSSL is under a policy that forbids what these routers speak. Skipped where the program is not named by
// KYOTEN (ctest does).
#include <fstream>

#include "tests/sim/program_run.hpp"
#include "tests/support/source_tree.hpp"
#include "tests/unit/lab/scratch_directory.hpp"

namespace kyoten::sim_test {

TEST_CASE("a router whose libraries lack an algorithm says which, and does not start") {
  const char* program = std::getenv("KYOTEN");
  if (program == nullptr) {
    WARN("KYOTEN does not name the program: skipped");
    return;
  }
  const lab::ScratchDirectory scratch;
  const auto policy = scratch.path() / "openssl.cnf";
  std::ofstream(policy) << "openssl_conf = init\n[init]\nalg_section = algorithms\n[algorithms]\ndefault_properties = fips=yes\n";
  for (const std::string& command : {std::string("run"), "lab --virtual " + lab::quoted(test::kSourceTree / "examples" / "two-homes")}) {
    INFO(command);
    const auto ended = run_to_end("OPENSSL_CONF=" + lab::quoted(policy) + " " + lab::quoted(program) + " " + command + " 2>&1");
    CHECK(ended.status == 1);
    CHECK(ended.output.find("OpenSSL as it is set up on this machine does not offer MD5") != std::string::npos);
  }
}

}  // namespace kyoten::sim_test
