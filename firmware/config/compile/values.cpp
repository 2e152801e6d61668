#include "firmware/config/compile/values.hpp"

#include <charconv>
#include <bit>

namespace kyoten::config {
namespace {

struct NamedPort {
  std::string_view name;
  std::uint16_t port;
};
constexpr NamedPort kPorts[] = {
    {"ftp", 21},     {"ftpdata", 20}, {"ssh", 22},     {"telnet", 23},  {"smtp", 25},
    {"time", 37},    {"whois", 43},   {"dns", 53},     {"domain", 53},  {"dhcps", 67},
    {"dhcpc", 68},   {"tftp", 69},    {"gopher", 70},  {"finger", 79},  {"www", 80},
    {"http", 80},    {"pop3", 110},   {"sunrpc", 111}, {"ident", 113},  {"ntp", 123},
    {"nntp", 119},   {"snmp", 161},   {"syslog", 514}, {"printer", 515}, {"talk", 517},
    {"route", 520},  {"uucp", 540},   {"submission", 587}, {"https", 443}, {"imap", 143},
    {"netbios_ns", 137}, {"netbios_dgm", 138}, {"netbios_ssn", 139}, {"rip", 520}};

struct NamedProtocol {
  std::string_view name;
  std::uint8_t number;
};
constexpr NamedProtocol kProtocols[] = {{"icmp", 1}, {"ipip", 4}, {"tcp", 6},  {"udp", 17},
                                        {"ipv6", 41}, {"gre", 47}, {"esp", 50}, {"ah", 51},
                                        {"icmp6", 58}, {"ospf", 89}};

struct NamedCipher {
  std::string_view name;
  ipsec::EspCipher cipher;
};
constexpr NamedCipher kEspCiphers[] = {{"des-cbc", ipsec::EspCipher::des_cbc},
                                       {"3des-cbc", ipsec::EspCipher::three_des_cbc},
                                       {"aes-cbc", ipsec::EspCipher::aes_cbc},
                                       {"aes256-cbc", ipsec::EspCipher::aes256_cbc},
                                       {"aes-gcm", ipsec::EspCipher::aes_gcm},
                                       {"aes256-gcm", ipsec::EspCipher::aes256_gcm},
                                       {"chacha20-poly1305", ipsec::EspCipher::chacha20_poly1305}};

struct NamedIntegrity {
  std::string_view name;
  ipsec::EspIntegrity integrity;
};
constexpr NamedIntegrity kEspIntegrities[] = {{"md5-hmac", ipsec::EspIntegrity::md5_hmac},
                                              {"sha-hmac", ipsec::EspIntegrity::sha_hmac},
                                              {"sha256-hmac", ipsec::EspIntegrity::sha256_hmac}};

std::optional<std::uint16_t> port_number(std::string_view text) {
  if (auto value = number_in(text)) {
    if (*value < 0 || *value > 65535) return std::nullopt;
    return static_cast<std::uint16_t>(*value);
  }
  for (auto& named : kPorts) {
    if (named.name == text) return named.port;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ipsec::EspCipher> esp_cipher_named(std::string_view word) {
  for (auto& named : kEspCiphers) {
    if (named.name == word) return named.cipher;
  }
  return std::nullopt;
}

std::optional<ipsec::EspIntegrity> esp_integrity_named(std::string_view word) {
  for (auto& named : kEspIntegrities) {
    if (named.name == word) return named.integrity;
  }
  return std::nullopt;
}

bool is_on(const grammar::Statement& statement, std::string_view parameter) {
  return switch_of(statement, parameter).value_or(false);
}

std::optional<bool> switch_of(const grammar::Statement& statement, std::string_view parameter) {
  auto* argument = statement.find(parameter);
  if (argument == nullptr) return std::nullopt;
  return argument->text == "on";
}

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint8_t> mask_length(std::string_view text) {
  std::uint32_t mask = 0;
  if (auto value = number_in(text)) {
    if (*value < 0 || *value > 32) return std::nullopt;
    return static_cast<std::uint8_t>(*value);
  }
  if (auto dotted = Ipv4Address::parse(text)) {
    mask = dotted->value;
  } else if (text.starts_with("0x")) {
    text.remove_prefix(2);
    auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), mask, 16);
    if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  } else {
    return std::nullopt;
  }
  const int length = std::countl_one(mask);
  if (length < 32 && (mask << length) != 0) return std::nullopt;
  return static_cast<std::uint8_t>(length);
}

std::optional<IpPrefix> network_of(const grammar::Statement& statement, std::string_view address) {
  if (const auto prefix = prefix_of(statement, address)) return *prefix;
  if (const auto prefix = Ipv6Prefix::parse(statement.text_of(address))) return *prefix;
  return std::nullopt;
}

std::optional<Ipv4Prefix> prefix_of(const grammar::Statement& statement, std::string_view address,
                                    std::string_view mask) {
  auto* argument = statement.find(address);
  if (argument == nullptr) return std::nullopt;
  const std::string_view text = argument->text;
  const auto slash = text.find('/');
  auto base = Ipv4Address::parse(text.substr(0, slash));
  if (!base) return std::nullopt;
  std::string_view mask_text;
  if (slash != std::string_view::npos) {
    mask_text = text.substr(slash + 1);
  } else if (auto* operand = statement.find(mask)) {
    mask_text = operand->text;
  } else {
    return Ipv4Prefix{*base, 32};
  }
  auto length = mask_length(mask_text);
  if (!length) return std::nullopt;
  return Ipv4Prefix{*base, *length};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<dataplane::NatPortRange> port_list(std::string_view text) {
  std::vector<dataplane::NatPortRange> ranges;
  if (text == "*") return ranges;
  for (auto& part : split(text, ',')) {
    const std::string_view item = part;
    const auto dash = item.find('-');
    if (dash == std::string_view::npos) {
      if (auto port = port_number(item)) ranges.push_back({*port, *port});
      continue;
    }
    const auto first = dash == 0 ? std::optional<std::uint16_t>{0} : port_number(item.substr(0, dash));
    const auto last = dash + 1 == item.size() ? std::optional<std::uint16_t>{65535}
                                              : port_number(item.substr(dash + 1));
    if (first && last && *first <= *last) ranges.push_back({*first, *last});
  }
  return ranges;
}

std::optional<std::uint8_t> protocol_number(std::string_view text) {
  if (auto value = number_in(text)) {
    if (*value < 0 || *value > 255) return std::nullopt;
    return static_cast<std::uint8_t>(*value);
  }
  for (auto& named : kProtocols) {
    if (named.name == text) return named.number;
  }
  return std::nullopt;
}

std::vector<std::uint8_t> protocol_list(std::string_view text) {
  std::vector<std::uint8_t> protocols;
  if (text == "*") return protocols;
  for (auto& part : split(text, ',')) {
    if (auto protocol = protocol_number(part)) protocols.push_back(*protocol);
  }
  return protocols;
}

namespace {

/// "A-B", "A-", "-B": from the first address of its version, or to the last.
std::optional<dataplane::FilterPlan::AddressRange> range_of(std::string_view text, std::size_t dash) {
  const auto first = IpAddress::parse(text.substr(0, dash));
  const auto last = IpAddress::parse(text.substr(dash + 1));
  if ((!first && dash != 0) || (!last && dash + 1 != text.size()) || (!first && !last)) return std::nullopt;
  const bool ipv6 = (first ? *first : *last).is_ipv6();
  if (first && last && first->is_ipv6() != last->is_ipv6()) return std::nullopt;
  const IpPrefix everything = ipv6 ? IpPrefix(Ipv6Prefix{{}, 0}) : IpPrefix(Ipv4Prefix{{}, 0});
  return dataplane::FilterPlan::AddressRange{first.value_or(everything.first()), last.value_or(everything.last())};
}

}  // namespace

std::vector<dataplane::FilterPlan::AddressRange> address_ranges(std::string_view text) {
  std::vector<dataplane::FilterPlan::AddressRange> ranges;
  if (text == "*") return ranges;
  for (auto& part : split(text, ',')) {
    const std::string_view item = part;
    if (const auto dash = item.find('-'); dash != std::string_view::npos) {
      if (const auto range = range_of(item, dash)) ranges.push_back(*range);
      continue;
    }
    if (const auto prefix = Ipv6Prefix::parse(item)) {
      ranges.push_back({IpPrefix(*prefix).first(), IpPrefix(*prefix).last()});
      continue;
    }
    const auto slash = item.find('/');
    const auto address = Ipv4Address::parse(item.substr(0, slash));
    if (!address) continue;
    const auto length = slash == std::string_view::npos ? std::nullopt : mask_length(item.substr(slash + 1));
    const Ipv4Prefix prefix{*address, length.value_or(32)};
    ranges.push_back({prefix.network(), prefix.directed_broadcast()});
  }
  return ranges;
}

std::vector<Ipv4Range> ipv4_ranges(std::string_view text) {
  std::vector<Ipv4Range> ranges;
  for (auto& range : address_ranges(text)) {
    if (range.first.v4() != nullptr && range.last.v4() != nullptr) ranges.push_back({*range.first.v4(), *range.last.v4()});
  }
  return ranges;
}

std::vector<FilterId> applied_filters(const grammar::Statement& statement) {
  std::vector<FilterId> list;
  bool in_list = false;
  for (auto& word : split(statement.text, ' ')) {
    if (word == "dynamic") break;
    if (word == "in" || word == "out") {
      in_list = true;
    } else if (const auto value = number_in(word); in_list && value) {
      list.push_back(FilterId{static_cast<std::uint32_t>(*value)});
    }
  }
  return list;
}

std::optional<std::string> interface_name(const grammar::Statement& s) {
  using Kind = grammar::Selection::Kind;
  const auto word = s.text_of("INTERFACE");
  if (!word.empty() && word != "pp" && word != "tunnel") return word;
  // `ip pp mtu 1454`, `ip tunnel mtu 1400`: the selected one.
  const auto number = std::to_string(s.selection.number);
  if (s.selection.kind == Kind::tunnel && word != "pp") return "tunnel" + number;
  if (s.selection.kind == Kind::pp && word != "tunnel") return "pp" + number;
  return std::nullopt;
}

std::vector<std::span<const std::string>> gateway_clauses(std::span<const std::string> words) {
  std::vector<std::span<const std::string>> clauses;
  auto gateway = std::ranges::find(words, "gateway");
  while (gateway != words.end()) {
    const auto next = std::find(gateway + 1, words.end(), "gateway");
    clauses.emplace_back(gateway + 1, next);
    gateway = next;
  }
  return clauses;
}

}  // namespace kyoten::config
