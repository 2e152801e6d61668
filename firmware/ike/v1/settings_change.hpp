// New settings, and the commands that take SAs away.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

/// SAs whose gateway or policy is gone or negotiates something else now are deleted; the others
/// stay untouched.
void apply_settings(const Context& context, std::shared_ptr<const Settings> settings);
bool delete_by_number(const Context& context, std::optional<int> number);
void drop_everything(const Context& context);
void close(const Context& context, PolicyId policy);

}  // namespace kyoten::ike::v1
