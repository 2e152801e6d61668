#include "cli-grammar/value.hpp"

#include <charconv>

namespace kyoten::grammar {
namespace {

ValueMatch refused(MessageId why) { return {Fit::none, {}, why}; }
ValueMatch typed(Value value) { return {Fit::typed, std::move(value), {}}; }

std::optional<std::int64_t> integer_in(std::string_view text) {
  if (text.size() > 1 && text.back() == '%') text.remove_suffix(1);
  std::int64_t value = 0;
  int base = 10;
  if (text.starts_with("0x")) {
    text.remove_prefix(2);
    base = 16;
  }
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

ValueMatch match_integer(const Parameter& parameter, const Token& token) {
  const auto value = integer_in(token.text);
  if (!value) return refused(MessageId::not_an_integer);
  if ((parameter.minimum && *value < *parameter.minimum) || (parameter.maximum && *value > *parameter.maximum)) {
    return refused(MessageId::parameter_out_of_range);
  }
  return typed(*value);
}

ValueMatch match_ip_mask(const Token& token) {
  const std::string_view text = token.text;
  const auto slash = text.find('/');
  auto address = Ipv4Address::parse(text.substr(0, slash));
  if (!address) return refused(MessageId::unrecognized_ip_address);
  if (slash == std::string_view::npos) return typed(*address);
  if (auto prefix = Ipv4Prefix::parse(text)) return typed(*prefix);
  // A dotted or hexadecimal mask stays text; the compiler reads it.
  const auto mask = text.substr(slash + 1);
  if (Ipv4Address::parse(mask) || mask.starts_with("0x")) return typed(std::string(text));
  return refused(MessageId::parameter_out_of_range);
}

/// lan1, lan1/2, lan1.3, bridge1, tunnel1, wan1, vlan1, loopback1, pp, tunnel, null ...
bool is_interface(std::string_view text) {
  static constexpr std::string_view kinds[] = {"lan", "wan", "vlan", "bridge", "loopback", "tunnel",
                                               "pp", "usb", "bri", "pri", "null", "onu", "switch", "sd"};
  std::size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  const auto kind = text.substr(0, letters);
  if (std::find(std::begin(kinds), std::end(kinds), kind) == std::end(kinds)) return false;
  return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(letters), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '/' || c == '.' || c == ':' || c == '-' || c == '*';
  });
}

}  // namespace

ValueMatch match_value(const Parameter& parameter, const Token& token) {
  const auto lower = lower_case(token.text);
  for (auto& word : parameter.values) {
    if (word == lower) return typed(word);
  }
  if (parameter.type == "one-of") return refused(MessageId::illegal_keyword);
  if (parameter.type == "integer") return match_integer(parameter, token);
  if (parameter.type == "ip") {
    if (auto address = Ipv4Address::parse(token.text)) return typed(*address);
    // IPv6 and host names are taken where an address is (`ipsec ike remote address`); the router resolves them.
    if (token.text.find(':') != std::string::npos) return typed(token.text);
    const bool looks_numeric = !token.text.empty() && token.text.find_first_not_of("0123456789.") == std::string::npos;
    if (looks_numeric) return refused(MessageId::unrecognized_ip_address);
    return {Fit::free_text, token.text, {}};
  }
  if (parameter.type == "ip-mask") return match_ip_mask(token);
  if (parameter.type == "mask") {
    if (auto bits = integer_in(token.text); bits && *bits <= 32) return typed(*bits);
    if (Ipv4Address::parse(token.text) || lower.starts_with("0x")) return typed(token.text);
    return refused(MessageId::parameter_out_of_range);
  }
  if (parameter.type == "mac") {
    if (auto mac = MacAddress::parse(token.text)) return typed(*mac);
    return refused(MessageId::illegal_keyword);
  }
  if (parameter.type == "interface") {
    if (is_interface(lower)) return typed(lower);
    return refused(MessageId::illegal_keyword);
  }
  if (parameter.type == "hex") {
    const auto digits = lower.starts_with("0x") ? std::string_view(lower).substr(2) : std::string_view(lower);
    if (digits.empty() || digits.find_first_not_of("0123456789abcdef") != std::string_view::npos) {
      return refused(MessageId::illegal_keyword);
    }
    return typed(token.text);
  }
  return {Fit::free_text, token.text, {}};
}

std::string describe(const Parameter& parameter) {
  std::string text = parameter.name + " = ";
  std::string separator;
  if (parameter.minimum && parameter.maximum) {
    text += std::to_string(*parameter.minimum) + "-" + std::to_string(*parameter.maximum);
    separator = ", ";
  } else if (parameter.type != "one-of") {
    text += parameter.type;
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
