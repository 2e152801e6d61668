// One console: bytes typed in, bytes to show out (docs/architecture.md, journey of a command).
// Telnet options, login, line editing, paging, selection and command execution, byte for byte as
// the device does it.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "firmware/console/backend.hpp"

namespace kyoten::console {

struct SessionOutput {
  Bytes bytes;         ///< to the terminal, in its character code, CR LF line ends
  bool close = false;  ///< the session is over: close the connection (serial: open another session)
};

class Session {
 public:
  /// `peer` is the address of a telnet client, empty for a serial line.
  Session(ConsoleId id, ConsoleKind kind, std::string peer, Backend& backend);
  ~Session();

  /// Banner or password prompt.
  void start(Instant now, SessionOutput& out);
  void type(ByteView bytes, Instant now, SessionOutput& out);
  void expire(Instant now, SessionOutput& out);  ///< login timer
  [[nodiscard]] std::optional<Instant> deadline() const;

  /// A line from a running operation (ping), from `console info on`, or its end.
  void print(std::string_view line, Instant now, SessionOutput& out);
  void operation_finished(Instant now, SessionOutput& out);
  /// Somebody else ends this login (`disconnect user`), or the router needs its place.
  void disconnect(Instant now, SessionOutput& out);

  [[nodiscard]] ConsoleUser user(Instant now) const;
  [[nodiscard]] bool logged_in() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// The control socket's view of a console (kyoten-console): whole lines, no echo, no pager,
/// administrator level.
class LineSession {
 public:
  LineSession(ConsoleId id, Backend& backend);
  ~LineSession();
  struct Answer {
    std::vector<std::string> lines;  ///< UTF-8
    std::string prompt;              ///< "tunnel1# "
    bool running = false;            ///< an operation goes on; more lines follow until it ends
    bool close = false;              ///< exit was typed
  };
  Answer execute(std::string_view line, Instant now);
  [[nodiscard]] grammar::Completion complete(std::string_view line, std::size_t cursor) const;
  [[nodiscard]] std::vector<std::string> help(std::string_view line) const;
  [[nodiscard]] std::string prompt() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::console
