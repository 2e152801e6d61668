// Which gateway a peer's first messages are for, where several could be meant.
#pragma once

#include "firmware/ike/settings.hpp"

namespace kyoten::ike {

/// Of those of one version that are `wanted`, the one whose own address the peer has spoken to; else the first. Null if
/// there is none.
template <class Wanted>
[[nodiscard]] const Gateway* choose_gateway(const Settings& settings, int version, const IpAddress& local,
                                            const Wanted& wanted) {
  const Gateway* first = nullptr;
  for (auto& gateway : settings.gateways) {
    if (gateway.version != version || !wanted(gateway)) continue;
    if (gateway.local_address == local) return &gateway;
    if (first == nullptr) first = &gateway;
  }
  return first;
}

}  // namespace kyoten::ike
