// kyoten run: one router in the foreground, attached to the outside as the options say.
#include "platform/app/run_command.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "platform/app/findings.hpp"
#include "platform/app/port_options.hpp"
#include "platform/app/self_check.hpp"
#include "platform/app/text_file.hpp"
#include "platform/decorate/capture_port.hpp"
#include "platform/decorate/fault_port.hpp"
#include "platform/decorate/startup_flash.hpp"
#include "platform/linux/clock.hpp"
#include "platform/linux/control_server.hpp"
#include "platform/linux/entropy.hpp"
#include "platform/linux/flash_dir.hpp"
#include "platform/linux/key_export.hpp"
#include "platform/linux/medium_dir.hpp"
#include "platform/linux/port_factory.hpp"
#include "platform/linux/router_process.hpp"

namespace kyoten::app {

namespace {

constexpr int kFailed = 1;
constexpr int kUsageError = 2;

struct Options {
  std::string config;
  bool enforce_config = false;
  std::string flash, usb1, sd1;
  std::vector<std::string> ports, consoles, captures, faults, macs;
  std::uint64_t fault_seed = 1;
  std::string control;
  std::string export_keys;
  std::string name;
  bool strict = false;
  bool refuse_broken = false;
};

/// Ends the command: what to print, and the exit status.
struct Failure {
  std::string reason;
  int status = kFailed;
};

void say(const std::string& line) { fmt::print(stderr, "{}\n", line); }

class RunCommand {
 public:
  explicit RunCommand(const Options& options) : options_(options) {}

  int run() {
    try {
      keep_keys_inside();
      if (const auto reason = self_check(); !reason.empty()) throw Failure{reason};
      prepare();
      process_->run();
    } catch (const Failure& failure) {
      process_.reset();  // gives the terminal back before the reason is printed
      say("kyoten run: " + failure.reason);
      return failure.status;
    }
    process_.reset();
    say("kyoten: shut down");
    return 0;
  }

 private:
  /// Keys and passwords do not go from memory to a core file, unless this is a build for finding mistakes.
  static void keep_keys_inside() {
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
  }

  void prepare() {
    const auto ports = table("--port", options_.ports);
    open_flash();
    if (!options_.export_keys.empty()) keys_ = or_fail(linux_os::KeyExport::open(options_.export_keys));
    process_ = std::make_unique<linux_os::RouterProcess>(router_options(ports), entropy_, *startup_,
                                                         observers());
    attach(ports);
    process_->boot();
    open_consoles();
  }

  void open_flash() {
    std::optional<std::string> text;
    if (!options_.config.empty()) {
      auto file = read_text_file(options_.config);
      if (!file) throw Failure{file.error().reason, kUsageError};
      text = std::move(file->content);
    }
    if (options_.flash.empty()) {
      medium_ = std::make_unique<ports::MemoryFlash>();
    } else {
      medium_ = or_fail(linux_os::FlashDirectory::open(options_.flash));
    }
    if (!options_.usb1.empty()) usb1_.emplace(options_.usb1);
    if (!options_.sd1.empty()) sd1_.emplace(options_.sd1);
    const bool given = text.has_value();
    startup_ = std::make_unique<decorate::StartupFlash>(*medium_, std::move(text),
                                                        options_.enforce_config);
    if (given && !startup_->in_use()) {
      say(fmt::format("the configuration saved in {} is used, not {} (--enforce-config to change that)",
                      options_.flash, options_.config));
    }
  }

  router::Options router_options(const PortTable& ports) {
    router::Options result;
    result.strict = options_.strict;
    result.refuses_broken = options_.refuse_broken;
    result.export_keys = keys_ != nullptr;
    result.external_memory = {usb1_ ? &*usb1_ : nullptr, sd1_ ? &*sd1_ : nullptr};
    result.identity.kyoten_version = "Kyoten " KYOTEN_VERSION;
    auto count = static_cast<std::size_t>(kModelPorts);
    if (!ports.empty()) count = std::max(count, std::size_t{number(ports.rbegin()->first)} + 1);
    result.identity.macs = default_macs(router_name(), count);
    for (const auto& [port, text] : table("--mac", options_.macs)) {
      const auto mac = MacAddress::parse(text);
      if (!mac || mac->is_group() || number(port) >= count) {
        throw Failure{fmt::format("--mac {}={}: not an address of a port", port_name(port), text),
                      kUsageError};
      }
      result.identity.macs[number(port)] = *mac;
    }
    return result;
  }

  /// Without --name: the machine and the configuration, so that routers of one network differ.
  std::string router_name() const {
    if (!options_.name.empty()) return options_.name;
    char host[65] = {};
    ::gethostname(host, sizeof host - 1);
    std::error_code error;
    return fmt::format("{}:{}:{}", host, std::filesystem::absolute(options_.config, error).string(),
                       fmt::join(options_.ports, ","));
  }

  void attach(const PortTable& ports) {
    const auto faults = table("--fault", options_.faults, &ports);
    const auto captures = table("--capture", options_.captures, &ports);
    for (const auto& [index, specification] : ports) {
      const auto name = port_name(index);
      auto port = or_fail(linux_os::make_port(name, specification));
      say(fmt::format("{} {}", name, port->description()));
      if (const auto fault = faults.find(index); fault != faults.end()) {
        const auto parsed = decorate::parse_faults(fault->second);
        if (!parsed) {
          throw Failure{fmt::format("--fault {}={}: needs loss=1%,delay=20ms,jitter=5ms,duplicate=1%,"
                                    "reorder=1%,corrupt=1%,down (any of these)",
                                    name, fault->second),
                        kUsageError};
        }
        port = std::make_unique<decorate::FaultPort>(
            std::move(port), *parsed, options_.fault_seed + number(index), linux_os::now);
      }
      if (const auto capture = captures.find(index); capture != captures.end()) {
        auto writer = or_fail(decorate::PcapngWriter::create(capture->second, "Kyoten " KYOTEN_VERSION));
        port = std::make_unique<decorate::CapturePort>(std::move(port), std::move(writer), name,
                                                       linux_os::wall_nanoseconds);
      }
      process_->add_port(index, std::move(port));
    }
  }

  void open_consoles() {
    auto consoles = options_.consoles;
    if (!options_.control.empty()) {
      const std::string_view prefix = "unix:";
      const auto path =
          options_.control.starts_with(prefix) ? options_.control.substr(prefix.size()) : options_.control;
      if (const auto error = process_->add_control(path); !error.empty()) {
        throw Failure{"--control: " + error};
      }
      say("control unix:" + path);
    } else if (consoles.empty() && ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO)) {
      consoles.emplace_back("stdio");  // nobody could reach the router otherwise
    }
    for (const auto& console : consoles) {
      if (console == "stdio" && ::isatty(STDIN_FILENO)) {
        quiet_ = true;  // the terminal belongs to the router now
        say("console stdio (Ctrl-] ends kyoten)");
      }
      std::string where;
      if (const auto error = process_->add_console(console, where); !error.empty()) {
        throw Failure{"--console " + error};
      }
      if (!quiet_) say("console " + where);
    }
  }

  linux_os::RouterProcess::Observers observers() {
    linux_os::RouterProcess::Observers result;
    result.on_boot = [this](const config::LoadReport& report) {
      if (quiet_) return;
      const auto file = startup_->in_use() ? options_.config : std::string("config");
      for (const auto& finding : report.findings) {
        if (finding.severity == config::Finding::Severity::refused) say(located(file, finding));
      }
      say("booted, " + summary(report));
    };
    result.on_progress = [this](const router::Progress& progress) {
      if (quiet_ || progress.milestone == router::Milestone::booted) return;
      const auto at = std::chrono::duration<double>(progress.at.time_since_epoch()).count();
      say(fmt::format("{:8.3f} {} {} {}", at, progress.subject, linux_os::name_of(progress.milestone),
                      progress.detail));
    };
    if (keys_) {
      result.on_key = [this](const router::KeyExported& key) { keys_->add(key); };
    }
    return result;
  }

  /// With `among`: ports that exist.
  static PortTable table(std::string_view option, const std::vector<std::string>& values,
                         const PortTable* among = nullptr) {
    auto result = parse_port_table(option, values);
    if (!result) throw Failure{result.error(), kUsageError};
    for (const auto& [port, value] : *result) {
      if (among && !among->contains(port)) {
        throw Failure{fmt::format("{} {}: there is no --port for it", option, port_name(port)),
                      kUsageError};
      }
    }
    return std::move(*result);
  }

  template <class T>
  static T or_fail(Result<T, std::string> result) {
    if (!result) throw Failure{result.error()};
    return std::move(*result);
  }

  const Options& options_;
  bool quiet_ = false;
  linux_os::SystemEntropy entropy_;
  std::unique_ptr<ports::Flash> medium_;
  std::optional<linux_os::MediumDirectory> usb1_, sd1_;
  std::unique_ptr<decorate::StartupFlash> startup_;
  std::unique_ptr<linux_os::KeyExport> keys_;
  std::unique_ptr<linux_os::RouterProcess> process_;
};

}  // namespace

void add_run_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("run", "Run one router in the foreground");
  auto options = std::make_shared<Options>();
  command->add_option("--config", options->config,
                      "Configuration file it starts with, until one is saved (without: factory default)");
  command->add_flag("--enforce-config", options->enforce_config,
                    "Start with --config even if a configuration was saved in --flash");
  command->add_option("--flash", options->flash,
                      "Directory that keeps what is saved (without: in memory, gone at the end)");
  command->add_option("--usb1", options->usb1, "Directory that is in the slot usb1: (a stick's mount point)");
  command->add_option("--sd1", options->sd1, "Directory that is in the slot sd1:");
  command->add_option("--port", options->ports,
                      "lanN=tap:NAME | raw:INTERFACE | unix:OWN,PEER | udp:LPORT:RHOST:RPORT");
  command->add_option("--console", options->consoles,
                      "stdio | tcp:ADDRESS:PORT | unix:PATH | pty | serial:PATH[,BAUD]");
  command->add_option("--control", options->control, "unix:PATH, for kyoten console and programs");
  command->add_option("--capture", options->captures, "lanN=FILE.pcapng");
  command->add_option("--export-keys", options->export_keys,
                      "Directory for the key files with which Wireshark opens the capture");
  command->add_option("--fault", options->faults,
                      "lanN=loss=1%,delay=20ms,jitter=5ms,duplicate=1%,reorder=1%,corrupt=1%,down");
  command->add_option("--fault-seed", options->fault_seed, "Repeats the faults of an earlier run");
  command->add_option("--mac", options->macs, "lanN=ADDRESS (without: made from the name)");
  command->add_option("--name", options->name, "Name that the MAC addresses are made from");
  command->add_flag("--strict", options->strict, "Refuse what only sister models of the RTX810 know");
  command->add_flag("--refuse-broken", options->refuse_broken, "Do without DES, MD5 and groups of 768 bits, whatever is written or offered");
  command->footer(
      "Options may be repeated, except --config, --flash, --usb1, --sd1, --control and --name.\n"
      "Ends on SIGINT or SIGTERM: peers are told, exit status 0. A raw: interface should carry no\n"
      "address of this machine. Refused configuration lines are printed; the rest is used.");
  command->callback([options, &exit_status] { exit_status = RunCommand(*options).run(); });
}

}  // namespace kyoten::app
