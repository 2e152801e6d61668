#include "firmware/base/packet.hpp"

#include <algorithm>

namespace kyoten {

void PacketBuffer::reset(std::size_t headroom) {
  KYOTEN_ASSERT(headroom <= kBufferBytes);
  begin_ = static_cast<std::uint32_t>(headroom);
  length_ = 0;
  meta = {};
}

void PacketBuffer::set_size(std::size_t size) {
  KYOTEN_ASSERT(begin_ + size <= kBufferBytes);
  length_ = static_cast<std::uint32_t>(size);
}

bool PacketBuffer::push_front(std::size_t count) {
  if (count > begin_) return false;
  begin_ -= static_cast<std::uint32_t>(count);
  length_ += static_cast<std::uint32_t>(count);
  return true;
}

bool PacketBuffer::pull_front(std::size_t count) {
  if (count > length_) return false;
  begin_ += static_cast<std::uint32_t>(count);
  length_ -= static_cast<std::uint32_t>(count);
  return true;
}

bool PacketBuffer::push_back(std::size_t count) {
  if (count > tailroom()) return false;
  length_ += static_cast<std::uint32_t>(count);
  return true;
}

bool PacketBuffer::pull_back(std::size_t count) {
  if (count > length_) return false;
  length_ -= static_cast<std::uint32_t>(count);
  return true;
}

bool PacketBuffer::assign(ByteView content) {
  if (begin_ + content.size() > kBufferBytes) return false;
  std::copy(content.begin(), content.end(), storage_.data() + begin_);
  length_ = static_cast<std::uint32_t>(content.size());
  return true;
}

void PacketBuffer::Recycler::operator()(PacketBuffer* buffer) const noexcept {
  buffer->pool_->give_back(buffer);
}

PacketPool::PacketPool(std::size_t buffers)
    : capacity_(buffers), buffers_(std::make_unique_for_overwrite<PacketBuffer[]>(buffers)) {
  free_.reserve(buffers);
  for (std::size_t i = buffers; i-- > 0;) {
    buffers_[i].pool_ = this;
    free_.push_back(&buffers_[i]);
  }
}

PacketPool::~PacketPool() { KYOTEN_ASSERT(free_.size() == capacity_); }

Packet PacketPool::take() {
  if (free_.empty()) return nullptr;
  auto* buffer = free_.back();
  free_.pop_back();
  buffer->reset();
  return Packet(buffer);
}

Packet PacketPool::copy(ByteView content) {
  auto packet = take();
  if (packet && !packet->assign(content)) return nullptr;
  return packet;
}

void PacketPool::give_back(PacketBuffer* buffer) noexcept { free_.push_back(buffer); }

}  // namespace kyoten
