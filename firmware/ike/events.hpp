// What the IKE engine tells the router: plain values, past tense, never text. The router renders them
// to log lines (one place) and installs SAs in the data plane.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "firmware/base/datagram.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/ike/settings.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::ike {

enum class Role : std::uint8_t { initiator, responder };

/// `[IKE] initiate ISAKMP phase to A (local address B)` / `respond ISAKMP phase to A`.
struct Phase1Started {
  GatewayId gateway;
  Role role;
  Endpoint local;
  Endpoint peer;
  int version = 1;  ///< of IKE
};
/// What opens captured messages of an IKEv2 SA.
struct Ikev2Keys {
  Bytes initiator_spi;
  Bytes responder_spi;
  Bytes initiator_encryption;  ///< SK_ei
  Bytes responder_encryption;
  Bytes initiator_integrity;  ///< SK_ai
  Bytes responder_integrity;
  Phase1Cipher cipher{};
  Phase1Hash integrity{};
};
/// The ISAKMP SA, or IKE SA in version 2, stands. `number` is the SA number of `show ipsec sa`.
struct Phase1Established {
  GatewayId gateway;
  int number;
  Role role;
  Endpoint local;
  Endpoint peer;
  bool nat_detected;
  /// For decryption of captures: cookies and the phase-1 encryption key (only if asked for).
  Bytes initiator_cookie;
  Bytes encryption_key;
  std::optional<Ikev2Keys> ikev2;  ///< version 2 only
};
struct Phase2Started {
  GatewayId gateway;
  PolicyId policy;
  Role role;
  Endpoint peer;
};
/// An SA to install. Inbound comes before the matching outbound; a new outbound SA of a policy becomes the
/// one that is used for sending. (style: install inbound, switch outbound, retire the old inbound.)
struct SaInstalled {
  int number;  ///< of `show ipsec sa`
  ipsec::SaParameters sa;
};
/// Remove from the data plane now.
struct SaRemoved {
  ipsec::Direction direction;
  Spi spi;
  PolicyId policy;
  GatewayId gateway;
  Endpoint peer;  ///< whose it was: clients of one policy may have chosen the same SPI
};
/// The first usable SA pair of a policy stands / the last one went: `IP Tunnel[n] Up` / `Down`.
struct PolicyUp {
  PolicyId policy;
  GatewayId gateway;
  Endpoint local;
  Endpoint peer;
};
struct PolicyDown {
  PolicyId policy;
  GatewayId gateway;
};
/// An authenticated packet came from another address or port (RFC 3947 section 4): move its SAs there.
struct PeerMoved {
  GatewayId gateway;
  Endpoint before;
  Endpoint after;
};
/// A client of XAUTH has logged in and has an inner address / has left it.
struct ClientConnected {
  GatewayId gateway;
  std::string user;  ///< printable
  Ipv4Address address;
  Endpoint peer;
  std::string filter_set;  ///< that is to be applied to what it sends and gets; empty: none
};
struct ClientLeft {
  GatewayId gateway;
  std::string user;
  Ipv4Address address;
};
/// A ping through the tunnel is due: `ipsec ike keepalive use ... icmp-echo`. Its answer comes by Engine::echo_answered.
struct EchoWanted {
  GatewayId gateway;
  IpAddress address;
  std::uint16_t sequence;
  std::uint16_t data_bytes;
};
/// Keepalive (heartbeat, dpd) failed: SAs are removed (SaRemoved follows), a new exchange starts.
struct PeerDead {
  GatewayId gateway;
  bool logged = true;  ///< `ipsec ike keepalive log`
};

/// Why a negotiation does not get further: for the log, and for the lab's one plain sentence.
enum class Stuck : std::uint8_t {
  no_answer,                ///< retransmissions exhausted
  no_proposal_chosen,       ///< sent or received
  no_policy_in_use,         ///< the peer asks for SAs, but no enabled tunnel here uses a policy of its gateway
  wrong_pre_shared_key,     ///< HASH did not verify, or an encrypted message made no sense
  authentication_refused,   ///< IKEv2: the peer does not take the name or the key of this end; which, it does not say
  unknown_peer_name,        ///< no gateway with that remote name / address
  no_pre_shared_key,        ///< none configured for the gateway
  invalid_id,               ///< ID payload refused
  malformed,                ///< the peer's message could not be parsed
  peer_refused,             ///< an error notify came (number in `notify`)
  deleted_unused,           ///< the peer took its SA away before it used it: it did not like this end's identity
  nat_traversal_off,        ///< a NAT is on the path, but one side has NAT traversal off
  no_own_certificate,       ///< none that can be read and used; `detail` says why
  no_peer_certificate,      ///< the peer shows none
  certificate_expired,
  certificate_not_yet_valid,
  certificate_revoked,
  certificate_untrusted,    ///< no authority that this end trusts has signed it
  certificate_unacceptable,  ///< cannot be read, or is not what it should be
  revocation_list_unusable,  ///< none of the certificate's authority, or too old
  certificate_identity,     ///< the peer's certificate is not for who the peer says it is, or should be
  wrong_signature,          ///< not made with the key of the peer's certificate
  login_refused,            ///< XAUTH or EAP: no such user, or another password; `detail` says who
  no_address_left,          ///< mode-cfg: the pool is used up, or there is none
  no_login,                 ///< EAP, without a name of this end or without users that may log in
  ah_through_nat,           ///< AH protects the addresses, and a NAT changes them
  wrong_auth_method,        ///< the peer shows who it is in another way than is configured here
};
struct NegotiationFailed {
  std::optional<GatewayId> gateway;
  std::optional<PolicyId> policy;  ///< set in phase 2
  Endpoint peer;
  Stuck reason;
  std::uint16_t notify = 0;
  std::string detail = {};  ///< whom or what it is about, if the reason alone does not say; printable
};
/// `ipsec ike log`: a line for the debug log. The only event that carries text, since these lines are
/// for reading only; already made printable.
struct DebugLine {
  GatewayId gateway;
  std::string text;
};

using Event = std::variant<Phase1Started, Phase1Established, Phase2Started, SaInstalled, SaRemoved,
                           PolicyUp, PolicyDown, PeerMoved, ClientConnected, ClientLeft, EchoWanted, PeerDead, NegotiationFailed, DebugLine>;

/// Owned by the caller, filled by the engine, so that nothing stays hidden inside it.
struct Outbox {
  std::vector<Datagram> datagrams;  ///< IKE on 500, or on 4500 with the non-ESP marker in the payload
  std::vector<Event> events;
};

}  // namespace kyoten::ike
