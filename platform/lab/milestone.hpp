// Names of router::Milestone, as they stand on the control socket and in JSON.
#pragma once

#include <string_view>

#include "firmware/router/router.hpp"

namespace kyoten::lab {

std::string_view name(router::Milestone milestone);

}  // namespace kyoten::lab
