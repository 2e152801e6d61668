#include "firmware/console/show/words.hpp"

#include <fmt/format.h>

#include <charconv>

namespace kyoten::console {
namespace {

constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

bool View::has_word(std::string_view word) const {
  const auto words = words_of(statement.text);
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::uint32_t> View::number(std::string_view parameter) const {
  if (auto value = statement.integer(parameter); value && *value >= 0) {
    return static_cast<std::uint32_t>(*value);
  }
  const auto text = statement.text_of(parameter);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string count_of(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count > 1 ? "s" : "");
}

std::string traffic_text(const dataplane::Traffic& traffic, grammar::Language language) {
  if (language == grammar::Language::english) {
    return count_of(traffic.packets, "packet") + " [" + count_of(traffic.bytes, "octet") + "]";
  }
  return fmt::format("{} パケット [{} オクテット]", traffic.packets, traffic.bytes);
}

std::string duration_text(std::chrono::seconds duration, grammar::Language language) {
  const bool english = language == grammar::Language::english;
  const auto total = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
  const struct {
    std::uint64_t count;
    std::string_view en;
    std::string_view ja;
  } kParts[] = {{total / 86400, "day", "日"},
                {total / 3600 % 24, "hour", "時間"},
                {total / 60 % 60, "minute", "分"},
                {total % 60, "second", "秒"}};
  std::string text;
  for (auto& part : kParts) {
    const bool last = part.ja == "秒";
    if (text.empty() && part.count == 0 && !last) continue;
    if (!english) {
      text += fmt::format("{}{}", part.count, part.ja);
    } else {
      text += (text.empty() ? "" : " ") + count_of(part.count, part.en);
    }
  }
  return text;
}

LocalTime::LocalTime(WallTime wall, std::chrono::minutes zone)
    : timezone_(zone),
      date_(std::chrono::floor<std::chrono::days>(wall + zone)),
      time_(wall + zone - std::chrono::floor<std::chrono::days>(wall + zone)) {}

std::string LocalTime::date_time() const {
  return fmt::format("{:04}/{:02}/{:02} {:02}:{:02}:{:02}", static_cast<int>(date_.year()),
                     static_cast<unsigned>(date_.month()), static_cast<unsigned>(date_.day()),
                     time_.hours().count(), time_.minutes().count(), time_.seconds().count());
}

std::string LocalTime::month_to_minute() const {
  return fmt::format("{:02}/{:02} {:02}:{:02}", static_cast<unsigned>(date_.month()),
                     static_cast<unsigned>(date_.day()), time_.hours().count(),
                     time_.minutes().count());
}

std::string LocalTime::reporting() const {
  return fmt::format(
      "{} {} {:02}:{:02}:{:02} {}", kMonths[static_cast<unsigned>(date_.month()) - 1],
      static_cast<unsigned>(date_.day()), time_.hours().count(), time_.minutes().count(),
      time_.seconds().count(), static_cast<int>(date_.year()));
}

std::string LocalTime::offset() const {
  const auto minutes = std::abs(timezone_.count());
  return fmt::format("{}{:02}:{:02}", timezone_.count() < 0 ? '-' : '+', minutes / 60,
                     minutes % 60);
}

LocalTime local_time(const Backend& backend, WallTime wall) {
  return {wall, backend.intent().system->timezone};
}

std::string interface_label(std::string_view name) {
  auto numbered = [&](std::string_view kind) -> std::optional<int> {
    int value = 0;
    if (!name.starts_with(kind)) return std::nullopt;
    const auto* begin = name.data() + kind.size();
    const auto* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
  };
  if (auto tunnel = numbered("tunnel")) return fmt::format("TUNNEL[{}]", *tunnel);
  if (auto pp = numbered("pp")) return fmt::format("PP[{:02}]", *pp);
  return upper_case(name);
}

std::string percent_text(int percent) { return fmt::format("{:>4}%", percent); }

const config::Interface* configured_interface(const Backend& backend, std::string_view name) {
  for (auto& interface : *backend.intent().interfaces) {
    if (interface.name == name) return &interface;
  }
  return nullptr;
}

const dataplane::InterfacePlan* planned_interface(const dataplane::Plan& plan,
                                                  std::string_view name) {
  for (auto& interface : plan.interfaces) {
    if (interface.name == name) return &interface;
  }
  return nullptr;
}

}  // namespace kyoten::console
