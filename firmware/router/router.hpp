// Router: one box. Bytes, frames, time and entropy in; frames, bytes and deadlines out. Two Router objects and
// a wire are a laboratory; a real router is one Router and platform/linux.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/config/statements.hpp"
#include "firmware/console/backend.hpp"
#include "firmware/console/session.hpp"
#include "firmware/dataplane/worker.hpp"
#include "firmware/ports/flash.hpp"
#include "firmware/ports/medium.hpp"

namespace kyoten::router {

struct Options {
  console::Identity identity;                    ///< macs: one for each port
  bool strict = false;                           ///< refuse what an RTX810 would refuse
  bool refuses_broken = false;                   ///< neither begin nor answer with DES, MD5 or modp768
  bool export_keys = false;                      ///< emit KeyExported events for captures
  ports::ExternalMemory external_memory;         ///< what is in the slots usb1: and sd1:
};

/// Keys for Wireshark/tshark (`--capture`), only with Options::export_keys.
struct KeyExported {
  enum class Kind : std::uint8_t { ikev1, ikev2, esp } kind{};
  Bytes initiator_cookie;                        ///< ikev1
  Bytes ike_key;
  std::optional<ike::Ikev2Keys> ikev2;
  std::optional<ipsec::SaParameters> sa;         ///< esp
};

/// What a lab shows as it happens.
enum class Milestone : std::uint8_t {
  booted, address_acquired, address_lost, line_up, line_down, ike_phase1, ike_phase1_done, ike_phase2, tunnel_up, tunnel_down,
  l2tp_connected, l2tp_session_up, l2tp_session_down, bridge_forwarding, negotiation_failed, peer_dead,
};
struct Progress {
  Instant at;
  Milestone milestone{};
  std::string subject;                           ///< "lan2", "tunnel1"
  std::string detail;                            ///< address, reason in plain words
};

struct ConsoleOutput {
  console::ConsoleId console{};
  console::SessionOutput output;
  bool finished = false;                         ///< control consoles: the running operation has ended
};

struct Output {
  std::vector<dataplane::Transmit> transmit;
  std::vector<ConsoleOutput> consoles;
  std::vector<Progress> progress;
  std::vector<KeyExported> keys;
  bool restart = false;                          ///< the router wants to be powered off and on (restart, cold start)
  void clear();
};

class Router {
 public:
  /// All references outlive the router. Flash is what survives it.
  Router(Options options, PacketPool& pool, Entropy& entropy, ports::Flash& flash);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  /// Powers on: loads the saved configuration (or `configuration`, if given; or the factory default), brings
  /// interfaces up. `wall` is the time of day at `now`.
  config::LoadReport boot(std::optional<std::string_view> configuration, Instant now, WallTime wall, Output& out);
  /// Orderly power-off: peers are told.
  void shutdown(Instant now, Output& out);

  void receive(PortIndex port, Batch& batch, Instant now, Output& out);
  void expire(Instant now, Output& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  console::ConsoleId open_console(console::ConsoleKind kind, std::string peer, Instant now, Output& out);
  void type(console::ConsoleId console, ByteView bytes, Instant now, Output& out);
  void close_console(console::ConsoleId console, Instant now, Output& out);

  /// The control socket (kyoten-console, lab): whole lines.
  console::LineSession::Answer execute(console::ConsoleId console, std::string_view line, Instant now, Output& out);
  [[nodiscard]] grammar::Completion complete(console::ConsoleId console, std::string_view line, std::size_t cursor) const;
  [[nodiscard]] std::vector<std::string> help(console::ConsoleId console, std::string_view line) const;
  [[nodiscard]] std::string prompt(console::ConsoleId console) const;

  /// For tests, the lab and show: everything a console could see.
  [[nodiscard]] console::Backend& backend();
  /// How busy the machine is, for `show environment`: only the platform knows.
  void set_cpu_load(console::CpuLoad load);
  [[nodiscard]] dataplane::Conservation conservation() const;
  /// One plain sentence for each tunnel: "up since ...", or what its negotiation is stuck at.
  struct TunnelSentence {
    TunnelId tunnel{};
    bool up = false;
    std::string sentence;
  };
  [[nodiscard]] std::vector<TunnelSentence> tunnel_sentences(Instant now) const;
  /// What the sentences would say in one word; cheap enough to ask all the time.
  [[nodiscard]] bool all_tunnels_up() const;

 private:
  std::unique_ptr<class Box> box_;
};

}  // namespace kyoten::router
