#include "firmware/router/router.hpp"

#include "firmware/router/box.hpp"

namespace kyoten::router {

void Output::clear() {
  transmit.clear();
  consoles.clear();
  progress.clear();
  keys.clear();
  restart = false;
}

Router::Router(Options options, PacketPool& pool, Entropy& entropy, ports::Flash& flash)
    : box_(std::make_unique<Box>(std::move(options), pool, entropy, flash)) {}

Router::~Router() = default;

config::LoadReport Router::boot(std::optional<std::string_view> configuration, Instant now, WallTime wall,
                                Output& out) {
  box_->enter(now, out);
  box_->booted_ = now;
  box_->boot_wall_ = wall;
  auto report = box_->boot(configuration);
  box_->leave();
  return report;
}

void Router::shutdown(Instant now, Output& out) {
  box_->enter(now, out);
  box_->shutdown();
  box_->leave();
}

void Router::receive(PortIndex port, Batch& batch, Instant now, Output& out) {
  box_->enter(now, out);
  box_->receive(port, batch);
  box_->leave();
}

void Router::expire(Instant now, Output& out) {
  box_->enter(now, out);
  box_->expire();
  box_->leave();
}

std::optional<Instant> Router::deadline() const { return box_->deadline(); }

console::ConsoleId Router::open_console(console::ConsoleKind kind, std::string peer, Instant now,
                                        Output& out) {
  box_->enter(now, out);
  const auto id = box_->open_console(kind, std::move(peer));
  box_->leave();
  return id;
}

void Router::type(console::ConsoleId console, ByteView bytes, Instant now, Output& out) {
  box_->enter(now, out);
  box_->type(console, bytes);
  box_->leave();
}

void Router::close_console(console::ConsoleId console, Instant now, Output& out) {
  box_->enter(now, out);
  box_->close_console(console);
  box_->leave();
}

console::LineSession::Answer Router::execute(console::ConsoleId console, std::string_view line, Instant now,
                                             Output& out) {
  box_->enter(now, out);
  auto answer = box_->line_session(console).execute(line, now);
  box_->leave();
  return answer;
}

grammar::Completion Router::complete(console::ConsoleId console, std::string_view line,
                                     std::size_t cursor) const {
  return box_->line_session(console).complete(line, cursor);
}

std::vector<std::string> Router::help(console::ConsoleId console, std::string_view line) const {
  return box_->line_session(console).help(line);
}

std::string Router::prompt(console::ConsoleId console) const { return box_->line_session(console).prompt(); }

console::Backend& Router::backend() { return *box_; }

void Router::set_cpu_load(console::CpuLoad load) { box_->cpu_load_ = load; }

dataplane::Conservation Router::conservation() const { return box_->conservation(); }

bool Router::all_tunnels_up() const { return box_->all_online(); }

std::vector<Router::TunnelSentence> Router::tunnel_sentences(Instant now) const {
  box_->now_ = now;
  return box_->sentences();
}

}  // namespace kyoten::router
