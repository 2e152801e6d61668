// The logins as `show status user` numbers them and `disconnect user` names them: telnet1, telnet2.
#pragma once

#include "firmware/console/backend.hpp"

namespace kyoten::console {

/// "telnet": as `user attribute` and `disconnect user` write the ways in.
std::string_view way_of(ConsoleKind kind);

struct NumberedUser {
  ConsoleUser user;
  std::string_view way;  ///< "telnet"
  int number = 0;        ///< from 1; 0 on the serial line, of which there is one
  [[nodiscard]] std::string connection() const;
};
std::vector<NumberedUser> numbered_users(const Backend& backend);

/// NAME, NAME/telnet, /telnet, with a number behind the way: who is meant?
std::vector<NumberedUser> users_meant(const Backend& backend, std::string_view name_and_way,
                                      std::optional<std::int64_t> number);

/// Who else is at the administrator level: "serial, telnet1"; empty: nobody.
std::string other_administrators(const Backend& backend, ConsoleId own);

}  // namespace kyoten::console
