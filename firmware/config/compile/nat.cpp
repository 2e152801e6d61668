// Chapter 23: NAT.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

void type(const Statement& s, Draft& draft) {
  const auto word = s.text_of("TYPE");
  auto& type = draft.nat_descriptor(s).settings.type;
  type = word == "nat"              ? dataplane::NatType::nat
         : word == "masquerade"     ? dataplane::NatType::masquerade
         : word == "nat-masquerade" ? dataplane::NatType::nat_masquerade
                                    : dataplane::NatType::none;
}

void outer(const Statement& s, Draft& draft) {
  auto& nat = draft.nat_descriptor(s);
  const auto word = s.text_of("OUTER_IPADDRESS_LIST");
  if (word == "primary") {
    nat.outer = NatDescriptor::Outer::primary;
  } else if (word == "secondary") {
    nat.outer = NatDescriptor::Outer::secondary;
  } else if (word == "ipcp") {
    nat.outer = NatDescriptor::Outer::ipcp;
  } else if (auto address = Ipv4Address::parse(word.substr(0, word.find_first_of("-, ")))) {
    nat.outer = NatDescriptor::Outer::address;
    nat.outer_address = *address;
  }
}

void inner(const Statement& s, Draft& draft) {
  auto& ranges = draft.nat_descriptor(s).settings.inner;
  ranges.clear();
  for (auto* operand : s.all("INNER_IPADDRESS_LIST")) {
    if (operand->text == "auto") continue;
    for (auto& range : ipv4_ranges(operand->text)) ranges.emplace_back(range.first, range.last);
  }
}

void masquerade_static(const Statement& s, Draft& draft) {
  auto address = s.address("INNER_IP");
  auto protocol = protocol_number(s.text_of("PROTOCOL"));
  if (!address || !protocol) return;
  dataplane::NatStaticEntry entry;
  entry.inner = *address;
  entry.protocol = *protocol;
  auto& statics = draft.nat_descriptor(s).settings.statics;
  if (!s.has("INNER_PORT")) {
    statics.push_back(entry);
    return;
  }
  // "8080=80" outer and inner, "500" both, "6000-6010" several, and lists of these.
  for (auto& item : split(s.text_of("INNER_PORT"), ',')) {
    const auto equals = item.find('=');
    const auto inner_ports = port_list(equals == std::string::npos ? item : item.substr(equals + 1));
    const auto outer_ports = port_list(item.substr(0, equals));
    if (inner_ports.empty() || outer_ports.empty()) continue;
    entry.inner_port = inner_ports[0].first;
    entry.outer_port = outer_ports[0].first;
    entry.port_count = static_cast<std::uint16_t>(outer_ports[0].last - outer_ports[0].first + 1);
    statics.push_back(entry);
  }
}

void incoming(const Statement& s, Draft& draft) {
  auto& settings = draft.nat_descriptor(s).settings;
  const auto word = s.text_of("ACTION");
  settings.incoming = word == "through"   ? dataplane::NatIncoming::through
                      : word == "discard" ? dataplane::NatIncoming::discard
                      : word == "forward" ? dataplane::NatIncoming::forward
                                          : dataplane::NatIncoming::reject;
  settings.forward_to = s.address("IP_ADDRESS").value_or(Ipv4Address{});
}

void port_range(const Statement& s, Draft& draft) {
  auto& ranges = draft.nat_descriptor(s).settings.port_ranges;
  ranges.clear();
  for (auto name : {"PORT_RANGE1", "PORT_RANGE2", "PORT_RANGE3", "PORT_RANGE4"}) {
    if (!s.has(name)) continue;
    for (auto& range : port_list(s.text_of(name))) ranges.push_back(range);
  }
}

void timer(const Statement& s, Draft& draft) {
  auto& settings = draft.nat_descriptor(s).settings;
  if (s.has("protocol")) return;  // timers for single protocols are stored only
  if (auto seconds = s.integer("TIME2")) {
    settings.tcpfin_timer = std::chrono::seconds(*seconds);
  } else if (auto general = s.integer("TIME")) {
    settings.timer = std::chrono::seconds(*general);
  }
}

constexpr Binding kBindings[] = {
    {"nat descriptor type", type},
    {"nat descriptor address outer", outer},
    {"nat descriptor address inner", inner},
    {"nat descriptor masquerade static", masquerade_static},
    {"nat descriptor masquerade incoming", incoming},
    {"nat descriptor masquerade port range", port_range},
    {"nat descriptor timer", timer},
};

}  // namespace

std::span<const Binding> nat_bindings() { return kBindings; }

}  // namespace kyoten::config
