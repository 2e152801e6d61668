// The options of `kyoten run` that speak of one port each: lanN=SOMETHING.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::app {

constexpr int kMostPorts = 4;   ///< lan1..lan4: more than any member of the family has
constexpr int kModelPorts = 2;  ///< lan1 and lan2 of the RTX810

/// By port; each port at most once.
using PortTable = std::map<PortIndex, std::string>;

/// "lan2" -> 1
[[nodiscard]] std::optional<PortIndex> parse_port_name(std::string_view name);
[[nodiscard]] std::string port_name(PortIndex port);
/// The error says what is wrong with which value of `option`.
Result<PortTable, std::string> parse_port_table(std::string_view option,
                                                const std::vector<std::string>& values);

/// Addresses in the range of the family's maker (00:a0:de), made from `name`, so that the same router has the same
/// ones at each start and two routers have different ones.
[[nodiscard]] std::vector<MacAddress> default_macs(std::string_view name, std::size_t count);

}  // namespace kyoten::app
