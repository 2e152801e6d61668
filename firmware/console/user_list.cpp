#include "firmware/console/user_list.hpp"

namespace kyoten::console {

std::string_view way_of(ConsoleKind kind) {
  constexpr std::string_view kWays[] = {"serial", "telnet", "ssh", "http", "serial"};
  return kWays[static_cast<std::size_t>(kind)];
}

std::string NumberedUser::connection() const {
  return std::string(way) + (number > 0 ? std::to_string(number) : "");
}

std::vector<NumberedUser> numbered_users(const Backend& backend) {
  std::vector<NumberedUser> result;
  std::map<ConsoleKind, int> numbers;
  for (auto& user : backend.users()) {
    const auto way = way_of(user.kind);
    const int number = way == "serial" ? 0 : ++numbers[user.kind];
    result.push_back({user, way, number});
  }
  return result;
}

std::vector<NumberedUser> users_meant(const Backend& backend, std::string_view name_and_way,
                                      std::optional<std::int64_t> number) {
  const auto slash = name_and_way.find('/');
  const auto name = name_and_way.substr(0, slash);
  const auto way =
      slash == std::string_view::npos ? std::string_view() : name_and_way.substr(slash + 1);
  auto users = numbered_users(backend);
  std::erase_if(users, [&](auto& user) {
    const bool other_name = !name.empty() && user.user.name != name;
    const bool other_way = !way.empty() && user.way != way;
    return other_name || other_way || (number && user.number != *number);
  });
  return users;
}

std::string other_administrators(const Backend& backend, ConsoleId own) {
  std::string text;
  for (auto& user : numbered_users(backend)) {
    if (!user.user.administrator || user.user.id == own) continue;
    text += (text.empty() ? "" : ", ") + user.connection();
  }
  return text;
}

}  // namespace kyoten::console
