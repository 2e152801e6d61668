#include "tests/unit/dataplane/rig.hpp"

namespace kyoten::test {

void Rig::receive(std::uint8_t port, const std::vector<Bytes>& frames) {
  out.clear();
  Batch batch;
  for (auto& frame : frames) {
    batch.push_back(pool.copy(frame));
    REQUIRE(batch.back());
  }
  worker.receive(PortIndex{port}, batch, now, out);
  check();
}

void Rig::expire_at(Instant when) {
  out.clear();
  now = when;
  worker.expire(now, out);
  check();
}

std::vector<Bytes> Rig::sent(std::uint8_t port) const {
  std::vector<Bytes> frames;
  for (auto& row : out.transmit) {
    if (row.port != PortIndex{port}) continue;
    for (auto& packet : row.batch) frames.push_back(to_bytes(packet->bytes()));
  }
  return frames;
}

}  // namespace kyoten::test
