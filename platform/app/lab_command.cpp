// kyoten lab: brings up a whole topology, tells what happens in it, and checks what passes between
// its hosts.

#include "platform/app/lab_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "platform/app/self_check.hpp"
#include "platform/decorate/fault_port.hpp"
#include "platform/lab/display.hpp"
#include "platform/lab/render.hpp"
#include "platform/lab/running_lab.hpp"
#include "platform/lab/virtual_lab.hpp"
#include "platform/linux/key_export.hpp"

namespace kyoten::app {

namespace {

using namespace std::chrono_literals;

constexpr int kFailed = 1;
constexpr int kUsageError = 2;
constexpr unsigned kUsualLimitSeconds = 20;
constexpr unsigned kUsualVirtualLimitSeconds = 300;
/// For the checks, after the tunnels had their time: `--check` ends within half a minute.
constexpr Duration kTimeForChecks = 8s;

struct Options {
  std::string where;
  bool check = false;
  bool json = false;
  bool in_virtual_time = false;
  std::uint64_t seed = 1;
  std::string capture;
  std::string fault;
  std::optional<unsigned> limit_seconds;
};

/// How the user called this program; the launcher says it.
std::string program_name() {
  const char* name = std::getenv("KYOTEN_COMMAND");
  return name != nullptr && *name != '\0' ? name : "kyoten";
}

std::string plural(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string headline(const lab::Topology& topology) {
  const auto count = [&](lab::NodeKind kind) {
    return static_cast<std::size_t>(std::ranges::count(topology.nodes, kind, &lab::TopologyNode::kind));
  };
  const auto providers = count(lab::NodeKind::provider);
  return fmt::format("Lab {}: {}, {}, {}{}\n", topology.name, plural(count(lab::NodeKind::router), "router"),
                     plural(count(lab::NodeKind::host), "host"),
                     providers == 0 ? "" : plural(providers, "provider") + ", ",
                     plural(topology.links.size(), "wire"));
}

class LabCommand {
 public:
  LabCommand(const Options& options, const lab::Topology& topology)
      : options_(options), topology_(topology), display_(options.json ? stderr : stdout) {}

  int run() {
    if (const auto reason = self_check(); !reason.empty()) return fail(reason);
    display_.text(headline(topology_));
    return options_.in_virtual_time ? run_in_virtual_time() : run_in_real_time();
  }

 private:
  using Pause = lab::RunningLab::Pause;

  [[nodiscard]] Duration limit() const {
    const auto usual = options_.in_virtual_time ? kUsualVirtualLimitSeconds : kUsualLimitSeconds;
    return std::chrono::seconds(options_.limit_seconds.value_or(usual));
  }

  // ---- real time ----

  int run_in_real_time() {
    lab::StopSignals stop;
    lab::RunningSettings settings;
    std::error_code error;
    settings.program = std::filesystem::read_symlink("/proc/self/exe", error).string();
    settings.capture = options_.capture;
    settings.faults = options_.fault;
    settings.seed = options_.seed;
    auto started = lab::RunningLab::start(topology_, std::move(settings), stop,
                                          [this](auto& event) { display_.event(event); });
    if (!started) return fail(started.error());
    auto& running = **started;
    const auto pause = bring_up(running);
    display_.status("");
    const auto result = running.result();
    if (pause != Pause::signal) show(result);
    if (const auto reason = running.write_captures(); !reason.empty()) return fail(reason);
    if (!options_.check && pause != Pause::signal) stay_up(running);
    running.stop();
    if (const auto reason = running.write_captures(); !reason.empty()) return fail(reason);
    return result.passed ? 0 : kFailed;
  }

  /// Until the checks have been made, or the tunnels had their time.
  Pause bring_up(lab::RunningLab& running) {
    auto pause = running.work(
        [&] {
          show_waiting(running);
          return (running.ready() && running.consoles_known()) || running.some_node_ended();
        },
        running.started() + limit());
    if (pause == Pause::time && !options_.check) {
      tell_what_hinders(running);
      // Somebody watches, and may mend it on a console.
      pause = running.work(
          [&] {
            show_waiting(running);
            return running.ready() || running.some_node_ended();
          },
          std::nullopt);
    }
    if (pause != Pause::done || !running.ready() || !topology_.check) return pause;
    display_.status("sending the checks");
    running.begin_checks();
    pause =
        running.work([&] { return running.checks_finished() || running.some_node_ended(); },
                     std::max(running.started() + limit(), lab::machine_now()) + kTimeForChecks);
    running.give_up_checks();
    return pause;
  }

  void show_waiting(lab::RunningLab& running) {
    if (!display_.terminal()) return;
    const auto waited =
        std::chrono::floor<std::chrono::seconds>(lab::machine_now() - running.started());
    std::string text = fmt::format("{} s", waited.count());
    for (auto& tunnel : running.tunnels()) {
      if (!tunnel.up) text += " | " + lab::tunnel_line(tunnel, false);
    }
    display_.status(text);
  }

  void tell_what_hinders(const lab::RunningLab& running) {
    std::string text = fmt::format("\nAfter {} s not everything is up:\n",
                                   std::chrono::floor<std::chrono::seconds>(limit()).count());
    for (auto& tunnel : running.tunnels()) {
      text += "  " + lab::tunnel_line(tunnel, display_.colours()) + "\n";
    }
    text += consoles(running.result()) + "Waiting on; Ctrl-C ends the lab.\n\n";
    display_.text(text);
  }

  void stay_up(lab::RunningLab& running) {
    display_.text("The lab stays up; Ctrl-C ends it.\n");
    running.work([&] { return running.some_node_ended(); }, std::nullopt);
    display_.text("\nEnding the lab.\n");
  }

  // ---- virtual time ----

  int run_in_virtual_time() {
    lab::VirtualSettings settings;
    settings.seed = options_.seed;
    settings.export_keys = !options_.capture.empty();
    if (!options_.fault.empty()) settings.faults = *decorate::parse_faults(options_.fault);
    lab::VirtualLab running(topology_, settings);
    if (const auto reason = capture(running); !reason.empty()) return fail(reason);
    auto result = lab::run_virtual(running, topology_, options_.seed, limit(),
                                   [this](auto& event) { display_.event(event); });
    result.capture = options_.capture;
    show(result);
    if (const auto reason = write_keys(running); !reason.empty()) return fail(reason);
    return result.passed ? 0 : kFailed;
  }

  std::string capture(lab::VirtualLab& running) const {
    if (options_.capture.empty()) return {};
    std::error_code status;
    const std::filesystem::path directory = options_.capture;
    std::filesystem::create_directories(directory, status);
    if (status) return fmt::format("cannot make {}: {}", options_.capture, status.message());
    for (std::size_t i = 0; i < topology_.links.size(); ++i) {
      const auto file = directory / (topology_.links[i].name + ".pcapng");
      auto writer = decorate::PcapngWriter::create(file.string(), "Kyoten lab " + topology_.name);
      if (!writer) return writer.error();
      running.capture(i, std::move(*writer));
    }
    return {};
  }

  std::string write_keys(lab::VirtualLab& running) const {
    if (options_.capture.empty()) return {};
    lab::KeyFiles keys;
    for (auto& [node, key] : running.take_keys()) {
      const auto line = linux_os::KeyExport::line_of(key);
      keys.add(line.file, line.text);
    }
    for (auto& node : topology_.nodes) keys.add_configuration(node.configuration);
    return keys.write(options_.capture);
  }

  // ---- both ----

  static std::string consoles(const lab::LabResult& result) {
    if (result.consoles.empty()) return {};
    return "Consoles:\n" + lab::console_lines(result.consoles, program_name());
  }

  void show(const lab::LabResult& result) {
    std::string text = "\n";
    if (!result.tunnels_up) {
      for (auto& tunnel : result.tunnels) {
        text += lab::tunnel_line(tunnel, display_.colours()) + "\n";
      }
    }
    if (result.checks_run) {
      const auto& check = *topology_.check;
      text += fmt::format("What passes from {} to {}:\n\n", topology_.nodes[check.from].name,
                          topology_.nodes[check.to].name);
      text += lab::check_table(result.checks, display_.colours()) + "\n";
    }
    text += lab::summary_line(result, display_.colours()) + "\n";
    if (!options_.check) text += consoles(result);
    if (!result.capture.empty()) {
      text += fmt::format(
          "Captures with their keys: WIRESHARK_CONFIG_DIR={0} wireshark {0}/{1}.pcapng\n",
          result.capture, topology_.links.front().name);
    }
    display_.text(text);
    if (!options_.json) return;
    fmt::print("{}\n", lab::to_json(result));
    std::fflush(stdout);
  }

  int fail(const std::string& reason) {
    display_.status("");
    fmt::print(stderr, "kyoten lab: {}\n", reason);
    return kFailed;
  }

  const Options& options_;
  const lab::Topology& topology_;
  lab::Display display_;
};

int run(const Options& options) {
  const auto topology = lab::load_topology(options.where);
  if (!topology) {
    fmt::print(stderr, "kyoten lab: {}\n", topology.error().text());
    return kUsageError;
  }
  if (!options.fault.empty() && !decorate::parse_faults(options.fault)) {
    fmt::print(stderr,
               "kyoten lab: --fault {}: needs loss=1%,delay=20ms,jitter=5ms,duplicate=1%,"
               "reorder=1%,corrupt=1%,down (any of these)\n",
               options.fault);
    return kUsageError;
  }
  if (!options.capture.empty() && topology->links.empty()) {
    fmt::print(stderr, "kyoten lab: --capture: the lab has no wires\n");
    return kUsageError;
  }
  return LabCommand(options, *topology).run();
}

}  // namespace

void add_lab_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("lab", "Bring up a whole topology and check what passes");
  auto options = std::make_shared<Options>();
  command
      ->add_option("WHERE", options->where,
                   "A containerlab topology (*.clab.yml), or a directory with one")
      ->required();
  command->add_flag("--check", options->check, "End after the checks instead of staying up");
  command->add_flag("--json", options->json,
                    "Print the result as one JSON object; everything else goes to standard error");
  command->add_option(
      "--capture", options->capture,
      "Directory for a pcapng of each wire, and the keys to read it with Wireshark");
  command->add_flag("--virtual", options->in_virtual_time,
                    "Simulate network and clock in this process; ends after the checks");
  command->add_option("--seed", options->seed,
                      "Of everything random in a simulation (and of --fault); the same seed gives "
                      "the same captures, byte for byte");
  command->add_option("--fault", options->fault,
                      "On every wire between routers: loss=1%,delay=20ms,jitter=5ms,duplicate=1%,"
                      "reorder=1%,corrupt=1%,down");
  command
      ->add_option("--limit", options->limit_seconds,
                   "Seconds until the tunnels must be up (20; 300 in virtual time)")
      ->check(CLI::Range(1u, 86400u));
  command->footer(
      "Shows each step of each router as it happens, then a table of what passes between the two "
      "hosts\n"
      "that the topology names, then stays up until Ctrl-C; `kyoten console NODE` attaches to a "
      "router.\n"
      "Exit status: 0 every tunnel came up and every check passed, 1 not so, 2 no such topology.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace kyoten::app
