// Two PPP links back to back, with a wire on which frames can be lost.
#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <functional>

#include "firmware/ppp/link.hpp"
#include "tests/support/test_entropy.hpp"

namespace kyoten::test {

using namespace std::chrono_literals;

class Ends {
 public:
  explicit Ends(const ppp::LinkSettings& a, const ppp::LinkSettings& b) : sides_{Side{a, 1}, Side{b, 2}} {}

  /// Says whether the frame of this number (from 0, both ways) is lost.
  std::function<bool(std::size_t)> loses = [](std::size_t) { return false; };

  void lower_up() {
    for (int side : {0, 1}) act(side, [&](auto& link, auto& out) { link.lower_up(now, out); });
    settle();
  }
  template <class Act>
  void act(int side, const Act& action) {
    ppp::LinkOutbox out;
    action(sides_[side].link, out);
    for (auto& frame : out.frames) {
      sent.push_back(frame);
      if (!loses(sent.size() - 1)) on_the_way_.push_back({1 - side, frame});
    }
    for (auto& event : out.events) {
      if (auto* down = std::get_if<ppp::LinkDown>(&event)) {
        sides_[side].down = down->reason;
      } else {
        ++sides_[side].ups;
      }
    }
  }
  /// Until nothing is on the way.
  void settle() {
    for (int round = 0; !on_the_way_.empty(); ++round) {
      REQUIRE(round < 1000);
      const auto [to, frame] = on_the_way_.front();
      on_the_way_.pop_front();
      act(to, [&, &packet = frame](auto& link, auto& out) { link.receive({packet.protocol, packet.packet}, now, out); });
    }
  }
  void run_for(Duration duration) {
    const auto end = now + duration;
    for (int round = 0;; ++round) {
      REQUIRE(round < 10000);
      settle();
      const auto due = earlier(sides_[0].link.deadline(), sides_[1].link.deadline());
      if (!due || *due > end) break;
      now = std::max(now, *due);
      for (int side : {0, 1}) {
        const auto deadline = sides_[side].link.deadline();
        if (deadline && *deadline <= now) act(side, [&](auto& link, auto& out) { link.expire(now, out); });
      }
    }
    now = end;
  }
  void give(int side, std::uint16_t protocol, const Bytes& packet) {
    act(side, [&](auto& link, auto& out) { link.receive({protocol, packet}, now, out); });
  }

  [[nodiscard]] ppp::Link& link(int side) { return sides_[side].link; }
  [[nodiscard]] std::optional<ppp::Reason> down(int side) const { return sides_[side].down; }
  [[nodiscard]] int ups(int side) const { return sides_[side].ups; }
  [[nodiscard]] bool both_up() { return link(0).is_up() && link(1).is_up(); }

  std::vector<ppp::OutgoingFrame> sent;
  Instant now{1000s};

 private:
  struct Side {
    Side(const ppp::LinkSettings& settings, std::uint64_t seed) : entropy(seed), link(settings, entropy) {}
    TestEntropy entropy;
    ppp::Link link;
    std::optional<ppp::Reason> down;
    int ups = 0;
  };
  Side sides_[2];
  std::deque<std::pair<int, ppp::OutgoingFrame>> on_the_way_;
};

inline const auto kGiven = Ipv4Address::of(198, 51, 100, 1);
inline const auto kServer = Ipv4Address::of(192, 0, 2, 1);

/// As a router on a line with `pp auth accept pap chap`, `ppp ipcp ipaddress on` and `ppp ipcp msext on`.
inline ppp::LinkSettings subscriber() {
  ppp::LinkSettings settings;
  settings.longest_mru = 1492;
  settings.mru = 1454;
  settings.accepts = {ppp::Authentication::chap_md5, ppp::Authentication::pap};
  settings.name = "user1@example.local";
  settings.password = "secret@pass";
  settings.negotiates_address = true;
  settings.wants_name_servers = true;
  return settings;
}

inline ppp::LinkSettings server() {
  ppp::LinkSettings settings;
  settings.longest_mru = 1492;
  settings.requests = {ppp::Authentication::chap_md5, ppp::Authentication::pap};
  settings.accounts = {{"user2@example.local", "other", Ipv4Address::of(203, 0, 113, 1)},
                       {"user1@example.local", "secret@pass", kGiven}};
  settings.negotiates_address = true;
  settings.local_address = kServer;
  return settings;
}

}  // namespace kyoten::test
