#include "platform/linux/router_process.hpp"

#include <csignal>
#include <deque>
#include <optional>

#include <fmt/format.h>

#include "platform/linux/asio.hpp"
#include "platform/linux/clock.hpp"
#include "platform/linux/console_server.hpp"
#include "platform/linux/control_server.hpp"
#include "platform/linux/cpu_meter.hpp"

namespace kyoten::linux_os {

namespace {

/// Batches taken from one port before others get their turn.
constexpr int kRounds = 8;
/// A port that cannot go on although it is due is asked again after this.
constexpr auto kPortRetry = std::chrono::milliseconds(1);

}  // namespace

class RouterProcess::Implementation final : public ControlHost {
 public:
  Implementation(router::Options options, Entropy& entropy, ports::Flash& flash, Observers observers)
      : options_(std::move(options)), entropy_(entropy), flash_(flash),
        observers_(std::move(observers)), pool_(kPoolBuffers), timer_(context_),
        signals_(context_, SIGINT, SIGTERM),
        consoles_(context_, *this, [this] { stop(); }), control_(context_, *this) {
    // A console that goes away in the middle of a line is no reason to end.
    std::signal(SIGPIPE, SIG_IGN);
  }

  ~Implementation() override {
    consoles_.close();
    control_.close();
    for (auto& port : ports_) {
      if (port && port->input) port->input->release();
      if (port && port->output) port->output->release();
    }
  }

  void add_port(PortIndex index, std::unique_ptr<ports::PacketPort> packet_port) {
    if (ports_.size() <= number(index)) ports_.resize(number(index) + 1u);
    auto attached = std::make_unique<Port>();
    attached->index = index;
    attached->port = std::move(packet_port);
    const int descriptor = attached->port->wait_descriptor();
    if (descriptor >= 0) attached->input.emplace(context_, descriptor);
    ports_[number(index)] = std::move(attached);
  }

  std::string add_console(const std::string& specification, std::string& where) {
    auto place = consoles_.listen(specification);
    if (!place) return place.error();
    where = place->text;
    return {};
  }

  std::string add_control(const std::string& path) { return control_.listen(path); }

  void boot() {
    router_ = std::make_unique<router::Router>(options_, pool_, entropy_, flash_);
    const auto report = router_->boot(std::nullopt, now(), wall_time(), output_);
    if (observers_.on_boot) observers_.on_boot(report);
    carry_out();
  }

  void run() {
    signals_.async_wait([this](error_code error, int) {
      if (!error) stop();
    });
    for (auto& port : ports_) {
      if (port) wait_for_input(*port);
    }
    context_.run();
    router_.reset();
  }

  // ControlHost
  console::ConsoleId open(console::ConsoleKind kind, std::string peer, ConsoleSink& sink) override {
    const auto id = router_->open_console(kind, std::move(peer), now(), output_);
    sinks_[id] = &sink;
    carry_out();
    return id;
  }
  void type(console::ConsoleId console, ByteView bytes) override {
    router_->type(console, bytes, now(), output_);
    carry_out();
  }
  void close(console::ConsoleId console) override {
    sinks_.erase(console);
    if (!router_) return;
    router_->close_console(console, now(), output_);
    carry_out();
  }
  console::LineSession::Answer execute(console::ConsoleId console, std::string_view line) override {
    auto answer = router_->execute(console, line, now(), output_);
    carry_out();
    return answer;
  }
  void cancel(console::ConsoleId console) override {
    router_->backend().cancel_operation(console);
    router_->expire(now(), output_);  // what the operation has still to say comes out of here
    carry_out();
  }
  grammar::Completion complete(console::ConsoleId console, std::string_view line,
                               std::size_t cursor) override {
    return router_->complete(console, line, cursor);
  }
  std::vector<std::string> help(console::ConsoleId console, std::string_view line) override {
    return router_->help(console, line);
  }
  std::string prompt(console::ConsoleId console) override { return router_->prompt(console); }
  std::vector<router::Router::TunnelSentence> tunnels() override {
    return router_->tunnel_sentences(now());
  }
  std::vector<router::Progress> history() override { return {history_.begin(), history_.end()}; }
  void add_listener(ProgressListener& listener) override { listeners_.push_back(&listener); }
  void remove_listener(ProgressListener& listener) override { std::erase(listeners_, &listener); }

 private:
  using Descriptor = asio::posix::stream_descriptor;

  struct Port {
    PortIndex index{};
    std::unique_ptr<ports::PacketPort> port;
    std::optional<Descriptor> input;
    std::optional<Descriptor> output;
  };

  void stop() {
    if (std::exchange(stopping_, true)) return;
    router_->shutdown(now(), output_);
    carry_out();
    dispatch();
    consoles_.close();
    control_.close();
    context_.stop();
  }

  void wait_for_input(Port& port) {
    if (!port.input) return;
    port.input->async_wait(Descriptor::wait_read, [this, &port](error_code error) {
      if (!error) read(port);
    });
  }

  /// Until the port is empty; a busy one gives way to others in between.
  void read(Port& port) {
    for (int round = 0; round < kRounds; ++round) {
      batch_.clear();
      port.port->receive(pool_, batch_);
      if (batch_.empty()) {
        arm_timer();
        wait_for_input(port);
        return;
      }
      router_->receive(port.index, batch_, now(), output_);
      carry_out();
    }
    asio::post(context_, [this, &port] { read(port); });
  }

  void send(Port& port, Batch& batch) {
    port.port->send(batch);
    wait_for_output(port);
  }

  void wait_for_output(Port& port) {
    const int descriptor = port.port->output_descriptor();
    if (port.output) {
      // Registered anew each time: the port may have a new socket, even under the old one's number.
      port.output->release();
      port.output.reset();
    }
    if (descriptor < 0) return;
    port.output.emplace(context_, descriptor);
    port.output->async_wait(Descriptor::wait_write, [this, &port](error_code error) {
      if (error) return;  // another registration has taken this one's place
      Batch nothing;
      send(port, nothing);
    });
  }

  /// What the router wants done: frames at once, the rest when the caller has returned.
  void carry_out() {
    for (auto& [index, batch] : output_.transmit) {
      const bool attached = number(index) < ports_.size() && ports_[number(index)];
      if (attached) send(*ports_[number(index)], batch);
    }
    output_.transmit.clear();
    std::move(output_.consoles.begin(), output_.consoles.end(), std::back_inserter(shown_));
    output_.consoles.clear();
    for (auto& progress : output_.progress) news_.push_back(std::move(progress));
    output_.progress.clear();
    if (observers_.on_key) {
      for (const auto& key : output_.keys) observers_.on_key(key);
    }
    output_.keys.clear();
    restart_ |= std::exchange(output_.restart, false);
    measure_load();
    arm_timer();
    const bool something = !shown_.empty() || !news_.empty() || restart_;
    if (!something || std::exchange(dispatch_posted_, true)) return;
    asio::post(context_, [this] {
      dispatch_posted_ = false;
      dispatch();
    });
  }

  void measure_load() {
    const auto time = now();
    if (!cpu_.due(time)) return;
    cpu_.add(time, processor_time());
    router_->set_cpu_load(cpu_.load());
  }

  void dispatch() {
    for (const auto& progress : std::exchange(news_, {})) {
      if (observers_.on_progress) observers_.on_progress(progress);
      const auto listeners = listeners_;
      for (auto* listener : listeners) listener->on_progress(progress);
      history_.push_back(progress);
      if (history_.size() > kMostHistory) history_.pop_front();
    }
    for (const auto& [console, output, finished] : std::exchange(shown_, {})) {
      // Looked up each time: a sink may close its own console and others.
      const auto sink = sinks_.find(console);
      if (sink != sinks_.end()) sink->second->show(output, finished);
    }
    if (std::exchange(restart_, false) && !stopping_) power_cycle();
  }

  void power_cycle() {
    const auto lost = std::exchange(sinks_, {});
    shown_.clear();
    output_.clear();
    router_.reset();
    boot();
    for (const auto& [console, sink] : lost) sink->console_lost();
  }

  void arm_timer() {
    auto due = router_ ? router_->deadline() : std::nullopt;
    for (const auto& port : ports_) {
      const auto port_due = port ? port->port->deadline() : std::nullopt;
      if (port_due) due = earlier(due, std::max(*port_due, now() + Duration(kPortRetry)));
    }
    if (due == armed_) return;
    armed_ = due;
    timer_.cancel();
    if (!due) return;
    timer_.expires_after(std::max(*due - now(), Duration{}));
    timer_.async_wait([this](error_code error) {
      if (error) return;
      armed_.reset();
      on_time();
    });
  }

  void on_time() {
    for (auto& port : ports_) {
      if (!port || !port->port->deadline()) continue;
      Batch nothing;
      send(*port, nothing);
      batch_.clear();
      port->port->receive(pool_, batch_);
      if (!batch_.empty()) router_->receive(port->index, batch_, now(), output_);
      carry_out();
    }
    const auto due = router_->deadline();
    if (due && *due <= now()) router_->expire(now(), output_);
    carry_out();
  }

  router::Options options_;
  Entropy& entropy_;
  ports::Flash& flash_;
  Observers observers_;
  asio::io_context context_;
  PacketPool pool_;
  Batch batch_;
  std::vector<std::unique_ptr<Port>> ports_;
  std::unique_ptr<router::Router> router_;
  router::Output output_;
  CpuMeter cpu_;
  asio::steady_timer timer_;
  std::optional<Instant> armed_;
  asio::signal_set signals_;
  std::map<console::ConsoleId, ConsoleSink*> sinks_;
  std::vector<ProgressListener*> listeners_;
  std::vector<router::ConsoleOutput> shown_;
  std::vector<router::Progress> news_;
  std::deque<router::Progress> history_;
  bool dispatch_posted_ = false;
  bool restart_ = false;
  bool stopping_ = false;
  ConsoleServer consoles_;
  ControlServer control_;
};

RouterProcess::RouterProcess(router::Options options, Entropy& entropy, ports::Flash& flash,
                             Observers observers)
    : implementation_(std::make_unique<Implementation>(std::move(options), entropy, flash,
                                                       std::move(observers))) {}
RouterProcess::~RouterProcess() = default;

void RouterProcess::add_port(PortIndex index, std::unique_ptr<ports::PacketPort> port) {
  implementation_->add_port(index, std::move(port));
}
std::string RouterProcess::add_console(const std::string& specification, std::string& where) {
  return implementation_->add_console(specification, where);
}
std::string RouterProcess::add_control(const std::string& path) {
  return implementation_->add_control(path);
}
void RouterProcess::boot() { implementation_->boot(); }
void RouterProcess::run() { implementation_->run(); }

}  // namespace kyoten::linux_os
