// The ISAKMP SA: what phase 1 makes, and everything that later runs under it.
#pragma once

#include "firmware/ike/v1/fragments.hpp"
#include "firmware/ike/v1/message.hpp"
#include "firmware/ike/v1/quick_mode_state.hpp"

namespace kyoten::ike::v1 {

enum class Phase1State : std::uint8_t {
  main_waits_for_sa,        ///< initiator, message 1 sent
  main_waits_for_key,       ///< initiator, message 3 sent
  main_waits_for_identity,  ///< initiator, message 5 sent
  main_answered_sa,         ///< responder, message 2 sent
  main_answered_key,        ///< responder, message 4 sent
  aggressive_waits,         ///< initiator, message 1 sent
  aggressive_answered,      ///< responder, message 2 sent
  established,
};

/// What only phase 1 needs; dropped when it is over.
struct Phase1Exchange {
  crypto::DhKeyPair dh;
  Bytes own_nonce;
  Bytes peer_nonce;
  Bytes peer_public;
  Bytes initiator_sa;  ///< body of the initiator's SA payload
  Bytes own_id;        ///< bodies of the ID payloads
  Bytes peer_id;
};

/// Numbers that were seen under an SA, so that what is replayed is not run again. The oldest give way.
class SeenIds {
 public:
  [[nodiscard]] bool contains(std::uint32_t id) const {
    return std::find(ids_.begin(), ids_.end(), id) != ids_.end();
  }
  void add(std::uint32_t id) {
    ids_.push_back(id);
    if (ids_.size() > kMost) ids_.erase(ids_.begin());
  }

 private:
  static constexpr std::size_t kMost = 4096;
  std::vector<std::uint32_t> ids_;
};

/// Proof of life, either way (RFC 3706; the heartbeat of Yamaha).
struct KeepaliveState {
  std::optional<Instant> next;  ///< when to look again; empty: nothing runs
  std::uint32_t sequence = 0;   ///< of our probes or beats
  int unanswered = 0;
  bool heartbeat_heard = false;
  Instant last_beat{};  ///< the peer's
  std::uint32_t heartbeat_number = 0;  ///< the peer's last
  std::optional<Instant> next_nat_keepalive;
};

/// Who the peer of an SA is. Clients that log in may all show the identity of their group: each phase 1 of one is
/// somebody else.
struct PeerId : wire::ike::Identity {
  std::uint32_t client = 0;  ///< handle of the client's ISAKMP SA; 0: no client
  bool operator==(const PeerId&) const = default;
};

enum class LoginState : std::uint8_t {
  asked,     ///< for name and password, or as initiator: waits to be asked
  accepted,  ///< told so
  refused,   ///< told so; the SA goes when that is acknowledged, or soon
};

/// XAUTH and mode-cfg under an ISAKMP SA whose initiator logs in.
struct ClientLogin {
  LoginState state = LoginState::asked;
  std::uint32_t message_id = 0;  ///< of our exchange
  Bytes iv;
  std::optional<Retransmission> retransmission;  ///< of our message; as initiator: when to give up
  StoredReply reply;                             ///< to the client's last message
  std::string user;
  std::optional<Ipv4Address> address;
  bool pushes = false;  ///< our exchange tells the client its address, unasked
};

struct IsakmpSa {
  std::uint32_t handle = 0;  ///< never used again, unlike the number
  int number = 0;            ///< of `show ipsec sa`; 0 until established
  GatewayId gateway{};
  Role role = Role::initiator;
  Phase1State state{};
  bool aggressive = false;
  CookiePair cookies;
  Endpoint local;
  Endpoint peer;
  bool default_local_address = false;  ///< not configured: goes with the interface's
  Phase1Suite suite;
  AgreedLife life;
  NatDialect nat_dialect = NatDialect::none;
  NatFinding nat;
  bool peer_has_dpd = false;
  bool peer_has_heartbeat = false;
  wire::ike::Identity local_id;
  PeerId remote_id;
  std::optional<ClientLogin> login;  ///< the initiator is a client of the responder

  Phase1Exchange exchange;
  Phase1Keys keys;
  Bytes iv;  ///< of the next phase 1 message; in the end the last block of phase 1
  std::optional<Retransmission> retransmission;
  StoredReply reply;
  Bytes
      first_digest;  ///< of the message that began it, or of the last handled one of the initiator
  Bytes last_message;  ///< aggressive initiator: message 3, until the peer shows that it has it
  std::optional<std::pair<Stuck, std::uint16_t>>
      hint;  ///< from an unprotected notification: told, never acted on
  Instant started{};
  Instant established_at{};
  Instant expires{};  ///< half open: when it is given up
  std::optional<Instant> rekey_at;
  Instant last_heard{};
  SeenIds seen;  ///< message ids of this end's exchanges, and of the peer's but for informational ones
  /// What the peer's informational messages said, by their HASH. Not by their ids: there are peers that draw those from few
  /// numbers (vpnc: eight bits), meet zero, or one twice.
  SeenIds informed;
  Reassembly fragments;
  std::vector<std::unique_ptr<QuickMode>> quick_modes;
  KeepaliveState keepalive;

  [[nodiscard]] bool established() const { return state == Phase1State::established; }
  [[nodiscard]] bool half_open_responder() const {
    return !established() && role == Role::responder;
  }
  /// ESP of this peer goes in UDP.
  [[nodiscard]] bool nat_found() const { return nat.local_behind_nat || nat.peer_behind_nat; }
  [[nodiscard]] QuickMode* quick_mode(std::uint32_t message_id) const {
    for (auto& quick : quick_modes) {
      if (quick->message_id == message_id) return quick.get();
    }
    return nullptr;
  }
};

/// A pair of IPsec SAs, one each way, as quick mode makes them. Their keys are in the data plane
/// only.
struct IpsecPair {
  std::uint32_t isakmp = 0;  ///< handle of the SA that made it, or of the one that took it over
  GatewayId gateway{};
  PolicyId policy{};
  Role role = Role::initiator;
  Phase2Choice terms;
  Endpoint local;
  Endpoint peer;
  wire::ike::Identity local_id;
  PeerId remote_id;  ///< of phase 1
  int outbound_number = 0;
  int inbound_number = 0;
  Spi inbound{};
  bool usable = false;  ///< both directions are installed
  bool udp_encapsulated = false;  ///< by NAT traversal or by `ipsec ike esp-encapsulation`
  bool peer_behind_nat = false;
  bool worn = false;        ///< by bytes or sequence numbers: to be replaced at once
  std::uint64_t bytes = 0;  ///< of the busier direction
  Instant established{};
  Instant expires{};
  std::optional<Instant> rekey_at;
};

}  // namespace kyoten::ike::v1
