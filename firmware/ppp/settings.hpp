// What can be configured about one PPP link (command chapter 11), with the RTX810's defaults.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"

namespace kyoten::ppp {

/// How often a control protocol tries (RFC 1661 section 4.6).
struct Attempts {
  std::chrono::milliseconds restart{3000};
  int max_terminate = 2;
  int max_configure = 10;
  int max_failure = 10;  ///< Naks to one who does not give in; then Reject
  bool operator==(const Attempts&) const = default;
};

enum class Authentication : std::uint8_t { pap, chap_md5 };

/// Who may log in here, and the address that belongs to the name.
struct Account {
  std::string name;
  std::string password;
  std::optional<Ipv4Address> address;
  bool operator==(const Account&) const = default;
};

/// How a silent peer is found out by LCP's echo.
struct EchoRules {
  std::chrono::seconds interval{30};
  std::chrono::seconds retry_interval{1};  ///< an answer is waited for so long
  int count = 6;                           ///< of unanswered ones in a row that end the link
  bool operator==(const EchoRules&) const = default;
};

struct LinkSettings {
  // LCP
  Attempts lcp;
  bool silent = false;                          ///< wait for the peer's Configure-Request
  bool magic_number = true;
  std::optional<std::uint16_t> mru = 1792;      ///< asked for; empty: the option is not sent
  std::uint16_t longest_mru = 1792;             ///< what the layer below carries: never more is asked for, or taken
  std::optional<EchoRules> echo;

  // Who we are, where the peer wants to know.
  std::vector<Authentication> accepts;          ///< the one that is liked best first; empty: refuse
  std::string name;
  std::string password;

  // Who the peer is, where we want to know.
  std::vector<Authentication> requests;         ///< the next if the peer refuses one; empty: nobody is asked
  std::vector<Account> accounts;
  std::string own_name = "RTX810";              ///< in CHAP's challenge

  std::chrono::milliseconds authentication_restart{3000};
  int authentication_attempts = 10;

  // IPCP
  Attempts ipcp;
  bool negotiates_address = false;              ///< the option is sent
  std::optional<Ipv4Address> local_address;     ///< empty: asked of the peer
  std::optional<Ipv4Address> remote_address;    ///< for the peer that has none, unless its account says another
  bool wants_name_servers = false;
  std::optional<Ipv4Address> given_name_server; ///< for the peer that asks for one (RFC 1877)
  bool operator==(const LinkSettings&) const = default;
};

}  // namespace kyoten::ppp
