// What a lab's provider and hosts say to DNS queries: the addresses of the names that the topology file gives them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/wire/dns.hpp"

namespace kyoten::lab {

constexpr std::size_t kMostHostNames = 64;
/// Seconds for which an answer holds: as short as that of dynamic DNS services, so that labs see an address move.
constexpr std::uint32_t kNameTtl = 10;

/// "NAME ADDRESS", or at a provider "NAME ACCOUNT": the address that the account has while it is connected.
struct HostName {
  wire::dns::Name name;
  std::optional<IpAddress> address;
  std::string account;                   ///< if there is no address
  [[nodiscard]] std::string text() const { return name.text() + " " + (address ? address->text() : account); }
};

std::optional<HostName> parse_host_name(std::string_view text);

/// The response to a query; nothing if it is none. Of a name with an account `address_of` says the address, if there is one.
template <class AddressOf>
std::optional<Bytes> answer_query(ByteView query, const std::vector<HostName>& names, const AddressOf& address_of);

/// The same where no name is of an account.
std::optional<Bytes> answer_query(ByteView query, const std::vector<HostName>& names);

/// The response to `query` if those were the addresses: NXDOMAIN if the name is not `known`.
Bytes response_to(wire::dns::Message query, bool known, const std::vector<IpAddress>& addresses);

template <class AddressOf>
std::optional<Bytes> answer_query(ByteView query, const std::vector<HostName>& names, const AddressOf& address_of) {
  const auto message = wire::dns::parse(query);
  if (!message || (*message).is_response) return std::nullopt;
  bool known = false;
  std::vector<IpAddress> addresses;
  for (auto& row : names) {
    if (row.name != (*message).question.name) continue;
    known = true;
    const std::optional<IpAddress> address = row.address ? row.address : address_of(row.account);
    if (address) addresses.push_back(*address);
  }
  return response_to(*message, known, addresses);
}

}  // namespace kyoten::lab
