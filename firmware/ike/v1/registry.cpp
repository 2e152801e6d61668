#include "firmware/ike/v1/registry.hpp"

#include "firmware/ike/settings_diff.hpp"

namespace kyoten::ike::v1 {

using wire::ike::is_zero;

const Gateway* Registry::gateway(GatewayId id) const { return gateway_in(*settings, id); }

const Policy* Registry::policy(PolicyId id) const { return policy_in(*settings, id); }

std::optional<IpAddress> Registry::local_address(const Gateway& gateway, const IpAddress& peer) const {
  return own_address_towards(peer, gateway, own_addresses);
}

IsakmpSa& Registry::add_isakmp() {
  isakmps.push_back(std::make_unique<IsakmpSa>());
  isakmps.back()->handle = next_handle_++;
  return *isakmps.back();
}

IsakmpSa* Registry::isakmp(std::uint32_t handle) const {
  for (auto& sa : isakmps) {
    if (sa->handle == handle) return sa.get();
  }
  return nullptr;
}

IsakmpSa* Registry::find_isakmp(const wire::ike::Header& header, const Endpoint& source) const {
  for (auto& sa : isakmps) {
    if (sa->cookies.initiator != header.initiator) continue;
    if (sa->cookies.responder == header.responder && !is_zero(header.responder)) return sa.get();
    const bool answer_to_first = sa->role == Role::initiator && is_zero(sa->cookies.responder);
    const bool first_again = sa->role == Role::responder && is_zero(header.responder);
    if (answer_to_first || (first_again && sa->peer.address == source.address)) return sa.get();
  }
  return nullptr;
}

IsakmpSa* Registry::newest_isakmp(GatewayId gateway, const PeerId* remote_id) const {
  for (auto sa = isakmps.rbegin(); sa != isakmps.rend(); ++sa) {
    if ((*sa)->gateway != gateway || !(*sa)->established()) continue;
    if (remote_id == nullptr || (*sa)->remote_id == *remote_id) return sa->get();
  }
  return nullptr;
}

std::size_t Registry::half_open() const {
  return static_cast<std::size_t>(std::ranges::count_if(isakmps, [](auto& sa) { return sa->half_open_responder(); }));
}

std::size_t Registry::half_open(const IpAddress& from, bool of_its_network) const {
  constexpr std::uint8_t kOfOneSite = 64;
  const auto is_of_sender = [&](const IpAddress& peer) {
    const bool network = of_its_network && from.is_ipv6() && peer.is_ipv6();
    return network ? Ipv6Prefix{*from.v6(), kOfOneSite}.contains(*peer.v6()) : peer == from;
  };
  return static_cast<std::size_t>(std::ranges::count_if(
      isakmps, [&](auto& sa) { return sa->half_open_responder() && is_of_sender(sa->peer.address); }));
}

IpsecPair* Registry::newest_pair(PolicyId policy) const {
  for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
    if ((*pair)->policy == policy && (*pair)->usable) return pair->get();
  }
  return nullptr;
}

IpsecPair* Registry::pair_by_inbound(Spi spi) const {
  for (auto& pair : pairs) {
    if (pair->inbound == spi) return pair.get();
  }
  return nullptr;
}

IpsecPair* Registry::pair_by_outbound(Spi spi, GatewayId gateway, const PeerId& peer) const {
  for (auto& pair : pairs) {
    const bool of_peer = pair->gateway == gateway && pair->remote_id == peer;
    if (of_peer && pair->terms.peer_spi == spi) return pair.get();
  }
  return nullptr;
}

wire::ike::Cookie Registry::new_cookie() {
  for (;;) {
    wire::ike::Cookie cookie;
    entropy.fill(cookie);
    const bool used = std::any_of(isakmps.begin(), isakmps.end(), [&](auto& sa) {
      return sa->cookies.initiator == cookie || sa->cookies.responder == cookie;
    });
    if (!is_zero(cookie) && !used) return cookie;
  }
}

std::uint32_t Registry::new_message_id(const IsakmpSa& sa) {
  for (;;) {
    const auto id = entropy.u32();
    if (id != 0 && !sa.seen.contains(id) && sa.quick_mode(id) == nullptr) return id;
  }
}

bool Registry::uses_spi(Spi spi) const {
  const bool pending = std::any_of(isakmps.begin(), isakmps.end(), [&](auto& sa) {
    return std::any_of(sa->quick_modes.begin(), sa->quick_modes.end(),
                       [&](auto& quick) { return quick->inbound == spi; });
  });
  return pending || pair_by_inbound(spi) != nullptr;
}

void Registry::add_numbers(std::vector<int>& numbers) const {
  for (auto& sa : isakmps) numbers.push_back(sa->number);
  for (auto& pair : pairs) {
    numbers.push_back(pair->outbound_number);
    numbers.push_back(pair->inbound_number);
  }
}

bool Registry::gave_address(Ipv4Address address) const {
  return std::ranges::any_of(isakmps, [&](auto& sa) { return sa->login && sa->login->address == address; });
}

}  // namespace kyoten::ike::v1
