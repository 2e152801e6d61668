// DatagramIo: many frames per system call over a socket that carries one frame per datagram.
#pragma once

#include <sys/socket.h>
#include <sys/uio.h>

#include <array>
#include <cstdint>

#include "firmware/base/packet.hpp"

namespace kyoten::linux_os {

/// recvmmsg into fresh packets. Frames longer than a buffer are dropped.
class DatagramReceiver {
 public:
  void receive(int descriptor, PacketPool& pool, Batch& batch);

 private:
  std::array<mmsghdr, kBatchPackets> messages_{};
  std::array<iovec, kBatchPackets> vectors_{};
};

/// sendmmsg of a batch from `begin` on.
class DatagramSender {
 public:
  /// How many frames were taken; fewer than all means errno tells why the next one was not.
  std::size_t send(int descriptor, const Batch& batch, std::size_t begin);

 private:
  std::array<mmsghdr, kBatchPackets> messages_{};
  std::array<iovec, kBatchPackets> vectors_{};
};

/// As large as the system lets us make them; bursts of many frames fit then.
void enlarge_buffers(int descriptor);

}  // namespace kyoten::linux_os
