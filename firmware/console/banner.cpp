#include "firmware/console/banner.hpp"

#include <fmt/format.h>

namespace kyoten::console {

std::string memory_line(const Identity& identity) {
  return fmt::format("Memory 128Mbytes, {}LAN", identity.macs.size());
}

std::string main_line(const Identity& identity) {
  auto line = fmt::format("main:  {} ver=00 serial={}", identity.model, identity.serial);
  for (auto& mac : identity.macs) line += " MAC-Address=" + mac.text();
  return line;
}

std::vector<std::string> login_banner(const Identity& identity) {
  // Where the device prints its copyright lines, this router says what it is.
  std::vector<std::string> lines{identity.revision};
  if (!identity.kyoten_version.empty()) {
    lines.push_back("  " + identity.kyoten_version +
                    ". Not made or endorsed by Yamaha Corporation.");
  }
  std::string addresses;
  for (auto& mac : identity.macs) addresses += (addresses.empty() ? "" : ", ") + mac.text();
  lines.push_back(addresses);
  lines.push_back(memory_line(identity));
  return lines;
}

std::vector<std::string> boot_banner(const Backend& backend) {
  std::vector<std::string> lines{"Starting with config" + backend.running_area().text() + " ...", ""};
  for (auto& line : login_banner(backend.identity())) lines.push_back(std::move(line));
  lines.emplace_back();
  return lines;
}

}  // namespace kyoten::console
