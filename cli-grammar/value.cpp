#include "cli-grammar/value.hpp"

#include <limits>

#include "cli-grammar/network_values.hpp"

namespace kyoten::grammar {
namespace {

ValueMatch refused(MessageId why) { return {Fit::none, {}, why, false}; }
ValueMatch typed(Value value) { return {Fit::typed, std::move(value), {}, false}; }
ValueMatch free_text(std::string text) { return {Fit::free_text, std::move(text), {}, false}; }

/// A parameter that has limits for the sister models alone is one that the RTX810 lacks.
bool in_range(const Parameter& parameter, std::int64_t value, bool strict) {
  if (strict && parameter.family_minimum && !parameter.minimum) return false;
  const auto low =
      strict || !parameter.family_minimum ? parameter.minimum : parameter.family_minimum;
  const auto high =
      strict || !parameter.family_maximum ? parameter.maximum : parameter.family_maximum;
  return (!low || value >= *low) && (!high || value <= *high);
}

constexpr auto kNoLimit = std::numeric_limits<std::int64_t>::max();

std::int64_t low_of(const Parameter& parameter, bool strict) {
  return (strict || !parameter.family_minimum ? parameter.minimum : parameter.family_minimum)
      .value_or(0);
}

std::int64_t high_of(const Parameter& parameter, bool strict) {
  return (strict || !parameter.family_maximum ? parameter.maximum : parameter.family_maximum)
      .value_or(kNoLimit);
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

template <class Check>
ValueMatch match_list(const Token& token, Check check) {
  auto lower = lower_case(token.text);
  for (auto part : parts_of(lower, ',')) {
    if (auto why = check(part)) return refused(*why);
  }
  return typed(std::move(lower));
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

/// What is no address at all is complained about as one; a wrong prefix length is a wrong number.
ValueMatch match_ipv6(const Token& token, std::string text) {
  if (auto fault = check_ipv6(lower_case(token.text))) return refused(*fault);
  return typed(std::move(text));
}

ValueMatch match_ip(const Token& token) {
  if (auto address = Ipv4Address::parse(token.text)) return typed(*address);
  if (!check_ipv6(lower_case(token.text))) return typed(token.text);
  return refused(MessageId::unrecognized_ip_address);
}

ValueMatch match_ip_mask(const Token& token) {
  const std::string_view text = token.text;
  const auto slash = text.find('/');
  auto address = Ipv4Address::parse(text.substr(0, slash));
  if (!address) return match_ipv6(token, token.text);
  if (slash == std::string_view::npos) return typed(*address);
  if (auto prefix = Ipv4Prefix::parse(text)) return typed(*prefix);
  // A dotted or hexadecimal mask stays text; the compiler reads it.
  if (is_mask(text.substr(slash + 1))) return typed(token.text);
  return refused(MessageId::parameter_out_of_range);
}

ValueMatch match_gateway(const Token& token) {
  const auto lower = lower_case(token.text);
  if (is_interface(lower) || !check_ipv6(lower)) return typed(lower);
  return match_ip(token);
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

ValueMatch match_checked(Fault fault, const std::string& text) {
  return fault ? refused(*fault) : typed(text);
}

/// "name=value"; with limits it is a number that stands on the left: "6=192.0.2.1".
ValueMatch match_assignment(const Parameter& parameter, const Token& token, bool strict) {
  const auto equals = token.text.find('=');
  if (equals == 0 || equals == std::string::npos) return refused(MessageId::illegal_keyword);
  if (parameter.minimum) {
    const auto left = std::string_view(token.text).substr(0, equals);
    if (auto fault = check_number(left, low_of(parameter, strict), high_of(parameter, strict)))
      return refused(*fault);
  }
  return free_text(token.text);
}

constexpr std::int64_t kLastSubClass = 4;
constexpr std::int64_t kLastPrecedence = 7;

/// A queue's class, or a class and the class inside it: "3", "3/1", "precedence/4".
ValueMatch match_class(const Parameter& parameter, const Token& token, bool strict) {
  const auto sides = parts_of(token.text, '/');
  if (sides.size() > 2) return refused(MessageId::illegal_keyword);
  const bool from_packet = sides.size() == 2 && (sides[0] == "precedence" || sides[0] == "dscp");
  Fault fault;
  if (!from_packet) {
    fault = check_number(sides[0], low_of(parameter, strict), high_of(parameter, strict),
                         MessageId::not_an_integer);
  }
  if (!fault && sides.size() == 2) fault = check_number(sides[1], 1, kLastSubClass);
  return match_checked(fault, token.text);
}

/// "0:1,1:2": which class a precedence goes to.
ValueMatch match_class_map(const Parameter& parameter, const Token& token, bool strict) {
  return match_list(token, [&](std::string_view item) -> Fault {
    const auto sides = parts_of(item, ':');
    if (sides.size() != 2) return MessageId::illegal_keyword;
    if (auto fault = check_number(sides[0], 0, kLastPrecedence)) return fault;
    return check_number(sides[1], low_of(parameter, strict), high_of(parameter, strict));
  });
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
  mac_pattern,
  interface,
  sub_interface,
  gateway,
  host,
  switch_device,
  area,
  telephone,
  addresses,
  address_range,
  address_map,
  ipv6_addresses,
  ports,
  port_map,
  protocols,
  numbers,
  queue_class,
  class_map,
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
    {"mac-pattern", Type::mac_pattern},
    {"interface", Type::interface},
    {"sub-interface", Type::sub_interface},
    {"host", Type::host},
    {"switch", Type::switch_device},
    {"area", Type::area},
    {"telephone", Type::telephone},
    {"gateway", Type::gateway},
    {"addresses", Type::addresses},
    {"address-range", Type::address_range},
    {"address-map", Type::address_map},
    {"ipv6-addresses", Type::ipv6_addresses},
    {"ports", Type::ports},
    {"port-map", Type::port_map},
    {"protocols", Type::protocols},
    {"numbers", Type::numbers},
    {"class", Type::queue_class},
    {"class-map", Type::class_map},
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
  const bool numbers = !parameter.values.empty() &&
                       std::all_of(parameter.values.begin(), parameter.values.end(), is_digits);
  if (!numbers) return refused(MessageId::illegal_keyword);
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
      return match_ipv6(token, lower);
    case Type::mask:
      return is_mask(lower) ? typed(lower) : refused(MessageId::parameter_out_of_range);
    case Type::mac: {
      auto mac = MacAddress::parse(token.text);
      return mac ? typed(*mac) : refused(MessageId::illegal_keyword);
    }
    case Type::mac_pattern:
      return match_if(is_mac_pattern(lower), token.text);
    case Type::interface:
      return match_if(is_interface(lower), lower);
    case Type::sub_interface:
      return match_checked(
          check_sub_interface(lower, low_of(parameter, strict), high_of(parameter, strict)), lower);
    case Type::host: {
      const auto fault = check_host(token.text);
      return fault ? refused(*fault) : free_text(token.text);
    }
    case Type::area:
      return match_checked(check_area(token.text), token.text);
    case Type::telephone:
      return match_if(is_telephone_number(token.text), token.text);
    case Type::switch_device:
      return match_if(is_switch(lower), token.text);
    case Type::gateway:
      return match_gateway(token);
    case Type::addresses:
      return match_list(token, check_address);
    case Type::address_map:
      return match_checked(check_address_map(token.text), token.text);
    case Type::ipv6_addresses:
      return match_list(token, check_ipv6_filter_address);
    case Type::address_range:
      return match_address_range(token);
    case Type::ports:
      return match_list(token, check_ports);
    case Type::port_map:
      return match_list(token, check_port_map);
    case Type::protocols:
      return match_list(token, check_protocol);
    case Type::numbers:
      return match_numbers(parameter, token, strict);
    case Type::queue_class:
      return match_class(parameter, token, strict);
    case Type::class_map:
      return match_class_map(parameter, token, strict);
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
    case Type::assignment:
      return match_assignment(parameter, token, strict);
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

namespace {

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

ValueMatch match_value_as(const Parameter& parameter, const Token& token, bool strict) {
  if (!parameter.values.empty() || !parameter.family_values.empty()) {
    const auto lower = lower_case(token.text);
    const bool listed =
        contains(parameter.values, lower) || (!strict && contains(parameter.family_values, lower));
    if (listed) return {Fit::typed, lower, {}, true};
  }
  const auto type = type_named(parameter.type);
  return type ? match_type(*type, parameter, token, strict) : refused(MessageId::illegal_keyword);
}

}  // namespace

ValueMatch match_value(const Parameter& parameter, const Token& token, bool strict) {
  auto match = match_value_as(parameter, token, strict);
  const bool wider = parameter.family_minimum || !parameter.family_values.empty();
  if (wider && !strict && match.fit != Fit::none)
    match.beyond_model = match_value_as(parameter, token, true).fit == Fit::none;
  return match;
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
  // What only the sister models know is told where there is nothing else to tell.
  const bool of_others = parameter.values.empty() && parameter.type == "one-of";
  for (auto& word : of_others ? parameter.family_values : parameter.values) {
    text += separator + word;
    separator = ", ";
  }
  if (!parameter.unit.empty()) text += " (" + parameter.unit + ")";
  return text;
}

}  // namespace kyoten::grammar
