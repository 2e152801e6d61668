// Whether the peer still lives: DPD (RFC 3706), the heartbeat of Yamaha, and the datagrams that
// keep a NAT's mapping open (RFC 3948 section 2.3).
//
// RTX: `ipsec ike keepalive use`. With dpd, `auto` means on. With heartbeat, `auto` sends only
// after one was heard, so two routers on `auto` send none. Every kind of R-U-THERE is answered
// always. The heartbeat's form on the wire is our own and not proven against hardware: a
// notification with a counter, one from each end, never answered.
#pragma once

#include "firmware/ike/v1/context.hpp"
#include "firmware/wire/ike_notify.hpp"

namespace kyoten::ike::v1 {

/// At the birth of an SA, and when the settings change.
void start_keepalive(const Context& context, IsakmpSa& sa);
void on_keepalive(const Context& context, IsakmpSa& sa,
                  const wire::ike::Notification& notification);
/// When the SA's time has come. The SA may be gone afterwards.
void expire_keepalive(const Context& context, IsakmpSa& sa);
[[nodiscard]] std::optional<Instant> keepalive_deadline(const IsakmpSa& sa);

/// Everything of a gateway goes, and a new exchange may begin at once. Nothing if nothing stands.
void declare_dead(const Context& context, GatewayId gateway);

/// An authenticated message came: proof of life, and of where the peer is.
void note_heard(const Context& context, IsakmpSa& sa, const Incoming& in);
/// RFC 3947 section 4: the newest authenticated source wins. Only for a peer behind a NAT.
void move_peer(const Context& context, GatewayId gateway, const PeerId& remote_id,
               const Endpoint& after);

}  // namespace kyoten::ike::v1
