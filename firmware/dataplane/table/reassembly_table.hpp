// IPv4 reassembly (RFC 791 section 3.2) for packets to the router itself. Bounded in datagrams, fragments and time;
// overlapping fragments end the datagram (RFC 5722's rule, sensible for IPv4 too), exact duplicates are tolerated.
#pragma once

#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/drop_reason.hpp"

namespace kyoten::dataplane {

class ReassemblyTable {
 public:
  static constexpr std::size_t kMostDatagrams = 64;
  static constexpr std::size_t kMostFragments = 16;        ///< of one datagram
  static constexpr Duration kPatience = std::chrono::seconds(30);

  struct Outcome {
    Packet whole;                        ///< complete: the datagram, as one packet
    std::vector<Packet> dropped;         ///< with `reason`
    DropReason reason{};
    std::size_t merged = 0;              ///< fragments that went into `whole` besides itself
  };
  Outcome add(Packet fragment, PacketPool& pool, Instant now);
  std::vector<Packet> expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  using Key = std::tuple<Ipv4Address, Ipv4Address, std::uint16_t, std::uint8_t>;
  struct Datagram {
    Instant expires{};
    std::map<std::size_t, Packet> fragments;  ///< by offset in bytes
    std::optional<std::size_t> total;         ///< payload bytes, once the last fragment came
  };
  void discard(std::map<Key, Datagram>::iterator datagram, Outcome& outcome, DropReason reason);
  [[nodiscard]] static bool complete(const Datagram& datagram);
  void assemble(std::map<Key, Datagram>::iterator datagram, PacketPool& pool, Outcome& outcome);

  std::map<Key, Datagram> datagrams_;
  std::size_t held_ = 0;
};

}  // namespace kyoten::dataplane
