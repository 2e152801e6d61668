// A router's attachment to the outside. The platform implements it (TAP, AF_PACKET, unix, udp, simulated
// wires); decorators wrap it (pcapng writer, faults).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::ports {

class PacketPort {
 public:
  virtual ~PacketPort() = default;

  /// Appends up to kBatchPackets received frames to `batch`, taking buffers from `pool`. Never blocks.
  virtual void receive(PacketPool& pool, Batch& batch) = 0;
  /// Sends all frames and empties the batch. Frames that the outside does not take are dropped and counted.
  virtual void send(Batch& batch) = 0;

  /// File descriptor to wait on for input, -1 if there is none (simulated wires).
  [[nodiscard]] virtual int wait_descriptor() const { return -1; }
  /// Frames that the outside was too slow for may wait inside (a bounded number). When this descriptor is
  /// writable, call send() with an empty batch. -1: nothing waits.
  [[nodiscard]] virtual int output_descriptor() const { return -1; }
  /// When frames that a decorator holds back are due: call receive() and, with an empty batch, send() then.
  [[nodiscard]] virtual std::optional<Instant> deadline() const { return std::nullopt; }
  [[nodiscard]] virtual std::string description() const = 0;  ///< "tap:kyoten0"
  [[nodiscard]] virtual std::uint64_t send_failures() const { return 0; }
};

}  // namespace kyoten::ports
