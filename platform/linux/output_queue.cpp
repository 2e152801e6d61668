#include "platform/linux/output_queue.hpp"

#include <boost/asio/write.hpp>

namespace kyoten::linux_os {

OutputQueue::OutputQueue(std::weak_ptr<void> owner, asio::posix::stream_descriptor& descriptor, std::size_t limit_bytes,
                         std::function<void()> on_drained, std::function<void()> on_error)
    : owner_(std::move(owner)), descriptor_(descriptor), limit_bytes_(limit_bytes), on_drained_(std::move(on_drained)),
      on_error_(std::move(on_error)) {}

bool OutputQueue::write(ByteView bytes) {
  if (waiting() + bytes.size() > limit_bytes_) return false;
  waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
  if (writing_.empty()) start();
  return true;
}

void OutputQueue::start() {
  if (waiting_.empty()) return;
  writing_.swap(waiting_);
  asio::async_write(descriptor_, asio::buffer(writing_),
                    [self = shared_from_this(), owner = owner_.lock()](error_code error, std::size_t) {
                      self->writing_.clear();
                      if (!self->owned_) return;
                      if (error) {
                        self->on_error_();
                        return;
                      }
                      self->start();
                      if (self->writing_.empty()) self->on_drained_();
                    });
}

}  // namespace kyoten::linux_os
