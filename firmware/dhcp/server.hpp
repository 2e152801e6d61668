// DHCP server (RFC 2131, 2132): messages in, messages and log events out. Leases are values that the
// router can keep over a power cut.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/dhcp/settings.hpp"

namespace kyoten::dhcp {

/// A BOOTP message to put on an interface. `to_mac` is set when the client has no address yet and did
/// not ask for a broadcast (RFC 2131 section 4.1).
struct Reply {
  Ipv4Endpoint source;
  Ipv4Endpoint destination;
  std::optional<MacAddress> to_mac;
  Bytes payload;
};

struct LeaseAllocated { Ipv4Address address; MacAddress ethernet; };
struct LeaseExtended { Ipv4Address address; MacAddress ethernet; };
struct LeaseReleased { Ipv4Address address; MacAddress ethernet; };
using ServerEvent = std::variant<LeaseAllocated, LeaseExtended, LeaseReleased>;

struct ServerOutbox {
  std::vector<Reply> replies;
  std::vector<ServerEvent> events;
};

struct LeaseStatus {
  Ipv4Address address;
  MacAddress ethernet;
  Bytes client_id;         ///< empty if the client sent none
  std::string host_name;   ///< printable
  std::optional<std::chrono::seconds> remaining;  ///< empty: infinity
};
struct ScopeStatus {
  ScopeId id{};
  Ipv4Address network;
  std::vector<LeaseStatus> leases;  ///< ascending address
  std::vector<Ipv4Address> reserved_unused;
  std::uint32_t all = 0;
  std::uint32_t except = 0;
  std::uint32_t leased = 0;
  std::uint32_t usable = 0;
};

class Server {
 public:
  Server();
  ~Server();
  void configure(ServerSettings settings, Instant now);
  /// A datagram to port 67 that came in on an interface with address `interface_address` (with its prefix).
  void receive(ByteView payload, const Ipv4Endpoint& source, Ipv4Prefix interface_address, Instant now,
               ServerOutbox& out);
  void expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  [[nodiscard]] std::vector<ScopeStatus> status(Instant now) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::dhcp
