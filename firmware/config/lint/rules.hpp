// Rules of the linter: one small function each, declared in a table with its id, in one file for
// each subject.
#pragma once

#include <span>

#include "firmware/config/lint/facts.hpp"
#include "firmware/config/lint/warning.hpp"

namespace kyoten::config::lint {

/// What a rule writes to; knows which rule is speaking.
class Report {
 public:
  explicit Report(std::vector<Warning>& into) : into_(into) {}
  void begin(std::string_view rule, Severity severity);

  /// `at` is the statement concerned. `add` are lines to add to the file.
  void add(const Statement& at, std::string reason, std::vector<std::string> add = {});
  /// The statement should read otherwise.
  void change(const Statement& at, std::string reason, std::string instead);

 private:
  std::vector<Warning>& into_;
  std::string_view rule_;
  Severity severity_ = Severity::warning;
};

struct Rule {
  std::string_view id;
  Severity severity;
  std::string_view about;  ///< what it looks for, for `kyoten check --rules`
  void (*check)(const Facts&, Report&);
};

// The subjects.
std::span<const Rule> tunnel_rules();
std::span<const Rule> ipsec_rules();
std::span<const Rule> gateway_rules();
std::span<const Rule> strength_rules();
std::span<const Rule> l2tp_rules();
std::span<const Rule> bridge_rules();
std::span<const Rule> peer_rules();
std::span<const Rule> filter_rules();
std::span<const Rule> passage_rules();
std::span<const Rule> nat_rules();
std::span<const Rule> dhcp_rules();
std::span<const Rule> route_rules();

/// Lines that stand in a tunnel's block, with the line that opens it.
std::vector<std::string> in_tunnel_block(std::uint32_t tunnel, std::vector<std::string> lines);
/// The text with one part replaced; as it is, if the part is not in it.
std::string with(std::string text, std::string_view part, std::string_view other);
/// "200031", "200031 and 200032", "1, 2 and 3"
std::string listed(const std::vector<std::string>& items);

}  // namespace kyoten::config::lint
