// A lab's events and results as text for people (aligned columns, colours only where asked) and as
// JSON.
#pragma once

#include <string>
#include <vector>

#include "platform/lab/result.hpp"

namespace kyoten::lab {

/// "  1.204 s  site-a        IKE phase 1 with 10.10.10.138 stands"
std::string event_line(const NodeEvent& event, bool colours);
/// What a milestone means, in plain words: "IKE phase 1 begins".
std::string milestone_text(const NodeEvent& event);
/// "site-a tunnel 1: up for 3 s"
std::string tunnel_line(const TunnelState& tunnel, bool colours);
/// The table of checks, with a line for each that failed and why.
std::string check_table(const std::vector<CheckResult>& checks, bool colours);
/// "  ./kyoten console site-a   or  telnet 127.0.0.1 40123", a line for each.
std::string console_lines(const std::vector<ConsoleAddress>& consoles, const std::string& program);
/// "two-homes: 2 of 2 tunnel ends up, 8 of 8 checks pass, after 0.9 s"
std::string summary_line(const LabResult& result, bool colours);
/// One object: name, passed, seconds, tunnels, checks, events.
std::string to_json(const LabResult& result);

}  // namespace kyoten::lab
