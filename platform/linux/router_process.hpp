// RouterProcess: one router of this process with its ports, consoles and control socket, and the loop that carries
// bytes and time between them and the Router.
//
//   port readable -> batch -> Router::receive -> frames to ports, bytes to consoles
//   Router::deadline -> one timer -> Router::expire
//   Output::restart -> the Router object is thrown away and a new one boots; ports and listeners stay
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "firmware/ports/flash.hpp"
#include "firmware/ports/packet_port.hpp"
#include "firmware/router/router.hpp"

namespace kyoten::linux_os {

class RouterProcess {
 public:
  static constexpr std::size_t kPoolBuffers = 2048;
  static constexpr std::size_t kMostHistory = 1000;  ///< progress lines kept for those who subscribe later

  struct Observers {
    std::function<void(const config::LoadReport&)> on_boot;
    std::function<void(const router::Progress&)> on_progress;
    std::function<void(const router::KeyExported&)> on_key;
  };

  RouterProcess(router::Options options, Entropy& entropy, ports::Flash& flash, Observers observers);
  ~RouterProcess();
  RouterProcess(const RouterProcess&) = delete;
  RouterProcess& operator=(const RouterProcess&) = delete;

  void add_port(PortIndex index, std::unique_ptr<ports::PacketPort> port);
  /// Empty, or why not. `where` gets what ConsoleServer::listen tells.
  [[nodiscard]] std::string add_console(const std::string& specification, std::string& where);
  [[nodiscard]] std::string add_control(const std::string& path);

  /// Boots before the first console is opened; call once, first.
  void boot();
  /// Until SIGINT, SIGTERM or the quit key; then the peers are told, and it returns.
  void run();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::linux_os
