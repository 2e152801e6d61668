// kyoten provider: a PPPoE access concentrator in the foreground, as a lab has one: whom it knows by name and password it gives
// an address, and it carries packets between those who are connected.
#include "platform/app/provider_command.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "platform/app/port_options.hpp"
#include "platform/lab/provider_process.hpp"

namespace kyoten::app {

namespace {

constexpr int kFailed = 1;
constexpr int kUsageError = 2;

struct Options {
  std::string name = "BAS";
  std::vector<std::string> ports;
  std::vector<std::string> accounts;
  std::vector<std::string> macs;
  std::vector<std::string> names;
  std::string address = lab::kProviderAddress;
  std::uint16_t mru = lab::ProviderSettings{}.mru;
};

/// Empty, or which option makes no sense.
std::string read_settings(const Options& options, lab::ProviderProcessSettings& settings) {
  settings.ports = options.ports;
  auto& provider = settings.provider;
  provider.name = options.name;
  provider.mru = options.mru;
  const auto address = Ipv4Address::parse(options.address);
  if (!address) return fmt::format("--address {}: not an address", options.address);
  provider.address = *address;
  provider.macs = default_macs(options.name, options.ports.size());
  if (options.macs.size() > options.ports.size()) return "--mac: more of them than ports";
  for (std::size_t i = 0; i < options.macs.size(); ++i) {
    const auto mac = MacAddress::parse(options.macs[i]);
    if (!mac || mac->is_group() || mac->is_zero()) return fmt::format("--mac {}: not the address of a station", options.macs[i]);
    provider.macs[i] = *mac;
  }
  for (auto& text : options.accounts) {
    const auto account = lab::parse_account(text);
    if (!account) return fmt::format("--account {}: needs \"NAME PASSWORD ADDRESS\"", text);
    provider.accounts.push_back(*account);
  }
  for (auto& text : options.names) {
    auto name = lab::parse_host_name(text);
    if (!name || !names_something(*name, provider.accounts)) return fmt::format("--dns-name {}: needs \"NAME ADDRESS\" or \"NAME ACCOUNT\"", text);
    provider.names.push_back(std::move(*name));
  }
  return {};
}

int run(const Options& options) {
  lab::ProviderProcessSettings settings;
  if (const auto error = read_settings(options, settings); !error.empty()) {
    fmt::print(stderr, "kyoten provider: {}\n", error);
    return kUsageError;
  }
  if (const auto error = lab::run_provider_process(settings); !error.empty()) {
    fmt::print(stderr, "kyoten provider: {}\n", error);
    return kFailed;
  }
  return 0;
}

}  // namespace

void add_provider_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("provider", "Run a PPPoE access concentrator in the foreground");
  auto options = std::make_shared<Options>();
  command->add_option("--port", options->ports, "tap:NAME | raw:INTERFACE | unix:OWN,PEER | udp:LPORT:RHOST:RPORT; several")
      ->required()
      ->expected(1, static_cast<int>(lab::kMostProviderPorts));
  command->add_option("--account", options->accounts, "\"NAME PASSWORD ADDRESS\" of a subscriber; several")
      ->required()
      ->expected(1, static_cast<int>(lab::kMostAccounts));
  command->add_option("--address", options->address, "Its own address on all lines")->capture_default_str();
  command->add_option("--mru", options->mru, "The longest packet that it takes, in bytes")
      ->check(CLI::Range(128, 1492))
      ->capture_default_str();
  command->add_option("--name", options->name, "Name of the access concentrator")->capture_default_str();
  command->add_option("--dns-name", options->names,
                      "\"NAME ADDRESS\" or \"NAME ACCOUNT\": a name that it resolves, as the DNS server of its subscribers; several")
      ->expected(1, static_cast<int>(lab::kMostHostNames));
  command->add_option("--mac", options->macs, "MAC address of each port (without: made from the name)");
  command->footer(
      "Asks for CHAP, or PAP of who refuses that. One session for each account. Prints who comes and goes.\n"
      "Ends on SIGINT or SIGTERM with exit status 0.");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace kyoten::app
