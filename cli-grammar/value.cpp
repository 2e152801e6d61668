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

ValueMatch match_word(const Parameter& parameter, const Token& token, bool) {
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

/// The word is none of the list. Where all of the list are numbers, the complaint is about numbers.
ValueMatch match_none_of(const Parameter& parameter, const Token& token, bool) {
  const bool numbers = !parameter.values.empty() &&
                       std::all_of(parameter.values.begin(), parameter.values.end(), is_digits);
  if (!numbers) return refused(MessageId::illegal_keyword);
  return refused(is_number(token.text) ? MessageId::parameter_out_of_range
                                       : MessageId::not_an_integer);
}

using Match = ValueMatch (*)(const Parameter&, const Token&, bool strict);

/// A type whose values are checked as text, in lower case, and kept as typed.
template <bool Fits(std::string_view)>
ValueMatch match_text(const Parameter&, const Token& token, bool) {
  return match_if(Fits(lower_case(token.text)), token.text);
}

/// The same, kept in lower case.
template <bool Fits(std::string_view)>
ValueMatch match_lower(const Parameter&, const Token& token, bool) {
  const auto lower = lower_case(token.text);
  return match_if(Fits(lower), lower);
}

template <Fault Check(std::string_view)>
ValueMatch match_items(const Parameter&, const Token& token, bool) {
  return match_list(token, Check);
}

template <Fault Check(std::string_view)>
ValueMatch match_one(const Parameter&, const Token& token, bool) {
  return match_checked(Check(token.text), token.text);
}

template <ValueMatch Plain(const Token&)>
ValueMatch match_plain(const Parameter&, const Token& token, bool) {
  return Plain(token);
}

ValueMatch match_mask(const Token& token) {
  const auto lower = lower_case(token.text);
  return is_mask(lower) ? typed(lower) : refused(MessageId::parameter_out_of_range);
}

ValueMatch match_mac(const Token& token) {
  const auto mac = MacAddress::parse(token.text);
  return mac ? typed(*mac) : refused(MessageId::illegal_keyword);
}

ValueMatch match_host(const Token& token) {
  const auto fault = check_host(token.text);
  return fault ? refused(*fault) : free_text(token.text);
}

ValueMatch match_sub_interface(const Parameter& parameter, const Token& token, bool strict) {
  const auto lower = lower_case(token.text);
  return match_checked(
      check_sub_interface(lower, low_of(parameter, strict), high_of(parameter, strict)), lower);
}

ValueMatch match_lower_ipv6(const Token& token) {
  return match_ipv6(token, lower_case(token.text));
}

ValueMatch match_rest(const Token& token) { return free_text(token.text); }

struct NamedType {
  std::string_view name;
  Match match;
};
constexpr NamedType kTypes[] = {
    {"integer", match_integer},
    {"decimal", match_decimal},
    {"one-of", match_none_of},
    {"ip", match_plain<match_ip>},
    {"ip-mask", match_plain<match_ip_mask>},
    {"ipv6", match_plain<match_lower_ipv6>},
    {"mask", match_plain<match_mask>},
    {"mac", match_plain<match_mac>},
    {"mac-pattern", match_text<is_mac_pattern>},
    {"interface", match_lower<is_interface>},
    {"sub-interface", match_sub_interface},
    {"gateway", match_plain<match_gateway>},
    {"host", match_plain<match_host>},
    {"switch", match_text<is_switch>},
    {"area", match_one<check_area>},
    {"telephone", match_text<is_telephone_number>},
    {"addresses", match_items<check_address>},
    {"address-range", match_plain<match_address_range>},
    {"address-map", match_one<check_address_map>},
    {"ipv6-addresses", match_items<check_ipv6_filter_address>},
    {"ports", match_items<check_ports>},
    {"port-map", match_items<check_port_map>},
    {"protocols", match_items<check_protocol>},
    {"numbers", match_numbers},
    {"class", match_class},
    {"class-map", match_class_map},
    {"speed", match_plain<match_speed>},
    {"time", match_lower<is_time>},
    {"date", match_lower<is_date>},
    {"duration", match_duration},
    {"hex", match_plain<match_hex>},
    {"assignment", match_assignment},
    {"word", match_word},
    {"text", match_plain<match_rest>},
};

Match match_of(std::string_view type) {
  for (auto& named : kTypes) {
    if (named.name == type) return named.match;
  }
  return nullptr;
}

std::string_view word_for(const Parameter& parameter) {
  if (parameter.type == "word") return "text";
  return parameter.type;
}

}  // namespace

bool is_value_type(std::string_view name) { return match_of(name) != nullptr; }

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
  const auto match = match_of(parameter.type);
  return match != nullptr ? match(parameter, token, strict) : refused(MessageId::illegal_keyword);
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
