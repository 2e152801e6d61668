// FaultPort: a port on a bad line. Loses, duplicates, delays, reorders and damages frames in both directions, by
// chance from a seed.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

#include "firmware/ports/packet_port.hpp"
#include "platform/decorate/faults.hpp"

namespace kyoten::decorate {

struct FaultCounters {
  std::uint64_t lost = 0;
  std::uint64_t duplicated = 0;
  std::uint64_t damaged = 0;
  std::uint64_t overflowed = 0;  ///< more than kMostHeldFrames were on the line
};

class FaultPort final : public ports::PacketPort {
 public:
  static constexpr std::size_t kMostHeldFrames = 4096;  ///< in each direction
  using Clock = std::function<Instant()>;

  FaultPort(std::unique_ptr<ports::PacketPort> inner, Faults faults, std::uint64_t seed, Clock clock);

  void set_faults(const Faults& faults) { faults_ = faults; }
  [[nodiscard]] const FaultCounters& counters() const { return counters_; }

  void receive(PacketPool& pool, Batch& batch) override;
  void send(Batch& batch) override;
  int wait_descriptor() const override { return inner_->wait_descriptor(); }
  int output_descriptor() const override { return inner_->output_descriptor(); }
  std::optional<Instant> deadline() const override;
  std::string description() const override { return inner_->description(); }
  std::uint64_t send_failures() const override { return inner_->send_failures(); }

 private:
  /// Frames on the line by the time they come out; equal times keep their order.
  using Line = std::multimap<Instant, Bytes>;
  void put(Line& line, const Fate& fate, ByteView frame, Instant now);
  static void take_due(Line& line, PacketPool& pool, Batch& batch, Instant now);

  std::unique_ptr<ports::PacketPort> inner_;
  Faults faults_;
  FaultDice inbound_dice_;
  FaultDice outbound_dice_;
  Clock clock_;
  Line inbound_;
  Line outbound_;
  PacketPool outgoing_pool_;   ///< the caller's pool is not known to send()
  FaultCounters counters_;
};

/// "loss=1%,delay=20ms,jitter=5ms,duplicate=0.1%,reorder=2%,corrupt=0.01%,down". Nothing if it is not that.
[[nodiscard]] std::optional<Faults> parse_faults(std::string_view text);

}  // namespace kyoten::decorate
