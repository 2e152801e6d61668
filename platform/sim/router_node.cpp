#include "platform/sim/router_node.hpp"

#include "firmware/base/assert.hpp"

namespace kyoten::sim {

RouterNode::RouterNode(Settings settings, PacketPool& pool)
    : settings_(std::move(settings)), pool_(pool), entropy_(settings_.seed, settings_.stream),
      startup_(flash_, settings_.configuration, false) {}
RouterNode::~RouterNode() = default;

void RouterNode::power_on(Instant now, Frames& out) {
  KYOTEN_ASSERT(!router_);
  restart_at_.reset();
  router_ = std::make_unique<router::Router>(settings_.options, pool_, entropy_, startup_);
  const auto wall = settings_.wall_at_zero +
                    std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  report_ = router_->boot(std::nullopt, now, wall, output_);
  collect(now, out);
}

void RouterNode::power_cut() {
  router_.reset();
  control_.reset();
  restart_at_.reset();
  operation_running_ = false;
  output_.clear();
}

void RouterNode::receive(PortIndex port, Batch& batch, Instant now, Frames& out) {
  if (!router_) {
    batch.clear();
    return;
  }
  router_->receive(port, batch, now, output_);
  collect(now, out);
}

void RouterNode::expire(Instant now, Frames& out) {
  if (!router_) {
    if (restart_at_ && *restart_at_ <= now) power_on(now, out);
    return;
  }
  router_->expire(now, output_);
  collect(now, out);
}

std::optional<Instant> RouterNode::deadline() const {
  return router_ ? router_->deadline() : restart_at_;
}

console::LineSession::Answer RouterNode::execute(std::string_view line, Instant now, Frames& out) {
  if (!router_) return {.lines = {}, .prompt = {}, .running = false, .close = true};
  if (!control_) control_ = router_->open_console(console::ConsoleKind::control, {}, now, output_);
  auto answer = router_->execute(*control_, line, now, output_);
  operation_running_ = answer.running;
  if (answer.close && control_) {
    router_->close_console(*control_, now, output_);
    control_.reset();
  }
  collect(now, out);
  return answer;
}

console::ConsoleId RouterNode::open_console(console::ConsoleKind kind, Instant now, Frames& out) {
  KYOTEN_ASSERT(router_);
  const auto id = router_->open_console(kind, {}, now, output_);
  collect(now, out);
  return id;
}

void RouterNode::type(console::ConsoleId console, std::string_view text, Instant now, Frames& out) {
  if (!router_) return;
  router_->type(console, as_bytes(text), now, output_);
  collect(now, out);
}

void RouterNode::shutdown(Instant now, Frames& out) {
  if (!router_) return;
  router_->shutdown(now, output_);
  collect(now, out);
}

void RouterNode::collect(Instant now, Frames& out) {
  for (auto& transmit : output_.transmit) out.push_back(std::move(transmit));
  for (auto& [console, output, finished] : output_.consoles) {
    const bool control = control_ && *control_ == console;
    (control ? control_output_ : typed_output_).append(output.bytes.begin(), output.bytes.end());
    if (control && finished) operation_running_ = false;
  }
  std::move(output_.progress.begin(), output_.progress.end(), std::back_inserter(progress_));
  std::move(output_.keys.begin(), output_.keys.end(), std::back_inserter(keys_));
  const bool restart = output_.restart;
  output_.clear();
  if (!restart) return;
  power_cut();
  restart_at_ = now + settings_.restart_time;
}

}  // namespace kyoten::sim
