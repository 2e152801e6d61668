// What tests of the linter say: a text is linted, and rules fire or do not.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "firmware/config/lint/lint.hpp"
#include "tests/unit/config/typing.hpp"

namespace kyoten::test {

/// The warnings about a text that loads without refusal.
inline std::vector<config::lint::Warning> linted(std::string_view text) {
  const auto file = loaded(text);
  INFO(text);
  REQUIRE(file.report.refused == 0);
  return config::lint::lint(file.statements);
}

inline std::vector<config::lint::Warning> of_rule(std::string_view rule, std::string_view text) {
  auto warnings = linted(text);
  std::erase_if(warnings, [&](auto& warning) { return warning.rule != rule; });
  return warnings;
}

/// A rule, a text in which it fires once at `line`, what it says to write there, and a text in
/// which it is silent.
struct RuleCase {
  std::string_view rule;
  std::string wrong;
  std::size_t line;
  std::vector<std::string> add;
  std::string instead;
  std::string right;
};

inline void check_rule(const RuleCase& one) {
  INFO(one.rule << "\n" << one.wrong);
  const auto warnings = of_rule(one.rule, one.wrong);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].line == one.line);
  CHECK(warnings[0].add == one.add);
  CHECK(warnings[0].instead == one.instead);
  CHECK(warnings[0].reason.ends_with("."));
  CHECK(warnings[0].reason.size() > 20);

  INFO("and silent in\n" << one.right);
  CHECK(of_rule(one.rule, one.right).empty());
}

/// Lines joined: short ways to write a text.
inline std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (auto& line : lines) text += line + "\n";
  return text;
}

/// A tunnel between two routers with fixed addresses, in which nothing is wrong.
inline std::vector<std::string> sound_tunnel() {
  return {"ip route default gateway 203.0.113.1",                      // 1
          "ip route 192.168.2.0/24 gateway tunnel 1",                  // 2
          "ip lan1 address 192.168.1.1/24",                            // 3
          "ip lan2 address 203.0.113.2/24",                            // 4
          "ip lan2 secure filter in 1 2 3",                            // 5
          "ip lan2 nat descriptor 1",                                  // 6
          "tunnel select 1",                                           // 7
          " ipsec tunnel 101",                                         // 8
          "  ipsec sa policy 101 1 esp aes-cbc sha-hmac",              // 9
          "  ipsec ike keepalive use 1 on dpd 10 6",                   // 10
          "  ipsec ike local address 1 192.168.1.1",                   // 11
          "  ipsec ike pre-shared-key 1 text secret1",                 // 12
          "  ipsec ike remote address 1 198.51.100.2",                 // 13
          " tunnel enable 1",                                          // 14
          "ip filter 1 pass * 192.168.1.1 udp * 500",                  // 15
          "ip filter 2 pass 198.51.100.2 192.168.1.1 esp * *",         // 16
          "ip filter 3 reject * * * * *",                              // 17
          "nat descriptor type 1 masquerade",                          // 18
          "nat descriptor address outer 1 primary",                    // 19
          "nat descriptor masquerade static 1 1 192.168.1.1 udp 500",  // 20
          "nat descriptor masquerade static 1 2 192.168.1.1 esp",      // 21
          "ipsec auto refresh on"};                                    // 22
}

/// The sound tunnel with one line replaced; an empty text takes it away (and keeps the numbers of
/// the others).
inline std::string sound_but(std::size_t line, const std::string& text) {
  auto lines = sound_tunnel();
  lines.at(line - 1) = text;
  return text_of(lines);
}
inline std::string sound() { return text_of(sound_tunnel()); }
/// The sound tunnel and more lines behind it: the first has number 23.
inline std::string sound_and(const std::vector<std::string>& more) {
  return sound() + text_of(more);
}

}  // namespace kyoten::test
