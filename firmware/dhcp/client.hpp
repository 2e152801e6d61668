// DHCP client (RFC 2131 section 4.4) for one interface: `ip lan2 address dhcp`, and the lab's hosts.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dhcp/settings.hpp"

namespace kyoten::dhcp {

/// What a lease gave.
struct Lease {
  Ipv4Prefix address;
  Ipv4Address server;
  std::optional<Ipv4Address> gateway;
  std::vector<Ipv4Address> name_servers;
  std::chrono::seconds duration{};  ///< 0xffffffff: for ever
  bool operator==(const Lease&) const = default;
};

struct AddressAcquired { Lease lease; };
struct AddressLost {};  ///< expired, or the server said NAK
using ClientEvent = std::variant<AddressAcquired, AddressLost>;

/// A message to port 67: broadcast from 0.0.0.0, or (renewing) unicast from the leased address.
struct ClientMessage {
  Ipv4Endpoint source;
  Ipv4Endpoint destination;
  Bytes payload;
};

struct ClientOutbox {
  std::vector<ClientMessage> messages;
  std::vector<ClientEvent> events;
};

enum class ClientState : std::uint8_t { init, selecting, requesting, bound, renewing, rebinding, stopped };

class Client {
 public:
  Client(ClientSettings settings, Entropy& entropy);
  ~Client();
  void start(Instant now, ClientOutbox& out);
  /// Sends DHCPRELEASE if bound. No AddressLost: who stops the client knows.
  void stop(Instant now, ClientOutbox& out);
  /// Somebody else uses the leased address (RFC 5227): DHCPDECLINE, and from the beginning after ten seconds.
  void conflict(Instant now, ClientOutbox& out);
  /// A datagram to port 68 on this interface.
  void receive(ByteView payload, Instant now, ClientOutbox& out);
  void expire(Instant now, ClientOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;
  [[nodiscard]] ClientState state() const;
  [[nodiscard]] const std::optional<Lease>& lease() const;
  [[nodiscard]] std::optional<std::chrono::seconds> remaining(Instant now) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::dhcp
