// Resolver: finds the addresses of names for the router itself (RFC 1035 section 7), sans-IO. It asks recursive servers, one
// after another, first for A and, where there is none, for AAAA.
//
// Two kinds of interest in a name: it is looked up once (`ping`), or kept (peers of tunnels): looked up again whenever what is
// known of it runs out.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "firmware/base/datagram.hpp"
#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dns/settings.hpp"

namespace kyoten::dns {

/// Why a name has no address.
enum class Failure : std::uint8_t {
  no_server,      ///< none is known that can be reached
  no_answer,
  refused,        ///< the servers answer, but not with what was asked for
  no_such_name,   ///< NXDOMAIN
  no_address,     ///< the name exists, without A and AAAA
};

struct Found {
  Name name;
  std::vector<IpAddress> addresses;       ///< not empty; as the server ordered them
};
struct NotFound {
  Name name;
  Failure failure{};
};
using Event = std::variant<Found, NotFound>;

/// To port 53 of the server, from this port of the address that leads there.
struct Query {
  IpAddress server;
  std::uint16_t source_port = 0;
  Bytes payload;
};

struct Outbox {
  std::vector<Query> queries;
  std::vector<Event> events;
};

/// Servers as they stand now: what settings say, and what lines and leases have brought.
struct Servers {
  struct Choice {
    Type type = Type::any;
    NamePattern pattern;
    std::vector<IpAddress> addresses;     ///< none: such questions are not asked
    bool operator==(const Choice&) const = default;
  };
  std::vector<Choice> choices;            ///< the first that fits a question decides
  std::vector<StaticHost> hosts;
  PortRange source_ports;
  bool operator==(const Servers&) const = default;
};

class Resolver {
 public:
  static constexpr Duration kPatience = std::chrono::seconds(2);      ///< with one server
  static constexpr int kRounds = 3;                                   ///< through all servers
  static constexpr Duration kRetry = std::chrono::seconds(5);         ///< of a kept name that was not found
  /// Whatever a TTL says: a kept name is not asked for more often, and not left alone for longer.
  static constexpr Duration kShortestLife = std::chrono::seconds(5);
  static constexpr Duration kLongestLife = std::chrono::hours(24);
  static constexpr int kMostAliases = 8;                              ///< CNAMEs in a row
  static constexpr std::size_t kMostLookUps = 64;                     ///< at a time, beside the kept names

  explicit Resolver(Entropy& entropy) : entropy_(entropy) {}

  /// If they have changed, all names are looked up again: other servers may say other things.
  void set_servers(Servers servers, Instant now, Outbox& out);
  /// These and no others are kept.
  void keep(const std::set<Name>& names, Instant now, Outbox& out);
  /// One event for the name follows: at once, if it is known.
  void look_up(const Name& name, Instant now, Outbox& out);
  /// A datagram to one of our source ports; what answers no open query is dropped and counted.
  void receive(const Datagram& datagram, Instant now, Outbox& out);
  void expire(Instant now, Outbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  /// Of a name that is kept: why it has no address; nothing while it has one or is asked for the first time.
  [[nodiscard]] std::optional<Failure> failure(const Name& name) const;
  [[nodiscard]] std::uint64_t ignored() const { return ignored_; }

 private:
  /// The query that is open.
  struct Attempt {
    Type type = Type::a;
    std::vector<IpAddress> servers;
    std::size_t sent = 0;                 ///< queries so far, of this type; never more than rounds x servers
    std::uint16_t id = 0;
    std::uint16_t port = 0;
    Instant patience_ends{};
    Failure failure = Failure::no_answer; ///< so far
    /// Which was asked last.
    [[nodiscard]] const IpAddress& server() const { return servers[(sent - 1) % servers.size()]; }
  };
  struct Entry {
    bool kept = false;
    bool wanted_once = false;
    std::optional<Attempt> attempt;
    std::vector<IpAddress> addresses;     ///< the last that were found
    std::optional<Failure> failure;       ///< of the last look-up
    Instant valid_until{};                ///< of addresses; after a failure: when it is tried again
  };

  void begin(const Name& name, Entry& entry, Instant now, Outbox& out);
  void begin_type(const Name& name, Entry& entry, Type type, Instant now, Outbox& out);
  void ask_next(const Name& name, Entry& entry, Instant now, Outbox& out);
  void take(const Name& name, Entry& entry, const wire::dns::Message& message, Instant now, Outbox& out);
  void found(const Name& name, Entry& entry, std::vector<IpAddress> addresses, std::uint32_t ttl, Instant now, Outbox& out);
  void not_found(const Name& name, Entry& entry, Failure failure, Instant now, Outbox& out);
  [[nodiscard]] std::vector<IpAddress> servers_for(const Name& name, Type type) const;
  [[nodiscard]] std::uint16_t draw_port();
  void forget_unwanted();

  Entropy& entropy_;
  Servers servers_;
  std::map<Name, Entry> entries_;
  std::uint64_t ignored_ = 0;
};

}  // namespace kyoten::dns
