#include "cli-grammar/value.hpp"

#include <charconv>

namespace kyoten::grammar {
namespace {

ValueMatch refused(MessageId why) { return {Fit::none, {}, why, false}; }
ValueMatch typed(Value value) { return {Fit::typed, std::move(value), {}, false}; }
ValueMatch free_text(std::string text) { return {Fit::free_text, std::move(text), {}, false}; }

constexpr std::string_view kDigits = "0123456789";

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of(kDigits) == std::string_view::npos;
}

bool consists_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

std::optional<std::int64_t> integer_in(std::string_view text) {
  if (text.size() > 1 && text.back() == '%') text.remove_suffix(1);
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  std::int64_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size())
    return std::nullopt;
  return value;
}

/// Numbers too long for any variable are numbers still: out of range, not "no number".
bool is_number(std::string_view text) {
  if (text.size() > 1 && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return is_digits(text);
}

bool in_range(const Parameter& parameter, std::int64_t value, bool strict) {
  const auto low =
      strict || !parameter.family_minimum ? parameter.minimum : parameter.family_minimum;
  const auto high =
      strict || !parameter.family_maximum ? parameter.maximum : parameter.family_maximum;
  return (!low || value >= *low) && (!high || value <= *high);
}

ValueMatch match_integer(const Parameter& parameter, const Token& token, bool strict) {
  const auto value = integer_in(token.text);
  if (!value)
    return refused(is_number(token.text) ? MessageId::parameter_out_of_range
                                         : MessageId::not_an_integer);
  if (!in_range(parameter, *value, strict)) return refused(MessageId::parameter_out_of_range);
  return typed(*value);
}

ValueMatch match_decimal(const Parameter& parameter, const Token& token, bool strict) {
  const auto dot = token.text.find('.');
  if (dot == std::string::npos) return match_integer(parameter, token, strict);
  const auto whole = std::string_view(token.text).substr(0, dot);
  if (!is_digits(whole) || !is_digits(std::string_view(token.text).substr(dot + 1)))
    return refused(MessageId::not_an_integer);
  const auto value = integer_in(whole);
  if (!value || !in_range(parameter, *value, strict))
    return refused(MessageId::parameter_out_of_range);
  return typed(token.text);
}

std::vector<std::string_view> parts_of(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

template <class Check>
ValueMatch match_list(const Token& token, Check check) {
  auto lower = lower_case(token.text);
  for (auto part : parts_of(lower, ',')) {
    if (auto why = check(part)) return refused(*why);
  }
  return typed(std::move(lower));
}

using Fault = std::optional<MessageId>;

/// "5", "1-3", "3-", "-3": each end by `check`.
template <class Check>
Fault check_range(std::string_view text, Check check) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return check(text);
  const auto first = text.substr(0, dash);
  const auto last = text.substr(dash + 1);
  if (first.empty() && last.empty()) return MessageId::illegal_keyword;
  if (!first.empty()) {
    if (auto fault = check(first)) return fault;
  }
  return last.empty() ? Fault{} : check(last);
}

ValueMatch match_numbers(const Parameter& parameter, const Token& token, bool strict) {
  return match_list(token, [&](std::string_view part) {
    return check_range(part, [&](std::string_view number) -> Fault {
      const auto value = integer_in(number);
      if (!value)
        return is_number(number) ? MessageId::parameter_out_of_range : MessageId::not_an_integer;
      return in_range(parameter, *value, strict) ? Fault{} : MessageId::parameter_out_of_range;
    });
  });
}

Fault check_port(std::string_view text) {
  static constexpr std::string_view kNames[] = {
      "*",          "ftp",     "ftpdata",    "ssh",      "telnet",     "smtp",        "time",
      "whois",      "dns",     "domain",     "dhcps",    "dhcpc",      "tftp",        "gopher",
      "finger",     "www",     "http",       "pop3",     "sunrpc",     "ident",       "nntp",
      "ntp",        "ms-rpc",  "snmp",       "snmptrap", "bgp",        "imap",        "imap3",
      "ldap",       "https",   "ms-ds",      "ike",      "rlogin",     "rwho",        "rsh",
      "syslog",     "printer", "rip",        "route",    "uucp",       "ripng",       "talk",
      "submission", "dhcpv6c", "dhcpv6s",    "l2tp",     "netbios_ns", "netbios_dgm", "netbios_ssn",
      "pptp",       "radius",  "netmeeting", "echo",     "discard",    "daytime",     "chargen"};
  if (std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames))
    return std::nullopt;
  const auto value = integer_in(text);
  if (!value)
    return is_number(text) ? MessageId::parameter_out_of_range : MessageId::illegal_keyword;
  return *value >= 0 && *value <= 65535 ? Fault{} : MessageId::parameter_out_of_range;
}

Fault check_ports(std::string_view text) {
  // Names with a dash of their own come first.
  return check_port(text) ? check_range(text, check_port) : std::nullopt;
}

Fault check_protocol(std::string_view text) {
  static constexpr std::string_view kNames[] = {
      "*",           "icmp",   "igmp",   "ipip",   "tcp",        "udp",      "ipv6",
      "gre",         "esp",    "ah",     "icmp6",  "icmp4",      "ospf",     "pim",
      "established", "tcpsyn", "tcpfin", "tcprst", "icmp-error", "icmp-info"};
  if (std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames))
    return std::nullopt;
  for (std::string_view head : {"tcpflag=", "tcpflag!="}) {
    if (text.starts_with(head)) {
      const auto sides = parts_of(text.substr(head.size()), '/');
      const bool masks = sides.size() == 2 && integer_in(sides[0]) && integer_in(sides[1]);
      return masks ? Fault{} : MessageId::illegal_keyword;
    }
  }
  const auto value = integer_in(text);
  if (!value)
    return is_number(text) ? MessageId::parameter_out_of_range : MessageId::illegal_keyword;
  return *value >= 0 && *value <= 255 ? Fault{} : MessageId::parameter_out_of_range;
}

bool is_mask(std::string_view text) {
  if (is_digits(text)) return integer_in(text).value_or(99) <= 32;
  return Ipv4Address::parse(text).has_value() || (text.starts_with("0x") && integer_in(text));
}

/// lan1, lan1/2, lan1.3, lan1:2, bridge1, tunnel1, wan1, vlan1, loopback1, null ...
bool is_one_interface(std::string_view text) {
  static constexpr std::string_view kinds[] = {"lan",    "wan",    "vlan", "bridge", "loopback",
                                               "tunnel", "pp",     "usb",  "bri",    "pri",
                                               "onu",    "switch", "sd"};
  if (text == "null" || text == "*") return true;
  std::size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  if (std::find(std::begin(kinds), std::end(kinds), text.substr(0, letters)) == std::end(kinds))
    return false;
  const auto number = text.substr(letters);
  return !number.empty() && kDigits.find(number[0]) != std::string_view::npos &&
         consists_of(number, "0123456789/.:-*");
}

/// Also a range: "tunnel1-tunnel4".
bool is_interface(std::string_view text) {
  const auto dash = text.find('-');
  const bool range = dash != std::string_view::npos && dash + 1 < text.size() &&
                     kDigits.find(text[dash + 1]) == std::string_view::npos;
  if (range)
    return is_one_interface(text.substr(0, dash)) && is_one_interface(text.substr(dash + 1));
  return is_one_interface(text);
}

bool is_ipv6(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return false;
  // Behind the % stands the interface of a link-local address, before an @ where the prefix comes
  // from.
  if (const auto at = text.find('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
  text = text.substr(0, text.find('%'));
  if (const auto scope = text.find("::");
      scope != std::string_view::npos && is_interface(text.substr(0, scope))) {
    text.remove_prefix(scope);
  }
  return consists_of(text, "0123456789abcdef:./-*");
}

bool is_domain_name(std::string_view text) {
  const bool name = consists_of(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.*") &&
                    text.find('.') != std::string_view::npos;
  return name && text.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos;
}

/// One IPv4 address, `*` allowed for an octet.
bool is_ipv4_pattern(std::string_view text) {
  if (Ipv4Address::parse(text)) return true;
  const auto octets = parts_of(text, '.');
  if (octets.size() != 4) return false;
  return std::all_of(octets.begin(), octets.end(), [](auto octet) {
    return octet == "*" ||
           (is_digits(octet) && octet.size() <= 3 && integer_in(octet).value_or(256) <= 255);
  });
}

Fault check_address(std::string_view text) {
  if (text == "*" || text == "-" || is_interface(text) || is_ipv6(text) || is_domain_name(text))
    return std::nullopt;
  const auto slash = text.find('/');
  const auto range = text.substr(0, slash);
  if (!consists_of(range, "0123456789.*-")) return MessageId::illegal_keyword;
  if (slash != std::string_view::npos && !is_mask(text.substr(slash + 1)))
    return MessageId::parameter_out_of_range;
  return check_range(range, [](std::string_view item) -> Fault {
    return is_ipv4_pattern(item) ? Fault{} : MessageId::unrecognized_ip_address;
  });
}

/// "192.168.1.2-192.168.1.100/24": the range of a DHCP scope needs both ends and the mask.
ValueMatch match_address_range(const Token& token) {
  const std::string_view text = token.text;
  const auto dash = text.find('-');
  const auto slash = text.find('/');
  if (dash == std::string_view::npos || slash == std::string_view::npos || slash < dash) {
    return refused(MessageId::unrecognized_ip_address);
  }
  const auto first = Ipv4Address::parse(text.substr(0, dash));
  const auto last = Ipv4Address::parse(text.substr(dash + 1, slash - dash - 1));
  if (!first || !last) return refused(MessageId::unrecognized_ip_address);
  if (!is_mask(text.substr(slash + 1)) || last->value < first->value)
    return refused(MessageId::parameter_out_of_range);
  return typed(token.text);
}

ValueMatch match_ip(const Token& token) {
  if (auto address = Ipv4Address::parse(token.text)) return typed(*address);
  if (is_ipv6(lower_case(token.text))) return typed(token.text);
  return refused(MessageId::unrecognized_ip_address);
}

ValueMatch match_ip_mask(const Token& token) {
  const std::string_view text = token.text;
  const auto slash = text.find('/');
  auto address = Ipv4Address::parse(text.substr(0, slash));
  if (!address)
    return is_ipv6(lower_case(text)) ? typed(token.text)
                                     : refused(MessageId::unrecognized_ip_address);
  if (slash == std::string_view::npos) return typed(*address);
  if (auto prefix = Ipv4Prefix::parse(text)) return typed(*prefix);
  // A dotted or hexadecimal mask stays text; the compiler reads it.
  if (is_mask(text.substr(slash + 1))) return typed(token.text);
  return refused(MessageId::parameter_out_of_range);
}

ValueMatch match_gateway(const Token& token) {
  const auto lower = lower_case(token.text);
  if (is_interface(lower) || is_ipv6(lower)) return typed(lower);
  return match_ip(token);
}

/// "500", "6000-6010", "8080=80,443": inner port, or outer and inner.
ValueMatch match_port_map(const Token& token) {
  return match_list(token, [](std::string_view item) -> Fault {
    for (auto side : parts_of(item, '=')) {
      if (auto fault = check_ports(side)) return fault;
    }
    return std::nullopt;
  });
}

/// "24:00" or a number.
ValueMatch match_duration(const Parameter& parameter, const Token& token, bool strict) {
  const auto colon = token.text.find(':');
  if (colon == std::string::npos) return match_integer(parameter, token, strict);
  const auto minutes = std::string_view(token.text).substr(colon + 1);
  if (!is_digits(std::string_view(token.text).substr(0, colon)) || !is_digits(minutes))
    return refused(MessageId::illegal_keyword);
  return integer_in(minutes).value_or(60) < 60 ? typed(token.text)
                                               : refused(MessageId::parameter_out_of_range);
}

ValueMatch match_speed(const Token& token) {
  std::string_view text = token.text;
  if (!text.empty() && std::string_view("kKmMgG").find(text.back()) != std::string_view::npos)
    text.remove_suffix(1);
  if (consists_of(text, "0123456789.")) return typed(lower_case(token.text));
  return refused(MessageId::not_an_integer);
}

ValueMatch match_hex(const Token& token) {
  const auto lower = lower_case(token.text);
  for (auto part : parts_of(lower, ',')) {
    if (part.starts_with("0x")) part.remove_prefix(2);
    if (!consists_of(part, "0123456789abcdef")) return refused(MessageId::illegal_keyword);
  }
  return typed(token.text);
}

/// Columns on the screen: wide characters count two, and so as many as their bytes in Shift_JIS.
std::int64_t columns_of(std::string_view utf8) {
  std::int64_t columns = 0;
  for (const char c : utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      ++columns;
    else if (byte >= 0xc0)
      columns += 2;
  }
  return columns;
}

ValueMatch match_word(const Parameter& parameter, const Token& token) {
  if (!in_range(parameter, columns_of(token.text), true))
    return refused(MessageId::parameter_out_of_range);
  return free_text(token.text);
}

bool is_time(std::string_view text) {
  return text.find(':') != std::string_view::npos && consists_of(text, "0123456789:*,-/");
}

bool is_date(std::string_view text) {
  return text.find_first_of("/-") != std::string_view::npos &&
         consists_of(text, "0123456789/-*,abcdefghijklmnopqrstuvwxyz");
}

ValueMatch match_if(bool fits, const std::string& text) {
  return fits ? typed(text) : refused(MessageId::illegal_keyword);
}

enum class Type : std::uint8_t {
  integer,
  decimal,
  one_of,
  ip,
  ip_mask,
  ipv6,
  mask,
  mac,
  interface,
  gateway,
  addresses,
  address_range,
  ports,
  port_map,
  protocols,
  numbers,
  speed,
  time,
  date,
  duration,
  hex,
  assignment,
  word,
  text,
};

struct NamedType {
  std::string_view name;
  Type type;
};
constexpr NamedType kTypes[] = {
    {"integer", Type::integer},
    {"decimal", Type::decimal},
    {"one-of", Type::one_of},
    {"ip", Type::ip},
    {"ip-mask", Type::ip_mask},
    {"ipv6", Type::ipv6},
    {"mask", Type::mask},
    {"mac", Type::mac},
    {"interface", Type::interface},
    {"gateway", Type::gateway},
    {"addresses", Type::addresses},
    {"address-range", Type::address_range},
    {"ports", Type::ports},
    {"port-map", Type::port_map},
    {"protocols", Type::protocols},
    {"numbers", Type::numbers},
    {"speed", Type::speed},
    {"time", Type::time},
    {"date", Type::date},
    {"duration", Type::duration},
    {"hex", Type::hex},
    {"assignment", Type::assignment},
    {"word", Type::word},
    {"text", Type::text},
};

std::optional<Type> type_named(std::string_view name) {
  for (auto& named : kTypes) {
    if (named.name == name) return named.type;
  }
  return std::nullopt;
}

/// The word is none of the list. Where all of the list are numbers, the complaint is about numbers.
ValueMatch match_none_of(const Parameter& parameter, const Token& token) {
  if (!std::all_of(parameter.values.begin(), parameter.values.end(), is_digits))
    return refused(MessageId::illegal_keyword);
  return refused(is_number(token.text) ? MessageId::parameter_out_of_range
                                       : MessageId::not_an_integer);
}

ValueMatch match_type(Type type, const Parameter& parameter, const Token& token, bool strict) {
  const auto lower = lower_case(token.text);
  switch (type) {
    case Type::integer:
      return match_integer(parameter, token, strict);
    case Type::decimal:
      return match_decimal(parameter, token, strict);
    case Type::one_of:
      return match_none_of(parameter, token);
    case Type::ip:
      return match_ip(token);
    case Type::ip_mask:
      return match_ip_mask(token);
    case Type::ipv6:
      return is_ipv6(lower) ? typed(lower) : refused(MessageId::unrecognized_ip_address);
    case Type::mask:
      return is_mask(lower) ? typed(lower) : refused(MessageId::parameter_out_of_range);
    case Type::mac: {
      auto mac = MacAddress::parse(token.text);
      return mac ? typed(*mac) : refused(MessageId::illegal_keyword);
    }
    case Type::interface:
      return match_if(is_interface(lower), lower);
    case Type::gateway:
      return match_gateway(token);
    case Type::addresses:
      return match_list(token, check_address);
    case Type::address_range:
      return match_address_range(token);
    case Type::ports:
      return match_list(token, check_ports);
    case Type::port_map:
      return match_port_map(token);
    case Type::protocols:
      return match_list(token, check_protocol);
    case Type::numbers:
      return match_numbers(parameter, token, strict);
    case Type::speed:
      return match_speed(token);
    case Type::time:
      return match_if(is_time(lower), lower);
    case Type::date:
      return match_if(is_date(lower), lower);
    case Type::duration:
      return match_duration(parameter, token, strict);
    case Type::hex:
      return match_hex(token);
    case Type::assignment: {
      const auto equals = token.text.find('=');
      return equals != 0 && equals != std::string::npos ? free_text(token.text)
                                                        : refused(MessageId::illegal_keyword);
    }
    case Type::word:
      return match_word(parameter, token);
    case Type::text:
      return free_text(token.text);
  }
  return refused(MessageId::illegal_keyword);
}

std::string_view word_for(const Parameter& parameter) {
  if (parameter.type == "word") return "text";
  return parameter.type;
}

}  // namespace

bool is_value_type(std::string_view name) { return type_named(name).has_value(); }

ValueMatch match_value(const Parameter& parameter, const Token& token, bool strict) {
  if (!parameter.values.empty()) {
    const auto lower = lower_case(token.text);
    for (auto& word : parameter.values) {
      if (word == lower) return {Fit::typed, word, {}, true};
    }
  }
  const auto type = type_named(parameter.type);
  return type ? match_type(*type, parameter, token, strict) : refused(MessageId::illegal_keyword);
}

std::string describe(const Parameter& parameter) {
  std::string text = parameter.name + " = ";
  std::string separator;
  const bool length = parameter.type == "word";
  if (parameter.minimum && parameter.maximum) {
    if (length) text += "text, ";
    text += std::to_string(*parameter.minimum) + "-" + std::to_string(*parameter.maximum);
    if (length) text += " characters";
    separator = ", ";
  } else if (parameter.type != "one-of") {
    text += word_for(parameter);
    separator = ", ";
  }
  for (auto& word : parameter.values) {
    text += separator + word;
    separator = ", ";
  }
  if (!parameter.unit.empty()) text += " (" + parameter.unit + ")";
  return text;
}

}  // namespace kyoten::grammar
