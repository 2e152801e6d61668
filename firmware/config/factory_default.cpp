#include "firmware/config/factory_default.hpp"

namespace kyoten::config {

/// Seen on this router's successors, and taken to be the same here. They also ask a time server
/// each week and answer DNS on the LAN; whether an RTX810 does so from the factory is not known.
std::string_view factory_default() {
  return "ip lan1 address 192.168.100.1/24\n"
         "dhcp service server\n"
         "dhcp server rfc2131 compliant except remain-silent\n"
         "dhcp scope 1 192.168.100.2-192.168.100.191/24\n";
}

}  // namespace kyoten::config
