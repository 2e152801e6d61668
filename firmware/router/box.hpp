// Box: the inside of a Router. Owns the running configuration, the engines, the data plane and the consoles, and
// carries values between them; neither engine knows another. Everything a console may ask for comes through
// console::Backend.
//
//   box.cpp        power on, save, applying a changed configuration
//   dispatch.cpp   data plane notices -> engines; engine outboxes -> data plane, log, progress
//   tunnels.cpp    what the tunnels are doing, as status and in plain sentences
//   lines.cpp      peers on PPPoE: dialling them, and what they carry
//   names.cpp      peers that are written as names: finding their addresses
//   backend.cpp    what consoles ask for
//   configuration_files.cpp    what the router starts with, and what of it is saved
#pragma once

#include <map>
#include <set>

#include "firmware/config/diff.hpp"
#include "firmware/dhcp/client.hpp"
#include "firmware/dhcp/server.hpp"
#include "firmware/dns/resolver.hpp"
#include "firmware/ike/engine.hpp"
#include "firmware/l2tp/engine.hpp"
#include "firmware/router/event_log.hpp"
#include "firmware/router/ike_queue.hpp"
#include "firmware/router/ping.hpp"
#include "firmware/router/pki_files.hpp"
#include "firmware/router/plan_builder.hpp"
#include "firmware/router/pp_line.hpp"
#include "firmware/router/router.hpp"

namespace kyoten::router {

class Box final : public console::Backend {
 public:
  Box(Options options, PacketPool& pool, Entropy& entropy, ports::Flash& flash);

  config::LoadReport boot(std::optional<std::string_view> configuration);
  void shutdown();
  void receive(PortIndex port, Batch& batch);
  void expire();
  [[nodiscard]] std::optional<Instant> deadline() const;

  console::ConsoleId open_console(console::ConsoleKind kind, std::string peer);
  void type(console::ConsoleId console, ByteView bytes);
  void close_console(console::ConsoleId console);
  console::LineSession& line_session(console::ConsoleId console) { return *line_sessions_.at(console); }

  [[nodiscard]] std::vector<Router::TunnelSentence> sentences() const;
  [[nodiscard]] bool all_online() const;
  [[nodiscard]] dataplane::Conservation conservation() const { return worker_.conservation(); }

  /// The time and the outbox of the call under way. Every entry point of Router sets them first.
  void enter(Instant now, Output& out);
  void leave();

  // console::Backend
  [[nodiscard]] const console::Identity& identity() const override { return options_.identity; }
  [[nodiscard]] const grammar::Grammar& grammar() const override;
  [[nodiscard]] const config::Statements& running() const override { return running_; }
  [[nodiscard]] const config::Intent& intent() const override { return intent_; }
  [[nodiscard]] WallTime wall_time() const override { return wall_at(now_); }
  [[nodiscard]] WallTime boot_time() const override { return boot_wall_; }
  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] std::vector<console::LogLine> log() const override { return log_.lines(); }
  [[nodiscard]] ike::Status ike_status() const override { return ike_.status(now_); }
  [[nodiscard]] l2tp::Status l2tp_status() const override { return l2tp_.status(now_); }
  [[nodiscard]] std::vector<console::TunnelStatus> tunnels() const override;
  [[nodiscard]] std::vector<console::PpStatus> pps() const override;
  [[nodiscard]] std::vector<dataplane::InterfaceStatus> interfaces() const override;
  [[nodiscard]] std::shared_ptr<const dataplane::Plan> plan() const override { return plan_; }
  [[nodiscard]] std::vector<dataplane::Neighbour6Status> neighbours6() const override { return worker_.neighbours6(now_); }
  [[nodiscard]] std::vector<dataplane::ArpEntryStatus> arp() const override { return worker_.arp(now_); }
  [[nodiscard]] std::vector<dataplane::MacEntryStatus> learning(BridgeId bridge) const override;
  [[nodiscard]] std::vector<dataplane::NatStatus> nat() const override { return worker_.nat(now_); }
  [[nodiscard]] std::vector<dhcp::ScopeStatus> dhcp_scopes() const override;
  [[nodiscard]] std::vector<console::DhcpClientStatus> dhcp_clients() const override;
  [[nodiscard]] dataplane::DropCounters drops() const override { return worker_.drops(); }
  [[nodiscard]] std::vector<console::ConsoleUser> users() const override;
  [[nodiscard]] int memory_used_percent() const override;
  [[nodiscard]] console::CpuLoad cpu_load() const override { return cpu_load_; }
  void apply(const grammar::Statement& statement) override;
  [[nodiscard]] bool unsaved_changes() const override;
  void set_wall_time(WallTime now) override {
    boot_wall_ += now - wall_at(now_);
    ike_.set_wall_clock(now_, now);
  }
  void disconnect(console::ConsoleId console) override;
  [[nodiscard]] console::LoginThrottle& login_throttle() override { return login_throttle_; }
  [[nodiscard]] std::optional<std::string> encrypt_password(std::string_view password) override;
  [[nodiscard]] bool matches_encrypted(std::string_view typed, std::string_view stored) const override;
  [[nodiscard]] std::optional<ports::StorageFailure> save(int number, std::string_view comment,
                                                          console::ConsoleKind from) override;
  [[nodiscard]] std::string configuration_text(std::string_view comment) override;
  [[nodiscard]] config::Areas& areas() override { return areas_; }
  [[nodiscard]] const config::Areas& areas() const override { return areas_; }
  [[nodiscard]] config::AreaName running_area() const override { return running_area_; }
  [[nodiscard]] ports::ExternalMemory external_memory() const override { return options_.external_memory; }
  void restart() override { out_->restart = true; }
  [[nodiscard]] std::optional<ports::StorageFailure> cold_start() override;
  [[nodiscard]] bool operate(const grammar::Statement& statement) override;
  /// What operate() knows.
  struct Operation {
    std::string_view id;
    bool (*run)(Box&, const grammar::Statement&);  ///< false: not in this form
  };
  [[nodiscard]] static const std::vector<Operation>& operations();
  void start_ping(console::ConsoleId console, const grammar::Statement& statement) override;
  void cancel_operation(console::ConsoleId console) override;
  void log(std::string text) override { write_log(LogLevel::info, std::move(text)); }

 private:
  struct PolicyState {
    bool up = false;
    Endpoint local;
    Endpoint peer;
  };
  /// Up or down: its tunnel's routes may appear or hide.
  void set_policy(PolicyId policy, PolicyState state);
  /// `ipsec ike keepalive use ... UPWAIT`: policies with SAs whose tunnels do not count as up yet.
  struct Rising {
    Instant at;
    ike::PolicyUp up;
  };
  struct SessionState {
    SessionId local{};
    Instant since;
  };

  // configuration_files.cpp
  [[nodiscard]] config::LoadReport load(std::optional<std::string_view> configuration);
  [[nodiscard]] bool load_area(config::AreaName area, config::LoadReport& report);
  void encrypt_user_passwords();

  // box.cpp
  void recompile();
  void apply_change(config::Change change);
  void rebuild_plan();
  void configure_ike();
  /// Says which gateways and policies are left out for what they are written with.
  void tell_broken();
  void configure_dhcp_clients();
  void write_log(LogLevel level, std::string text);
  void send_syslog(LogLevel level, const std::string& text);
  void progress(Milestone milestone, std::string subject, std::string detail = {});
  [[nodiscard]] WallTime wall_at(Instant instant) const;

  // dispatch.cpp
  void drain();                          ///< until no notice and no outbox has anything left
  void handle(const dataplane::Notice& notice);
  void handle(const dataplane::LocalDatagram& local);
  void handle(const dataplane::LocalIcmp& icmp);
  void handle(const dataplane::FilterLogged& filter);
  void handle(const dataplane::PppoeReceived& received);
  void handle(const dataplane::LineWanted& wanted);
  /// A turn of the messages that wait.
  void work_off_ike_queue();
  void drain_ike();
  void drain_l2tp();
  void on_ike_event(const ike::Event& event);
  /// At once, or when the SAs have stood for as long as the keepalive says.
  void rise_in_time(const ike::PolicyUp& up);
  void rise(const ike::PolicyUp& up);
  void rise_those_due();
  void on_l2tp_event(const l2tp::Event& event);
  void drain_dhcp_client(const std::string& name, dhcp::ClientOutbox& outbox);
  void drain_dhcp_server(InterfaceIndex interface, dhcp::ServerOutbox& outbox);
  void report_sa_use();
  void run_pings();
  void finish_operations();
  void print_on(console::ConsoleId console, std::string_view line);
  void emit(console::ConsoleId console, console::SessionOutput output, bool finished = false);

  // lines.cpp
  void configure_lines();
  /// Gives to a line what `act` says, and carries out what comes of it.
  template <class Act>
  void with_line(PpId pp, const Act& act);
  void drain_line(const config::Pp& pp, LineOutbox& outbox);
  void on_line_event(PpId pp, const LineEvent& event);
  void expire_lines();
  void hang_up_lines();
  /// A gateway's peer does not answer: the line to it is hung up, if that is asked for.
  void hang_up_line_of(GatewayId gateway);
  /// The peer by whose line a packet to there would leave.
  [[nodiscard]] std::optional<PpId> line_towards(const IpAddress& destination) const;
  /// The same, if that line is down.
  [[nodiscard]] std::optional<PpId> idle_line_towards(const IpAddress& destination) const;
  void dial(PpId pp, PpLine::Wish wish);
  [[nodiscard]] std::string why_down(PpId pp) const;
  /// Of a peer that the plan has no interface for.
  [[nodiscard]] std::string why_no_line(PpId pp) const;
  [[nodiscard]] bool operate_line(const grammar::Statement& statement, bool connect);

  // names.cpp
  /// Which servers are asked, and what for, as ways and tunnels stand now.
  void configure_names();
  [[nodiscard]] dns::Servers name_servers() const;
  [[nodiscard]] std::vector<IpAddress> addresses_of(const dns::ServerSource& source) const;
  /// All that are written.
  [[nodiscard]] std::set<dns::Name> named_hosts() const;
  enum class Wanting : std::uint8_t { at_all, to_begin };
  /// Of the peers that are not connected; a tunnel that stands keeps the address that it stands with.
  [[nodiscard]] std::set<dns::Name> wanted_names(Wanting wanting = Wanting::at_all) const;
  /// A line without which no server can be asked.
  void dial_for_names();
  void drain_dns();
  void on_dns_event(const dns::Event& event);
  /// What a ping waits for.
  void look_up_for(console::ConsoleId console, const grammar::Statement& statement, const dns::Name& name);
  void end_look_up(const dns::Name& name, const IpAddress* address);
  /// Why the address of a peer's name is not known; nothing if it is, or if the peer has no name.
  [[nodiscard]] std::optional<std::string> nameless(const std::string& host) const;

  // backend.cpp
  void make_room_for_console();
  void begin_ping(console::ConsoleId console, const grammar::Statement& statement, std::optional<IpAddress> destination);

  // tunnels.cpp
  [[nodiscard]] const config::Tunnel* tunnel_of(PolicyId policy) const;
  /// Where the clients of a gateway come in.
  [[nodiscard]] std::optional<TunnelId> tunnel_of_clients(GatewayId gateway) const;
  [[nodiscard]] bool is_online(const config::Tunnel& tunnel) const;
  [[nodiscard]] std::string why_down(const config::Tunnel& tunnel, const ike::Status& ike) const;
  [[nodiscard]] std::optional<std::string> unreachable(PolicyId policy) const;
  [[nodiscard]] bool operate_tunnel(const grammar::Statement& statement, bool connect);
  [[nodiscard]] std::string nat_hint(const config::Tunnel& tunnel) const;

  Options options_;
  PacketPool& pool_;
  Entropy& entropy_;
  config::Areas areas_;
  PkiFiles pki_files_;

  Instant now_{};
  Instant booted_{};
  WallTime boot_wall_{};
  Output* out_ = nullptr;
  std::optional<ike::NegotiationFailed> stranger_;  ///< the last peer that no gateway knew
  console::CpuLoad cpu_load_;
  bool running_state_ = false;           ///< booted and not shut down

  config::Statements running_;
  config::Intent intent_;
  std::shared_ptr<const dataplane::Plan> plan_;
  Leases leases_;
  Clients clients_;
  std::vector<std::string> saved_lines_; ///< to tell unsaved changes
  config::AreaName running_area_;        ///< the configuration came from there
  bool saved_in_area_ = false;           ///< and stands there

  ike::Engine ike_;
  IkeQueue ike_queue_;
  l2tp::Engine l2tp_;
  dhcp::Server dhcp_server_;
  dns::Resolver resolver_;
  config::KnownHosts known_hosts_;       ///< those whose names stand in the configuration; the last address, too, of one that DNS has lost
  std::map<std::string, std::unique_ptr<dhcp::Client>> dhcp_clients_;
  std::map<PpId, std::unique_ptr<PpLine>> lines_;
  dataplane::Worker worker_;

  ike::Outbox ike_out_;
  l2tp::Outbox l2tp_out_;
  dns::Outbox dns_out_;
  dataplane::Output worker_out_;

  std::map<PolicyId, PolicyState> policies_;
  std::map<PolicyId, Rising> rising_;
  std::map<TunnelId, SessionState> sessions_;
  std::map<TunnelId, Instant> online_since_;
  Instant next_housekeeping_{};

  EventLog log_;
  console::LoginThrottle login_throttle_;
  std::uint32_t next_console_ = 1;
  std::map<console::ConsoleId, std::unique_ptr<console::Session>> sessions_of_consoles_;
  std::map<console::ConsoleId, std::unique_ptr<console::LineSession>> line_sessions_;
  std::map<console::ConsoleId, Ping> pings_;
  /// Pings whose host is being looked up.
  struct LookUp {
    dns::Name name;
    grammar::Statement statement;
    std::optional<dns::Name> in_domain;  ///< is tried next
  };
  std::map<console::ConsoleId, LookUp> look_ups_;
  /// Operations that ended while a session was busy typing: told to it when the call is over.
  struct EndedOperation {
    console::ConsoleId console{};
    std::vector<std::string> last_lines;
  };
  std::vector<EndedOperation> ended_operations_;

  friend class Router;
};

}  // namespace kyoten::router
