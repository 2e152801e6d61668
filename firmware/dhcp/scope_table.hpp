// The addresses of one scope: who holds which, who may have which. Holds one row at most for each
// address of the range, and never more than kMostRows, whatever comes from outside.
#pragma once

#include <map>
#include <optional>

#include "firmware/base/time.hpp"
#include "firmware/dhcp/settings.hpp"

namespace kyoten::dhcp {

/// Who asks. `key` tells clients apart: the identifier if one was sent and identifiers count, else
/// the hardware address.
struct ClientIdentity {
  Bytes key;
  MacAddress ethernet;
  Bytes client_id;
  std::string host_name;  ///< printable
};

struct Holding {
  enum class State : std::uint8_t {
    offered,  ///< DHCPOFFER was sent
    leased,
    past,      ///< expired or given back; kept so that the client gets the same again
    declined,  ///< somebody else uses it
  };
  ClientIdentity client;
  State state = State::offered;
  std::optional<Instant> until;  ///< empty: for ever
};

class ScopeTable {
 public:
  static constexpr std::size_t kMostRows = 8192;

  explicit ScopeTable(Scope scope) : scope_(std::move(scope)) {}

  [[nodiscard]] const Scope& scope() const { return scope_; }
  [[nodiscard]] Ipv4Prefix network() const { return {scope_.range.first, scope_.prefix_length}; }
  /// Keeps what still fits.
  void redefine(Scope scope);
  /// The router's address in that network is nobody's to have.
  void set_own(Ipv4Address address) { own_ = address; }

  [[nodiscard]] const Reservation* reservation_of(const ClientIdentity& client,
                                                  bool use_client_id) const;
  [[nodiscard]] const Reservation* reservation_at(Ipv4Address address) const;
  /// What that client holds or held here.
  [[nodiscard]] std::optional<Ipv4Address> address_of(const ClientIdentity& client) const;
  [[nodiscard]] const Holding* at(Ipv4Address address) const;
  /// In the range, not excepted, no network or broadcast address.
  [[nodiscard]] bool in_pool(Ipv4Address address) const;
  /// Whether that client may be given that address now.
  [[nodiscard]] bool may_have(const ClientIdentity& client, Ipv4Address address,
                              bool use_client_id) const;
  /// The address to offer: reserved, held before, wished for, never used, longest unused.
  [[nodiscard]] std::optional<Ipv4Address> choose(const ClientIdentity& client,
                                                  std::optional<Ipv4Address> wish,
                                                  bool use_client_id) const;

  /// False if the table is full.
  bool hold(Ipv4Address address, Holding holding);
  void forget(Ipv4Address address);
  void expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;

  [[nodiscard]] const std::map<Ipv4Address, Holding>& rows() const { return rows_; }
  [[nodiscard]] std::uint32_t size() const;  ///< addresses of the range, excepted ones included
  [[nodiscard]] std::uint32_t excepted_count() const;

 private:
  [[nodiscard]] bool assignable(Ipv4Address address) const;
  [[nodiscard]] bool excepted(Ipv4Address address) const;
  [[nodiscard]] std::optional<Ipv4Address> never_used() const;
  [[nodiscard]] std::optional<Ipv4Address> longest_unused() const;

  Scope scope_;
  std::optional<Ipv4Address> own_;
  std::map<Ipv4Address, Holding> rows_;
  std::map<Bytes, Ipv4Address> by_client_;  ///< the address each client was given last
};

}  // namespace kyoten::dhcp
