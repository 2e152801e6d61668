// What the router says to IKEv2: new settings, the commands that take SAs away, and what the data plane
// has seen.
#pragma once

#include "firmware/ike/v2/context.hpp"

namespace kyoten::ike::v2 {

/// SAs whose gateway or policy is gone or negotiates something else now are deleted; the others stay
/// untouched.
void apply_settings(const Context& context, std::shared_ptr<const Settings> settings);
bool delete_by_number(const Context& context, std::optional<int> number);
void drop_everything(const Context& context);
void close(const Context& context, PolicyId policy);

void on_sa_wanted(const Context& context, PolicyId policy);
void on_inbound_traffic(const Context& context, Spi inbound, const Endpoint& source);
void on_sa_use(const Context& context, ipsec::Direction direction, Spi spi,
               const ipsec::SaUse& use);

void add_status(const Registry& registry, Instant now, Status& status);

}  // namespace kyoten::ike::v2
