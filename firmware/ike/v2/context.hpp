// What every exchange is handed: the engine's state, the time, and where its output goes. And the few
// things that all of them do: send, answer, tell of a failure, take SAs away.
#pragma once

#include "firmware/ike/incoming.hpp"
#include "firmware/ike/v2/registry.hpp"

namespace kyoten::ike::v2 {

struct Context {
  Registry& registry;
  Instant now;
  Outbox& out;

  [[nodiscard]] WallTime wall() const {
    return registry.wall_at_start +
           std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
  }
  void emit(Event event) const { out.events.push_back(std::move(event)); }
  void send(const Endpoint& from, const Endpoint& to, ByteView message) const {
    out.datagrams.push_back(outgoing(from, to, message));
  }
  void log(GatewayId gateway, bool Gateway::*kind, std::string text) const;
};

/// Sends a protected request under an established SA, now and again until its response comes.
void send_request(const Context& context, IkeSa& sa, Request request, std::uint8_t exchange,
                  const wire::ikev2::PayloadWriter& payloads);
/// Answers the request that is being handled, and keeps the answer for when it is repeated.
void send_response(const Context& context, IkeSa& sa, const Incoming& request,
                   const wire::ikev2::PayloadWriter& payloads);
/// A response with one error notification.
void refuse_request(const Context& context, IkeSa& sa, const Incoming& request,
                    std::uint16_t notify, ByteView data = {});
[[nodiscard]] Retransmission retransmission_of(const Context& context, Bytes message);
/// The answer to the peer's last request once more, if it may go out again now.
void repeat_reply(const Context& context, IkeSa& sa, const Incoming& request);

void tell_failure(const Context& context, NegotiationFailed failure, bool from_stranger);
/// Ends an IKE SA that did not get established; after a pause another may begin.
void fail_ike(const Context& context, IkeSa& sa, Stuck reason, std::uint16_t notify = 0);
/// A child was refused; the IKE SA stands.
void fail_child(const Context& context, const IkeSa& sa, PolicyId policy, Role role, Stuck reason,
                std::uint16_t notify = 0);
[[nodiscard]] Stuck reason_of(std::uint16_t notify);

/// Removal without a word to the peer.
void remove_child(const Context& context, ChildSa& child);
/// The IKE SA and its children.
void remove_ike(const Context& context, IkeSa& sa);
/// Takes a child away and tells the peer.
void delete_child(const Context& context, ChildSa& child);
/// Takes the children away and lets the IKE SA say its delete before it goes, too.
void close_ike(const Context& context, IkeSa& sa);

/// The policies of a gateway begin again a moment later.
void hold_policies(const Context& context, GatewayId gateway);

/// The end that did not ask for a rekey waits this long for the other one's delete.
constexpr auto kAwaitDelete = std::chrono::seconds(60);

/// Says PolicyUp or PolicyDown if that changed.
void update_policy(const Context& context, PolicyId policy);

}  // namespace kyoten::ike::v2
