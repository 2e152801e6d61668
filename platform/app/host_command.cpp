// kyoten host: one end host in the foreground, as a lab has them: answers ARP, ping and IPv6
// neighbour discovery, and sends probes when its control socket asks for them.
#include "platform/app/host_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "platform/app/port_options.hpp"
#include "platform/lab/host_process.hpp"

namespace kyoten::app {

namespace {

constexpr int kFailed = 1;
constexpr int kUsageError = 2;

struct Options {
  std::string name = "host";
  std::string port;
  std::string address;
  std::string gateway;
  std::string mac;
  std::string control;
  std::vector<std::string> names;
};

/// Empty, or which option makes no sense.
std::string read_settings(const Options& options, lab::HostProcessSettings& settings) {
  settings.host.name = options.name;
  settings.port = options.port;
  settings.host.dhcp = options.address == "dhcp";
  if (!settings.host.dhcp) {
    settings.host.address = Ipv4Prefix::parse(options.address);
    if (!settings.host.address || options.address.find('/') == std::string::npos) {
      return fmt::format("--address {}: needs ADDRESS/LENGTH, or dhcp", options.address);
    }
  }
  if (!options.gateway.empty()) {
    settings.host.gateway = Ipv4Address::parse(options.gateway);
    if (!settings.host.gateway) return fmt::format("--gateway {}: not an address", options.gateway);
  }
  settings.host.mac = default_macs(options.name, 1).front();
  if (!options.mac.empty()) {
    const auto mac = MacAddress::parse(options.mac);
    if (!mac || mac->is_group() || mac->is_zero()) {
      return fmt::format("--mac {}: not the address of a station", options.mac);
    }
    settings.host.mac = *mac;
  }
  for (auto& text : options.names) {
    auto name = lab::parse_host_name(text);
    if (!name || !name->address) return fmt::format("--dns-name {}: needs \"NAME ADDRESS\"", text);
    settings.host.names.push_back(std::move(*name));
  }
  constexpr std::string_view kPrefix = "unix:";
  settings.control = options.control.starts_with(kPrefix) ? options.control.substr(kPrefix.size())
                                                          : options.control;
  return {};
}

int run(const Options& options) {
  lab::HostProcessSettings settings;
  if (const auto error = read_settings(options, settings); !error.empty()) {
    fmt::print(stderr, "kyoten host: {}\n", error);
    return kUsageError;
  }
  if (const auto error = lab::run_host_process(settings); !error.empty()) {
    fmt::print(stderr, "kyoten host: {}\n", error);
    return kFailed;
  }
  return 0;
}

}  // namespace

void add_host_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("host", "Run one end host of a lab in the foreground");
  auto options = std::make_shared<Options>();
  command
      ->add_option("--port", options->port,
                   "tap:NAME | raw:INTERFACE | unix:OWN,PEER | udp:LPORT:RHOST:RPORT")
      ->required();
  command->add_option("--address", options->address, "ADDRESS/LENGTH, or dhcp")->required();
  command->add_option("--gateway", options->gateway, "Next hop for other networks");
  command->add_option("--name", options->name, "Name it gives to a DHCP server");
  command->add_option("--mac", options->mac, "Its MAC address (without: made from the name)");
  command->add_option("--dns-name", options->names, "\"NAME ADDRESS\": a name that it resolves, as a DNS server; several")
      ->expected(1, static_cast<int>(lab::kMostHostNames));
  command->add_option("--control", options->control, "unix:PATH, for programs");
  command->footer(
      "Answers ARP, ping (also in tagged frames) and IPv6 neighbour solicitations, and DNS queries for its names.\n"
      "Ends on SIGINT or SIGTERM with exit status 0.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace kyoten::app
