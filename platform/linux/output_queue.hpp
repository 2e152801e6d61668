// OutputQueue: bytes for a descriptor that may be slow. Writing never blocks; what waits is bounded.
#pragma once

#include <functional>
#include <memory>

#include "firmware/base/bytes.hpp"
#include "platform/linux/asio.hpp"

namespace kyoten::linux_os {

class OutputQueue : public std::enable_shared_from_this<OutputQueue> {
 public:
  /// `owner` holds the descriptor and is kept alive while a write is under way. `on_drained`: everything is written.
  /// `on_error`: the other end has gone. Neither is called inside write().
  OutputQueue(std::weak_ptr<void> owner, asio::posix::stream_descriptor& descriptor, std::size_t limit_bytes,
              std::function<void()> on_drained, std::function<void()> on_error);

  /// False: too much waits already; nothing of `bytes` was taken.
  bool write(ByteView bytes);
  [[nodiscard]] std::size_t waiting() const { return waiting_.size() + writing_.size(); }
  /// The owner is done: no callback any more.
  void detach() { owned_ = false; }

 private:
  void start();

  std::weak_ptr<void> owner_;
  asio::posix::stream_descriptor& descriptor_;
  std::size_t limit_bytes_;
  std::function<void()> on_drained_;
  std::function<void()> on_error_;
  Bytes waiting_;
  Bytes writing_;
  bool owned_ = true;
};

}  // namespace kyoten::linux_os
