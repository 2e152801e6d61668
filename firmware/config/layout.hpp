// Places in `show config`, and texts that sort as people count. The places of single commands stand
// in their records (`order`).
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyoten::config {

/// A record's order is group * 1000 + place in the group.
constexpr int kOrdersPerGroup = 1000;
/// All lines of one interface stand together, whatever their command.
constexpr int kFirstOrderOfInterfaces = 10000;
constexpr int kLastOrderOfInterfaces = 11999;
/// `ip bridge1 ...` follows `bridge member`.
constexpr int kGroupOfBridgeInterfaces = 7;
constexpr int kGroupOfPeers = 15;
constexpr int kGroupOfTunnels = 16;
constexpr int kGroupOfSwitches = 17;
constexpr int kOrderOfBlockEnd = 1'000'000;

/// Every run of digits filled up with zeros, then the text itself, so that different texts stay
/// different.
std::string sortable(std::string_view text);
std::optional<std::uint32_t> whole_number(std::string_view text);
/// "3" and "3-5"; nothing for other texts and for ranges longer than any model's.
std::optional<std::vector<std::uint32_t>> numbers_in(std::string_view text);

}  // namespace kyoten::config
