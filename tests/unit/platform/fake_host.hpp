// The router's side of consoles, for tests of the connections: every console echoes what is typed.
#pragma once

#include <map>
#include <set>

#include "platform/linux/asio.hpp"
#include "platform/linux/console_host.hpp"

namespace kyoten::test {

class FakeHost final : public linux_os::ControlHost {
 public:
  explicit FakeHost(linux_os::asio::io_context& context) : context_(context) {}

  console::ConsoleId open(console::ConsoleKind kind, std::string peer,
                          linux_os::ConsoleSink& sink) override {
    const console::ConsoleId id{++last_id_};
    sinks[id] = &sink;
    opened.emplace_back(kind, std::move(peer));
    if (kind != console::ConsoleKind::control) say(id, "hello\r\n");
    return id;
  }
  void type(console::ConsoleId id, ByteView bytes) override {
    const std::string text(bytes.begin(), bytes.end());
    typed += text;
    if (text.find("bye") != std::string::npos) return say(id, "closing\r\n", true);
    if (text.find("flood") != std::string::npos) return say(id, std::string(flood_bytes, 'x'));
    say(id, "<" + text + ">");
  }
  void close(console::ConsoleId id) override {
    sinks.erase(id);
    ++closed;
  }

  console::LineSession::Answer execute(console::ConsoleId, std::string_view line) override {
    executed.emplace_back(line);
    if (line == "exit") return {{}, "# ", false, true};
    return {{"you typed " + std::string(line), "\xff not UTF-8"}, "# ", line == "ping", false};
  }
  void cancel(console::ConsoleId id) override {
    post(id, {}, true);
    ++cancelled;
  }
  grammar::Completion complete(console::ConsoleId, std::string_view line,
                               std::size_t cursor) override {
    completed_at = cursor;
    grammar::Completion completion;
    completion.completed = std::string(line) + "ow";
    completion.unique = true;
    return completion;
  }
  std::vector<std::string> help(console::ConsoleId, std::string_view line) override {
    return {"help of " + std::string(line)};
  }
  std::string prompt(console::ConsoleId) override { return "tunnel1# "; }
  std::vector<router::Router::TunnelSentence> tunnels() override {
    return {{TunnelId{1}, true, "up since then"}};
  }
  std::vector<router::Progress> history() override { return past; }
  void add_listener(linux_os::ProgressListener& listener) override { listeners.insert(&listener); }
  void remove_listener(linux_os::ProgressListener& listener) override {
    listeners.erase(&listener);
  }

  void say(console::ConsoleId id, std::string text, bool close = false) {
    console::SessionOutput output;
    output.bytes = to_bytes(text);
    output.close = close;
    post(id, std::move(output), false);
  }
  void post(console::ConsoleId id, console::SessionOutput output, bool finished) {
    linux_os::asio::post(context_, [this, id, output = std::move(output), finished] {
      const auto sink = sinks.find(id);
      if (sink != sinks.end()) sink->second->show(output, finished);
    });
  }
  void restart_router() {
    const auto lost = std::exchange(sinks, {});
    for (auto& [id, sink] : lost) sink->console_lost();
  }

  std::map<console::ConsoleId, linux_os::ConsoleSink*> sinks;
  std::vector<std::pair<console::ConsoleKind, std::string>> opened;
  std::string typed;
  std::size_t flood_bytes = 4 << 20;
  int closed = 0;
  std::vector<std::string> executed;
  int cancelled = 0;
  std::size_t completed_at = 0;
  std::vector<router::Progress> past;
  std::set<linux_os::ProgressListener*> listeners;

 private:
  linux_os::asio::io_context& context_;
  std::uint32_t last_id_ = 0;
};

}  // namespace kyoten::test
