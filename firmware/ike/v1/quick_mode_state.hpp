// One quick mode exchange, running or remembered for as long as its last message may be asked for
// again.
#pragma once

#include "firmware/ike/events.hpp"
#include "firmware/ike/v1/proposal.hpp"
#include "firmware/ike/retransmission.hpp"
#include "firmware/wire/ike_id.hpp"

namespace kyoten::ike::v1 {

enum class QuickState : std::uint8_t {
  waits_for_answer,        ///< initiator, message 1 sent
  waits_for_confirmation,  ///< responder, message 2 sent
  waits_for_connected,     ///< initiator, message 3 sent, and the responder has set the commit bit
  done,
};

struct QuickMode {
  std::uint32_t message_id = 0;
  Role role = Role::initiator;
  QuickState state = QuickState::waits_for_answer;
  PolicyId policy{};
  Bytes iv;
  Bytes initiator_nonce;
  Bytes responder_nonce;
  Phase2Choice terms;  ///< wanted by the initiator; chosen by the responder
  Spi inbound{};
  bool commits = false;  ///< a fourth message, CONNECTED, ends the exchange (RFC 2408 section 3.1)
  std::optional<crypto::DhKeyPair> dh;
  std::optional<std::pair<wire::ike::Identity, wire::ike::Identity>> ids;  ///< IDci, IDcr
  std::optional<ipsec::SaParameters> outbound;  ///< installed when message 3 came, or CONNECTED
  std::optional<Retransmission> retransmission;
  StoredReply reply;
  Instant forget_at{};

  /// The inbound SA stands; the outbound one waits for a proof that the peer has its own.
  [[nodiscard]] bool waits_for_peer() const {
    return state == QuickState::waits_for_confirmation || state == QuickState::waits_for_connected;
  }
};

}  // namespace kyoten::ike::v1
