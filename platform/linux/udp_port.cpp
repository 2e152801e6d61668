// udp:LPORT:RHOST:RPORT. One frame per datagram; connected, so that only the other end is heard.
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>

#include <fmt/format.h>

#include "platform/linux/datagram_io.hpp"
#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::linux_os {

namespace {

class UdpPort final : public ports::PacketPort {
 public:
  UdpPort(FileDescriptor descriptor, std::string description)
      : descriptor_(std::move(descriptor)), description_(std::move(description)) {}

  void receive(PacketPool& pool, Batch& batch) override {
    receiver_.receive(descriptor_.get(), pool, batch);
  }

  void send(Batch& batch) override {
    std::size_t next = 0;
    bool retried = false;
    while (next < batch.size()) {
      next += sender_.send(descriptor_.get(), batch, next);
      if (next == batch.size()) break;
      // An ICMP "port unreachable" for an earlier datagram is told once, in place of sending this one.
      if (errno == ECONNREFUSED && !retried) {
        retried = true;
        continue;
      }
      ++failures_;
      ++next;
    }
    batch.clear();
  }

  int wait_descriptor() const override { return descriptor_.get(); }
  std::string description() const override { return description_; }
  std::uint64_t send_failures() const override { return failures_; }

 private:
  FileDescriptor descriptor_;
  std::string description_;
  DatagramReceiver receiver_;
  DatagramSender sender_;
  std::uint64_t failures_ = 0;
};

bool is_port_number(const std::string& text) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value != 0;
}

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

AddressList look_up(const char* host, const std::string& port, int family, int flags, int& error) {
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  error = ::getaddrinfo(host, port.c_str(), &hints, &found);
  return {error == 0 ? found : nullptr, &::freeaddrinfo};
}

bool is_loopback(const addrinfo& address) {
  if (address.ai_family == AF_INET) {
    const auto* in = reinterpret_cast<const sockaddr_in*>(address.ai_addr);
    return (ntohl(in->sin_addr.s_addr) >> 24) == 127;
  }
  const auto* in6 = reinterpret_cast<const sockaddr_in6*>(address.ai_addr);
  return address.ai_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
}

}  // namespace

PortResult make_udp_port(const std::string& local_port, const std::string& host,
                         const std::string& remote_port) {
  const auto description = fmt::format("udp:{}:{}:{}", local_port, host, remote_port);
  if (!is_port_number(local_port) || !is_port_number(remote_port)) {
    return fmt::format("{}: a port is a number from 1 to 65535", description);
  }
  int error = 0;
  const auto remote = look_up(host.c_str(), remote_port, AF_UNSPEC, 0, error);
  if (!remote) return fmt::format("{}: {}: {}", description, host, ::gai_strerror(error));
  // A link within this machine is not open to the outside.
  const char* local_host = nullptr;
  if (is_loopback(*remote)) local_host = remote->ai_family == AF_INET ? "127.0.0.1" : "::1";
  const auto local = look_up(local_host, local_port, remote->ai_family, AI_PASSIVE, error);
  if (!local) return fmt::format("{}: {}", description, ::gai_strerror(error));

  FileDescriptor socket(
      ::socket(remote->ai_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) return os_error(description + ": cannot make a socket");
  if (::bind(socket.get(), local->ai_addr, local->ai_addrlen) != 0) {
    return os_error(description + ": cannot use local port " + local_port);
  }
  if (::connect(socket.get(), remote->ai_addr, remote->ai_addrlen) != 0) {
    return os_error(description + ": cannot reach " + host);
  }
  enlarge_buffers(socket.get());
  return std::unique_ptr<ports::PacketPort>(
      std::make_unique<UdpPort>(std::move(socket), description));
}

}  // namespace kyoten::linux_os
