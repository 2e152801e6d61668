// What a PPP link has come to, as plain values: for `show status pp` and for who uses the link.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/ppp/settings.hpp"

namespace kyoten::ppp {

enum class Phase : std::uint8_t { dead, establish, authenticate, network, terminate };

/// Why a link ended, or never stood.
enum class Reason : std::uint8_t {
  requested,              ///< our side wanted it
  peer_ended,             ///< Terminate-Request
  no_answer,              ///< LCP got nothing, or no agreement
  authentication_failed,  ///< refused by either side
  no_network,             ///< IPCP got no agreement
  silent_peer,            ///< LCP's echo
  lower_layer,            ///< what carries the link is gone
};

/// What both ends agreed on. Options by name, as `show status pp` prints them.
struct LinkStatus {
  Phase phase = Phase::dead;
  std::optional<Authentication> authenticates_by;  ///< we, to the peer
  std::optional<Authentication> asks_for;          ///< the peer, to us
  bool local_magic = false;
  bool local_mru = false;
  bool remote_magic = false;
  bool remote_mru = false;
  bool local_address_option = false;
  bool remote_address_option = false;
  Ipv4Address local_address;
  Ipv4Address remote_address;
  std::uint16_t send_mru = 1500;                   ///< the longest packet that the peer takes
  std::vector<Ipv4Address> name_servers;           ///< that the peer told, the primary first
  std::string peer_name;                           ///< who logged in here
};

}  // namespace kyoten::ppp
