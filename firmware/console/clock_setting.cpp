#include "firmware/console/clock_setting.hpp"

#include <charconv>
#include <vector>

namespace kyoten::console {
namespace {

/// Years that the clock of the device can hold.
constexpr int kFirstYear = 1980;
constexpr int kLastYear = 2079;

/// Numbers with one and the same sign between them; empty if it is anything else.
std::vector<int> numbers_in(std::string_view text, char sign) {
  std::vector<int> numbers;
  while (true) {
    const auto end = std::min(text.find(sign), text.size());
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + end, value);
    if (error != std::errc() || stop != text.data() + end || value < 0) return {};
    numbers.push_back(value);
    if (end == text.size()) return numbers;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<WallTime> with_date(WallTime now, std::chrono::minutes timezone,
                                  std::string_view date) {
  using namespace std::chrono;
  const auto numbers = numbers_in(date, date.find('/') == std::string_view::npos ? '-' : '/');
  if (numbers.size() != 3 || numbers[0] < kFirstYear || numbers[0] > kLastYear) return std::nullopt;
  const year_month_day day{year(numbers[0]), month(static_cast<unsigned>(numbers[1])),
                           std::chrono::day(static_cast<unsigned>(numbers[2]))};
  if (!day.ok()) return std::nullopt;
  const auto local = now + timezone;
  return sys_days(day) + (local - floor<days>(local)) - timezone;
}

std::optional<WallTime> with_time(WallTime now, std::chrono::minutes timezone,
                                  std::string_view time) {
  using namespace std::chrono;
  auto numbers = numbers_in(time, ':');
  if (numbers.size() == 2) numbers.push_back(0);
  if (numbers.size() != 3 || numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59)
    return std::nullopt;
  const auto midnight = floor<days>(now + timezone);
  return midnight + hours(numbers[0]) + minutes(numbers[1]) + seconds(numbers[2]) - timezone;
}

}  // namespace kyoten::console
