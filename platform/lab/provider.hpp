// Provider: what stands at the other end of the subscribers' lines, sans-IO: a PPPoE access concentrator on each port, PPP with
// who has an account, and a router between those who are connected. No product of the family is one; a lab needs it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/ppp/link.hpp"
#include "firmware/pppoe/concentrator.hpp"
#include "platform/lab/name_server.hpp"

namespace kyoten::lab {

constexpr std::size_t kMostProviderPorts = 8;
constexpr std::size_t kMostAccounts = 64;
/// Of a provider that is given none (RFC 5737).
constexpr const char* kProviderAddress = "192.0.2.1";

struct ProviderSettings {
  std::string name = "BAS";              ///< of the access concentrator
  std::vector<MacAddress> macs;          ///< one for each port
  Ipv4Address address;                   ///< its own, the same on all lines
  std::uint16_t mru = 1454;              ///< the longest packet that it takes, and sends
  std::vector<ppp::Account> accounts;    ///< with addresses
  std::vector<HostName> names;           ///< what it answers to DNS queries; with any, it tells subscribers that it does
};

/// "NAME PASSWORD ADDRESS", as a label or an option says it.
std::optional<ppp::Account> parse_account(std::string_view text);

/// An address, or an account that there is.
bool names_something(const HostName& name, const std::vector<ppp::Account>& accounts);

struct ProviderCounters {
  std::uint64_t malformed = 0;
  std::uint64_t forwarded = 0;
  std::uint64_t unreachable = 0;         ///< for somebody who is not connected
  std::uint64_t too_long = 0;
  std::uint64_t expired = 0;             ///< time to live
  std::uint64_t foreign_source = 0;      ///< from an address that is not the subscriber's (RFC 2827)
};

struct ProviderOutbox {
  struct Frame {
    PortIndex port{};
    Bytes bytes;
  };
  struct News {
    std::string account;
    Ipv4Address address;
    bool connected = false;
  };
  std::vector<Frame> frames;
  std::vector<News> news;
};

class Provider {
 public:
  Provider(ProviderSettings settings, Entropy& entropy);

  void receive(PortIndex port, ByteView frame, Instant now, ProviderOutbox& out);
  void expire(Instant now, ProviderOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  [[nodiscard]] const ProviderCounters& counters() const { return counters_; }
  /// A subscriber's next session has another address, as lines without a fixed one have it.
  void give_address(std::string_view account, Ipv4Address address);
  /// Whose line carries IP.
  [[nodiscard]] std::vector<std::string> connected() const;

 private:
  struct Key {
    PortIndex port{};
    PppoeSessionId session{};
    auto operator<=>(const Key&) const = default;
  };
  struct Subscriber {
    MacAddress mac;
    std::unique_ptr<ppp::Link> link;
    std::optional<Ipv4Address> address;  ///< once it carries IP
    std::string account;
  };

  void receive_discovery(PortIndex port, const MacAddress& source, ByteView packet, Instant now, ProviderOutbox& out);
  void receive_session(PortIndex port, const MacAddress& source, ByteView packet, Instant now, ProviderOutbox& out);
  void connect(const Key& key, const MacAddress& mac, Instant now, ProviderOutbox& out);
  void take(const Key& key, ppp::LinkOutbox& from, Instant now, ProviderOutbox& out);
  void carries_ip(const Key& key, Instant now, ProviderOutbox& out);
  /// The session is over; `tells` the host by PADT.
  void end(const Key& key, bool tells, ProviderOutbox& out);
  void forward(const Subscriber& from, const Key& key, ByteView packet, ProviderOutbox& out);
  void answer_ping(const Key& key, ByteView packet, ProviderOutbox& out);
  void answer_dns(const Key& key, ByteView packet, ProviderOutbox& out);
  void send_ppp(const Key& key, std::uint16_t protocol, ByteView packet, ProviderOutbox& out);
  void send(PortIndex port, const MacAddress& to, std::uint16_t type, ByteView packet, ProviderOutbox& out) const;
  [[nodiscard]] ppp::LinkSettings link_settings() const;

  ProviderSettings settings_;
  Entropy& entropy_;
  std::vector<pppoe::Concentrator> concentrators_;   ///< by port
  std::map<Key, Subscriber> subscribers_;
  ProviderCounters counters_;
};

}  // namespace kyoten::lab
