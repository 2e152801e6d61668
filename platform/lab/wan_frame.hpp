// What somebody on a wan wire can see of a frame: used to count what a check costs there, and to prove that nothing
// a tunnel carries is ever seen in the clear.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::lab {

enum class WanKind : std::uint8_t {
  arp,
  dhcp,
  ike,            ///< UDP 500, or 4500 with the non-ESP marker (RFC 3948 section 2.2)
  nat_keepalive,  ///< one octet ff on 4500 (RFC 3948 section 2.3)
  esp,            ///< protocol 50, or in UDP 4500
  ah,
  icmp,           ///< of both versions of IP, neighbour discovery among it
  l2tp,           ///< UDP 1701: must never be seen where IPsec protects it
  ppp,            ///< PPPoE discovery, and PPP's own protocols
  fragment,       ///< not the first one, and the first was not seen
  other,
};
std::string_view name(WanKind kind);

/// Classifies the frames of one wire. Keeps the identification of recent first fragments, so that the later ones
/// count as what the first one was.
class WanClassifier {
 public:
  static constexpr std::size_t kMostRemembered = 64;

  WanKind classify(ByteView frame);

 private:
  /// What the fragments of one datagram have in common.
  struct Datagram {
    IpAddress source;
    IpAddress destination;
    std::uint32_t identification = 0;
    std::uint8_t protocol = 0;
    bool operator==(const Datagram&) const = default;
  };

  std::vector<std::pair<Datagram, WanKind>> recent_;  ///< a ring
  std::size_t next_ = 0;
};

/// How much of a wire's traffic was tunnelled: frames, and bytes without FCS.
struct WanCost {
  std::uint64_t frames = 0;
  std::uint64_t bytes = 0;
  bool operator==(const WanCost&) const = default;
};

/// Counts the frames in which somebody on the wires could read what two hosts say to each other: both
/// their addresses side by side, as an IPv4 header has them, at any place, so also inside a tunnel that
/// does not encrypt.
class ClearTextWatch {
 public:
  ClearTextWatch(Ipv4Address one, Ipv4Address other) : one_(one), other_(other) {}

  void look(ByteView frame);
  [[nodiscard]] std::uint64_t frames() const { return frames_; }
  [[nodiscard]] std::uint64_t readable() const { return readable_; }

 private:
  Ipv4Address one_;
  Ipv4Address other_;
  std::uint64_t frames_ = 0;
  std::uint64_t readable_ = 0;
};

class WanMeter {
 public:
  void count(ByteView frame) {
    const auto kind = classifier_.classify(frame);
    if (kind != WanKind::esp && kind != WanKind::ah) return;
    ++cost_.frames;
    cost_.bytes += frame.size();
  }
  [[nodiscard]] WanCost cost() const { return cost_; }

 private:
  WanClassifier classifier_;
  WanCost cost_;
};

}  // namespace kyoten::lab
