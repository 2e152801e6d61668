// WireRelay: one wire of a running lab. Each end is a unix datagram port that the node at that end connects to; what
// comes in at one end goes out at the other, past the capture and the meter.
//
//   node A  unix:wN-a.node,wN-a.lab      lab  unix:wN-a.lab,wN-a.node | unix:wN-b.lab,wN-b.node      node B
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "firmware/ports/packet_port.hpp"
#include "platform/decorate/pcapng.hpp"
#include "platform/lab/poll_set.hpp"
#include "platform/lab/run_directory.hpp"

namespace kyoten::lab {

class WireRelay {
 public:
  static Result<std::unique_ptr<WireRelay>, std::string> make(const RunDirectory& directory,
                                                              std::size_t number);

  /// For the node at an end (0 or 1): "unix:OWN,PEER".
  [[nodiscard]] const std::string& node_port(int end) const { return node_ports_[end]; }
  void capture(std::shared_ptr<decorate::PcapngWriter> writer, const std::string& name);
  /// Hears of every frame once, before it is handed on.
  void watch(std::function<void(ByteView)> observer) { observer_ = std::move(observer); }

  void want(PollSet& poll) const;
  /// Hands on what has arrived. `pool` lends the buffers.
  void pump(const PollSet& poll, PacketPool& pool);
  void flush_capture();

 private:
  std::unique_ptr<ports::PacketPort> ports_[2];
  std::string node_ports_[2];
  std::shared_ptr<decorate::PcapngWriter> writer_;
  std::uint32_t interface_ = 0;
  std::function<void(ByteView)> observer_;
  Batch batch_;
};

}  // namespace kyoten::lab
