// `kyoten host`: one end host as a process, on a port (a wire of a lab, a TAP, an interface), with a control socket.
#pragma once

#include <filesystem>
#include <string>

#include "platform/lab/host.hpp"

namespace kyoten::lab {

struct HostProcessSettings {
  HostSettings host;
  std::string port;               ///< "unix:OWN,PEER", as for `kyoten run --port`
  std::filesystem::path control;  ///< empty: none
};

/// Runs until SIGINT or SIGTERM. Returns an empty string, or why it could not start.
std::string run_host_process(const HostProcessSettings& settings);

}  // namespace kyoten::lab
