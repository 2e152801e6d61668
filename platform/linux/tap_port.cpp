// tap:NAME. The kernel finishes checksums and cuts super-packets before we see them, since this port does not
// announce that it could do either.
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::linux_os {

namespace {

class TapPort final : public ports::PacketPort {
 public:
  TapPort(FileDescriptor descriptor, std::string interface)
      : descriptor_(std::move(descriptor)), interface_(std::move(interface)) {}

  void receive(PacketPool& pool, Batch& batch) override {
    while (batch.size() < kBatchPackets) {
      auto packet = pool.take();
      if (!packet) {
        discard_one();
        return;
      }
      const auto space = packet->writable();
      const auto size = ::read(descriptor_.get(), space.data(), space.size());
      if (size < 0) return;
      // A frame that fills the buffer was cut by the kernel.
      if (static_cast<std::size_t>(size) == space.size()) continue;
      packet->set_size(static_cast<std::size_t>(size));
      batch.push_back(std::move(packet));
    }
  }

  void send(Batch& batch) override {
    for (const auto& packet : batch) {
      if (::write(descriptor_.get(), packet->data(), packet->size()) < 0) ++failures_;
    }
    batch.clear();
  }

  int wait_descriptor() const override { return descriptor_.get(); }
  std::string description() const override { return "tap:" + interface_; }
  std::uint64_t send_failures() const override { return failures_; }

 private:
  /// Without a buffer left, the queue must move on all the same: a full one would wake us forever.
  void discard_one() {
    std::uint8_t nowhere[64];
    [[maybe_unused]] const auto size = ::read(descriptor_.get(), nowhere, sizeof nowhere);
  }

  FileDescriptor descriptor_;
  std::string interface_;
  std::uint64_t failures_ = 0;
};

ifreq request_for(const std::string& interface) {
  ifreq request{};
  std::memcpy(request.ifr_name, interface.data(), interface.size());
  return request;
}

/// Empty, or why the interface is not up.
std::string bring_up(const std::string& interface) {
  const FileDescriptor socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  auto request = request_for(interface);
  if (!socket || ::ioctl(socket.get(), SIOCGIFFLAGS, &request) < 0) {
    return os_error("tap:" + interface + ": cannot read its flags");
  }
  if ((request.ifr_flags & IFF_UP) != 0) return {};
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  if (::ioctl(socket.get(), SIOCSIFFLAGS, &request) < 0) {
    return os_error("tap:" + interface + ": cannot bring it up (ip link set " + interface + " up)");
  }
  return {};
}

}  // namespace

PortResult make_tap_port(const std::string& interface) {
  if (interface.empty() || interface.size() >= IFNAMSIZ) {
    return fmt::format("tap:{}: an interface name has 1 to {} characters", interface, IFNAMSIZ - 1);
  }
  FileDescriptor descriptor(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
  if (!descriptor) return os_error("tap:" + interface + ": cannot open /dev/net/tun");
  auto request = request_for(interface);
  request.ifr_flags = IFF_TAP | IFF_NO_PI;
  if (::ioctl(descriptor.get(), TUNSETIFF, &request) < 0) {
    if (errno == EPERM) {
      return fmt::format(
          "tap:{0}: not allowed; run as root, or let an administrator make it: "
          "ip tuntap add {0} mode tap user $USER && ip link set {0} up",
          interface);
    }
    if (errno == EBUSY) return fmt::format("tap:{}: another program has it open", interface);
    return os_error("tap:" + interface + ": cannot attach");
  }
  if (auto error = bring_up(interface); !error.empty()) return error;
  return std::unique_ptr<ports::PacketPort>(
      std::make_unique<TapPort>(std::move(descriptor), interface));
}

}  // namespace kyoten::linux_os
