// A client of a console or control socket in the test's own thread: the server's loop runs while it
// waits.
#pragma once

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "platform/linux/asio.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::test {

class StreamClient {
 public:
  static constexpr auto kPatience = std::chrono::seconds(5);

  StreamClient(linux_os::asio::io_context& context, linux_os::FileDescriptor descriptor)
      : context_(context), descriptor_(std::move(descriptor)) {
    ::fcntl(descriptor_.get(), F_SETFL, O_NONBLOCK);
  }

  static StreamClient to_unix(linux_os::asio::io_context& context, const std::string& path) {
    linux_os::FileDescriptor descriptor(::socket(AF_UNIX, SOCK_STREAM, 0));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    REQUIRE(::connect(descriptor.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) ==
            0);
    return {context, std::move(descriptor)};
  }

  static StreamClient to_tcp(linux_os::asio::io_context& context, std::uint16_t port) {
    linux_os::FileDescriptor descriptor(::socket(AF_INET, SOCK_STREAM, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(descriptor.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) ==
            0);
    return {context, std::move(descriptor)};
  }

  void send(std::string_view text) {
    const auto count = ::write(descriptor_.get(), text.data(), text.size());
    REQUIRE(count == static_cast<ssize_t>(text.size()));
  }

  /// Everything up to and including `end`, or what came before the connection closed or patience
  /// ran out.
  std::string read_until(std::string_view end) {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (true) {
      if (const auto at = input_.find(end); at != std::string::npos) return take(at + end.size());
      if (closed_ || std::chrono::steady_clock::now() > limit) return take(input_.size());
      go_on();
    }
  }

  [[nodiscard]] bool wait_for_close() {
    const auto limit = std::chrono::steady_clock::now() + kPatience;
    while (!closed_ && std::chrono::steady_clock::now() < limit) go_on();
    return closed_;
  }

  void close() { descriptor_.close(); }
  void close_sending() { ::shutdown(descriptor_.get(), SHUT_WR); }
  [[nodiscard]] int descriptor() const { return descriptor_.get(); }

 private:
  void go_on() {
    context_.restart();
    context_.run_for(std::chrono::milliseconds(2));
    char part[65536];
    const auto count = ::read(descriptor_.get(), part, sizeof part);
    if (count > 0) input_.append(part, static_cast<std::size_t>(count));
    closed_ |= count == 0 || (count < 0 && errno != EAGAIN);
  }

  std::string take(std::size_t count) {
    auto text = input_.substr(0, count);
    input_.erase(0, count);
    return text;
  }

  linux_os::asio::io_context& context_;
  linux_os::FileDescriptor descriptor_;
  std::string input_;
  bool closed_ = false;
};

}  // namespace kyoten::test
