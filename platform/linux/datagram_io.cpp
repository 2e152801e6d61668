#include "platform/linux/datagram_io.hpp"

#include <algorithm>
#include <cerrno>

namespace kyoten::linux_os {

namespace {
constexpr int kSocketBufferBytes = 4 << 20;
}

void DatagramReceiver::receive(int descriptor, PacketPool& pool, Batch& batch) {
  Batch fresh;
  const auto room = kBatchPackets - std::min(batch.size(), kBatchPackets);
  while (fresh.size() < room) {
    auto packet = pool.take();
    if (!packet) break;
    const auto space = packet->writable();
    auto& vector = vectors_[fresh.size()];
    vector = {space.data(), space.size()};
    messages_[fresh.size()] = {};
    messages_[fresh.size()].msg_hdr.msg_iov = &vector;
    messages_[fresh.size()].msg_hdr.msg_iovlen = 1;
    fresh.push_back(std::move(packet));
  }
  if (fresh.empty()) {
    // No buffer left: the queue must move on all the same, or a full one wakes us forever.
    std::uint8_t nowhere;
    if (room > 0) ::recv(descriptor, &nowhere, 1, MSG_DONTWAIT);
    return;
  }
  const int count = ::recvmmsg(descriptor, messages_.data(),
                               static_cast<unsigned>(fresh.size()), MSG_DONTWAIT, nullptr);
  for (int i = 0; i < count; ++i) {
    const auto& message = messages_[static_cast<std::size_t>(i)];
    if ((message.msg_hdr.msg_flags & MSG_TRUNC) != 0) continue;
    auto& packet = fresh[static_cast<std::size_t>(i)];
    packet->set_size(message.msg_len);
    batch.push_back(std::move(packet));
  }
}

std::size_t DatagramSender::send(int descriptor, const Batch& batch, std::size_t begin) {
  std::size_t sent = begin;
  while (sent < batch.size()) {
    const auto count = std::min(batch.size() - sent, kBatchPackets);
    for (std::size_t i = 0; i < count; ++i) {
      auto& packet = *batch[sent + i];
      vectors_[i] = {packet.data(), packet.size()};
      messages_[i] = {};
      messages_[i].msg_hdr.msg_iov = &vectors_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
    const int taken = ::sendmmsg(descriptor, messages_.data(), static_cast<unsigned>(count),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken <= 0) break;
    sent += static_cast<std::size_t>(taken);
    // A short count hides its reason; the next call tells it.
  }
  return sent - begin;
}

void enlarge_buffers(int descriptor) {
  const auto set = [&](int option) {
    return ::setsockopt(descriptor, SOL_SOCKET, option, &kSocketBufferBytes, sizeof kSocketBufferBytes) == 0;
  };
  // Beyond the system's limit where that is allowed: it holds a few hundred small packets, and a router that is busy with many
  // key exchanges comes back to its ports later than that.
  if (!set(SO_RCVBUFFORCE)) set(SO_RCVBUF);
  if (!set(SO_SNDBUFFORCE)) set(SO_SNDBUF);
}

}  // namespace kyoten::linux_os
