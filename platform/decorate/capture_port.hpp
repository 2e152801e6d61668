// CapturePort: writes everything that passes a port into a capture and changes nothing.
#pragma once

#include <functional>
#include <memory>

#include "firmware/ports/packet_port.hpp"
#include "platform/decorate/pcapng.hpp"

namespace kyoten::decorate {

class CapturePort final : public ports::PacketPort {
 public:
  /// Time of day, UTC: from the system, or from a simulation.
  using Clock = std::function<std::chrono::nanoseconds()>;

  CapturePort(std::unique_ptr<ports::PacketPort> inner, std::shared_ptr<PcapngWriter> writer,
              std::string_view name, Clock clock);

  void receive(PacketPool& pool, Batch& batch) override;
  void send(Batch& batch) override;
  int wait_descriptor() const override { return inner_->wait_descriptor(); }
  int output_descriptor() const override { return inner_->output_descriptor(); }
  std::optional<Instant> deadline() const override { return inner_->deadline(); }
  std::string description() const override { return inner_->description(); }
  std::uint64_t send_failures() const override { return inner_->send_failures(); }

 private:
  void note(const Batch& batch, std::size_t begin, PcapngWriter::Direction direction);

  std::unique_ptr<ports::PacketPort> inner_;
  std::shared_ptr<PcapngWriter> writer_;
  std::uint32_t interface_;
  Clock clock_;
};

}  // namespace kyoten::decorate
