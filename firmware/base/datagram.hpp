// One UDP datagram as the engines see it: who sent it to whom, and its payload.
#pragma once

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten {

struct Datagram {
  Endpoint source;
  Endpoint destination;
  Bytes payload;
};

}  // namespace kyoten
