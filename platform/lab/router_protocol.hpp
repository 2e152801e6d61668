// What the lab says and hears on a router's control socket: one JSON object per line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/lab/result.hpp"

namespace kyoten::lab {

std::string status_request(std::int64_t id);

/// {"progress":{"at_ms":..,"milestone":"..","subject":"..","detail":".."}}; `at` is since the router's start.
std::optional<NodeEvent> parse_progress(std::string_view line);
/// {"tunnels":[{"tunnel":1,"up":true,"sentence":".."}]}; at most `limit`.
std::optional<std::vector<TunnelState>> parse_tunnels(std::string_view line, std::size_t limit);

}  // namespace kyoten::lab
