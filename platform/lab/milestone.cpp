#include "platform/lab/milestone.hpp"

namespace kyoten::lab {

std::string_view name(router::Milestone milestone) {
  using router::Milestone;
  switch (milestone) {
    case Milestone::booted: return "booted";
    case Milestone::address_acquired: return "address_acquired";
    case Milestone::address_lost: return "address_lost";
    case Milestone::ike_phase1: return "ike_phase1";
    case Milestone::ike_phase1_done: return "ike_phase1_done";
    case Milestone::ike_phase2: return "ike_phase2";
    case Milestone::tunnel_up: return "tunnel_up";
    case Milestone::tunnel_down: return "tunnel_down";
    case Milestone::l2tp_connected: return "l2tp_connected";
    case Milestone::l2tp_session_up: return "l2tp_session_up";
    case Milestone::l2tp_session_down: return "l2tp_session_down";
    case Milestone::bridge_forwarding: return "bridge_forwarding";
    case Milestone::negotiation_failed: return "negotiation_failed";
    case Milestone::peer_dead: return "peer_dead";
  }
  return "unknown";
}

}  // namespace kyoten::lab
