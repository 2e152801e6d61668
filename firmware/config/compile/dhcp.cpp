// Chapter 12: DHCP server.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

dhcp::Scope& scope(const Statement& s, Draft& draft) {
  const auto id = static_cast<std::uint16_t>(s.integer("SCOPE_NUM").value_or(0));
  auto& scope = draft.scopes[id];
  scope.id = ScopeId{id};
  return scope;
}

void service(const Statement& s, Draft& draft) {
  draft.dhcp_server.enabled = s.text_of("TYPE") == "server";
}

/// "24:00" and "90" are minutes forms: hours and minutes, or minutes; "infinity" none.
std::optional<std::chrono::minutes> lease_time(std::string_view text) {
  const auto colon = text.find(':');
  if (colon != std::string_view::npos) {
    const auto hours = number_in(text.substr(0, colon));
    const auto minutes = number_in(text.substr(colon + 1));
    if (!hours || !minutes) return std::nullopt;
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  }
  auto minutes = number_in(text);
  if (!minutes) return std::nullopt;
  return std::chrono::minutes(*minutes);
}

void add_ranges(std::string_view text, std::vector<dhcp::AddressRange>& into) {
  for (auto& range : ipv4_ranges(text)) into.push_back({range.first, range.last});
}

/// dhcp scope N A-B/M [except E ...] [gateway G] [expire T] [maxexpire T], read word by word.
void define(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  if (words.size() < 4) return;
  const std::string_view range = words[3];
  const auto slash = range.rfind('/');
  if (slash == std::string_view::npos) return;
  const auto ranges = ipv4_ranges(range.substr(0, slash));
  const auto length = mask_length(range.substr(slash + 1));
  if (ranges.empty() || !length) return;
  auto& target = scope(s, draft);
  target.range = {ranges[0].first, ranges[0].last};
  target.prefix_length = *length;
  target.except.clear();
  std::string_view keyword;
  for (std::size_t i = 4; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "except" || word == "gateway" || word == "expire" || word == "maxexpire") {
      keyword = word;
    } else if (keyword == "except") {
      add_ranges(word, target.except);
    } else if (keyword == "gateway") {
      target.gateway = Ipv4Address::parse(word);
    } else if (keyword == "expire") {
      target.expire = lease_time(word);
    } else if (keyword == "maxexpire") {
      target.max_expire = lease_time(word);
    }
  }
}

/// dhcp scope bind N ADDRESS [ethernet] MAC, or by client identifier bytes.
void bind(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  if (words.size() < 6) return;
  auto address = Ipv4Address::parse(words[4]);
  if (!address) return;
  dhcp::Reservation reservation;
  reservation.address = *address;
  const auto& last = words.back();
  if (auto mac = MacAddress::parse(last)) {
    // A bare MAC address means the hardware address; `ethernet` a client identifier of type 1.
    if (words[5] == "ethernet") {
      reservation.client_id = {1};
      reservation.client_id.insert(reservation.client_id.end(), mac->octets.begin(), mac->octets.end());
    } else {
      reservation.ethernet = *mac;
    }
  } else if (words[5] == "text") {
    reservation.client_id = {0};
    for (auto c : last) reservation.client_id.push_back(static_cast<std::uint8_t>(c));
  } else {
    for (std::size_t i = 5; i < words.size(); ++i) {
      if (auto bytes = from_hex(words[i])) {
        reservation.client_id.insert(reservation.client_id.end(), bytes->begin(), bytes->end());
      }
    }
    if (reservation.client_id.empty()) return;
  }
  scope(s, draft).bind.push_back(reservation);
}

/// dhcp server rfc2131 compliant on|off, or [except] FUNCTION ...: what is not named is the other way.
void compliance(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  const auto all = [](bool on) { return dhcp::Compliance{on, on, on, on, on}; };
  bool value = true;
  auto& result = draft.dhcp_server.compliance;
  result = {};
  for (std::size_t i = 4; i < words.size(); ++i) {
    const auto& word = words[i];
    if (i == 4 && (word == "on" || word == "off")) {
      result = all(word == "on");
      return;
    }
    if (i == 4) {
      value = word != "except";
      result = all(!value);
    }
    if (word == "broadcast-nak") result.broadcast_nak = value;
    if (word == "none-domain-null") result.none_domain_null = value;
    if (word == "remain-silent") result.remain_silent = value;
    if (word == "reply-ack") result.reply_ack = value;
    if (word == "use-clientid") result.use_client_id = value;
  }
}

/// dhcp scope lease type N bind-priority|bind-only. A fallback scope is not followed.
void lease_type(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  scope(s, draft).bind_only = std::find(words.begin(), words.end(), "bind-only") != words.end();
}

/// dhcp scope option N dns=A,B router=A domain=NAME, or by number with hex octets.
void option(const Statement& s, Draft& draft) {
  auto& options = scope(s, draft).options;
  for (auto& word : split(s.text, ' ')) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) continue;
    const auto name = word.substr(0, equals);
    const auto value = word.substr(equals + 1);
    std::optional<std::uint8_t> code;
    if (name == "router") code = 3;
    if (name == "dns") code = 6;
    if (name == "hostname") code = 12;
    if (name == "domain") code = 15;
    if (name == "wins_server") code = 44;
    Bytes content;
    if (auto number = number_in(name); number && *number > 0 && *number < 255) {
      code = static_cast<std::uint8_t>(*number);
      for (auto& octet : split(value, ',')) {
        if (auto bytes = from_hex(octet)) content.insert(content.end(), bytes->begin(), bytes->end());
      }
    } else if (code == 12 || code == 15) {
      content = to_bytes(value);
    } else {
      for (auto& item : split(value, ',')) {
        auto address = Ipv4Address::parse(item);
        if (!address) continue;
        const auto octets = address->octets();
        content.insert(content.end(), octets.begin(), octets.end());
      }
    }
    if (code && !content.empty()) options[*code] = content;
  }
}

constexpr Binding kBindings[] = {
    {"dhcp service", service},
    {"dhcp server rfc2131 compliant", compliance},
    {"dhcp scope", define},
    {"dhcp scope bind", bind},
    {"dhcp scope lease type", lease_type},
    {"dhcp scope option", option},
};

}  // namespace

std::span<const Binding> dhcp_bindings() { return kBindings; }

}  // namespace kyoten::config
