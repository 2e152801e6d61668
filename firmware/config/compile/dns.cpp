// Chapter 24: looking up names. What is said of the DNS server for the hosts on the LAN is stored only.
#include <algorithm>

#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

std::optional<dns::Type> type_named(std::string_view word) {
  if (word == "a") return dns::Type::a;
  if (word == "aaaa") return dns::Type::aaaa;
  if (word == "any") return dns::Type::any;
  if (word == "ptr") return dns::Type::ptr;
  if (word == "mx") return dns::Type::mx;
  if (word == "ns") return dns::Type::ns;
  if (word == "cname") return dns::Type::cname;
  return std::nullopt;
}

PpId pp_in(std::string_view text) { return PpId{static_cast<std::uint16_t>(number_in(text).value_or(0))}; }

void server(const Statement& s, Draft& draft) {
  draft.dns_servers.addresses.clear();
  for (auto* operand : s.all("IP_ADDRESS")) {
    if (auto address = IpAddress::parse(operand->text)) draft.dns_servers.addresses.push_back(*address);
  }
}

void server_pp(const Statement& s, Draft& draft) { draft.dns_server_pp.pp = pp_in(s.text_of("PEER_NUM")); }

void server_dhcp(const Statement& s, Draft& draft) { draft.dns_server_dhcp.dhcp_interface = s.text_of("INTERFACE"); }

void domain(const Statement& s, Draft& draft) {
  auto name = dns::Name::parse(s.text_of("DOMAIN_NAME"));
  draft.dns.domain = name && !name->text().empty() ? name : std::nullopt;
}

/// `ip host` and `dns static` are one record. The resolver looks for addresses; other types are for the DNS server.
void host(const Statement& s, Draft& draft) {
  const auto name = dns::Name::parse(s.has("FQDN") ? s.text_of("FQDN") : s.text_of("NAME"));
  const auto address = IpAddress::parse(s.text_of("VALUE"));
  const auto type = s.text_of("TYPE");
  const bool fits = address && (type.empty() || type == (address->is_ipv6() ? "aaaa" : "a"));
  if (name && fits) draft.dns.hosts.push_back({*name, *address});
}

void source_ports(const Statement& s, Draft& draft) {
  const auto ranges = port_list(s.text_of("PORT"));
  if (!ranges.empty()) draft.dns.source_ports = {ranges[0].first, ranges[0].last};
}

/// The words of a selection, from the front. Options (`edns=on`) are not seen.
class Words {
 public:
  explicit Words(std::string_view text) : words_(split(text, ' ')) {
    std::erase_if(words_, [](auto& word) { return word.empty() || word.find('=') != std::string::npos; });
  }
  [[nodiscard]] std::string peek() const { return at_ < words_.size() ? words_[at_] : ""; }
  std::string take() { return at_ < words_.size() ? words_[at_++] : ""; }
  /// An address, `pp N` or `dhcp IF`, if one is next.
  std::optional<dns::ServerSource> take_source() {
    dns::ServerSource source;
    if (peek() == "pp") {
      take();
      source.pp = pp_in(take());
    } else if (peek() == "dhcp") {
      take();
      source.dhcp_interface = take();
    } else if (const auto address = IpAddress::parse(peek())) {
      take();
      source.addresses = {*address};
    } else {
      return std::nullopt;
    }
    return source;
  }

 private:
  std::vector<std::string> words_;
  std::size_t at_ = 0;
};

std::optional<dns::NamePattern> pattern_in(std::string text, bool rejects) {
  using Kind = dns::NamePattern::Kind;
  if (text == "." || text == "*") return dns::NamePattern{};
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (rejects && text.starts_with('*')) return dns::NamePattern{Kind::ends, {}, text.substr(1)};
  if (rejects && text.ends_with('*')) return dns::NamePattern{Kind::begins, {}, text.substr(0, text.size() - 1)};
  if (!rejects && text.starts_with('.')) text.erase(0, 1);
  auto name = dns::Name::parse(text);
  if (!name) return std::nullopt;
  return dns::NamePattern{rejects ? Kind::exactly : Kind::within, std::move(*name), {}};
}

/// dns server select ID {reject | SOURCE [SOURCE]} [TYPE] QUERY [SENDER] [restrict pp N], read word by word.
void server_select(const Statement& s, Draft& draft) {
  Words words(s.text.substr(std::string_view("dns server select").size()));
  const auto id = number_in(words.take());
  dns::Selection selection;
  const bool rejects = words.peek() == "reject";
  if (rejects) words.take();
  for (int sources = 0; !rejects && sources < 2; ++sources) {
    if (auto source = words.take_source()) selection.sources.push_back(std::move(*source));
  }
  if (const auto type = type_named(words.peek())) {
    selection.type = *type;
    words.take();
  }
  const auto pattern = pattern_in(words.take(), rejects);
  // A rule for the questions of certain senders is none for the router's own.
  const bool for_senders = !words.peek().empty() && words.peek() != "restrict" && words.take() != "any";
  if (words.peek() == "restrict") {
    words.take();
    words.take();
    selection.only_while_up = pp_in(words.take());
  }
  if (!id || !pattern || for_senders) return;
  selection.pattern = *pattern;
  draft.dns_selections[*id] = std::move(selection);
}

constexpr Binding kBindings[] = {
    {"dns server", server},       {"dns server pp", server_pp}, {"dns server dhcp", server_dhcp},
    {"dns domain", domain},       {"ip host", host},            {"dns srcport", source_ports},
    {"dns server select", server_select},
};

}  // namespace

void tie_dns(Draft& draft) {
  for (auto& [id, selection] : draft.dns_selections) draft.dns.selections.push_back(std::move(selection));
  // RTX: the first that is configured, whether it knows a server or not.
  for (auto* source : {&draft.dns_servers, &draft.dns_server_pp, &draft.dns_server_dhcp}) {
    if (draft.dns.others.is_empty()) draft.dns.others = *source;
  }
}

std::span<const Binding> dns_bindings() { return kBindings; }

}  // namespace kyoten::config
