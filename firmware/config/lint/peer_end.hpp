// One end of a tunnel as the comparison sees it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/config/lint/facts.hpp"
#include "firmware/config/lint/peer.hpp"

namespace kyoten::config::lint {

struct End {
  const Facts* facts = nullptr;
  Tunnel tunnel;
  std::vector<std::string> ways;  ///< interfaces towards the other end: "lan2", "pp 1"

  /// A statement about the gateway of this tunnel; nothing if there is none.
  [[nodiscard]] const Statement* ike(std::string_view id) const;
  [[nodiscard]] const Statement* in_tunnel(std::string_view id) const;
  /// The operand of an IKE statement, or what counts without it.
  [[nodiscard]] std::string ike_word(std::string_view id, std::string_view operand,
                                     std::string_view otherwise) const;
  [[nodiscard]] std::string tunnel_word(std::string_view id, std::string_view operand,
                                        std::string_view otherwise) const;
  [[nodiscard]] int version() const;
  [[nodiscard]] bool uses_ike() const { return tunnel.needs_policy(); }
  [[nodiscard]] const Statement* policy() const;
  /// Where this end sends to: the gateway's remote address, else the tunnel's end point.
  [[nodiscard]] const Statement* destination() const;
  [[nodiscard]] std::optional<IpAddress> destination_address() const;
  /// Starts the key exchange, or (without IKE) the tunnel, by itself.
  [[nodiscard]] bool begins() const;
  /// The address by which the other end reaches this one is not in this file.
  [[nodiscard]] bool has_changing_address() const;
  /// Networks of this home: of all interfaces but those towards the other end.
  [[nodiscard]] std::vector<OwnAddress> home_networks() const;
  /// The bridge that this tunnel is a member of: "bridge1"; empty if none.
  [[nodiscard]] std::string bridge() const;
};

/// The ends of one file that a second router can be the other end of.
std::vector<End> ends_of(const Facts& facts);

/// `statement` as it is printed, or what counts without it.
Said said(const Statement* statement, std::string_view otherwise = "not set");

/// What speaks for two ends being those of one tunnel; score 0: nothing.
struct Evidence {
  int score = 0;
  std::string text;
};
Evidence evidence(const End& ours, const End& theirs);

}  // namespace kyoten::config::lint
