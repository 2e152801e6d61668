// kyoten console NODE: finds the control socket of a running router and hands over to kyoten-console, the program
// that links readline.
#include "platform/app/console_command.hpp"

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/runtime_dir.hpp"

namespace kyoten::app {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string node;
  std::vector<std::string> lines;
};

/// Names of everything that could be named: for the error.
std::string known_nodes() {
  std::string names;
  std::error_code error;
  for (const auto& lab : fs::directory_iterator(linux_os::runtime_directory(), error)) {
    std::error_code inner;
    for (const auto& entry : fs::directory_iterator(lab.path(), inner)) {
      if (entry.path().extension() != ".control") continue;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", entry.path().stem().string());
    }
  }
  return names;
}

/// Empty, with the reason printed.
std::string find_socket(const std::string& node) {
  std::error_code error;
  if (fs::is_socket(node, error)) return node;
  if (node.starts_with("unix:")) return node.substr(5);
  const auto found = linux_os::find_control_sockets(node);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    const auto known = known_nodes();
    fmt::print(stderr, "kyoten console: no router '{}' is running; {}\n", node,
               known.empty() ? "none is" : "there is: " + known);
    return {};
  }
  fmt::print(stderr, "kyoten console: several routers have the name '{}'; give the path of one:\n", node);
  for (const auto& path : found) fmt::print(stderr, "  {}\n", path.string());
  return {};
}

int run(const Options& options) {
  const auto socket = find_socket(options.node);
  if (socket.empty()) return 1;
  std::error_code error;
  const auto self = fs::read_symlink("/proc/self/exe", error);
  const auto program = (self.parent_path() / "kyoten-console").string();
  std::vector<std::string> words = {program, socket};
  for (const auto& line : options.lines) {
    words.emplace_back("-c");
    words.push_back(line);
  }
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  fmt::print(stderr, "kyoten console: {}\n", linux_os::os_error(program));
  return 1;
}

}  // namespace

void add_console_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("console", "Type commands to a running router");
  auto options = std::make_shared<Options>();
  command->add_option("NODE", options->node, "Name of a router in a lab, or the path of a control socket")
      ->required();
  command->add_option("-c,--command", options->lines,
                      "Do this command and end (may be repeated)")
      ->take_all();
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace kyoten::app
