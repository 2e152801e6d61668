// Who the router says it is: at power-on, after login, and in the lines that `show` shares with
// them.
#pragma once

#include <string>
#include <vector>

#include "firmware/console/backend.hpp"

namespace kyoten::console {

/// After a login: revision, addresses, memory. No line holds '>' or '#': clients wait for these.
std::vector<std::string> login_banner(const Identity& identity);
/// On the serial line at power-on, with the program's own name.
std::vector<std::string> boot_banner(const Backend& backend);

std::string memory_line(const Identity& identity);  ///< "Memory 128Mbytes, 2LAN"
std::string main_line(
    const Identity& identity);  ///< "main:  RTX810 ver=00 serial=... MAC-Address=..."

}  // namespace kyoten::console
