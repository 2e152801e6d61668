// What a lab's provider and hosts say to DNS queries: the addresses of the names that the topology file gives them.
#pragma once

#include <functional>
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

/// Of an account, while it has one.
using AddressOf = std::function<std::optional<IpAddress>(const std::string& account)>;

/// The IPv4 packet that answers this one, if it is a DNS query to `own`; nothing if it is none.
std::optional<Bytes> answer_query(ByteView packet, Ipv4Address own, const std::vector<HostName>& names, const AddressOf& address_of = {});

}  // namespace kyoten::lab
