// kyoten: one program, one subcommand for each thing it does.
#include <sodium.h>

#include <cstdio>
#include <exception>

#include <CLI/CLI.hpp>

#include "platform/app/check_command.hpp"
#include "platform/app/commands_command.hpp"
#include "platform/app/console_command.hpp"
#include "platform/app/host_command.hpp"
#include "platform/app/lab_command.hpp"
#include "platform/app/provider_command.hpp"
#include "platform/app/run_command.hpp"

namespace {

constexpr int kUsageError = 2;

int run(int argc, char** argv) {
  CLI::App app("Kyoten: an RTX810-style VPN router, its laboratory and its tools.");
  app.set_version_flag("--version", "Kyoten " KYOTEN_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit status: 0 done, 1 it failed or something was refused, 2 wrong usage or unreadable file.");

  int exit_status = 0;
  kyoten::app::add_lab_command(app, exit_status);
  kyoten::app::add_run_command(app, exit_status);
  kyoten::app::add_check_command(app, exit_status);
  kyoten::app::add_commands_command(app, exit_status);
  kyoten::app::add_console_command(app, exit_status);
  kyoten::app::add_host_command(app, exit_status);
  kyoten::app::add_provider_command(app, exit_status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageError;
  }
  return exit_status;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (sodium_init() < 0) throw std::runtime_error("no source of random numbers");
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("kyoten: out of memory\n", stderr);
    return 1;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "kyoten: %s\n", error.what());
    return 1;
  }
}
