#include "firmware/wire/ike_vendor.hpp"

#include <array>
#include <string_view>
#include <utility>

#include "firmware/base/assert.hpp"

namespace kyoten::wire::ike {
namespace {

using namespace std::string_view_literals;

constexpr std::array kVendors{
    std::pair{Vendor::nat_traversal_rfc3947, "4a131c81070358455c5728f20e95452f"sv},
    std::pair{Vendor::nat_traversal_draft03, "7d9419a65310ca6f2c179d9215529d56"sv},
    std::pair{Vendor::nat_traversal_draft02, "90cb80913ebb696e086381b5ec427b1f"sv},
    std::pair{Vendor::nat_traversal_draft02_plain, "cd60464335df21f87cfdb2fc68b6a448"sv},
    std::pair{Vendor::dead_peer_detection, "afcad71368a1f1c96b8696fc77570100"sv},
    std::pair{Vendor::xauth, "09002689dfd6b712"sv},
    std::pair{Vendor::heartbeat, "4865617274426561745f4e6f74696679386b0100"sv},
    std::pair{Vendor::fragmentation, "4048b7d56ebce88525e7de7f00d6c2d380000000"sv},
};

}  // namespace

Bytes vendor_id(Vendor vendor) {
  for (auto& [known, hex] : kVendors) {
    if (known == vendor) return *from_hex(hex);
  }
  KYOTEN_ASSERT(false);
}

std::optional<Vendor> recognise_vendor(ByteView body) {
  const auto hex = to_hex(body.first(std::min<std::size_t>(body.size(), 20)));
  for (auto& [known, id] : kVendors) {
    if (hex.starts_with(id)) return known;  // a version may follow
  }
  return std::nullopt;
}

}  // namespace kyoten::wire::ike
