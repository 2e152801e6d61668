// Terminals and serial lines: raw mode that is undone, pseudo terminals, baud rates.
#pragma once

#include <termios.h>

#include <optional>
#include <string>

#include "firmware/base/result.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

/// Raw while it lives: every key goes to the router, also Ctrl-C.
class RawTerminal {
 public:
  explicit RawTerminal(int descriptor);
  ~RawTerminal();
  RawTerminal(const RawTerminal&) = delete;
  RawTerminal& operator=(const RawTerminal&) = delete;

 private:
  int descriptor_;
  std::optional<termios> before_;
};

struct PseudoTerminal {
  FileDescriptor master;
  FileDescriptor slave;  ///< held open, so that the master never sees a hang-up between two users
  std::string name;      ///< "/dev/pts/4"
};
Result<PseudoTerminal, std::string> open_pseudo_terminal();

/// "/dev/ttyUSB0" or "/dev/ttyUSB0,115200": 8 data bits, no parity, 1 stop bit, Xon/Xoff.
Result<FileDescriptor, std::string> open_serial_device(const std::string& specification);

}  // namespace kyoten::linux_os
