#include "platform/lab/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kyoten::lab {
namespace {

constexpr std::string_view kGreen = "\033[32m";
constexpr std::string_view kRed = "\033[31m";
constexpr std::string_view kPlain = "\033[0m";

std::string coloured(std::string text, std::string_view colour, bool colours) {
  return colours ? fmt::format("{}{}{}", colour, text, kPlain) : text;
}

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }
double milliseconds(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

std::string time_cell(const std::optional<Duration>& duration) {
  return duration ? fmt::format("{:.2f} ms", milliseconds(*duration)) : "-";
}

struct Words {
  std::string_view milestone;
  std::string_view text;
  int mood = 0;  ///< 1 good, -1 bad
};
constexpr Words kMilestones[] = {
    {"starting", "starting", 0},
    {"booted", "booted", 0},
    {"address_acquired", "address by DHCP", 0},
    {"address_lost", "lost its DHCP address", -1},
    {"line_up", "PPPoE line stands", 0},
    {"line_down", "PPPoE line is down", -1},
    {"ike_phase1", "IKE phase 1 begins", 0},
    {"ike_phase1_done", "IKE phase 1 stands", 0},
    {"ike_phase2", "IKE phase 2 begins", 0},
    {"tunnel_up", "IPsec SAs stand", 0},
    {"tunnel_down", "IPsec SAs are gone", -1},
    {"l2tp_connected", "L2TPv3 control connection stands", 0},
    {"l2tp_session_up", "L2TPv3 session stands", 0},
    {"l2tp_session_down", "L2TPv3 session is gone", -1},
    {"bridge_forwarding", "bridge forwards into the tunnel", 1},
    {"negotiation_failed", "negotiation failed", -1},
    {"peer_dead", "the peer is dead", -1},
    {"tunnel_online", "tunnel is up", 1},
    {"tunnel_offline", "tunnel is down", -1},
    {"exited", "its process ended", -1},
};

const Words* words(std::string_view milestone) {
  for (auto& row : kMilestones) {
    if (row.milestone == milestone) return &row;
  }
  return nullptr;
}

using Row = std::vector<std::string>;
constexpr std::size_t kNoteColumn = 6;

/// Columns as wide as their widest cell; the first two to the left, numbers to the right.
std::string aligned(const std::vector<Row>& rows, const std::vector<bool>& colour_passes,
                    bool colours) {
  std::vector<std::size_t> widths(rows.front().size());
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::string line = " ";
    for (std::size_t i = 0; i < rows[r].size(); ++i) {
      auto cell = i < 2 || i == kNoteColumn ? fmt::format(" {:<{}} ", rows[r][i], widths[i])
                        : fmt::format(" {:>{}} ", rows[r][i], widths[i]);
      if (i == 1 && r > 0) cell = coloured(cell, colour_passes[r - 1] ? kGreen : kRed, colours);
      line += cell;
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string frame_cell(const CheckResult& check) {
  if (check.frame_bytes == 0) return "-";
  if (check.answer_bytes == 0) return fmt::format("{} B", check.frame_bytes);
  return fmt::format("{} + {} B", check.frame_bytes, check.answer_bytes);
}

std::string wan_cell(const CheckResult& check) {
  if (check.wan.frames == 0) return "-";
  return fmt::format("{} B in {} {}", check.wan.bytes, check.wan.frames,
                     check.wan.frames == 1 ? "frame" : "frames");
}

nlohmann::ordered_json check_json(const CheckResult& check) {
  nlohmann::ordered_json json;
  json["check"] = name(check.kind);
  json["passed"] = check.passed;
  if (!check.passed) json["reason"] = check.reason;
  if (!check.note.empty()) json["note"] = check.note;
  json["attempts"] = check.attempts;
  if (check.there) json["there_ms"] = milliseconds(*check.there);
  if (check.and_back) json["and_back_ms"] = milliseconds(*check.and_back);
  json["frame_bytes"] = check.frame_bytes;
  if (check.answer_bytes != 0) json["answer_bytes"] = check.answer_bytes;
  json["wan_frames"] = check.wan.frames;
  json["wan_bytes"] = check.wan.bytes;
  return json;
}

}  // namespace

std::string milestone_text(const NodeEvent& event) {
  const auto* row = words(event.milestone);
  std::string text = row ? std::string(row->text) : event.milestone;
  if (!event.subject.empty() && event.subject != "router") text = event.subject + ": " + text;
  if (!event.detail.empty()) text += " (" + event.detail + ")";
  return text;
}

std::string event_line(const NodeEvent& event, bool colours) {
  const auto* row = words(event.milestone);
  auto text = milestone_text(event);
  if (row && row->mood != 0) {
    text = coloured(std::move(text), row->mood > 0 ? kGreen : kRed, colours);
  }
  return fmt::format("{:8.3f} s  {:<14} {}", seconds(event.at), event.node, text);
}

std::string tunnel_line(const TunnelState& tunnel, bool colours) {
  return coloured(fmt::format("{} tunnel {}: {}", tunnel.node, tunnel.tunnel, tunnel.sentence),
                  tunnel.up ? kGreen : kRed, colours);
}

std::string check_table(const std::vector<CheckResult>& checks, bool colours) {
  std::vector<Row> rows{{"check", "result", "there", "and back", "frame", "on the wan"}};
  std::vector<bool> passes;
  const bool notes = std::ranges::any_of(checks, [](auto& check) { return !check.note.empty(); });
  if (notes) rows.front().emplace_back("");
  for (auto& check : checks) {
    std::string verdict = check.passed ? "passes" : "fails";
    if (check.attempts > 1) verdict += fmt::format(" (attempt {})", check.attempts);
    rows.push_back({std::string(title(check.kind)), verdict, time_cell(check.there),
                    time_cell(check.and_back), frame_cell(check), wan_cell(check)});
    if (notes) rows.back().push_back(check.note);
    passes.push_back(check.passed);
  }
  auto text = aligned(rows, passes, colours);
  for (auto& check : checks) {
    if (!check.passed) text += fmt::format("  {}: {}\n", title(check.kind), check.reason);
  }
  return text;
}

std::string console_lines(const std::vector<ConsoleAddress>& consoles, const std::string& program) {
  std::size_t width = 0;
  for (auto& console : consoles) width = std::max(width, console.node.size());
  std::string text;
  for (auto& console : consoles) {
    auto place = console.telnet;
    if (const auto colon = place.rfind(':'); colon != std::string::npos) place[colon] = ' ';
    text +=
        fmt::format("  {} console {:<{}}   or  telnet {}\n", program, console.node, width, place);
  }
  return text;
}

std::string summary_line(const LabResult& result, bool colours) {
  const auto passed = static_cast<std::size_t>(
      std::ranges::count_if(result.checks, [](auto& check) { return check.passed; }));
  const auto up = static_cast<std::size_t>(
      std::ranges::count_if(result.tunnels, [](auto& tunnel) { return tunnel.up; }));
  std::string text =
      fmt::format("{}: {} of {} tunnel ends up", result.name, up, result.tunnels.size());
  if (result.checks_run)
    text += fmt::format(", {} of {} checks pass", passed, result.checks.size());
  text += fmt::format(", after {:.1f} s{}", seconds(result.took),
                      result.seed ? fmt::format(" of virtual time (seed {})", *result.seed) : "");
  return coloured(std::move(text), result.passed ? kGreen : kRed, colours);
}

std::string to_json(const LabResult& result) {
  nlohmann::ordered_json json;
  json["lab"] = result.name;
  json["passed"] = result.passed;
  if (result.seed) json["seed"] = *result.seed;
  json["seconds"] = seconds(result.took);
  json["tunnels_up"] = result.tunnels_up;
  json["tunnels"] = nlohmann::ordered_json::array();
  for (auto& tunnel : result.tunnels) {
    json["tunnels"].push_back({{"node", tunnel.node},
                               {"tunnel", tunnel.tunnel},
                               {"up", tunnel.up},
                               {"sentence", tunnel.sentence}});
  }
  json["checks_run"] = result.checks_run;
  json["checks"] = nlohmann::ordered_json::array();
  for (auto& check : result.checks) json["checks"].push_back(check_json(check));
  json["events"] = nlohmann::ordered_json::array();
  for (auto& event : result.events) {
    json["events"].push_back({{"at_ms", milliseconds(event.at)},
                              {"node", event.node},
                              {"milestone", event.milestone},
                              {"subject", event.subject},
                              {"detail", event.detail}});
  }
  if (!result.consoles.empty()) json["consoles"] = nlohmann::ordered_json::object();
  for (auto& console : result.consoles) json["consoles"][console.node] = console.telnet;
  if (!result.capture.empty()) json["capture"] = result.capture;
  // Texts of peers may hold anything; what is not UTF-8 is replaced, never an exception.
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace kyoten::lab
