// What a router holds that was never configured, and after `cold start`.
#pragma once

#include <string_view>

namespace kyoten::config {

[[nodiscard]] std::string_view factory_default();

}  // namespace kyoten::config
