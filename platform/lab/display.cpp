#include "platform/lab/display.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "platform/lab/render.hpp"

namespace kyoten::lab {
namespace {

constexpr std::size_t kUsualColumns = 80;

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool can_move_the_cursor() {
  const char* kind = std::getenv("TERM");
  return kind != nullptr && *kind != '\0' && std::string_view(kind) != "dumb";
}

std::size_t columns_of(std::FILE* out) {
  winsize size{};
  const bool known = ::ioctl(::fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kUsualColumns;
}

}  // namespace

std::string fitted(const std::string& line, std::size_t columns) {
  if (line.size() < columns) return line;
  if (columns < 4) return {};
  return line.substr(0, columns - 4) + "...";
}

Display::Display(std::FILE* out)
    : out_(out),
      terminal_(::isatty(::fileno(out)) != 0 && can_move_the_cursor()),
      colours_(terminal_ && !is_set("NO_COLOR")) {}

Display::~Display() { status(""); }

void Display::event(const NodeEvent& event) { text(event_line(event, colours_) + "\n"); }

void Display::text(const std::string& lines) {
  const auto below = status_;
  status("");
  std::fputs(lines.c_str(), out_);
  status(below);
  std::fflush(out_);
}

void Display::status(const std::string& line) {
  if (!terminal_ || line == status_) return;
  std::fputs("\r\033[K", out_);
  std::fputs(fitted(line, columns_of(out_)).c_str(), out_);
  std::fflush(out_);
  status_ = line;
}

}  // namespace kyoten::lab
