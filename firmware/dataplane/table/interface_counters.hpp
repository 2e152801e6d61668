// Packets and octets of each interface, by name so that a new plan keeps them.
#pragma once

#include <map>
#include <string>

#include "firmware/dataplane/status.hpp"

namespace kyoten::dataplane {

class InterfaceCounters {
 public:
  struct Row {
    Traffic received;
    Traffic received_ipv4;
    Traffic transmitted;
    Traffic transmitted_ipv4;
    Traffic received_ipv6;
    Traffic transmitted_ipv6;
    std::uint64_t unknown_packets = 0;
  };
  /// Binds rows to the interfaces of a new plan; afterwards `row(index)` costs an array access.
  void bind(const std::vector<std::string>& names) {
    rows_.clear();
    for (auto& name : names) rows_.push_back(&by_name_[name]);
  }
  [[nodiscard]] Row& row(InterfaceIndex index) { return *rows_[number(index)]; }
  [[nodiscard]] const Row& row(InterfaceIndex index) const { return *rows_[number(index)]; }

 private:
  std::map<std::string, Row> by_name_;
  std::vector<Row*> rows_;
};

}  // namespace kyoten::dataplane
