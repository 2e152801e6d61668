// Reading the operands of a statement: small, total functions. An operand that is absent or of another kind
// gives nothing, and the caller keeps its default.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/statement.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::config {

/// The operand is the word `on`.
bool is_on(const grammar::Statement& statement, std::string_view parameter);
/// `on`/`off` as optional: nothing if absent.
std::optional<bool> switch_of(const grammar::Statement& statement, std::string_view parameter);

/// "192.168.100.1/24", also with the mask as an operand of its own or in dotted form; /32 without mask.
std::optional<Ipv4Prefix> prefix_of(const grammar::Statement& statement, std::string_view address,
                                    std::string_view mask = "MASK");
/// The same of either version of IP; of IPv6 "2001:db8::/64", one host without length.
std::optional<IpPrefix> network_of(const grammar::Statement& statement, std::string_view address);
std::optional<std::uint8_t> mask_length(std::string_view text);  ///< "24", "255.255.255.0", "0xffffff00"

/// Words of `ipsec sa policy`; nothing for one that this version does not negotiate.
std::optional<ipsec::EspCipher> esp_cipher_named(std::string_view word);
std::optional<ipsec::EspIntegrity> esp_integrity_named(std::string_view word);

std::optional<std::int64_t> number_in(std::string_view text);

/// "500", "60000-64095", "telnet", "*" (everything): comma lists too.
std::vector<dataplane::NatPortRange> port_list(std::string_view text);
/// "udp", "tcp,udp", "17", "*" (empty): protocol numbers.
std::vector<std::uint8_t> protocol_list(std::string_view text);
std::optional<std::uint8_t> protocol_number(std::string_view text);

/// "10.0.0.1", "10.0.0.0/8", "10.0.0.1-10.0.0.9", the same of IPv6, comma lists; "*" gives an empty list.
std::vector<dataplane::FilterPlan::AddressRange> address_ranges(std::string_view text);
struct Ipv4Range {
  Ipv4Address first;
  Ipv4Address last;
};
/// Those of IPv4 among them.
std::vector<Ipv4Range> ipv4_ranges(std::string_view text);
/// The numbers of `... secure filter in|out N ...`. Those behind `dynamic` name dynamic filters, which are stored only.
std::vector<FilterId> applied_filters(const grammar::Statement& statement);
/// Of a statement of a record that serves every kind of interface: "lan1", "bridge1", "lan1/3"; "tunnel" and "pp" mean the selected one.
/// Nothing for `pp select anonymous`, whose callers have interfaces of their own.
std::optional<std::string> interface_name(const grammar::Statement& statement);
/// The words behind each `gateway` of a route, up to the next; they point into `words`.
std::vector<std::span<const std::string>> gateway_clauses(std::span<const std::string> words);
std::vector<std::string> split(std::string_view text, char separator);

}  // namespace kyoten::config
