// kyoten commands: every command of the router, and whether it does something here.
#pragma once

namespace CLI {
class App;
}

namespace kyoten::app {

void add_commands_command(CLI::App& app, int& exit_status);

}  // namespace kyoten::app
