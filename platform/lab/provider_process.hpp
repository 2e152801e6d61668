// `kyoten provider`: an access concentrator as a process, on ports (wires of a lab, TAPs, interfaces).
#pragma once

#include <string>
#include <vector>

#include "platform/lab/provider.hpp"

namespace kyoten::lab {

struct ProviderProcessSettings {
  ProviderSettings provider;
  std::vector<std::string> ports;  ///< "unix:OWN,PEER", as for `kyoten run --port`
};

/// Prints who comes and goes, one line each, until SIGINT or SIGTERM. Returns an empty string, or why it could not start.
std::string run_provider_process(const ProviderProcessSettings& settings);

}  // namespace kyoten::lab
