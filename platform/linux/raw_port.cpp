// raw:IFNAME. AF_PACKET on an existing interface. The interface should carry no address of its own: this machine
// would answer beside the router.
//
// A veth or a virtual machine's card hands over frames with unfinished checksums and up to 64 KB long;
// PACKET_VNET_HDR and PACKET_AUXDATA tell what is left to do, offload.hpp does it. Nobody has to run ethtool.
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "platform/linux/datagram_io.hpp"
#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/offload.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::linux_os {

namespace {

/// Behind each packet buffer: where the rest of a super-packet is read to.
constexpr std::size_t kOverflowBytes = 68 * 1024;
constexpr std::size_t kControlBytes = CMSG_SPACE(sizeof(tpacket_auxdata));

class RawPort final : public ports::PacketPort {
 public:
  RawPort(FileDescriptor descriptor, std::string interface)
      : descriptor_(std::move(descriptor)), interface_(std::move(interface)) {}

  void receive(PacketPool& pool, Batch& batch) override {
    while (true) {
      if (!segmenter_.finished()) continue_cutting(pool, batch);
      if (!segmenter_.finished() || batch.size() >= kBatchPackets) return;  // the rest next time
      if (next_slot_ < received_) {
        take_in(next_slot_++, pool, batch);
      } else if (batch.empty()) {
        read_frames(pool);
        if (received_ == 0) return;
      } else {
        return;
      }
    }
  }

  void send(Batch& batch) override {
    std::size_t next = 0;
    while (next < batch.size()) {
      const auto count = std::min(batch.size() - next, kBatchPackets);
      for (std::size_t i = 0; i < count; ++i) {
        auto& packet = *batch[next + i];
        send_vectors_[i] = {iovec{&no_offload_, sizeof no_offload_},
                            iovec{packet.data(), packet.size()}};
        send_messages_[i] = {};
        send_messages_[i].msg_hdr.msg_iov = send_vectors_[i].data();
        send_messages_[i].msg_hdr.msg_iovlen = 2;
      }
      const int taken = ::sendmmsg(descriptor_.get(), send_messages_.data(),
                                   static_cast<unsigned>(count), MSG_DONTWAIT);
      if (taken > 0) {
        next += static_cast<std::size_t>(taken);
      } else {
        ++failures_;  // longer than the MTU, the interface is down, or its queue is full
        ++next;
      }
    }
    batch.clear();
  }

  int wait_descriptor() const override { return descriptor_.get(); }
  std::string description() const override { return "raw:" + interface_; }
  std::uint64_t send_failures() const override { return failures_; }

 private:
  struct Slot {
    VirtioNetHeader offload;
    std::array<iovec, 3> vectors;
    alignas(cmsghdr) std::array<std::uint8_t, kControlBytes> control;
    std::unique_ptr<std::uint8_t[]> overflow;
    Packet packet;
  };

  void read_frames(PacketPool& pool) {
    std::size_t count = 0;
    for (; count < kBatchPackets; ++count) {
      auto& slot = slots_[count];
      slot.packet = pool.take();
      if (!slot.packet) break;
      // Not initialised: the pages cost nothing until a super-packet touches them.
      if (!slot.overflow) slot.overflow.reset(new std::uint8_t[kOverflowBytes]);
      const auto space = slot.packet->writable();
      slot.vectors = {iovec{&slot.offload, sizeof slot.offload},
                      iovec{space.data(), space.size()},
                      iovec{slot.overflow.get(), kOverflowBytes}};
      auto& header = messages_[count].msg_hdr;
      header = {};
      header.msg_iov = slot.vectors.data();
      header.msg_iovlen = slot.vectors.size();
      header.msg_control = slot.control.data();
      header.msg_controllen = slot.control.size();
    }
    received_ = next_slot_ = 0;
    if (count == 0) {
      // No buffer left: the queue must move on all the same, or a full one wakes us forever.
      std::uint8_t nowhere[16];
      ::recv(descriptor_.get(), nowhere, sizeof nowhere, MSG_DONTWAIT);
      return;
    }
    const int result = ::recvmmsg(descriptor_.get(), messages_.data(),
                                  static_cast<unsigned>(count), MSG_DONTWAIT, nullptr);
    received_ = result > 0 ? static_cast<std::size_t>(result) : 0;
    for (std::size_t i = received_; i < count; ++i) slots_[i].packet.reset();
  }

  void take_in(std::size_t index, PacketPool& pool, Batch& batch) {
    auto& slot = slots_[index];
    const auto& message = messages_[index];
    if (message.msg_len < sizeof slot.offload || (message.msg_hdr.msg_flags & MSG_TRUNC) != 0) {
      slot.packet.reset();
      return;
    }
    tag_ = find_vlan_tag(messages_[index].msg_hdr);
    const std::size_t size = message.msg_len - sizeof slot.offload;
    const auto space = slot.packet->writable();
    const bool whole = size <= space.size();
    if (whole && slot.offload.gso_type == VirtioNetHeader::kGsoNone) {
      slot.packet->set_size(size);
      if (complete_checksum(slot.offload, slot.packet->bytes())) {
        append(std::move(slot.packet), batch);
      } else {
        slot.packet.reset();
      }
      return;
    }
    scratch_.assign(space.data(), space.data() + std::min(size, space.size()));
    if (!whole) {
      const auto* overflow = slot.overflow.get();
      scratch_.insert(scratch_.end(), overflow, overflow + (size - space.size()));
    }
    slot.packet.reset();
    if (segmenter_.start(slot.offload, scratch_)) continue_cutting(pool, batch);
  }

  void continue_cutting(PacketPool& pool, Batch& batch) {
    while (!segmenter_.finished() && batch.size() < kBatchPackets) {
      auto packet = pool.take();
      if (!packet) return;
      if (segmenter_.next(*packet)) append(std::move(packet), batch);
    }
  }

  void append(Packet packet, Batch& batch) const {
    if (tag_ && !insert_vlan_tag(*tag_, *packet)) return;
    batch.push_back(std::move(packet));
  }

  /// The kernel takes a tag out of the frame and tells it beside.
  static std::optional<VlanTag> find_vlan_tag(msghdr& header) {
    for (auto* part = CMSG_FIRSTHDR(&header); part; part = CMSG_NXTHDR(&header, part)) {
      if (part->cmsg_level != SOL_PACKET || part->cmsg_type != PACKET_AUXDATA) continue;
      tpacket_auxdata data;
      std::memcpy(&data, CMSG_DATA(part), sizeof data);
      if ((data.tp_status & TP_STATUS_VLAN_VALID) == 0) return std::nullopt;
      const bool typed = (data.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0;
      return VlanTag{typed ? data.tp_vlan_tpid : std::uint16_t{0x8100}, data.tp_vlan_tci};
    }
    return std::nullopt;
  }

  FileDescriptor descriptor_;
  std::string interface_;
  std::array<Slot, kBatchPackets> slots_{};
  std::array<mmsghdr, kBatchPackets> messages_{};
  std::size_t received_ = 0;    ///< slots that hold a frame
  std::size_t next_slot_ = 0;   ///< the first that was not taken in yet
  std::array<std::array<iovec, 2>, kBatchPackets> send_vectors_{};
  std::array<mmsghdr, kBatchPackets> send_messages_{};
  VirtioNetHeader no_offload_;
  Segmenter segmenter_;
  std::optional<VlanTag> tag_;   ///< of the frame that is being taken in
  Bytes scratch_;
  std::uint64_t failures_ = 0;
};

/// Empty, or what could not be set.
std::string prepare(int socket, int index) {
  const int on = 1;
  if (::setsockopt(socket, SOL_PACKET, PACKET_VNET_HDR, &on, sizeof on) != 0) {
    return os_error("PACKET_VNET_HDR");
  }
  if (::setsockopt(socket, SOL_PACKET, PACKET_AUXDATA, &on, sizeof on) != 0) {
    return os_error("PACKET_AUXDATA");
  }
  if (::setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on) != 0) {
    return os_error("PACKET_IGNORE_OUTGOING");
  }
  sockaddr_ll address{};
  address.sll_family = AF_PACKET;
  address.sll_protocol = htons(ETH_P_ALL);
  address.sll_ifindex = index;
  // The socket was made for no protocol, so that nothing of other interfaces came in before this.
  if (::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    return os_error("bind");
  }
  packet_mreq membership{};
  membership.mr_ifindex = index;
  membership.mr_type = PACKET_MR_PROMISC;
  if (::setsockopt(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) != 0) {
    return os_error("promiscuous mode");
  }
  return {};
}

}  // namespace

PortResult make_raw_port(const std::string& interface) {
  const auto name = "raw:" + interface;
  const auto index = ::if_nametoindex(interface.c_str());
  if (index == 0) return fmt::format("{}: there is no such interface (see: ip link)", name);
  FileDescriptor socket(::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) {
    if (errno == EPERM) {
      return fmt::format("{}: not allowed; run as root or with CAP_NET_RAW", name);
    }
    return os_error(name);
  }
  ifreq request{};
  std::memcpy(request.ifr_name, interface.c_str(), interface.size());
  if (::ioctl(socket.get(), SIOCGIFFLAGS, &request) != 0) return os_error(name);
  if ((request.ifr_flags & IFF_UP) == 0) {
    return fmt::format("{}: the interface is down (ip link set {} up)", name, interface);
  }
  enlarge_buffers(socket.get());
  if (auto error = prepare(socket.get(), static_cast<int>(index)); !error.empty()) {
    return fmt::format("{}: {}", name, error);
  }
  return std::unique_ptr<ports::PacketPort>(
      std::make_unique<RawPort>(std::move(socket), interface));
}

}  // namespace kyoten::linux_os
