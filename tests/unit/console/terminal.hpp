// Somebody at a terminal: types, and looks at what came out.
#pragma once

#include "firmware/console/session.hpp"
#include "tests/unit/console/fake_backend.hpp"

namespace kyoten::test {

class Terminal {
 public:
  explicit Terminal(FakeBackend& backend, console::ConsoleKind kind = console::ConsoleKind::serial)
      : session(console::ConsoleId{1}, kind,
                kind == console::ConsoleKind::telnet ? "192.168.100.2" : "", backend) {
    console::SessionOutput out;
    session.start(now, out);
    take(out);
  }

  /// What the router answers to these keys, all in one piece.
  std::string type(std::string_view keys) {
    console::SessionOutput out;
    session.type(as_bytes(keys), now, out);
    return take(out);
  }
  /// What comes by itself when time has passed.
  std::string wait(Duration duration) {
    now += duration;
    console::SessionOutput out;
    if (auto due = session.deadline(); due && *due <= now) session.expire(now, out);
    return take(out);
  }
  std::string log_in() { return type("\r"); }
  std::string become_administrator() { return type("administrator\r\r"); }

  std::string take(const console::SessionOutput& out) {
    last.assign(out.bytes.begin(), out.bytes.end());
    closed |= out.close;
    return last;
  }

  Instant now{};
  console::Session session;
  std::string last;
  bool closed = false;
};

}  // namespace kyoten::test
