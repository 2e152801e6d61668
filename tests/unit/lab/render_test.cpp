#include "platform/lab/render.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "platform/lab/display.hpp"

using namespace kyoten::lab;
using namespace std::chrono_literals;

namespace {

CheckResult a_ping() {
  CheckResult check;
  check.kind = ProbeKind::ping;
  check.passed = true;
  check.attempts = 1;
  check.there = 2500us;
  check.and_back = 5ms;
  check.frame_bytes = 98;
  check.answer_bytes = 98;
  check.wan = {2, 372};
  return check;
}

CheckResult a_lost_broadcast() {
  CheckResult check;
  check.kind = ProbeKind::broadcast;
  check.reason = "it did not arrive";
  check.attempts = 3;
  check.frame_bytes = 60;
  return check;
}

LabResult a_result() {
  LabResult result;
  result.name = "two-homes";
  result.tunnels_up = true;
  result.checks_run = true;
  result.took = 1500ms;
  result.tunnels = {{"site-a", 1, true, "up for 3 s"}, {"site-b", 1, true, "up for 3 s"}};
  result.checks = {a_ping(), a_lost_broadcast()};
  return result;
}

}  // namespace

TEST_CASE("an event is one line with time, node and what happened in plain words") {
  const NodeEvent event{1204ms, "site-a", "ike_phase1_done", "tunnel1", "10.10.10.138"};

  CHECK(event_line(event, false) ==
        "   1.204 s  site-a         tunnel1: IKE phase 1 stands (10.10.10.138)");
}

TEST_CASE("good and bad news have colours where colours are wanted, and only there") {
  const NodeEvent event{1s, "site-a", "tunnel_offline", "tunnel1", "no answer"};

  CHECK(event_line(event, true).find("\033[31m") != std::string::npos);
  CHECK(event_line(event, false).find('\033') == std::string::npos);
}

TEST_CASE("the table of checks has times, sizes and what it cost on the wan") {
  const auto table = check_table({a_ping(), a_lost_broadcast()}, false);

  CHECK(table.find("ping") != std::string::npos);
  CHECK(table.find("2.50 ms") != std::string::npos);
  CHECK(table.find("98 + 98 B") != std::string::npos);
  CHECK(table.find("372 B in 2 frames") != std::string::npos);
  CHECK(table.find("broadcast: it did not arrive") != std::string::npos);
}

TEST_CASE("a lab passes only if the tunnels are up and every check passed") {
  auto result = a_result();
  CHECK_FALSE(all_well(result, true));

  result.checks.pop_back();
  CHECK(all_well(result, true));

  result.tunnels_up = false;
  CHECK_FALSE(all_well(result, true));
}

TEST_CASE("the summary counts tunnel ends and checks") {
  CHECK(summary_line(a_result(), false) ==
        "two-homes: 2 of 2 tunnel ends up, 1 of 2 checks pass, after 1.5 s");
}

TEST_CASE("consoles are listed as somebody would type them") {
  CHECK(console_lines({{"a", "127.0.0.1:40123"}, {"site-b", "127.0.0.1:2"}}, "./kyoten") ==
        "  ./kyoten console a        or  telnet 127.0.0.1 40123\n"
        "  ./kyoten console site-b   or  telnet 127.0.0.1 2\n");
}

TEST_CASE("the result for programs is JSON, whatever bytes a peer put into a text") {
  auto result = a_result();
  result.events.push_back({1s, "site-a", "negotiation_failed", "tunnel1", "\xff\"\n\x1b[31m"});
  result.consoles = {{"site-a", "127.0.0.1:40123"}};

  const auto json = nlohmann::json::parse(to_json(result), nullptr, false);

  REQUIRE(json.is_object());
  CHECK(json["passed"] == false);
  CHECK(json["checks"][0]["check"] == "ping");
  CHECK(json["checks"][0]["wan_bytes"] == 372);
  CHECK(json["checks"][1]["reason"] == "it did not arrive");
  CHECK(json["consoles"]["site-a"] == "127.0.0.1:40123");
  CHECK_FALSE(json.contains("seed"));
}

TEST_CASE("a status line never breaks over the terminal's edge") {
  CHECK(fitted("short", 80) == "short");
  CHECK(fitted(std::string(80, 'x'), 80).size() == 79);
  CHECK(fitted(std::string(80, 'x'), 80).ends_with("..."));
  CHECK(fitted("abcdef", 3).empty());
}

TEST_CASE("a display that is no terminal shows no status line and no colours") {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* file = ::open_memstream(&text, &size);
  // A stream without a descriptor is none either.
  {
    Display display(file);
    display.status("waiting");
    display.event({1s, "site-a", "tunnel_online", "tunnel1", ""});
  }
  std::fclose(file);
  const std::string shown(text, size);
  ::free(text);

  CHECK(shown == "   1.000 s  site-a         tunnel1: tunnel is up\n");
}
