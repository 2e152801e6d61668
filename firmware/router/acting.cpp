#include "firmware/router/acting.hpp"

#include "firmware/config/intent.hpp"
#include "firmware/console/shell.hpp"
#include "firmware/router/box.hpp"

namespace kyoten::router {

const std::set<std::string_view>& acting_commands() {
  static const auto ids = [] {
    std::set<std::string_view> result;
    for (auto& id : config::acting_commands()) result.insert(id);
    for (auto id : console::Shell::acting_commands()) result.insert(id);
    for (auto& operation : Box::operations()) result.insert(operation.id);
    return result;
  }();
  return ids;
}

}  // namespace kyoten::router
