// `show arp [INTERFACE]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

/// lan1 is a switch on the device, and the row names its jack; ours has one.
std::string place(const std::string& interface) {
  return interface_label(interface) + (interface == "lan1" ? "(port1)" : "");
}

}  // namespace

Lines show_arp(const View& view) {
  const auto wanted = view.statement.text_of("INTERFACE");
  Lines rows;
  for (auto& entry : view.backend.arp()) {
    if (!wanted.empty() && entry.interface != wanted) continue;
    const auto ttl =
        entry.remaining ? std::to_string(entry.remaining->count()) : std::string("permanent");
    rows.push_back(fmt::format("{:<15}{:<18}{} {}", place(entry.interface), entry.address.text(),
                               entry.mac.text(), ttl));
  }
  Lines lines{
      fmt::format("{}: {}", view.word("Count of Entry", "エントリ数"), rows.size()),
      std::string(view.word("Interface      IP address        MAC address       TTL(second)",
                            "インタフェース IPアドレス        MACアドレス       TTL(秒)"))};
  lines.insert(lines.end(), rows.begin(), rows.end());
  return lines;
}

}  // namespace kyoten::console
