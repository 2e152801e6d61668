// kyoten provider: see provider_command.cpp.
#pragma once

namespace CLI {
class App;
}

namespace kyoten::app {

/// Adds the subcommand; when it was called, `exit_status` gets its result.
void add_provider_command(CLI::App& app, int& exit_status);

}  // namespace kyoten::app
