#include "firmware/config/lint/peer_end.hpp"

#include <algorithm>

#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/wan.hpp"

namespace kyoten::config::lint {
namespace {

constexpr int kStrong = 8;
constexpr int kGood = 4;
constexpr int kWeak = 1;

std::string operand(const Statement* statement, std::string_view name, std::string_view otherwise) {
  if (statement == nullptr || !statement->has(name)) return std::string(otherwise);
  return statement->text_of(name);
}

bool same_text(const Statement* a, const Statement* b, std::string_view operand_name) {
  return a != nullptr && b != nullptr && a->text_of(operand_name) == b->text_of(operand_name);
}

void speak(Evidence& evidence, int score, std::string text) {
  evidence.score += score;
  evidence.text += (evidence.text.empty() ? "" : "; ") + std::move(text);
}

void weigh_direction(const End& from, const End& to, Evidence& evidence) {
  const auto address = from.destination_address();
  if (address && to.facts->is_own(*address))
    speak(evidence, kGood, address->text() + " is an address of the other router");
  const auto* sender = from.in_tunnel("tunnel endpoint address");
  const auto* receiver = to.in_tunnel("tunnel endpoint address");
  if (sender && receiver && sender->has("LOCAL") &&
      sender->text_of("LOCAL") == receiver->text_of("REMOTE"))
    speak(evidence, kGood, sender->text_of("LOCAL") + " is where the other end sends to");
  const auto* name = from.ike("ipsec ike local name");
  if (same_text(name, to.ike("ipsec ike remote name"), "NAME"))
    speak(evidence, kGood, "the name " + name->text_of("NAME") + " is expected there");
}

}  // namespace

const Statement* End::ike(std::string_view id) const {
  return tunnel.gateway ? facts->of_gateway(id, *tunnel.gateway) : nullptr;
}

const Statement* End::in_tunnel(std::string_view id) const {
  return facts->in_tunnel(tunnel.number, id);
}

std::string End::ike_word(std::string_view id, std::string_view name,
                          std::string_view otherwise) const {
  return operand(ike(id), name, otherwise);
}

std::string End::tunnel_word(std::string_view id, std::string_view name,
                             std::string_view otherwise) const {
  return operand(in_tunnel(id), name, otherwise);
}

int End::version() const { return tunnel.gateway ? facts->ike_version(*tunnel.gateway) : 1; }

const Statement* End::policy() const {
  return tunnel.policy ? facts->policy(*tunnel.policy) : nullptr;
}

const Statement* End::destination() const {
  const auto* gateway = uses_ike() ? ike("ipsec ike remote address") : nullptr;
  return gateway != nullptr ? gateway : in_tunnel("tunnel endpoint address");
}

std::optional<IpAddress> End::destination_address() const {
  const auto* statement = destination();
  if (statement == nullptr) return std::nullopt;
  const bool end_point = statement->id() == "tunnel endpoint address";
  return IpAddress::parse(statement->text_of(end_point ? "REMOTE" : "IP_ADDRESS"));
}

bool End::begins() const {
  const auto* to = destination();
  if (to == nullptr || (uses_ike() && to->text_of("IP_ADDRESS") == "any")) return false;
  if (!uses_ike()) return true;
  bool master = false;
  for (auto* line : facts->all("ipsec auto refresh"))
    master |= !line->has("GATEWAY_ID") && line->text_of("SWITCH") == "on";
  const auto* own = ike("ipsec auto refresh");
  return master && (own == nullptr || own->text_of("SWITCH") != "off");
}

bool End::has_changing_address() const {
  return facts->has_unknown_address() || facts->own_addresses().empty();
}

std::vector<OwnAddress> End::home_networks() const {
  std::vector<OwnAddress> result;
  for (auto& own : facts->own_addresses()) {
    const bool outside = std::find(ways.begin(), ways.end(), own.interface) != ways.end();
    const bool point_to_point = own.interface.starts_with("tunnel ") ||
                                own.interface.starts_with("pp ") ||
                                own.interface.starts_with("loopback") || own.prefix.length > 30;
    if (!outside && !point_to_point) result.push_back(own);
  }
  return result;
}

std::string End::bridge() const {
  const auto name = "tunnel" + std::to_string(tunnel.number);
  for (auto* line : facts->all("bridge member")) {
    for (auto* member : line->all("INTERFACE")) {
      if (member->text == name) return line->text_of("BRIDGE_INTERFACE");
    }
  }
  return {};
}

std::vector<End> ends_of(const Facts& facts) {
  std::vector<End> ends;
  for (auto& [number, tunnel] : facts.tunnels()) {
    const bool between_routers = tunnel.is_routed() || tunnel.is_l2tpv3();
    if (!between_routers) continue;
    End end{&facts, tunnel, {}};
    end.ways = ways_to(facts, end.destination_address());
    ends.push_back(std::move(end));
  }
  return ends;
}

Said said(const Statement* statement, std::string_view otherwise) {
  if (statement == nullptr) return {std::string(otherwise), 0};
  return {quoted_text(*statement), statement->line};
}

Evidence evidence(const End& ours, const End& theirs) {
  Evidence result;
  const auto* local = ours.in_tunnel("l2tp local router-id");
  const auto* remote = ours.in_tunnel("l2tp remote router-id");
  const bool crossed =
      same_text(local, theirs.in_tunnel("l2tp remote router-id"), "IPV4_ADDRESS") &&
      same_text(remote, theirs.in_tunnel("l2tp local router-id"), "IPV4_ADDRESS");
  if (crossed)
    speak(result, kStrong,
          "router-ids " + local->text_of("IPV4_ADDRESS") + " and " +
              remote->text_of("IPV4_ADDRESS") + " name each other");
  weigh_direction(ours, theirs, result);
  weigh_direction(theirs, ours, result);
  // These alone match too easily to be told, but decide between equals.
  if (same_text(ours.in_tunnel("l2tp remote end-id"), theirs.in_tunnel("l2tp remote end-id"),
                "END_ID"))
    result.score += kWeak;
  if (same_text(ours.ike("ipsec ike pre-shared-key"), theirs.ike("ipsec ike pre-shared-key"),
                "TEXT"))
    result.score += kWeak;
  if (ours.tunnel.encapsulation == theirs.tunnel.encapsulation) result.score += kWeak;
  if (result.text.empty()) result.score = 0;
  return result;
}

}  // namespace kyoten::config::lint
