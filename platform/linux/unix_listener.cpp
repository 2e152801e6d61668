#include "platform/linux/unix_listener.hpp"

#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <fmt/format.h>

namespace kyoten::linux_os {

namespace {

constexpr int kMostPending = 8;

/// Empty, or why the path cannot be used.
std::string clear_path(asio::io_context& context, const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return fmt::format("unix:{}: something that is not a socket has this name", path);
  }
  asio::local::stream_protocol::socket probe(context);
  error_code error;
  probe.connect(path, error);
  if (error != asio::error::connection_refused) {
    return fmt::format("unix:{}: another program uses it", path);
  }
  if (::unlink(path.c_str()) != 0) return os_error("unix:" + path);
  return {};
}

}  // namespace

Result<std::shared_ptr<UnixListener>, std::string> UnixListener::open(asio::io_context& context,
                                                                      const std::string& path,
                                                                      OnClient on_client) {
  if (path.size() >= sizeof(sockaddr_un::sun_path)) {
    return fmt::format("unix:{}: a socket path has at most {} characters", path,
                       sizeof(sockaddr_un::sun_path) - 1);
  }
  if (auto reason = clear_path(context, path); !reason.empty()) return reason;
  auto listener = std::make_shared<UnixListener>(context, path, std::move(on_client));
  auto& acceptor = listener->acceptor_;
  error_code error;
  acceptor.open({}, error);
  const auto mask = ::umask(0177);
  if (!error) acceptor.bind(path, error);
  ::umask(mask);
  if (!error) acceptor.listen(kMostPending, error);
  if (error) {
    acceptor.close();
    return fmt::format("unix:{}: {}", path, error.message());
  }
  listener->accept();
  return listener;
}

void UnixListener::accept() {
  acceptor_.async_accept([weak = weak_from_this()](error_code error,
                                                   asio::local::stream_protocol::socket socket) {
    const auto self = weak.lock();
    if (!self || !self->acceptor_.is_open()) return;
    if (!error) {
      error_code ignored;
      self->on_client_(FileDescriptor(socket.release(ignored)));
    }
    self->accept();
  });
}

void UnixListener::close() {
  if (!acceptor_.is_open()) return;
  error_code ignored;
  acceptor_.close(ignored);
  ::unlink(path_.c_str());
}

}  // namespace kyoten::linux_os
