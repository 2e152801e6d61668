// Packet buffers for the data plane: fixed size, from a pool that is filled at start, moved along in
// batches. No allocation per packet; a buffer returns to its pool when its handle goes.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "firmware/base/assert.hpp"
#include "firmware/base/bytes.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/address.hpp"

namespace kyoten {

/// In front of a received frame: room for the worst stack of headers the router prepends.
/// Ethernet 14 + tag 4 + PPPoE/PPP 8 + IPv4 20 + NAT-T 8 + ESP 8 + IV 16 + UDP 8 + L2TPv3 8 + cookie 8 +
/// sublayer 4 = 106. Around IPv6: Ethernet and tag 18 + IPv6 40 + fragment 8 + NAT-T 8 + ESP 8 + IV 16 = 98.
constexpr std::size_t kHeadroomBytes = 128;
static_assert(14 + 4 + 8 + 20 + 8 + 8 + 16 + 8 + 8 + 8 + 4 <= kHeadroomBytes);
/// Whole buffer: headroom, a frame (also one that was reassembled), and the tail that ESP appends.
constexpr std::size_t kBufferBytes = 4096;
constexpr std::size_t kBatchPackets = 64;

class PacketPool;

/// One frame or packet. `bytes()` is what stands there now; stages move its front with push/pull.
class PacketBuffer {
 public:
  [[nodiscard]] MutableByteView bytes() { return {storage_.data() + begin_, length_}; }
  [[nodiscard]] ByteView bytes() const { return {storage_.data() + begin_, length_}; }
  [[nodiscard]] std::uint8_t* data() { return storage_.data() + begin_; }
  [[nodiscard]] const std::uint8_t* data() const { return storage_.data() + begin_; }
  [[nodiscard]] std::size_t size() const { return length_; }
  [[nodiscard]] std::size_t headroom() const { return begin_; }
  [[nodiscard]] std::size_t tailroom() const { return kBufferBytes - begin_ - length_; }

  /// Where the content begins in the buffer, and what stands at such a place, also in front of the content.
  [[nodiscard]] std::uint16_t position() const { return static_cast<std::uint16_t>(begin_); }
  [[nodiscard]] const std::uint8_t* at_position(std::uint16_t position) const { return storage_.data() + position; }

  /// Empties the buffer, leaving `headroom` bytes in front.
  void reset(std::size_t headroom = kHeadroomBytes);
  /// Where a port reads a frame into, after reset(); then `set_size`.
  [[nodiscard]] MutableByteView writable() { return {storage_.data() + begin_, kBufferBytes - begin_}; }
  void set_size(std::size_t size);
  /// Grows or shrinks at the front and the back. False (and unchanged) if there is no room.
  [[nodiscard]] bool push_front(std::size_t count);
  [[nodiscard]] bool pull_front(std::size_t count);
  [[nodiscard]] bool push_back(std::size_t count);
  [[nodiscard]] bool pull_back(std::size_t count);
  /// Replaces the content; false if it does not fit.
  [[nodiscard]] bool assign(ByteView content);

  // What stages tell each other about the packet; cleared by reset(). It is in one line of the cache, and every packet pays for it.
  struct Metadata {
    InterfaceIndex in_interface{};   ///< where it entered
    InterfaceIndex out_interface{};
    PolicyId policy{};               ///< IPsec policy it came through or must leave under; 0 = none
    Ipv4Address next_hop;            ///< after routing
    Ipv6Address next_hop6;           ///< of an IPv6 packet
    MacAddress source_mac;           ///< of the frame it came in
    std::uint16_t outer_at = 0;      ///< ESP, AH: where in the buffer the IP header around stands still, once it is stripped
    std::uint16_t outer_source_port = 0;  ///< ESP in UDP; 0: protocol 50
    std::uint8_t outer_ttl = 0;
    std::uint8_t outer_tos = 0;
    std::uint8_t depth = 0;          ///< decapsulations so far: ends tunnel loops
    bool authenticated = false;      ///< it came out of ESP with a good ICV
    bool local_origin = false;       ///< made by this router
    bool outer_dont_fragment = false;  ///< the ESP packet around it is to have the bit
    bool obeys_outer_df = false;       ///< and then is not cut, but refused
    bool traced = false;
  };
  Metadata meta;
  static_assert(sizeof(Metadata) <= 64);

 private:
  friend class PacketPool;
  alignas(64) std::array<std::uint8_t, kBufferBytes> storage_;
  std::uint32_t begin_ = 0;
  std::uint32_t length_ = 0;
  PacketPool* pool_ = nullptr;

 public:
  struct Recycler {
    void operator()(PacketBuffer* buffer) const noexcept;
  };
};

using Packet = std::unique_ptr<PacketBuffer, PacketBuffer::Recycler>;
using Batch = std::vector<Packet>;  ///< reserved once and reused; at most kBatchPackets when received

/// A bounded set of buffers. Single-threaded: each worker owns one. Must outlive its packets.
class PacketPool {
 public:
  explicit PacketPool(std::size_t buffers);
  PacketPool(const PacketPool&) = delete;
  PacketPool& operator=(const PacketPool&) = delete;
  ~PacketPool();

  /// An empty packet with full headroom, or null when all buffers are out.
  [[nodiscard]] Packet take();
  /// A packet with a copy of `content`; null also when it does not fit.
  [[nodiscard]] Packet copy(ByteView content);
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] std::size_t available() const { return free_.size(); }

 private:
  friend struct PacketBuffer::Recycler;
  void give_back(PacketBuffer* buffer) noexcept;

  std::size_t capacity_;
  std::unique_ptr<PacketBuffer[]> buffers_;
  std::vector<PacketBuffer*> free_;
};

}  // namespace kyoten
