#include "firmware/ike/v2/configuration.hpp"

#include <algorithm>

#include "firmware/ike/v2/auth.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using wire::ike::ConfigAttribute;
using wire::ike::ConfigPayload;
using wire::ike::ConfigType;
namespace attribute = wire::ike::config_attribute;

}  // namespace

std::optional<ConfigPayload> configuration_asked(const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::configuration);
  if (!body) return std::nullopt;
  auto said = wire::ike::parse_config(*body);
  const bool asks = said && (*said).type == ConfigType::request && (*said).find(attribute::address) != nullptr;
  return asks ? std::optional(*std::move(said)) : std::nullopt;
}

bool answer_configuration(const Context& context, IkeSa& sa, const ConfigPayload& asked, PayloadWriter& answer) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (!gateway.address_pool) return true;
  sa.client_address = context.registry.free_address(*gateway.address_pool);
  if (!sa.client_address) {
    answer.add(PayloadType::notify, emit_notify({protocol::none, notify::internal_address_failure, {}, {}}));
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::no_address_left, 0, text_of(sa.remote_id)}, true);
    return false;
  }
  ConfigPayload reply{ConfigType::reply, 0, {ConfigAttribute::of(attribute::address, *sa.client_address)}};
  if (asked.find(attribute::netmask) != nullptr) {
    const Ipv4Prefix network{*sa.client_address, gateway.address_pool->prefix_length};
    reply.attributes.push_back(ConfigAttribute::of(attribute::netmask, {network.mask()}));
  }
  answer.add(PayloadType::configuration, wire::ike::emit_config(reply));
  context.emit(ClientConnected{sa.gateway, text_of(sa.remote_id), *sa.client_address, sa.peer, {}});
  return true;
}

void give_back_address(const Context& context, const IkeSa& sa) {
  if (!sa.client_address) return;
  const bool goes_on = std::ranges::any_of(context.registry.ikes, [&](auto& other) {
    return other.get() != &sa && other->client_address == sa.client_address;
  });
  if (!goes_on) context.emit(ClientLeft{sa.gateway, text_of(sa.remote_id), *sa.client_address});
}

}  // namespace kyoten::ike::v2
