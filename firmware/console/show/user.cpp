// `show status user`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"
#include "firmware/console/user_list.hpp"

namespace kyoten::console {
namespace {

std::string idle_text(std::chrono::seconds idle) {
  const auto seconds = std::max<std::int64_t>(idle.count(), 0);
  return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

}  // namespace

Lines show_user(const View& view) {
  Lines lines{std::string(view.word(
                  "   (*: current user, +: administrator mode, @: authenticated via RADIUS)",
                  "   (*: 自分自身のユーザー情報, +: 管理者モード, @: RADIUSでの認証)")),
              "   " + pad_right(view.word("username", "ユーザー名"), 16) +
                  pad_right(view.word("connection", "接続種別"), 11) +
                  pad_right(view.word("login time", "ログイン"), 13) +
                  pad_right(view.word("idle", "アイドル"), 11) +
                  std::string(view.word("IP address", "IPアドレス")),
              std::string(79, '-')};
  for (auto& numbered : numbered_users(view.backend)) {
    const auto& user = numbered.user;
    auto row = fmt::format(
        "{}{} {}{}{:<13}{:<11}{}", user.id == view.console ? '*' : ' ',
        user.administrator ? '+' : ' ', pad_right(user.name, 16),
        pad_right(numbered.connection(), 11),
        local_time(view.backend, user.login).month_to_minute(), idle_text(user.idle), user.address);
    row.erase(row.find_last_not_of(' ') + 1);
    lines.push_back(std::move(row));
  }
  return lines;
}

}  // namespace kyoten::console
