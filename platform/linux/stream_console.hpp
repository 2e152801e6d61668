// StreamConsole: one console of the router on a byte stream: a TCP or unix connection, a pty, a serial line, the
// terminal. Slow readers wait alone: their output is queued up to a limit, and nothing is read from them while much of
// it waits.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/linux/console_host.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace boost::asio {
class io_context;
}

namespace kyoten::linux_os {

class StreamConsole : public ConsoleSink {
 public:
  /// A network client that lets this much wait is cut off; on a serial line the rest is lost.
  static constexpr std::size_t kMostWaitingBytes = 1 << 20;
  /// Nothing more is read from a client while this much waits for it.
  static constexpr std::size_t kPauseReadingBytes = 64 << 10;

  struct Settings {
    console::ConsoleKind kind = console::ConsoleKind::serial;
    std::string peer;              ///< address of a telnet client
    bool permanent = false;        ///< a line that stays when the session ends (serial, pty, terminal)
    int quit_key = -1;             ///< byte that ends the program (terminal)
    std::function<void()> on_quit;
    std::function<void()> on_closed;  ///< the last thing that is called
  };

  /// Opens the console at the host. `output` may be empty: the same descriptor goes both ways.
  static std::shared_ptr<StreamConsole> start(boost::asio::io_context& context, ConsoleHost& host,
                                              FileDescriptor input, FileDescriptor output,
                                              Settings settings);
  /// Ends the connection; on_closed is not called.
  virtual void abandon() = 0;
};

}  // namespace kyoten::linux_os
