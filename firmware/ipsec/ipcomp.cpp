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
struct Deflater {
  z_stream stream{};
  Deflater() {
    constexpr int kMemoryLevel = 8;
    KYOTEN_ASSERT(deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kRawDeflate, kMemoryLevel, Z_DEFAULT_STRATEGY) == Z_OK);
  }
  ~Deflater() { deflateEnd(&stream); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
};

struct Inflater {
  z_stream stream{};
  Inflater() { KYOTEN_ASSERT(inflateInit2(&stream, kRawDeflate) == Z_OK); }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

/// All of `in` in one step of `reset` and `work`, zlib's functions. Bytes written, or 0 if they do not fit, or if what is to be
/// expanded is damaged, cut short, or followed by something else.
std::size_t run(z_stream& stream, int (*reset)(z_stream*), int (*work)(z_stream*, int), MutableByteView in, MutableByteView out) {
  KYOTEN_ASSERT(reset(&stream) == Z_OK);
  stream.next_in = in.data();
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  const bool whole = work(&stream, Z_FINISH) == Z_STREAM_END && stream.avail_in == 0;
  return whole ? out.size() - stream.avail_out : 0;
}

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
  const auto bytes = run(deflater.stream, deflateReset, deflate, packet.bytes(), out.subspan(kIpcompHeaderBytes));
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
  const auto out = MutableByteView(room()).first(kBufferBytes - kHeadroomBytes);
  const auto bytes = run(inflater.stream, inflateReset, inflate, in.subspan(kIpcompHeaderBytes), out);
  if (bytes == 0 || !packet.assign(ByteView(room()).first(bytes))) return std::nullopt;
  return next_header;
}

}  // namespace kyoten::ipsec
