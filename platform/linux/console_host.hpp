// What console connections ask of the process that owns the router, and what they are told. Between the two stands
// no router, so that a dialogue can be tested with any host.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/console/session.hpp"
#include "firmware/router/router.hpp"

namespace kyoten::linux_os {

/// The connection's side.
class ConsoleSink {
 public:
  virtual ~ConsoleSink() = default;
  /// `finished`: the running operation of a control console has ended.
  virtual void show(const console::SessionOutput& output, bool finished) = 0;
  /// The router was powered off and on: its consoles are gone; open() works again.
  virtual void console_lost() = 0;
};

/// The router's side. Output comes through the sink after the call has returned, never inside it.
class ConsoleHost {
 public:
  virtual ~ConsoleHost() = default;
  virtual console::ConsoleId open(console::ConsoleKind kind, std::string peer, ConsoleSink& sink) = 0;
  virtual void type(console::ConsoleId console, ByteView bytes) = 0;
  /// The sink hears nothing any more.
  virtual void close(console::ConsoleId console) = 0;
};

/// Told of everything that a lab shows as it happens.
class ProgressListener {
 public:
  virtual ~ProgressListener() = default;
  virtual void on_progress(const router::Progress& progress) = 0;
};

/// The control socket can do more: whole lines, and questions about the router.
class ControlHost : public ConsoleHost {
 public:
  virtual console::LineSession::Answer execute(console::ConsoleId console, std::string_view line) = 0;
  virtual void cancel(console::ConsoleId console) = 0;
  virtual grammar::Completion complete(console::ConsoleId console, std::string_view line,
                                       std::size_t cursor) = 0;
  virtual std::vector<std::string> help(console::ConsoleId console, std::string_view line) = 0;
  virtual std::string prompt(console::ConsoleId console) = 0;
  virtual std::vector<router::Router::TunnelSentence> tunnels() = 0;
  /// What happened so far, bounded; new things go to the listeners.
  virtual std::vector<router::Progress> history() = 0;
  virtual void add_listener(ProgressListener& listener) = 0;
  virtual void remove_listener(ProgressListener& listener) = 0;
};

}  // namespace kyoten::linux_os
