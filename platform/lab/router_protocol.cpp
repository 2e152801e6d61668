#include "platform/lab/router_protocol.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace kyoten::lab {
namespace {

using nlohmann::json;

/// Texts come from a router, and in parts from its peers: they are printed on a terminal.
constexpr std::size_t kMostTextBytes = 400;

std::string text_in(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_string()) return {};
  return printable(as_bytes(found->get<std::string>()), kMostTextBytes);
}

std::optional<json> object_in(std::string_view line) {
  auto value = json::parse(line.begin(), line.end(), nullptr, false);
  if (!value.is_object()) return std::nullopt;
  return value;
}

}  // namespace

std::string status_request(std::int64_t id) {
  return json{{"id", id}, {"status", true}}.dump();
}

std::optional<NodeEvent> parse_progress(std::string_view line) {
  const auto object = object_in(line);
  if (!object) return std::nullopt;
  const auto found = object->find("progress");
  if (found == object->end() || !found->is_object()) return std::nullopt;
  NodeEvent event;
  const auto at = found->find("at_ms");
  if (at != found->end() && at->is_number()) {
    const double milliseconds = at->get<double>();
    constexpr double kLatest = 1e12;
    if (!(milliseconds >= 0 && milliseconds < kLatest)) return std::nullopt;
    event.at = Duration(std::llround(milliseconds * 1e6));
  }
  event.milestone = text_in(*found, "milestone");
  event.subject = text_in(*found, "subject");
  event.detail = text_in(*found, "detail");
  if (event.milestone.empty()) return std::nullopt;
  return event;
}

std::optional<std::vector<TunnelState>> parse_tunnels(std::string_view line, std::size_t limit) {
  const auto object = object_in(line);
  if (!object) return std::nullopt;
  const auto found = object->find("tunnels");
  if (found == object->end() || !found->is_array()) return std::nullopt;
  std::vector<TunnelState> states;
  for (auto& row : *found) {
    if (!row.is_object() || states.size() >= limit) break;
    TunnelState state;
    const auto tunnel = row.find("tunnel");
    if (tunnel != row.end() && tunnel->is_number_unsigned()) state.tunnel = tunnel->get<unsigned>();
    const auto up = row.find("up");
    state.up = up != row.end() && up->is_boolean() && up->get<bool>();
    state.sentence = text_in(row, "sentence");
    states.push_back(std::move(state));
  }
  return states;
}

}  // namespace kyoten::lab
