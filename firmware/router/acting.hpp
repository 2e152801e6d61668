// Which commands do something in this router: settings that an engine or the data plane reads, operations, and `show`.
// All others are stored, or refused where they are typed.
#pragma once

#include <set>
#include <string_view>

namespace kyoten::router {

/// Ids of records: "ipsec sa policy". From the tables by which they are carried out, so that none can be claimed.
const std::set<std::string_view>& acting_commands();

}  // namespace kyoten::router
