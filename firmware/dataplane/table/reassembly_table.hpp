// Reassembly of IPv4 (RFC 791 section 3.2) and IPv6 (RFC 8200 section 4.5): for packets to the router itself, and before NAT.
// Bounded in datagrams (in all and for each source), fragments and time, without allocation; overlapping fragments end the
// datagram (RFC 5722's rule, sensible for IPv4 too), exact duplicates are tolerated.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/drop_reason.hpp"

namespace kyoten::dataplane {

class ReassemblyTable {
 public:
  static constexpr std::size_t kMostDatagrams = 64;
  static constexpr std::size_t kMostOfOneSource = 48;      ///< so that one sender alone cannot push all others out
  static constexpr std::size_t kMostFragments = 16;        ///< of one datagram
  static constexpr Duration kPatience = std::chrono::seconds(30);
  /// A datagram that waits while so many other fragments come lost one of its own; a later fragment with its
  /// identification belongs to a later datagram (a fast sender goes through all 65536 within a second).
  static constexpr std::uint64_t kMostBetween = 1024;

  struct Outcome {
    Packet whole;                        ///< complete: the datagram, as one packet
    std::vector<Packet> dropped;         ///< with `reason`
    DropReason reason{};
    std::size_t merged = 0;              ///< fragments that went into `whole` besides itself
  };
  Outcome add(Packet fragment, Instant now);
  std::vector<Packet> expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  struct Key {
    IpAddress source;
    IpAddress destination;
    std::uint64_t identification = 0;         ///< with the protocol, where that counts
    bool operator==(const Key&) const = default;
  };
  /// What the headers of a fragment say.
  struct Place {
    Key key;
    std::size_t offset = 0;
    std::size_t headers = 0;                  ///< bytes before the part
    ByteView part;
    bool last = false;
  };
  struct Fragment {
    std::size_t offset = 0;
    std::size_t bytes = 0;
    Packet packet;
  };
  struct Datagram {
    Instant expires{};
    std::uint64_t last_seen = 0;              ///< `seen_` when its latest fragment came
    std::array<Fragment, kMostFragments> fragments;  ///< by offset
    std::size_t count = 0;
    std::optional<std::size_t> total;         ///< payload bytes, once the last fragment came
  };
  static Place place_of(const PacketBuffer& packet);
  static void make_whole(PacketBuffer& packet, std::size_t payload_bytes);
  Datagram& find_or_start(const Key& key, Instant now, Outcome& outcome);
  std::size_t slot_for_new(const Key& key, Outcome& outcome);
  void discard(std::size_t slot, Outcome& outcome, DropReason reason);
  void insert(Datagram& datagram, std::size_t position, Fragment fragment);
  void assemble(std::size_t slot, Outcome& outcome);
  void start(std::size_t slot, const Key& key, Instant now);
  void free(std::size_t slot);

  std::array<std::optional<Key>, kMostDatagrams> keys_;    ///< apart from the data, so that a search stays in the cache
  std::vector<Datagram> datagrams_ = std::vector<Datagram>(kMostDatagrams);
  std::size_t end_ = 0;                                    ///< all slots from here on are free
  std::uint64_t seen_ = 0;                                 ///< fragments so far
  std::size_t held_ = 0;
};

}  // namespace kyoten::dataplane
