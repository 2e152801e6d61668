// What a console session asks of the router it stands on. The router implements it; a session never sees
// more of the router than this.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/command.hpp"
#include "cli-grammar/grammar.hpp"
#include "firmware/base/time.hpp"
#include "firmware/config/areas.hpp"
#include "firmware/config/intent.hpp"
#include "firmware/config/statements.hpp"
#include "firmware/console/login_throttle.hpp"
#include "firmware/dataplane/status.hpp"
#include "firmware/dhcp/client.hpp"
#include "firmware/dhcp/server.hpp"
#include "firmware/ike/status.hpp"
#include "firmware/l2tp/status.hpp"
#include "firmware/ppp/status.hpp"
#include "firmware/ports/medium.hpp"

namespace kyoten::console {

enum class ConsoleId : std::uint32_t {};
enum class ConsoleKind : std::uint8_t { serial, telnet, ssh, http, control };

/// Model, revision, addresses: what banner, header and `show environment` print.
struct Identity {
  std::string model = "RTX810";
  std::string revision = "RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019)";
  std::string serial = "S3K000000";
  std::vector<MacAddress> macs;          ///< lan1, lan2
  std::string kyoten_version;            ///< "Kyoten 0.1.0"
};

struct LogLine {
  WallTime time;
  std::string text;
};

struct DhcpClientStatus {
  std::string interface;
  dhcp::ClientState state{};
  std::optional<dhcp::Lease> lease;
  std::optional<std::chrono::seconds> remaining;
};

struct ConsoleUser {
  ConsoleId id{};
  ConsoleKind kind{};
  std::string name;                      ///< empty: the unnamed user
  bool administrator = false;
  WallTime login;
  std::chrono::seconds idle{};
  std::string address;                   ///< of telnet
};

struct TunnelStatus {
  TunnelId tunnel{};
  config::Encapsulation encapsulation{};
  bool enabled = false;
  bool online = false;
  std::optional<WallTime> since;
  std::chrono::seconds connected{};
  std::string description;
  dataplane::Traffic received_ipv4;
  dataplane::Traffic transmitted_ipv4;
  dataplane::Traffic received_ipv6;
  dataplane::Traffic transmitted_ipv6;
};

/// One numbered peer and its line.
struct PpStatus {
  PpId pp{};
  enum class State : std::uint8_t { no_line, disabled, never_connected, offline, connecting, connected } state{};
  std::string description;
  std::string access_concentrator;
  std::chrono::seconds connected{};
  dataplane::Traffic received;
  dataplane::Traffic transmitted;
  ppp::LinkStatus link;
};

/// Work of the processor, averaged, for `show environment`.
struct CpuLoad {
  int five_seconds = 0;                  ///< percent
  int one_minute = 0;
  int five_minutes = 0;
};

/// A snapshot of everything `show` prints. Parts are filled on demand by Backend.
class Backend {
 public:
  virtual ~Backend() = default;

  [[nodiscard]] virtual const Identity& identity() const = 0;
  [[nodiscard]] virtual const grammar::Grammar& grammar() const = 0;
  [[nodiscard]] virtual const config::Statements& running() const = 0;
  [[nodiscard]] virtual const config::Intent& intent() const = 0;
  [[nodiscard]] virtual WallTime wall_time() const = 0;
  [[nodiscard]] virtual WallTime boot_time() const = 0;
  [[nodiscard]] virtual Instant now() const = 0;

  // Status for show commands
  [[nodiscard]] virtual std::vector<LogLine> log() const = 0;
  [[nodiscard]] virtual ike::Status ike_status() const = 0;
  [[nodiscard]] virtual l2tp::Status l2tp_status() const = 0;
  [[nodiscard]] virtual std::vector<TunnelStatus> tunnels() const = 0;
  [[nodiscard]] virtual std::vector<PpStatus> pps() const { return {}; }
  [[nodiscard]] virtual std::vector<dataplane::InterfaceStatus> interfaces() const = 0;
  [[nodiscard]] virtual std::shared_ptr<const dataplane::Plan> plan() const = 0;
  [[nodiscard]] virtual std::vector<dataplane::ArpEntryStatus> arp() const = 0;
  [[nodiscard]] virtual std::vector<dataplane::Neighbour6Status> neighbours6() const = 0;
  [[nodiscard]] virtual std::vector<dataplane::MacEntryStatus> learning(BridgeId bridge) const = 0;
  [[nodiscard]] virtual std::vector<dataplane::NatStatus> nat() const = 0;
  [[nodiscard]] virtual std::vector<dhcp::ScopeStatus> dhcp_scopes() const = 0;
  [[nodiscard]] virtual std::vector<DhcpClientStatus> dhcp_clients() const = 0;
  [[nodiscard]] virtual dataplane::DropCounters drops() const = 0;
  [[nodiscard]] virtual std::vector<ConsoleUser> users() const = 0;
  [[nodiscard]] virtual int memory_used_percent() const = 0;
  [[nodiscard]] virtual CpuLoad cpu_load() const { return {}; }

  // Passwords of the `encrypted` forms. A router that cannot encrypt says so, and nobody gets in by them.
  /// What `login password encrypted` stores for a password; nothing if it cannot be done.
  [[nodiscard]] virtual std::optional<std::string> encrypt_password(std::string_view) { return std::nullopt; }
  [[nodiscard]] virtual bool matches_encrypted(std::string_view /*typed*/, std::string_view /*stored*/) const {
    return false;
  }

  // Doing
  /// A setting statement (or its no form): stored, compiled, diffed and applied before this returns.
  virtual void apply(const grammar::Statement& statement) = 0;
  [[nodiscard]] virtual bool unsaved_changes() const = 0;
  /// `save [N [COMMENT]]`: nothing, or why it failed.
  [[nodiscard]] virtual std::optional<ports::StorageFailure> save(int number, std::string_view comment,
                                                                  ConsoleKind from) = 0;
  /// What `save` would write: loads again to the same statements.
  [[nodiscard]] virtual std::string configuration_text(std::string_view comment) = 0;
  [[nodiscard]] virtual config::Areas& areas() = 0;
  [[nodiscard]] virtual const config::Areas& areas() const = 0;
  /// Where the running configuration came from, and where `save` without a number puts it.
  [[nodiscard]] virtual config::AreaName running_area() const = 0;
  [[nodiscard]] virtual ports::ExternalMemory external_memory() const = 0;
  /// `date`, `time`: the clock reads this now.
  virtual void set_wall_time(WallTime /*now*/) {}
  /// `disconnect user`: ends another console's login.
  virtual void disconnect(ConsoleId /*console*/) {}
  /// Wrong passwords of all consoles.
  [[nodiscard]] virtual LoginThrottle& login_throttle() = 0;
  virtual void restart() = 0;
  /// Forgets everything and restarts; or why that failed.
  [[nodiscard]] virtual std::optional<ports::StorageFailure> cold_start() = 0;
  /// Operations that only touch the router and print nothing: `ipsec sa delete`, `ipsec refresh sa`, `clear arp`,
  /// `clear log`, `connect tunnel`, ... Returns false if the operation is not known to act.
  [[nodiscard]] virtual bool operate(const grammar::Statement& statement) = 0;
  /// Starts a ping; replies arrive at the session as lines until it ends or is cancelled.
  virtual void start_ping(ConsoleId console, const grammar::Statement& statement) = 0;
  virtual void cancel_operation(ConsoleId console) = 0;
  /// For the log: "Login succeeded for TELNET: 192.168.100.2".
  virtual void log(std::string text) = 0;
};

}  // namespace kyoten::console
