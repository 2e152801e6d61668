// What a fuzz target is made of: the entry that libFuzzer and replay_main.cpp call, and inputs that are made of parts.
#pragma once

#include <cstddef>
#include <cstdint>

#include "firmware/base/bytes.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace kyoten::fuzz {

/// Input of several messages: | kind 1 | length 2 | bytes |, the last one may be cut.
template <class Handle>
void for_each_part(ByteView input, const Handle& handle) {
  ByteReader reader(input);
  for (int parts = 0; parts < 64; ++parts) {
    const auto kind = reader.u8();
    const auto length = reader.u16();
    if (!kind || !length) return;
    handle(*kind, *reader.take(std::min<std::size_t>(*length, reader.remaining())));
  }
}

}  // namespace kyoten::fuzz
