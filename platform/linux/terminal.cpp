#include "platform/linux/terminal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include <fmt/format.h>

namespace kyoten::linux_os {

namespace {

struct Baud {
  const char* text;
  speed_t speed;
};
constexpr std::array kBauds = {Baud{"9600", B9600},   Baud{"19200", B19200},   Baud{"38400", B38400},
                               Baud{"57600", B57600}, Baud{"115200", B115200}};

void make_raw(termios& settings) {
  ::cfmakeraw(&settings);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
}

}  // namespace

RawTerminal::RawTerminal(int descriptor) : descriptor_(descriptor) {
  termios settings{};
  if (::tcgetattr(descriptor_, &settings) != 0) return;
  before_ = settings;
  make_raw(settings);
  ::tcsetattr(descriptor_, TCSANOW, &settings);
}

RawTerminal::~RawTerminal() {
  if (before_) ::tcsetattr(descriptor_, TCSADRAIN, &*before_);
}

Result<PseudoTerminal, std::string> open_pseudo_terminal() {
  PseudoTerminal terminal;
  terminal.master = FileDescriptor(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
  const int master = terminal.master.get();
  std::array<char, 64> name{};
  if (!terminal.master || ::grantpt(master) != 0 || ::unlockpt(master) != 0 ||
      ::ptsname_r(master, name.data(), name.size()) != 0) {
    return os_error("pty: cannot make a pseudo terminal");
  }
  terminal.name = name.data();
  terminal.slave = FileDescriptor(::open(terminal.name.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  termios settings{};
  if (!terminal.slave || ::tcgetattr(terminal.slave.get(), &settings) != 0) {
    return os_error("pty: cannot open " + terminal.name);
  }
  make_raw(settings);
  ::tcsetattr(terminal.slave.get(), TCSANOW, &settings);
  return terminal;
}

Result<FileDescriptor, std::string> open_serial_device(const std::string& specification) {
  const auto comma = specification.find(',');
  const auto path = specification.substr(0, comma);
  const auto baud = comma == std::string::npos ? "9600" : specification.substr(comma + 1);
  speed_t speed = B0;
  for (const auto& known : kBauds) {
    if (baud == known.text) speed = known.speed;
  }
  if (speed == B0) return fmt::format("serial:{}: there is no baud rate {}", specification, baud);
  FileDescriptor device(::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (!device) return os_error("serial:" + path);
  termios settings{};
  if (::tcgetattr(device.get(), &settings) != 0) return os_error("serial:" + path + ": no terminal");
  make_raw(settings);
  settings.c_cflag |= CLOCAL | CREAD;
  settings.c_iflag |= IXON | IXOFF;
  ::cfsetispeed(&settings, speed);
  ::cfsetospeed(&settings, speed);
  if (::tcsetattr(device.get(), TCSANOW, &settings) != 0) return os_error("serial:" + path);
  return device;
}

}  // namespace kyoten::linux_os
