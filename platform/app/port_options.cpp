#include "platform/app/port_options.hpp"

#include <fmt/format.h>
#include <sodium.h>

namespace kyoten::app {

std::optional<PortIndex> parse_port_name(std::string_view name) {
  if (name.size() != 4 || !name.starts_with("lan")) return std::nullopt;
  const int port = name[3] - '1';
  if (port < 0 || port >= kMostPorts) return std::nullopt;
  return PortIndex(static_cast<std::uint8_t>(port));
}

std::string port_name(PortIndex port) { return fmt::format("lan{}", number(port) + 1); }

Result<PortTable, std::string> parse_port_table(std::string_view option,
                                                const std::vector<std::string>& values) {
  PortTable table;
  for (const auto& value : values) {
    const auto equals = value.find('=');
    const auto port = parse_port_name(std::string_view(value).substr(0, equals));
    if (equals == std::string::npos || !port || equals + 1 == value.size()) {
      return fmt::format("{} {}: needs lanN=..., with lan1 to lan{}", option, value, kMostPorts);
    }
    if (!table.emplace(*port, value.substr(equals + 1)).second) {
      return fmt::format("{} {}: {} is given twice", option, value, port_name(*port));
    }
  }
  return table;
}

std::vector<MacAddress> default_macs(std::string_view name, std::size_t count) {
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
  const auto bytes = as_bytes(name);
  crypto_generichash(hash.data(), hash.size(), bytes.data(), bytes.size(), nullptr, 0);
  std::vector<MacAddress> macs;
  for (std::size_t i = 0; i < count; ++i) {
    // Neighbours differ in the last four bits, as the device's own do.
    const auto last = static_cast<std::uint8_t>((hash[2] & 0xf0) | i);
    macs.push_back({{0x00, 0xa0, 0xde, hash[0], hash[1], last}});
  }
  return macs;
}

}  // namespace kyoten::app
