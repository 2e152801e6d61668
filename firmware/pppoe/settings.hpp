// What can be configured about PPPoE (command chapter 11), with the RTX810's defaults.
#pragma once

#include <chrono>
#include <string>

namespace kyoten::pppoe {

/// How often a discovery packet is sent, and how long the first waits for an answer; each repetition waits twice as long.
struct Attempts {
  std::chrono::milliseconds restart{3000};
  int retries = 5;
  bool operator==(const Attempts&) const = default;
};

struct ClientSettings {
  std::string service_name;         ///< empty: any
  std::string access_concentrator;  ///< empty: any
  Attempts padi;
  Attempts padr;
  bool operator==(const ClientSettings&) const = default;
};

struct ConcentratorSettings {
  std::string name = "BAS";
  bool operator==(const ConcentratorSettings&) const = default;
};

}  // namespace kyoten::pppoe
