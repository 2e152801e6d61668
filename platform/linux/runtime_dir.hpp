// Where the sockets of running routers and labs stand:
//
//   $XDG_RUNTIME_DIR/kyoten-UID/LAB/NODE.control        (/tmp/kyoten-UID/... without XDG_RUNTIME_DIR)
//
// The directory belongs to the user and is closed to all others.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kyoten::linux_os {

/// The name only; nothing is made.
[[nodiscard]] std::filesystem::path runtime_directory();
/// Makes it (mode 0700) if it is missing. Empty string, or why it cannot be used (it belongs to somebody else ...).
[[nodiscard]] std::string make_runtime_directory();
[[nodiscard]] std::filesystem::path lab_directory(std::string_view lab);
[[nodiscard]] std::filesystem::path control_socket(std::string_view lab, std::string_view node);
/// All control sockets of nodes with this name, in whatever lab; sorted.
[[nodiscard]] std::vector<std::filesystem::path> find_control_sockets(std::string_view node);
/// Names that may become a part of a path: letters, digits, '-', '_', '.', not starting with a dot, at most 64.
[[nodiscard]] bool is_node_name(std::string_view name);

}  // namespace kyoten::linux_os
