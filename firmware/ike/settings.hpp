// What can be configured about IKE (command chapter 15), as plain values. config/compile fills these
// in; the defaults here are the RTX810's.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/crypto/certificate.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::ike {

/// aes192_cbc exists in IKEv2 only, where everything is offered; no command names it.
enum class Phase1Cipher : std::uint8_t { des_cbc, three_des_cbc, aes_cbc, aes256_cbc, aes192_cbc };
enum class Phase1Hash : std::uint8_t { md5, sha, sha256 };
enum class DhGroup : std::uint16_t { modp768 = 1, modp1024 = 2, modp1536 = 5, modp2048 = 14 };

/// `ipsec ike local name` / `remote name`: the text and the kind it was declared with.
enum class NameKind : std::uint8_t { ipv4_addr, fqdn, user_fqdn, ipv6_addr, key_id, tel, tel_key };
struct Name {
  std::string text;
  NameKind kind = NameKind::key_id;
  bool operator==(const Name&) const = default;
};

/// IKEv2 knows rfc4306 only, whatever is written; so what is written is kept for both.
enum class KeepaliveKind : std::uint8_t { heartbeat, icmp_echo, dpd, rfc4306 };
enum class KeepaliveSwitch : std::uint8_t { off, on, automatic };

/// `send-only-new-sa`: while a renewed ISAKMP SA and the one before it stand beside each other, which are beaten on.
enum class OldSaBeats : std::uint8_t { always, never, in_answer };

/// `ipsec ike keepalive use`.
struct Keepalive {
  KeepaliveSwitch use = KeepaliveSwitch::automatic;
  KeepaliveKind kind = KeepaliveKind::heartbeat;
  std::chrono::seconds interval{10};
  int count = 6;  ///< unanswered in a row until the peer counts as dead
  std::optional<IpAddress> echo_address = std::nullopt;  ///< icmp-echo: behind the peer
  std::uint16_t echo_bytes = 64;            ///< of data
  std::chrono::seconds up_wait{0};          ///< from SAs that are made to a tunnel that counts as up
  bool disconnects = false;                 ///< `down=disconnect`: a dead peer costs the line that leads to it, too
  OldSaBeats old_sa_beats = OldSaBeats::always;
  bool operator==(const Keepalive&) const = default;
};

/// `ipsec ike duration`; lifetimes are ours as initiator, the initiator's as responder.
struct Lifetime {
  std::chrono::seconds seconds{28800};
  std::optional<std::uint64_t> kilobytes;
  std::optional<int> rekey_percent = 75;  ///< empty: `rekey off`
  bool operator==(const Lifetime&) const = default;
};

/// `ipsec ike auth method`, IKEv2 only. Automatic: by pre-shared key if there is one, else by EAP if a command speaks of it,
/// else by certificate.
enum class AuthMethod : std::uint8_t { automatic, pre_shared_key, certificate, eap_md5 };

/// `ipsec ike pki file`: what the two files hold, IKEv2 only.
struct CertificateFile {
  crypto::CertificateFormat format = crypto::CertificateFormat::pem;
  Bytes content;
  std::string password;
  Bytes revocations;  ///< empty: no list is asked for
  bool operator==(const CertificateFile&) const = default;
};

/// `auth user` with `auth user attribute`: who may log in by XAUTH, and what belongs to the user.
struct ClientUser {
  std::string name;
  std::string password;
  std::optional<Ipv4Address> address;  ///< always this one, instead of one of the pool
  std::optional<Ipv4Address> dns;
  std::optional<Ipv4Address> wins;
  std::string filter_set;              ///< `xauth-filter`: what of this client's may pass, by the set's name; empty: all
  bool operator==(const ClientUser&) const = default;
};

/// A name and its password: as whom this end logs in (`ipsec ike xauth myname`, `ipsec ike eap myname`), or who may.
struct Login {
  std::string name;
  std::string password;
  bool operator==(const Login&) const = default;
};

/// `ipsec ike mode-cfg address pool`: both ends included.
struct AddressPool {
  Ipv4Address first;
  Ipv4Address last;
  std::uint8_t prefix_length = 32;  ///< of the mask that clients are told
  bool operator==(const AddressPool&) const = default;
};

/// `ipsec ike xauth request`: clients of this gateway log in, and get an inner address.
struct ClientAccess {
  std::vector<ClientUser> users;
  std::optional<AddressPool> pool;
  bool operator==(const ClientAccess&) const = default;
};

/// One IKE peer: everything `ipsec ike ... GATEWAY_ID` says.
struct Gateway {
  GatewayId id{};
  int version = 1;
  std::optional<IpAddress> remote_address;     ///< empty: see remote_host
  /// Where the address is written as a name. While nobody knows the name's address there is none. With neither (`any`): accept
  /// whoever comes, never initiate.
  std::string remote_host;
  std::optional<IpAddress> local_address;      ///< empty: the address of the interface towards the peer
  std::optional<PpId> local_address_of;        ///< `ipcp pp N`: what that peer gives; the router fills in local_address
  std::optional<Name> local_name;
  std::optional<Name> remote_name;
  std::string pre_shared_key;                  ///< octets; empty: no key exchange takes place
  AuthMethod auth_method = AuthMethod::automatic;
  std::optional<int> certificate_slot;         ///< of `pki certificate file`
  std::optional<int> revocation_slot;          ///< of `pki crl file`
  std::optional<CertificateFile> certificate;  ///< read from there; empty: it could not be
  std::optional<ClientAccess> clients;         ///< IKEv1
  std::optional<Login> own_login;              ///< IKEv1
  std::optional<Login> eap_login;              ///< IKEv2: who this end is to a peer that asks by EAP
  std::optional<std::vector<Login>> eap_users; ///< IKEv2: peers that begin are asked who of these they are
  bool eap_sends_certificate_request = false;
  std::optional<AddressPool> address_pool;     ///< IKEv2: of what a peer that asks gets an inner address
  Phase1Cipher encryption = Phase1Cipher::three_des_cbc;
  Phase1Hash hash = Phase1Hash::sha;
  DhGroup group = DhGroup::modp1024;
  std::optional<DhGroup> second_group;         ///< IKEv1: of perfect forward secrecy, if it is another
  bool pfs = false;
  bool negotiate_strictly = false;
  bool refuses_broken = false;                 ///< `kyoten run --refuse-broken`: see broken.hpp
  bool proposal_limitation = false;            ///< IKEv2: offer and take only what is configured
  bool always_on = false;
  bool auto_refresh = true;                    ///< master switch and gateway switch together
  bool nat_traversal = false;
  bool nat_traversal_force = false;
  bool wraps_esp = false;                      ///< IKEv1, `esp-encapsulation`: ESP in UDP without asking, NAT or not
  std::optional<std::chrono::seconds> nat_keepalive = std::chrono::seconds{300};
  Keepalive keepalive;
  bool keepalive_log = true;
  Lifetime isakmp_lifetime;
  Lifetime ipsec_lifetime;
  bool restrict_dangling_sa = true;
  bool sends_info = true;                      ///< IKEv1: DELETE and NOTIFY
  bool log_message_info = false;
  bool log_payload_info = false;
  std::optional<IpPrefix> local_id;            ///< quick-mode IDs; sent only if both are set
  std::optional<IpPrefix> remote_id;
  bool operator==(const Gateway&) const = default;

  [[nodiscard]] bool accepts_any_address() const { return !remote_address && remote_host.empty(); }
  /// RTX: EAP where it is said so, and by itself where there is a certificate, a command of EAP and no key.
  [[nodiscard]] bool uses_eap() const {
    if (auth_method == AuthMethod::eap_md5) return true;
    return auth_method == AuthMethod::automatic && pre_shared_key.empty() && (eap_login || eap_users);
  }
  /// By pre-shared key, or as far as can be told without opening it, by certificate.
  [[nodiscard]] bool can_authenticate() const {
    const bool by_key = version == 1 || auth_method == AuthMethod::pre_shared_key;
    return by_key ? !pre_shared_key.empty()
                  : certificate || (auth_method == AuthMethod::automatic && !pre_shared_key.empty());
  }
};

/// `ipsec sa policy`, and where it is used.
struct Policy {
  PolicyId id{};
  GatewayId gateway{};
  ipsec::Suite suite;
  bool compresses = false;                     ///< `ipsec ipcomp type deflate` of its tunnel
  ipsec::Mode mode = ipsec::Mode::tunnel;      ///< transport when an `ipsec transport` or L2TP tunnel uses it
  bool anti_replay = true;
  std::optional<IpPrefix> local_id;
  std::optional<IpPrefix> remote_id;
  /// Protocol and port of `ipsec transport`, sent as quick-mode IDs where IDs are sent; 0 = any.
  std::uint8_t transport_protocol = 0;
  std::uint16_t transport_port = 0;
  /// An enabled tunnel or an `ipsec transport` uses it: with auto refresh, SAs are kept up.
  bool in_use = false;
  bool operator==(const Policy&) const = default;
};

/// Networks behind both ends.
struct NetworkPair {
  IpPrefix local;
  IpPrefix remote;
};
/// RTX: the IDs of a policy win over its gateway's, and they count only if both are set.
[[nodiscard]] inline std::optional<NetworkPair> networks_of(const Gateway& gateway, const Policy& policy) {
  const auto& local = policy.local_id ? policy.local_id : gateway.local_id;
  const auto& remote = policy.remote_id ? policy.remote_id : gateway.remote_id;
  return local && remote ? std::optional(NetworkPair{*local, *remote}) : std::nullopt;
}

/// What the router is reached at where no `ipsec ike local address` is written.
struct OwnAddresses {
  std::optional<Ipv4Address> v4;
  std::optional<Ipv6Address> v6;

  [[nodiscard]] std::optional<IpAddress> like(const IpAddress& peer) const {
    if (peer.is_ipv6()) return v6;
    return v4;
  }
};

/// The address of this end towards a peer of the gateway: of the same version, or none.
[[nodiscard]] inline std::optional<IpAddress> own_address_towards(const IpAddress& peer, const Gateway& gateway,
                                                                  const OwnAddresses& own) {
  const bool has_default = !gateway.local_address && !gateway.local_address_of;
  const auto local = has_default ? own.like(peer) : gateway.local_address;
  return local && local->is_ipv6() == peer.is_ipv6() ? local : std::nullopt;
}

struct Settings {
  bool enabled = true;                         ///< `ipsec use`
  std::vector<Gateway> gateways;               ///< ascending id
  std::vector<Policy> policies;                ///< ascending id
  int retry_count = 10;                        ///< `ipsec ike retry`
  std::chrono::seconds retry_interval{5};
  int retry_max_session = 3;
  bool logs_illegal_spi = false;               ///< `ipsec log illegal-spi`
  std::optional<std::size_t> queue_length;     ///< `ipsec ike queue length`
  bool operator==(const Settings&) const = default;

  /// How many messages may wait to be worked off. RTX: 40 for 20 tunnels.
  [[nodiscard]] std::size_t messages_waiting() const {
    return queue_length.value_or(std::max<std::size_t>(40, 2 * gateways.size()));
  }
};

}  // namespace kyoten::ike
