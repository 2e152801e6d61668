#include "platform/linux/stream_console.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>

#include "platform/linux/asio.hpp"
#include "platform/linux/output_queue.hpp"

namespace kyoten::linux_os {

namespace {

/// How long a closed connection may take for what it has not read yet.
constexpr auto kLastWords = std::chrono::seconds(5);

class StreamConsoleOnAsio final : public StreamConsole,
                                  public std::enable_shared_from_this<StreamConsoleOnAsio> {
 public:
  StreamConsoleOnAsio(asio::io_context& context, ConsoleHost& host, FileDescriptor input,
                      FileDescriptor output, Settings settings)
      : host_(host), settings_(std::move(settings)), input_(context, input.release()),
        separate_output_(context), linger_(context) {
    if (output) separate_output_.assign(output.release());
  }

  void begin() {
    auto& descriptor = separate_output_.is_open() ? separate_output_ : input_;
    queue_ = std::make_shared<OutputQueue>(weak_from_this(), descriptor, kMostWaitingBytes,
                                           [this] { on_drained(); }, [this] { finish(); });
    open();
    read();
  }

  void show(const console::SessionOutput& output, bool) override {
    if (finished_ || closing_) return;
    const bool taken = output.bytes.empty() || queue_->write(output.bytes);
    if (!taken && !settings_.permanent) {
      finish();
      return;
    }
    if (!output.close) return;
    if (settings_.permanent) {
      close_console();
      open();
    } else {
      close_when_drained();
    }
  }

  void console_lost() override {
    console_.reset();
    if (settings_.permanent) {
      open();
    } else {
      close_when_drained();
    }
  }

  void abandon() override {
    settings_.on_closed = nullptr;
    finish();
  }

 private:
  void open() { console_ = host_.open(settings_.kind, settings_.peer, *this); }

  void close_console() {
    if (console_) host_.close(*std::exchange(console_, std::nullopt));
  }

  void read() {
    if (finished_ || closing_ || reading_) return;
    if (queue_->waiting() > kPauseReadingBytes) return;  // goes on when drained
    reading_ = true;
    input_.async_read_some(asio::buffer(buffer_),
                           [self = shared_from_this()](error_code error, std::size_t count) {
                             self->reading_ = false;
                             self->on_read(error, count);
                           });
  }

  void on_read(error_code error, std::size_t count) {
    if (finished_) return;
    if (error) {
      // End of a script on standard input: its last answers are still to be written.
      close_when_drained();
      return;
    }
    const ByteView typed(buffer_.data(), count);
    if (settings_.quit_key >= 0 &&
        std::find(typed.begin(), typed.end(), settings_.quit_key) != typed.end()) {
      if (settings_.on_quit) settings_.on_quit();
      return;
    }
    if (console_) host_.type(*console_, typed);
    read();
  }

  void on_drained() {
    if (closing_) {
      finish();
    } else {
      read();
    }
  }

  void close_when_drained() {
    if (std::exchange(closing_, true) || finished_) return;
    linger_.expires_after(queue_->waiting() == 0 ? std::chrono::seconds(0) : kLastWords);
    linger_.async_wait([self = shared_from_this()](error_code error) {
      if (!error) self->finish();
    });
  }

  void finish() {
    if (std::exchange(finished_, true)) return;
    const auto keep = shared_from_this();  // on_closed may let go of the last owner
    close_console();
    queue_->detach();
    linger_.cancel();
    error_code ignored;
    input_.close(ignored);
    separate_output_.close(ignored);
    if (settings_.on_closed) settings_.on_closed();
  }

  ConsoleHost& host_;
  Settings settings_;
  asio::posix::stream_descriptor input_;
  asio::posix::stream_descriptor separate_output_;
  asio::steady_timer linger_;
  std::shared_ptr<OutputQueue> queue_;
  std::optional<console::ConsoleId> console_;
  std::array<std::uint8_t, 4096> buffer_{};
  bool reading_ = false;
  bool closing_ = false;
  bool finished_ = false;
};

}  // namespace

std::shared_ptr<StreamConsole> StreamConsole::start(asio::io_context& context, ConsoleHost& host,
                                                    FileDescriptor input, FileDescriptor output,
                                                    Settings settings) {
  auto console = std::make_shared<StreamConsoleOnAsio>(context, host, std::move(input),
                                                       std::move(output), std::move(settings));
  console->begin();
  return console;
}

}  // namespace kyoten::linux_os
