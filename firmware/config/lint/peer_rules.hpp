// Rules of the comparison: each looks at one subject of two ends.
#pragma once

#include <span>

#include "firmware/config/lint/peer_end.hpp"

namespace kyoten::config::lint {

class PeerReport {
 public:
  explicit PeerReport(std::vector<Mismatch>& into) : into_(into) {}
  void begin(std::string_view rule, bool turned) {
    rule_ = rule;
    turned_ = turned;
  }
  /// `x` and `y` as the rule's first and second end say it.
  void add(Effect effect, std::string subject, Said x, Said y, std::string reason) {
    if (turned_) std::swap(x, y);
    into_.push_back(
        {rule_, effect, std::move(subject), std::move(x), std::move(y), std::move(reason)});
  }

 private:
  std::vector<Mismatch>& into_;
  std::string_view rule_;
  bool turned_ = false;
};

struct PeerRule {
  std::string_view id;
  std::string_view about;
  bool both_ways;  ///< asked a second time with the ends turned round
  void (*check)(const End& x, const End& y, PeerReport&);
};

std::span<const PeerRule> peer_ike_rules();
std::span<const PeerRule> peer_proposal_rules();
std::span<const PeerRule> peer_tunnel_rules();
std::span<const PeerRule> peer_network_rules();

}  // namespace kyoten::config::lint
