// One data plane alone on a table: frames go in by its ports, and after every call the check that no packet has been lost or
// made from nothing.
#pragma once

#include <catch2/catch.hpp>

#include "tests/unit/dataplane/builders.hpp"

namespace kyoten::test {

class Rig {
 public:
  explicit Rig(std::uint64_t seed = 1, std::size_t buffers = 1024) : pool(buffers), entropy(seed), worker(pool, entropy) {}
  ~Rig() { out.transmit.clear(); }

  void plan(const PlanBuilder& builder) {
    worker.set_plan(builder.build(), now);
    check();
  }
  /// Frames in; `out` then has what came of it.
  void receive(std::uint8_t port, const std::vector<Bytes>& frames);
  void receive(std::uint8_t port, const Bytes& frame) { receive(port, std::vector<Bytes>{frame}); }
  void expire_at(Instant when);
  /// Something else of the worker, for example `rig.call([&](auto& w) { w.send(..., rig.now, rig.out); })`.
  template <class Call>
  void call(Call&& action) {
    out.clear();
    action(worker);
    check();
  }
  [[nodiscard]] std::vector<Bytes> sent(std::uint8_t port) const;
  template <class T>
  [[nodiscard]] std::vector<T> notices() const {
    std::vector<T> found;
    for (auto& notice : out.notices) {
      if (auto* one = std::get_if<T>(&notice)) found.push_back(*one);
    }
    return found;
  }
  [[nodiscard]] std::uint64_t drops(dataplane::DropReason reason) const {
    return worker.drops()[static_cast<std::size_t>(reason)];
  }
  /// The sum of all but `reason`: nothing else was dropped.
  [[nodiscard]] std::uint64_t drops_but(dataplane::DropReason reason) const {
    return worker.conservation().dropped - drops(reason);
  }
  /// Answers ARP for a neighbour on a port, so that packets leave at once.
  void knows(std::uint8_t port, const MacAddress& router, Ipv4Address own, const MacAddress& neighbour,
             Ipv4Address address) {
    receive(port, ethernet(router, neighbour, wire::ethertype::arp, arp(false, neighbour, address, own, router)));
  }

  PacketPool pool;
  TestEntropy entropy;
  dataplane::Worker worker;
  dataplane::Output out;
  Instant now{std::chrono::seconds(1000)};

 private:
  void check() const {
    INFO("conservation: see Conservation in status.hpp");
    REQUIRE(worker.conservation().holds());
  }
};

}  // namespace kyoten::test
