// The IKE SA, the requests that run under it, and the child SAs it made (RFC 7296 sections 1 and 2).
#pragma once

#include "firmware/ike/events.hpp"
#include "firmware/ike/retransmission.hpp"
#include "firmware/ike/sa_protocol.hpp"
#include "firmware/ike/v2/eap_md5.hpp"
#include "firmware/ike/v2/fragments.hpp"
#include "firmware/ike/v2/proposal.hpp"
#include "firmware/wire/ike_config.hpp"
#include "firmware/wire/ikev2_bodies.hpp"

namespace kyoten::ike::v2 {

enum class SaState : std::uint8_t {
  init_sent,      ///< initiator
  auth_sent,      ///< initiator
  init_answered,  ///< responder, waits for IKE_AUTH
  established,
  replaced,  ///< rekeyed: its children have moved on, what is left is to delete it
  closing,   ///< a delete is to be said, or was said and waits for its answer
};

/// A child SA that is being negotiated, from the view of who asks for it.
struct ChildDraft {
  PolicyId policy{};
  Spi inbound{};
  std::optional<crypto::DhKeyPair> dh;  ///< with PFS, outside of IKE_AUTH
  std::optional<DhGroup> group;
  std::optional<Spi> rekeys;  ///< inbound SPI of the child that it replaces
};

/// What a request or a response says of a child.
struct ChildPayloads {
  std::vector<wire::ikev2::Proposal> proposals;
  std::vector<wire::ikev2::TrafficSelector> initiator_selectors;
  std::vector<wire::ikev2::TrafficSelector> responder_selectors;
  bool transport = false;
  std::optional<Cpi> peer_cpi;  ///< it can expand DEFLATE
};

/// An IKE SA that is to replace this one.
struct IkeDraft {
  wire::ikev2::IkeSpi spi{};
  DhGroup group{};
  crypto::DhKeyPair dh;
};

/// Both ends rekeyed the same SA at the same time. The SA that came from the lowest of the four nonces
/// goes (RFC 7296 section 2.8.1), by the hand of who made it.
struct Rival {
  Bytes lowest_nonce;                                ///< of the exchange that the peer began
  Spi child{};                                       ///< inbound SPI of the child it made
  std::optional<wire::ikev2::IkeSpi> ike_initiator;  ///< SPI of the IKE SA it made
};

enum class RequestKind : std::uint8_t {
  sa_init,
  auth,
  new_child,
  rekey_child,
  rekey_ike,
  delete_children,
  delete_ike,
  liveness,
};

/// A request of ours that waits for its response. There is one at a time: the window is 1
/// (section 2.3).
struct Request {
  RequestKind kind{};
  std::uint32_t message_id = 0;
  Retransmission retransmission;
  Bytes nonce;
  std::optional<ChildDraft> child;
  std::optional<IkeDraft> ike;
  std::optional<Rival> rival;
};

/// What a first IKE_AUTH request asks for besides being believed.
struct Wishes {
  Result<ChildPayloads, wire::ikev2::WireError> child{wire::ikev2::WireError::bad_sa};
  std::optional<wire::ike::ConfigPayload> configuration;
  bool initial_contact = false;
};

/// IKE_AUTH goes on for as long as EAP needs (RFC 7296 section 2.16).
struct EapAuth {
  EapServer server;                 ///< responder
  Wishes wishes;                    ///< responder: of the first request, fulfilled by the last answer
  std::optional<ChildDraft> draft;  ///< initiator: of the first request
  int requests = 0;                 ///< initiator: how often it was asked
  bool succeeded = false;           ///< initiator: has been told, and shows its proof
};

/// What only the first exchanges need.
struct Beginning {
  crypto::DhKeyPair dh;
  Bytes init_request;   ///< whole messages: AUTH covers them
  Bytes init_response;
  Bytes cookie;         ///< that the responder asked for
  int cookies = 0;      ///< how often
  int groups = 0;       ///< how often it asked for another group
  PolicyId policy{};    ///< whose child goes along with IKE_AUTH
  std::vector<std::uint16_t> peer_hashes;  ///< that it can check signatures with (RFC 7427)
  std::optional<EapAuth> eap;              ///< under way
};

struct IkeSa {
  std::uint32_t handle = 0;  ///< never used again, unlike the number
  int number = 0;            ///< of `show ipsec sa`; 0 until established
  GatewayId gateway{};
  Role role = Role::initiator;  ///< of this end when the SA was made, also by a rekey
  SaState state = SaState::init_sent;
  SpiPair spis;
  Endpoint local;
  Endpoint peer;
  bool default_local_address = false;  ///< not configured: goes with the interface's
  bool local_behind_nat = false;
  bool peer_behind_nat = false;
  bool fragmentation = false;  ///< both ends know RFC 7383
  IkeSuite suite;
  IkeKeys keys;
  Nonces nonces;
  wire::ike::Identity local_id;
  wire::ike::Identity remote_id;
  std::optional<Ipv4Address> client_address;  ///< inner, that the initiator was given by the responder
  Beginning beginning;

  std::uint32_t next_request = 0;   ///< message id of our next request
  std::uint32_t next_expected = 0;  ///< and of the peer's
  std::optional<Request> request;
  Reassembly request_parts;   ///< of the peer's next request
  Reassembly response_parts;  ///< of the response to ours
  StoredReply reply;  ///< to the peer's last request
  /// From an unprotected notification: told when the exchange gives up, never acted on.
  std::optional<std::pair<Stuck, std::uint16_t>> hint;

  Instant started{};
  Instant expires{};
  std::optional<Instant> rekey_at;
  std::optional<Instant> next_liveness;
  std::optional<Instant> next_nat_keepalive;
  std::vector<SaName> children_to_delete;  ///< inbound ones the peer has not been told of yet

  [[nodiscard]] bool established() const { return state == SaState::established; }
  [[nodiscard]] bool half_open_responder() const { return state == SaState::init_answered; }
  /// ESP goes in UDP.
  [[nodiscard]] bool nat_found() const { return local_behind_nat || peer_behind_nat; }
  [[nodiscard]] const MessageKeys& own_keys() const {
    return role == Role::initiator ? keys.initiator : keys.responder;
  }
  [[nodiscard]] const MessageKeys& peer_keys() const {
    return role == Role::initiator ? keys.responder : keys.initiator;
  }
};

/// A pair of IPsec SAs, one each way. Its keys are in the data plane only.
struct ChildSa {
  std::uint32_t ike = 0;  ///< handle of the IKE SA it belongs to
  GatewayId gateway{};
  PolicyId policy{};
  Role role = Role::initiator;  ///< of this end in the exchange that made it
  ipsec::Suite suite;
  ipsec::Mode mode{};
  Endpoint local;
  Endpoint peer;
  wire::ike::Identity local_id;
  wire::ike::Identity remote_id;
  bool udp_encapsulated = false;
  bool peer_behind_nat = false;
  Spi inbound{};
  Spi outbound{};
  int outbound_number = 0;
  int inbound_number = 0;
  /// The responder of a rekey sends through the new SA only when the peer has shown that it has it.
  std::optional<ipsec::SaParameters> outbound_waits;
  bool usable = false;      ///< both directions are installed
  bool replaced = false;    ///< by a rekey; its delete is under way
  bool worn = false;        ///< by bytes or sequence numbers: to be replaced at once
  std::uint64_t bytes = 0;  ///< of the busier direction
  Instant established{};
  Instant expires{};
  std::optional<Instant> rekey_at;
};

}  // namespace kyoten::ike::v2
