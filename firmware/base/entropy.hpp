// Where random bytes come from. Engines get an Entropy& and never draw by themselves, so that a
// simulated run is repeatable from its seed; the platform's own implementation is cryptographic.
#pragma once

#include <cstdint>

#include "firmware/base/bytes.hpp"

namespace kyoten {

class Entropy {
 public:
  virtual ~Entropy() = default;
  void fill(MutableByteView out) {
    if (!out.empty()) draw(out);  // an empty view may have no address at all
  }

  std::uint32_t u32() {
    std::uint8_t b[4];
    fill(b);
    return (std::uint32_t{b[0]} << 24) | (std::uint32_t{b[1]} << 16) | (std::uint32_t{b[2]} << 8) |
           b[3];
  }
  Bytes bytes(std::size_t count) {
    Bytes out(count);
    fill(out);
    return out;
  }

 private:
  virtual void draw(MutableByteView out) = 0;  ///< at least one byte
};

}  // namespace kyoten
