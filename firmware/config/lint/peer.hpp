// Two configuration files, the two ends of a tunnel: what one says that does not fit what the other
// says.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/config/statements.hpp"

namespace kyoten::config::lint {

/// What a difference means for the tunnel.
enum class Effect : std::uint8_t {
  keeps_down,     ///< the tunnel does not come up, or not for long
  may_keep_down,  ///< so, unless something between the two ends helps
  misleads,       ///< it comes up, and traffic does not get where it should
  note,           ///< it works; worth knowing
};

/// What one file says, and where.
struct Said {
  std::string text;      ///< the statement, secrets hidden; or what counts without one
  std::size_t line = 0;  ///< 0: not said
};

struct Mismatch {
  std::string_view rule;  ///< "peer-key"
  Effect effect = Effect::keeps_down;
  std::string subject;  ///< "pre-shared key"
  Said ours;
  Said theirs;
  std::string reason;  ///< one sentence
};

/// A tunnel of one file and the one of the other that is its other end.
struct TunnelPair {
  std::uint32_t ours = 0;
  std::uint32_t theirs = 0;
  std::string matched_by;  ///< "10.10.10.138 is an address of the other router"
  std::vector<Mismatch> mismatches;
  std::string verdict;  ///< one sentence
};

/// A tunnel that has no other end in the other file, and why.
struct Unpaired {
  bool ours = true;
  std::uint32_t tunnel = 0;
  std::size_t line = 0;
  std::string reason;
};

struct Comparison {
  std::vector<TunnelPair> pairs;
  std::vector<Unpaired> unpaired;
  [[nodiscard]] bool fits()
      const;  ///< some pair, and none with a difference that is more than a note
};

/// Id and subject of every rule of the comparison.
std::vector<std::pair<std::string_view, std::string_view>> peer_rule_list();

/// Pure. What only one end of a pair could tell is left out rather than guessed.
Comparison compare(const Statements& ours, const Statements& theirs);

}  // namespace kyoten::config::lint
