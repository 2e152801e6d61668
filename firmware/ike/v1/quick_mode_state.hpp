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
  std::optional<crypto::DhKeyPair> dh;
  std::optional<std::pair<wire::ike::Identity, wire::ike::Identity>> ids;  ///< IDci, IDcr
  std::optional<ipsec::SaParameters> outbound;  ///< responder: installed when message 3 came
  std::optional<Retransmission> retransmission;
  StoredReply reply;
  Instant forget_at{};
};

}  // namespace kyoten::ike::v1
