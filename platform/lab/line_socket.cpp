#include "platform/lab/line_socket.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

namespace kyoten::lab {
namespace {

using linux_os::FileDescriptor;
using linux_os::os_error;

std::optional<sockaddr_un> address_of(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto& text = path.native();
  if (text.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

std::string too_long(const std::filesystem::path& path) {
  return fmt::format("{}: a socket path has at most {} characters", path.string(),
                     sizeof(sockaddr_un::sun_path) - 1);
}

FileDescriptor stream_socket() {
  return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

bool connects(const FileDescriptor& socket, const sockaddr_un& address) {
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

}  // namespace

Result<std::unique_ptr<LineSocket>, std::string> LineSocket::connect(
    const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return too_long(path);
  auto socket = stream_socket();
  if (!socket || !connects(socket, *address)) return os_error(path.string());
  return std::make_unique<LineSocket>(std::move(socket));
}

std::vector<std::string> LineSocket::receive() {
  std::vector<std::string> lines;
  char bytes[16384];
  while (!closed_) {
    const auto count = ::recv(socket_.get(), bytes, sizeof bytes, MSG_DONTWAIT);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (count <= 0) {
      closed_ = true;
      break;
    }
    partial_.append(bytes, static_cast<std::size_t>(count));
    std::size_t begin = 0;
    for (auto end = partial_.find('\n'); end != std::string::npos;
         end = partial_.find('\n', begin)) {
      lines.push_back(partial_.substr(begin, end - begin));
      begin = end + 1;
    }
    partial_.erase(0, begin);
    if (partial_.size() > kMostLineBytes) closed_ = true;
  }
  return lines;
}

void LineSocket::send(std::string line) {
  if (closed_) return;
  if (waiting_.size() + line.size() > kMostWaitingBytes) {
    closed_ = true;
    return;
  }
  waiting_ += line;
  waiting_ += '\n';
  flush();
}

void LineSocket::flush() {
  while (!closed_ && !waiting_.empty()) {
    const auto count =
        ::send(socket_.get(), waiting_.data(), waiting_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
    if (count < 0) {
      closed_ = true;
      return;
    }
    waiting_.erase(0, static_cast<std::size_t>(count));
  }
}

Result<std::unique_ptr<LineListener>, std::string> LineListener::listen(
    const std::filesystem::path& path) {
  const auto address = address_of(path);
  if (!address) return too_long(path);
  if (connects(stream_socket(), *address)) {
    return path.string() + ": another program listens there";
  }
  std::error_code status;
  if (std::filesystem::is_socket(path, status)) ::unlink(path.c_str());
  auto socket = stream_socket();
  if (!socket ||
      ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof *address) != 0 ||
      ::listen(socket.get(), 16) != 0) {
    return os_error(path.string());
  }
  return std::unique_ptr<LineListener>(new LineListener(std::move(socket), path));
}

LineListener::~LineListener() { ::unlink(path_.c_str()); }

std::unique_ptr<LineSocket> LineListener::accept() {
  FileDescriptor socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (!socket) return nullptr;
  return std::make_unique<LineSocket>(std::move(socket));
}

}  // namespace kyoten::lab
