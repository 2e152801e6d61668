// Chapter 45: Ethernet bridge; and the 802.1Q sub-interfaces of chapter 38.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

Bridge& bridge(const Statement& s, Draft& draft) {
  // "bridge1": the word carries the number.
  const auto name = s.text_of("BRIDGE_INTERFACE");
  const auto id = static_cast<std::uint16_t>(
      number_in(std::string_view(name).substr(std::min<std::size_t>(6, name.size()))).value_or(1));
  auto& bridge = draft.bridges[id];
  bridge.id = BridgeId{id};
  return bridge;
}

void member(const Statement& s, Draft& draft) {
  auto& target = bridge(s, draft);
  target.members.clear();
  for (auto* operand : s.all("INTERFACE")) target.members.push_back(operand->text);
}

void learning(const Statement& s, Draft& draft) {
  bridge(s, draft).learning = is_on(s, "SWITCH");
}

void timer(const Statement& s, Draft& draft) {
  auto& age = bridge(s, draft).age;
  age.reset();
  if (auto seconds = number_in(s.text_of("TIME"))) age = std::chrono::seconds(*seconds);
}

void static_entry(const Statement& s, Draft& draft) {
  if (auto mac = MacAddress::parse(s.text_of("MAC_ADDRESS"))) {
    bridge(s, draft).static_entries.emplace_back(*mac, s.text_of("INTERFACE"));
  }
}

void vlan(const Statement& s, Draft& draft) {
  if (auto vid = number_in(s.text_of("vid"))) {
    draft.interface(s.text_of("INTERFACE")).vlan_id = static_cast<std::uint16_t>(*vid);
  }
}

constexpr Binding kBindings[] = {
    {"bridge member", member},
    {"bridge learning", learning},
    {"bridge learning timer", timer},
    {"bridge learning static", static_entry},
    {"vlan interface 802.1q", vlan},
};

}  // namespace

std::span<const Binding> bridge_bindings() { return kBindings; }

}  // namespace kyoten::config
