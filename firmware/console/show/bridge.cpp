// `show bridge learning bridge1`.
#include <fmt/format.h>

#include <charconv>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

std::optional<BridgeId> bridge_in(std::string_view name) {
  constexpr std::string_view kWord = "bridge";
  std::uint16_t value = 0;
  if (!name.starts_with(kWord)) return std::nullopt;
  const auto [end, error] =
      std::from_chars(name.data() + kWord.size(), name.data() + name.size(), value);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  return BridgeId{value};
}

}  // namespace

Lines show_bridge_learning(const View& view) {
  const auto bridge = bridge_in(view.statement.text_of("BRIDGE_INTERFACE"));
  if (!bridge) return {};
  const auto entries = view.backend.learning(*bridge);
  Lines lines{fmt::format("{}: {}", view.word("Count of Entry", "エントリ数"), entries.size()),
              pad_right(view.word("Interface", "インタフェース"), 15) +
                  pad_right(view.word("MAC address", "MACアドレス"), 18) +
                  std::string(view.word("TTL(second)", "TTL(秒)"))};
  for (auto& entry : entries) {
    const auto ttl =
        entry.remaining ? std::to_string(entry.remaining->count()) : std::string("static");
    lines.push_back(
        fmt::format("{:<15}{} {}", interface_label(entry.interface), entry.mac.text(), ttl));
  }
  return lines;
}

}  // namespace kyoten::console
