#include "platform/lab/wire_relay.hpp"

#include <fmt/format.h>

#include <utility>

#include "platform/linux/clock.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::lab {

Result<std::unique_ptr<WireRelay>, std::string> WireRelay::make(const RunDirectory& directory,
                                                                std::size_t number) {
  auto relay = std::make_unique<WireRelay>();
  for (int end = 0; end < 2; ++end) {
    const auto stem = fmt::format("w{}-{}", number, end == 0 ? "a" : "b");
    const auto lab_side = directory.file(stem + ".lab").string();
    const auto node_side = directory.file(stem + ".node").string();
    auto port = linux_os::make_unix_port(lab_side, node_side);
    if (!port) return port.error();
    relay->ports_[end] = std::move(*port);
    relay->node_ports_[end] = fmt::format("unix:{},{}", node_side, lab_side);
  }
  return relay;
}

void WireRelay::capture(std::shared_ptr<decorate::PcapngWriter> writer, const std::string& name) {
  writer_ = std::move(writer);
  interface_ = writer_->add_interface(name);
}

void WireRelay::want(PollSet& poll) const {
  for (auto& port : ports_) {
    poll.want_input(port->wait_descriptor());
    poll.want_output(port->output_descriptor());
  }
}

void WireRelay::pump(const PollSet& poll, PacketPool& pool) {
  for (int end = 0; end < 2; ++end) {
    auto& to = *ports_[1 - end];
    batch_.clear();
    if (poll.readable(ports_[end]->wait_descriptor())) ports_[end]->receive(pool, batch_);
    for (auto& packet : batch_) {
      const auto frame = std::as_const(*packet).bytes();
      if (writer_) {
        writer_->write(interface_, decorate::PcapngWriter::Direction::unknown,
                       linux_os::wall_nanoseconds(), frame);
      }
      if (observer_) observer_(frame);
    }
    const bool room = poll.writable(to.output_descriptor());
    if (!batch_.empty() || room) to.send(batch_);
  }
}

void WireRelay::flush_capture() {
  if (writer_) writer_->flush();
}

}  // namespace kyoten::lab
