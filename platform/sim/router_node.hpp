// RouterNode: a Router on the simulated network, with what stays when its power goes: flash, identity, wall clock.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "firmware/ports/flash.hpp"
#include "firmware/router/router.hpp"
#include "platform/decorate/startup_flash.hpp"
#include "platform/sim/node.hpp"
#include "platform/sim/seeded_entropy.hpp"

namespace kyoten::sim {

class RouterNode final : public Node {
 public:
  struct Settings {
    router::Options options;
    /// What it starts with until something is saved or all is forgotten; nothing: the router's factory default.
    std::optional<std::string> configuration;
    std::uint64_t seed = 1;
    std::uint64_t stream = 0;      ///< number of the node, so that no two draw the same numbers
    WallTime wall_at_zero{std::chrono::seconds(1577836800)};  ///< 2020-01-01 00:00:00 UTC
    Duration restart_time = std::chrono::seconds(3);  ///< from `restart` to the next boot
  };
  RouterNode(Settings settings, PacketPool& pool);
  ~RouterNode() override;

  void power_on(Instant now, Frames& out) override;
  void power_cut() override;
  void receive(PortIndex port, Batch& batch, Instant now, Frames& out) override;
  void expire(Instant now, Frames& out) override;
  [[nodiscard]] std::optional<Instant> deadline() const override;

  // For Network::act:
  /// A line of the administrator, through a control console that is opened when first needed.
  console::LineSession::Answer execute(std::string_view line, Instant now, Frames& out);
  console::ConsoleId open_console(console::ConsoleKind kind, Instant now, Frames& out);
  void type(console::ConsoleId console, std::string_view text, Instant now, Frames& out);
  void shutdown(Instant now, Frames& out);

  /// Null while the power is off.
  [[nodiscard]] router::Router* router() { return router_.get(); }
  [[nodiscard]] ports::Flash& flash() { return flash_; }
  /// Of the last power-on.
  [[nodiscard]] const config::LoadReport& load_report() const { return report_; }

  // What came out and was not taken yet. Taking empties.
  [[nodiscard]] std::vector<router::Progress> take_progress() { return std::exchange(progress_, {}); }
  [[nodiscard]] std::vector<router::KeyExported> take_keys() { return std::exchange(keys_, {}); }
  [[nodiscard]] std::string take_typed_output() { return std::exchange(typed_output_, {}); }
  /// Lines of the control console's running operation (ping).
  [[nodiscard]] std::string take_control_output() { return std::exchange(control_output_, {}); }
  [[nodiscard]] bool operation_running() const { return operation_running_; }

 private:
  void collect(Instant now, Frames& out);

  Settings settings_;
  PacketPool& pool_;
  SeededEntropy entropy_;
  ports::MemoryFlash flash_;
  decorate::StartupFlash startup_;
  std::unique_ptr<router::Router> router_;
  router::Output output_;
  config::LoadReport report_;
  std::optional<console::ConsoleId> control_;
  std::optional<Instant> restart_at_;
  bool operation_running_ = false;
  std::vector<router::Progress> progress_;
  std::vector<router::KeyExported> keys_;
  std::string typed_output_;
  std::string control_output_;
};

}  // namespace kyoten::sim
