#include "platform/linux/control_server.hpp"

#include <array>
#include <optional>
#include <set>

#include <boost/asio/read_until.hpp>
#include <nlohmann/json.hpp>

#include "platform/linux/asio.hpp"
#include "platform/linux/output_queue.hpp"
#include "platform/linux/unix_listener.hpp"

namespace kyoten::linux_os {

namespace {

using nlohmann::json;

/// What a console prints may be in any character code; JSON is UTF-8 only.
std::string text_of(const json& message) {
  return message.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<std::string> lines_of(ByteView bytes) {
  std::vector<std::string> lines;
  std::string line;
  for (const auto byte : bytes) {
    if (byte == '\n') {
      lines.push_back(std::exchange(line, {}));
    } else if (byte != '\r') {
      line += static_cast<char>(byte);
    }
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

json progress_message(const router::Progress& progress) {
  const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(progress.at.time_since_epoch());
  return {{"progress",
           {{"at_ms", at.count()},
            {"milestone", name_of(progress.milestone)},
            {"subject", progress.subject},
            {"detail", progress.detail}}}};
}

class ControlClient final : public ConsoleSink,
                            public ProgressListener,
                            public std::enable_shared_from_this<ControlClient> {
 public:
  ControlClient(asio::io_context& context, ControlHost& host, FileDescriptor descriptor)
      : host_(host), stream_(context, descriptor.release()) {}

  void begin(std::function<void()> on_closed) {
    on_closed_ = std::move(on_closed);
    queue_ = std::make_shared<OutputQueue>(
        weak_from_this(), stream_, ControlServer::kMostWaitingBytes,
        [this] {
          if (closing_) finish();
        },
        [this] { finish(); });
    console_ = host_.open(console::ConsoleKind::control, {}, *this);
    read();
  }

  void show(const console::SessionOutput& output, bool finished) override {
    if (!output.bytes.empty()) send({{"output", lines_of(output.bytes)}});
    if (finished) send({{"finished", true}, {"prompt", host_.prompt(*console_)}});
  }

  void console_lost() override {
    console_ = host_.open(console::ConsoleKind::control, {}, *this);
    send({{"restarted", true}, {"prompt", host_.prompt(*console_)}});
  }

  void on_progress(const router::Progress& progress) override { send(progress_message(progress)); }

  void abandon() {
    on_closed_ = nullptr;
    finish();
  }

 private:
  void read() {
    if (finished_ || closing_) return;
    asio::async_read_until(stream_, asio::dynamic_buffer(input_, ControlServer::kMostLineBytes), '\n',
                           [self = shared_from_this()](error_code error, std::size_t count) {
                             self->on_read(error, count);
                           });
  }

  void on_read(error_code error, std::size_t count) {
    if (finished_) return;
    if (error) {  // also a line that is too long: the protocol cannot be found again
      finish();
      return;
    }
    const auto line = input_.substr(0, count);
    input_.erase(0, count);
    answer(line);
    read();
  }

  void answer(const std::string& line) {
    const auto request = json::parse(line, nullptr, false);
    if (!request.is_object()) {
      send({{"error", "not a JSON object"}});
      return;
    }
    json reply;
    if (const auto id = request.find("id"); id != request.end()) reply["id"] = *id;
    fill_answer(request, reply);
    const bool close = reply.value("close", false);
    const bool subscribed = reply.contains("subscribed") && !std::exchange(subscribed_, true);
    send(reply);
    if (subscribed) {
      for (const auto& progress : host_.history()) on_progress(progress);
      host_.add_listener(*this);
    }
    if (close) close_when_drained();
  }

  void fill_answer(const json& request, json& reply) {
    const auto text = [&](const char* key) -> std::optional<std::string> {
      const auto value = request.find(key);
      if (value == request.end() || !value->is_string()) return std::nullopt;
      return value->get<std::string>();
    };
    if (const auto line = text("execute")) {
      const auto result = host_.execute(*console_, *line);
      reply["lines"] = result.lines;
      reply["prompt"] = result.prompt;
      reply["running"] = result.running;
      reply["close"] = result.close;
    } else if (const auto part = text("complete")) {
      fill_completion(*part, request, reply);
    } else if (const auto command = text("help")) {
      reply["lines"] = host_.help(*console_, *command);
    } else if (request.contains("status")) {
      reply["tunnels"] = json::array();
      for (const auto& tunnel : host_.tunnels()) {
        reply["tunnels"].push_back({{"tunnel", number(tunnel.tunnel)},
                                    {"up", tunnel.up},
                                    {"sentence", tunnel.sentence}});
      }
    } else if (request.contains("subscribe")) {
      reply["subscribed"] = true;
    } else if (request.contains("cancel")) {
      host_.cancel(*console_);
      reply["cancelled"] = true;
    } else if (request.contains("prompt")) {
      reply["prompt"] = host_.prompt(*console_);
    } else {
      reply["error"] = "not one of execute, complete, help, status, subscribe, cancel, prompt";
    }
  }

  void fill_completion(const std::string& line, const json& request, json& reply) {
    const auto cursor_value = request.find("cursor");
    std::size_t cursor = line.size();
    if (cursor_value != request.end() && cursor_value->is_number_unsigned()) {
      cursor = std::min(cursor, cursor_value->get<std::size_t>());
    }
    const auto completion = host_.complete(*console_, line, cursor);
    reply["word_begin"] = completion.word_begin;
    reply["completed"] = completion.completed;
    reply["unique"] = completion.unique;
    reply["candidates"] = completion.candidates;
    reply["parameters"] = completion.parameters;
    reply["may_end"] = completion.may_end;
  }

  void send(const json& message) {
    if (finished_ || closing_) return;
    const auto text = text_of(message);
    // Not inside of a host's call: a client that is too slow goes when this is over.
    if (!queue_->write(as_bytes(text))) close_when_drained();
  }

  void close_when_drained() {
    if (std::exchange(closing_, true)) return;
    if (queue_->waiting() > 0) return;
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->finish(); });
  }

  void finish() {
    if (std::exchange(finished_, true)) return;
    const auto keep = shared_from_this();
    host_.remove_listener(*this);
    if (console_) host_.close(*std::exchange(console_, std::nullopt));
    queue_->detach();
    error_code ignored;
    stream_.close(ignored);
    if (on_closed_) on_closed_();
  }

  ControlHost& host_;
  asio::posix::stream_descriptor stream_;
  std::function<void()> on_closed_;
  std::shared_ptr<OutputQueue> queue_;
  std::optional<console::ConsoleId> console_;
  std::string input_;
  bool subscribed_ = false;
  bool closing_ = false;
  bool finished_ = false;
};

}  // namespace

class ControlServer::Implementation {
 public:
  Implementation(asio::io_context& context, ControlHost& host) : context_(context), host_(host) {}

  std::string listen(const std::string& path) {
    auto listener =
        UnixListener::open(context_, path, [this](FileDescriptor client) { add(std::move(client)); });
    if (!listener) return listener.error();
    listener_ = std::move(*listener);
    return {};
  }

  void close() {
    if (listener_) listener_->close();
    for (const auto& client : std::exchange(clients_, {})) client->abandon();
  }

 private:
  void add(FileDescriptor descriptor) {
    if (clients_.size() >= kMostClients) return;
    auto client = std::make_shared<ControlClient>(context_, host_, std::move(descriptor));
    clients_.insert(client);
    client->begin([this, weak = std::weak_ptr(client)] { clients_.erase(weak.lock()); });
  }

  asio::io_context& context_;
  ControlHost& host_;
  std::shared_ptr<UnixListener> listener_;
  std::set<std::shared_ptr<ControlClient>> clients_;
};

ControlServer::ControlServer(asio::io_context& context, ControlHost& host)
    : implementation_(std::make_unique<Implementation>(context, host)) {}
ControlServer::~ControlServer() { close(); }
std::string ControlServer::listen(const std::string& path) { return implementation_->listen(path); }
void ControlServer::close() { implementation_->close(); }

std::string_view name_of(router::Milestone milestone) {
  constexpr std::array<std::string_view, 16> kNames = {
      "booted",         "address_acquired",  "address_lost",      "line_up",        "line_down",      "ike_phase1",
      "ike_phase1_done", "ike_phase2",       "tunnel_up",         "tunnel_down",
      "l2tp_connected", "l2tp_session_up",   "l2tp_session_down", "bridge_forwarding",
      "negotiation_failed", "peer_dead"};
  static_assert(static_cast<std::size_t>(router::Milestone::peer_dead) + 1 == kNames.size());
  return kNames[static_cast<std::size_t>(milestone)];
}

}  // namespace kyoten::linux_os
