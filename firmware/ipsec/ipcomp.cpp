#include "firmware/ipsec/ipcomp.hpp"

#include <zlib.h>

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"

namespace kyoten::ipsec {
namespace {

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;

/// Packets shorter than this are not worth the time (RFC 2394 section 2.2).
constexpr std::size_t kWorthwhile = 90;
constexpr int kRawDeflate = -MAX_WBITS;  ///< negative: without zlib's own header

/// zlib's states are some 250 kB, made once for each thread; every packet starts them over, since one may be lost.
class Deflater {
 public:
  Deflater() {
    constexpr int kMemoryLevel = 8;
    KYOTEN_ASSERT(deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, kRawDeflate, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Bytes written, or 0 if they do not fit.
  std::size_t run(MutableByteView in, MutableByteView out) {
    KYOTEN_ASSERT(deflateReset(&stream_) == Z_OK);
    stream_.next_in = in.data();
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    return deflate(&stream_, Z_FINISH) == Z_STREAM_END ? out.size() - stream_.avail_out : 0;
  }

 private:
  z_stream stream_{};
};

class Inflater {
 public:
  Inflater() { KYOTEN_ASSERT(inflateInit2(&stream_, kRawDeflate) == Z_OK); }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  /// Bytes written, or 0 if it is damaged, cut short, followed by something else, or too much.
  std::size_t run(MutableByteView in, MutableByteView out) {
    KYOTEN_ASSERT(inflateReset(&stream_) == Z_OK);
    stream_.next_in = in.data();
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    const bool whole = inflate(&stream_, Z_FINISH) == Z_STREAM_END && stream_.avail_in == 0;
    return whole ? out.size() - stream_.avail_out : 0;
  }

 private:
  z_stream stream_{};
};

using Room = std::array<std::uint8_t, kBufferBytes>;
Room& room() {
  static thread_local Room instance;
  return instance;
}

}  // namespace

bool compress(PacketBuffer& packet, std::uint8_t next_header, Cpi cpi) {
  static thread_local Deflater deflater;
  if (packet.size() < kWorthwhile) return false;
  auto out = MutableByteView(room()).first(packet.size() - 1);
  const auto bytes = deflater.run(packet.bytes(), out.subspan(kIpcompHeaderBytes));
  if (bytes == 0) return false;
  out[0] = next_header;
  out[1] = 0;
  store_big_u16(&out[2], number(cpi));
  return packet.assign(out.first(kIpcompHeaderBytes + bytes));
}

std::optional<std::uint8_t> expand(PacketBuffer& packet, Cpi cpi) {
  static thread_local Inflater inflater;
  const auto in = packet.bytes();
  if (in.size() <= kIpcompHeaderBytes || load_big_u16(&in[2]) != number(cpi)) return std::nullopt;
  const auto next_header = in[0];
  // Room for what the expanded packet needs in front on its way out again.
  const auto bytes = inflater.run(in.subspan(kIpcompHeaderBytes), MutableByteView(room()).first(kBufferBytes - kHeadroomBytes));
  if (bytes == 0 || !packet.assign(ByteView(room()).first(bytes))) return std::nullopt;
  return next_header;
}

}  // namespace kyoten::ipsec
