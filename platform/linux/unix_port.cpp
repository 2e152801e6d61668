// unix:OWN,PEER. Two sockets: one stands at OWN and takes frames from anybody; the other is connected to PEER.
//
// One socket for both would be refused by a peer that has been restarted (a connected datagram socket takes
// nothing from strangers), and an unconnected one cannot be waited for: the kernel lets only ten datagrams
// wait at a receiver (net.unix.max_dgram_qlen), and POLLOUT of a connected socket tells when there is room.
// Frames for a full receiver wait here; frames for nobody are dropped.
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <deque>

#include <fmt/format.h>

#include "platform/linux/datagram_io.hpp"
#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::linux_os {

namespace {

/// Frames that wait for a slow receiver; more are dropped.
constexpr std::size_t kBacklogFrames = 1024;

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

bool connect_to(int descriptor, const std::string& path) {
  const auto address = address_of(path);
  return ::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

FileDescriptor datagram_socket() {
  return FileDescriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

class UnixPort final : public ports::PacketPort {
 public:
  UnixPort(FileDescriptor incoming, std::string own_path, std::string peer_path)
      : incoming_(std::move(incoming)), own_path_(std::move(own_path)),
        peer_path_(std::move(peer_path)) {}

  ~UnixPort() override { ::unlink(own_path_.c_str()); }

  void receive(PacketPool& pool, Batch& batch) override {
    receiver_.receive(incoming_.get(), pool, batch);
  }

  void send(Batch& batch) override {
    may_reconnect_ = true;
    flush_backlog();
    std::size_t next = 0;
    if (backlog_.empty()) next = send_now(batch);
    for (; next < batch.size(); ++next) keep(std::as_const(*batch[next]).bytes());
    batch.clear();
  }

  int wait_descriptor() const override { return incoming_.get(); }
  int output_descriptor() const override { return backlog_.empty() ? -1 : outgoing_.get(); }
  std::string description() const override { return "unix:" + own_path_ + "," + peer_path_; }
  std::uint64_t send_failures() const override { return failures_; }

 private:
  /// Frames that are done with: sent, or dropped because nobody is there. The rest has to wait.
  std::size_t send_now(const Batch& batch) {
    std::size_t next = 0;
    while (next < batch.size()) {
      if (!outgoing_ && !reconnect()) {
        failures_ += batch.size() - next;
        return batch.size();
      }
      next += sender_.send(outgoing_.get(), batch, next);
      if (next == batch.size()) break;
      if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) return next;
      if (errno == EMSGSIZE) {
        ++failures_;
        ++next;
        continue;
      }
      outgoing_.close();  // the peer has gone; perhaps a new one stands at its path
    }
    return next;
  }

  void flush_backlog() {
    while (!backlog_.empty()) {
      if (!outgoing_ && !reconnect()) {
        failures_ += backlog_.size();
        backlog_.clear();
        return;
      }
      const auto& frame = backlog_.front();
      if (::send(outgoing_.get(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL) >= 0) {
        backlog_.pop_front();
      } else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS) {
        return;
      } else {
        outgoing_.close();
      }
    }
  }

  void keep(ByteView frame) {
    if (backlog_.size() < kBacklogFrames) {
      backlog_.push_back(to_bytes(frame));
    } else {
      ++failures_;
    }
  }

  /// Once for each batch: a peer that takes the connection but no frames must not keep us busy.
  bool reconnect() {
    if (!std::exchange(may_reconnect_, false)) return false;
    auto fresh = datagram_socket();
    if (!fresh || !connect_to(fresh.get(), peer_path_)) return false;
    enlarge_buffers(fresh.get());
    outgoing_ = std::move(fresh);
    return true;
  }

  FileDescriptor incoming_;
  FileDescriptor outgoing_;
  std::string own_path_;
  std::string peer_path_;
  DatagramReceiver receiver_;
  DatagramSender sender_;
  std::deque<Bytes> backlog_;
  bool may_reconnect_ = true;
  std::uint64_t failures_ = 0;
};

/// Takes a socket file away that a dead process left. Empty, or why the path cannot be used.
std::string clear_path(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return {};
  if (!S_ISSOCK(status.st_mode)) {
    return fmt::format("unix:{}: something that is not a socket has this name", path);
  }
  const auto probe = datagram_socket();
  if (probe && connect_to(probe.get(), path)) {
    return fmt::format("unix:{}: another program listens there", path);
  }
  if (::unlink(path.c_str()) != 0) return os_error("unix:" + path);
  return {};
}

}  // namespace

PortResult make_unix_port(const std::string& own_path, const std::string& peer_path) {
  for (const auto& path : {own_path, peer_path}) {
    if (path.size() >= sizeof(sockaddr_un::sun_path)) {
      return fmt::format("unix:{}: a socket path has at most {} characters", path,
                         sizeof(sockaddr_un::sun_path) - 1);
    }
  }
  if (own_path == peer_path) return std::string("unix: both ends have the same path " + own_path);
  if (auto error = clear_path(own_path); !error.empty()) return error;
  auto socket = datagram_socket();
  if (!socket) return os_error("unix:" + own_path + ": cannot make a socket");
  const auto address = address_of(own_path);
  if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return os_error("unix:" + own_path + ": cannot stand there");
  }
  enlarge_buffers(socket.get());
  return std::unique_ptr<ports::PacketPort>(
      std::make_unique<UnixPort>(std::move(socket), own_path, peer_path));
}

}  // namespace kyoten::linux_os
