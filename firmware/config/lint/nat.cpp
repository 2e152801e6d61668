// NAT descriptors, and what a tunnel end behind the router's own masquerade needs.
#include <algorithm>

#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/rules.hpp"
#include "firmware/config/lint/wan.hpp"

namespace kyoten::config::lint {
namespace {

const Statement* of_descriptor(const Facts& facts, std::string_view id, std::uint32_t number) {
  for (auto* line : facts.all(id)) {
    if (unsigned_operand(*line, "NAT_DESCRIPTOR") == number) return line;
  }
  return nullptr;
}

/// Descriptor numbers that an `ip ... nat descriptor` line applies, `reverse` ones too.
std::vector<std::uint32_t> applied_by(const Statement& line) {
  std::vector<std::uint32_t> result;
  for (auto* operand : line.all("NAT_DESCRIPTOR_LIST")) {
    for (auto& item : split(operand->text, ' ')) {
      if (auto number = number_in(item)) result.push_back(static_cast<std::uint32_t>(*number));
    }
  }
  return result;
}

bool masquerades(const Facts& facts, std::uint32_t number) {
  const auto* type = of_descriptor(facts, "nat descriptor type", number);
  return type != nullptr && type->text_of("TYPE").find("masquerade") != std::string::npos;
}

void undefined(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ip interface nat descriptor")) {
    std::vector<std::string> missing;
    std::vector<std::string> add;
    for (auto number : applied_by(*line)) {
      if (of_descriptor(facts, "nat descriptor type", number) != nullptr) continue;
      missing.push_back(std::to_string(number));
      add.push_back("nat descriptor type " + missing.back() + " masquerade");
    }
    if (missing.empty()) continue;
    const bool one = missing.size() == 1;
    report.add(*line,
               std::string(one ? "NAT descriptor " : "NAT descriptors ") + listed(missing) +
                   (one ? " has" : " have") +
                   " no type, and the default is none: nothing is translated.",
               std::move(add));
  }
}

void not_applied(const Facts& facts, Report& report) {
  std::set<std::uint32_t> applied;
  for (auto* line : facts.all("ip interface nat descriptor")) {
    for (auto number : applied_by(*line)) applied.insert(number);
  }
  for (auto* type : facts.all("nat descriptor type")) {
    const auto number = unsigned_operand(*type, "NAT_DESCRIPTOR");
    if (!number || applied.contains(*number) || !facts.knows_interfaces()) continue;
    const auto ways = ways_to(facts, std::nullopt);
    std::vector<std::string> add;
    const auto id = std::to_string(*number);
    if (ways.size() == 1 && ways[0].starts_with("pp "))
      add = {"pp select " + ways[0].substr(3), " ip pp nat descriptor " + id};
    if (ways.size() == 1 && ways[0].starts_with("lan"))
      add = {"ip " + ways[0] + " nat descriptor " + id};
    report.add(*type, "No interface uses NAT descriptor " + id + ", so it translates nothing.",
               std::move(add));
  }
}

void wrong_outer(const Facts& facts, Report& report) {
  for (auto* line : facts.all("ip interface nat descriptor")) {
    const auto interface = interface_of(*line);
    const bool dialled = interface.starts_with("pp ");
    for (auto number : applied_by(*line)) {
      if (!masquerades(facts, number)) continue;
      const auto* outer = of_descriptor(facts, "nat descriptor address outer", number);
      const auto word = outer == nullptr ? "ipcp" : outer->text_of("OUTER_IPADDRESS_LIST");
      const auto id = std::to_string(number);
      if (interface.starts_with("lan") && word == "ipcp") {
        const std::string better = "nat descriptor address outer " + id + " primary";
        const std::string reason = "The outer address of NAT descriptor " + id +
                                   " is the one of a "
                                   "dialled line (ipcp), but " +
                                   interface + " is a LAN.";
        outer == nullptr ? report.add(*line, reason, {better})
                         : report.change(*outer, reason, better);
      } else if (dialled && (word == "primary" || word == "secondary")) {
        report.change(*outer,
                      "The outer address of NAT descriptor " + id + " is that of a LAN (" + word +
                          "), but " + interface + " is a dialled line.",
                      "nat descriptor address outer " + id + " ipcp");
      }
    }
  }
}

/// The static entry of a descriptor that leads this passage inwards.
const Statement* entry_for(const Facts& facts, std::uint32_t descriptor, const Passage& passage) {
  for (auto* line : facts.all("nat descriptor masquerade static")) {
    if (unsigned_operand(*line, "NAT_DESCRIPTOR") != descriptor) continue;
    if (protocol_number(line->text_of("PROTOCOL")) != passage.protocol) continue;
    if (passage.port == 0 || !line->has("INNER_PORT")) return line;
    for (auto& item : split(line->text_of("INNER_PORT"), ',')) {
      for (auto& range : port_list(item.substr(0, item.find('=')))) {
        if (range.first <= passage.port && passage.port <= range.last) return line;
      }
    }
  }
  return nullptr;
}

bool lets_everything_in(const Facts& facts, std::uint32_t descriptor) {
  const auto* incoming = of_descriptor(facts, "nat descriptor masquerade incoming", descriptor);
  if (incoming == nullptr) return false;
  const auto action = incoming->text_of("ACTION");
  return action == "through" || action == "forward";
}

std::uint32_t free_entry(const Facts& facts, std::uint32_t descriptor) {
  std::uint32_t last = 0;
  for (auto* line : facts.all("nat descriptor masquerade static")) {
    if (unsigned_operand(*line, "NAT_DESCRIPTOR") == descriptor)
      last = std::max(last, unsigned_operand(*line, "ID").value_or(0));
  }
  return last + 1;
}

/// The address to which the entry leads: the tunnel's own end, or the router's address on its LAN.
std::string inner_address(const Facts& facts, const TunnelEnd& end) {
  if (end.local) return end.local->text();
  for (auto& own : facts.own_addresses()) {
    if (own.interface.starts_with("lan1") || own.interface.starts_with("bridge"))
      return own.prefix.address.text();
  }
  return "ADDRESS_OF_THIS_ROUTER";
}

/// Without its entry the passage is surely closed. The answers to what a router begins itself come
/// back through the binding that it has made, for as long as that lives.
bool is_needed(const TunnelEnd& end, const Passage& passage) {
  return passage.certain && !end.begins;
}

void check_end(const Facts& facts, const TunnelEnd& end, std::uint32_t descriptor,
               std::string_view interface, bool needed, Report& report) {
  std::vector<std::string> names;
  std::vector<std::string> add;
  auto id = free_entry(facts, descriptor);
  for (auto& passage : end.passages) {
    if (entry_for(facts, descriptor, passage) != nullptr) continue;
    const auto line = "nat descriptor masquerade static " + std::to_string(descriptor) + " " +
                      std::to_string(id++) + " " + inner_address(facts, end) + " " + passage.entry;
    if (is_needed(end, passage) != needed) continue;
    names.push_back(passage.name);
    add.push_back(line);
  }
  if (names.empty()) return;
  auto reason = "NAT descriptor " + std::to_string(descriptor) + " masquerades " +
                std::string(interface) + ", through which " + end.what +
                " is reached, and has no static entry that leads " + listed(names) +
                " to this router";
  if (!needed)
    reason += end.begins ? ": what the other end begins does not arrive"
                         : ", which is needed where no NAT is on the way";
  report.add(*end.statement, reason + ".", std::move(add));
}

template <class Use>
void for_each_masqueraded_end(const Facts& facts, Use use) {
  for (auto& end : tunnel_ends(facts)) {
    if (end.is_of_ipv6()) continue;
    for (auto& interface : ways_to(facts, end.remote)) {
      const auto* line = on_interface(facts, "ip interface nat descriptor", interface);
      if (line == nullptr) continue;
      for (auto descriptor : applied_by(*line)) {
        if (masquerades(facts, descriptor) && !lets_everything_in(facts, descriptor))
          use(end, descriptor, interface);
      }
    }
  }
}

template <bool needed>
void static_missing(const Facts& facts, Report& report) {
  for_each_masqueraded_end(facts, [&](auto& end, auto descriptor, auto& interface) {
    check_end(facts, end, descriptor, interface, needed, report);
  });
}

void static_elsewhere(const Facts& facts, Report& report) {
  if (facts.has_unknown_address() && facts.own_addresses().empty()) return;
  std::set<const Statement*> told;
  for_each_masqueraded_end(facts, [&](auto& end, auto descriptor, auto&) {
    for (auto& passage : end.passages) {
      const auto* entry = entry_for(facts, descriptor, passage);
      if (entry == nullptr || !told.insert(entry).second) continue;
      const auto inner = entry->address("INNER_IP");
      if (!inner || facts.is_own(*inner) || end.local == inner) continue;
      const auto corrected =
          with(entry->text, entry->text_of("INNER_IP"), inner_address(facts, end));
      report.change(*entry,
                    "This entry leads " + passage.name + " to " + inner->text() +
                        ", which is not this router, but " + end.what + " is terminated here.",
                    corrected);
    }
  });
}

constexpr Rule kRules[] = {
    {"nat-undefined", Severity::warning, "a NAT descriptor that is applied and has no type",
     undefined},
    {"nat-not-applied", Severity::advice, "a NAT descriptor that no interface uses", not_applied},
    {"nat-outer-address", Severity::warning,
     "an outer address that the kind of interface does not have", wrong_outer},
    {"nat-static-missing", Severity::warning,
     "no static entry for ESP, UDP 500/4500, IPIP in front of a tunnel end that only answers",
     static_missing<true>},
    {"nat-static-advised", Severity::advice,
     "no static entry in front of a tunnel end that begins by itself", static_missing<false>},
    {"nat-static-elsewhere", Severity::warning,
     "a static entry that leads a tunnel's protocol to another host", static_elsewhere},
};

}  // namespace

std::span<const Rule> nat_rules() { return kRules; }

}  // namespace kyoten::config::lint
