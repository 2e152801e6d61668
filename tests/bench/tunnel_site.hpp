// One end of an L2TPv3/IPsec tunnel, ready to forward: what the benchmarks of the whole path are about.
#pragma once

#include "firmware/dataplane/worker.hpp"
#include "tests/support/test_entropy.hpp"
#include "tests/unit/dataplane/builders.hpp"

namespace kyoten::bench {

/// `left` and `right` are the two ends; lan1 is port 0 and inside, lan2 is port 1 and outside.
class TunnelSite {
 public:
  enum class Side : std::uint8_t { left, right };
  struct Options {
    bool masquerade = true;
    bool nat_traversal = true;
    ipsec::Suite suite;
  };

  TunnelSite(Side side, const Options& options);

  /// Frames into a port. `out` holds what left.
  void receive(std::uint8_t port, const std::vector<Bytes>& frames);
  void receive(std::uint8_t port, Batch& batch) {
    out.clear();
    worker.receive(PortIndex{port}, batch, now, out);
  }
  [[nodiscard]] Batch& sent(std::uint8_t port);
  /// Copies of the frames, as a port would fill them in.
  void fill(Batch& batch, const std::vector<Bytes>& frames);

  PacketPool pool{1024};
  test::TestEntropy entropy{1};
  dataplane::Worker worker{pool, entropy};
  dataplane::Output out;
  Instant now{};

 private:
  Batch none_;
};

/// `count` frames from the left home to the right one, with IPv4 packets of `ip_bytes` inside.
std::vector<Bytes> home_frames(std::size_t count, std::size_t ip_bytes);

}  // namespace kyoten::bench
