#include "firmware/ike/v2/registry.hpp"

#include <algorithm>

#include "firmware/ike/settings_diff.hpp"

namespace kyoten::ike::v2 {

const Gateway* Registry::gateway(GatewayId id) const {
  const auto* found = gateway_in(*settings, id);
  return found != nullptr && found->version == 2 ? found : nullptr;
}

const Policy* Registry::policy(PolicyId id) const { return policy_in(*settings, id); }

std::optional<IpAddress> Registry::local_address(const Gateway& gateway, const IpAddress& peer) const {
  return own_address_towards(peer, gateway, own_addresses);
}

IkeSa& Registry::add_ike() {
  ikes.push_back(std::make_unique<IkeSa>());
  ikes.back()->handle = next_handle_++;
  return *ikes.back();
}

IkeSa* Registry::ike(std::uint32_t handle) const {
  for (auto& sa : ikes) {
    if (sa->handle == handle) return sa.get();
  }
  return nullptr;
}

IkeSa* Registry::ike(const SpiPair& spis, Role own_role) const {
  for (auto& sa : ikes) {
    if (sa->role == own_role && sa->spis == spis) return sa.get();
  }
  return nullptr;
}

IkeSa* Registry::ike_in_init(const wire::ikev2::IkeSpi& initiator) const {
  for (auto& sa : ikes) {
    if (sa->state == SaState::init_sent && sa->spis.initiator == initiator) return sa.get();
  }
  return nullptr;
}

IkeSa* Registry::newest_ike(GatewayId gateway, const wire::ike::Identity* remote_id) const {
  for (auto sa = ikes.rbegin(); sa != ikes.rend(); ++sa) {
    if ((*sa)->gateway != gateway || !(*sa)->established()) continue;
    if (remote_id == nullptr || (*sa)->remote_id == *remote_id) return sa->get();
  }
  return nullptr;
}

std::size_t Registry::half_open() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(ikes, [](auto& sa) { return sa->half_open_responder(); }));
}

ChildSa* Registry::newest_child(PolicyId policy) const {
  for (auto child = children.rbegin(); child != children.rend(); ++child) {
    if ((*child)->policy == policy && (*child)->usable) return child->get();
  }
  return nullptr;
}

ChildSa* Registry::child_by_inbound(Spi spi) const {
  for (auto& child : children) {
    if (child->inbound == spi) return child.get();
  }
  return nullptr;
}

ChildSa* Registry::child_by_outbound(Spi spi, std::uint32_t ike) const {
  for (auto& child : children) {
    if (child->outbound == spi && child->ike == ike) return child.get();
  }
  return nullptr;
}

wire::ikev2::IkeSpi Registry::new_ike_spi() {
  for (;;) {
    wire::ikev2::IkeSpi spi;
    entropy.fill(spi);
    const bool used = std::ranges::any_of(ikes, [&](auto& sa) {
      return sa->spis.initiator == spi || sa->spis.responder == spi;
    });
    if (!wire::ike::is_zero(spi) && !used) return spi;
  }
}

bool Registry::uses_spi(Spi spi) const {
  const bool pending = std::ranges::any_of(ikes, [&](auto& sa) {
    return sa->request && sa->request->child && sa->request->child->inbound == spi;
  });
  const bool lingers = std::ranges::any_of(lingering, [&](auto& row) { return row.removal.spi == spi; });
  return pending || lingers || child_by_inbound(spi) != nullptr;
}

void Registry::add_numbers(std::vector<int>& numbers) const {
  for (auto& sa : ikes) numbers.push_back(sa->number);
  for (auto& child : children) {
    numbers.push_back(child->outbound_number);
    numbers.push_back(child->inbound_number);
  }
}

bool Registry::gave_address(Ipv4Address address) const {
  return std::ranges::any_of(ikes, [&](auto& sa) { return sa->client_address == address; });
}

}  // namespace kyoten::ike::v2
