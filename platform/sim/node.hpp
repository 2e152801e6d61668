// Node: anything with ports that stands on the simulated network: a router, a host of a lab, a script.
#pragma once

#include <optional>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/worker.hpp"

namespace kyoten::sim {

/// Frames on their way out, each batch with the port it leaves by.
using Frames = std::vector<dataplane::Transmit>;

/// The sans-IO contract: time and frames in, frames and a deadline out. `now` is the time of the network; it
/// goes on while a node is without power.
class Node {
 public:
  virtual ~Node() = default;

  virtual void power_on(Instant now, Frames& out) = 0;
  /// Power fails: nothing is said to anybody, only what was saved stays.
  virtual void power_cut() = 0;

  /// Takes the packets out of `batch`.
  virtual void receive(PortIndex port, Batch& batch, Instant now, Frames& out) = 0;
  /// Called when deadline() has come. Must move the deadline.
  virtual void expire(Instant now, Frames& out) = 0;
  [[nodiscard]] virtual std::optional<Instant> deadline() const = 0;
};

}  // namespace kyoten::sim
