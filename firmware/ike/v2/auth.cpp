#include "firmware/ike/v2/auth.hpp"

#include <algorithm>

#include "firmware/ike/settings_diff.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using crypto::CertificateFault;
using crypto::SignatureScheme;
using wire::ike::Identity;
namespace id_type = wire::ike::id_type;

const crypto::Credentials* credentials_of(const Registry& registry, GatewayId id) {
  const auto found = registry.credentials.find(id);
  return found == registry.credentials.end() ? nullptr : found->second.get();
}

SignedOctets octets_of(const IkeSa& sa, Role signer, ByteView id_body) {
  const bool initiator = signer == Role::initiator;
  const auto& begin = sa.beginning;
  return {initiator ? ByteView(begin.init_request) : ByteView(begin.init_response),
          initiator ? ByteView(sa.nonces.responder) : ByteView(sa.nonces.initiator),
          initiator ? sa.keys.auth_initiator : sa.keys.auth_responder, id_body};
}

// ---- what the own file lacks, and what is wrong with a peer's certificate ----

std::string fault_of_file(CertificateFault fault) {
  switch (fault) {
    case CertificateFault::too_large:
      return "a file is too large";
    case CertificateFault::no_certificate:
      return "no certificate in the file";
    case CertificateFault::no_private_key:
      return "no RSA key that fits a certificate in the file";
    case CertificateFault::bad_revocation_list:
      return "the revocation list cannot be read";
    default:
      return "the certificate file cannot be read, or has another password";
  }
}

Stuck reason_of(CertificateFault fault) {
  switch (fault) {
    case CertificateFault::no_certificate:
      return Stuck::no_peer_certificate;
    case CertificateFault::expired:
      return Stuck::certificate_expired;
    case CertificateFault::not_yet_valid:
      return Stuck::certificate_not_yet_valid;
    case CertificateFault::revoked:
      return Stuck::certificate_revoked;
    case CertificateFault::unknown_authority:
      return Stuck::certificate_untrusted;
    case CertificateFault::no_revocation_list:
    case CertificateFault::old_revocation_list:
      return Stuck::revocation_list_unusable;
    default:
      return Stuck::certificate_unacceptable;
  }
}

// ---- whom a certificate names ----

bool equal_hosts(const std::string& a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// Its alternative names count; only one without any is named by its common name. A key id, which no
/// certificate can carry, is compared with that, too.
bool names_identity(const crypto::CertificateNames& names, const Identity& identity) {
  const std::string_view text(reinterpret_cast<const char*>(identity.data.data()),
                              identity.data.size());
  const bool alternatives =
      !names.hosts.empty() || !names.mailboxes.empty() || !names.addresses.empty();
  const auto is_common = [&](std::string_view wanted) {
    return std::ranges::any_of(names.common, [&](auto& name) { return name == wanted; });
  };
  switch (identity.type) {
    case id_type::der_asn1_dn:
      return identity.data == names.subject_der;
    case id_type::fqdn:
      return std::ranges::any_of(names.hosts, [&](auto& host) { return equal_hosts(host, text); }) ||
             (!alternatives && is_common(text));
    case id_type::user_fqdn:
      return std::ranges::find(names.mailboxes, text) != names.mailboxes.end() ||
             (!alternatives && is_common(text));
    case id_type::ipv4_address:
    case id_type::ipv6_address:
      return std::ranges::find(names.addresses, identity.data) != names.addresses.end() ||
             (!alternatives && is_common(identity.text()));
    case id_type::key_id:
      return is_common(text);
    default:
      return false;
  }
}

// ---- signatures ----

std::uint16_t hash_of(SignatureScheme scheme) {
  switch (scheme) {
    case SignatureScheme::rsa_sha1: return signature_hash::sha1;
    case SignatureScheme::rsa_sha256:
    case SignatureScheme::ecdsa_sha256: return signature_hash::sha256;
    case SignatureScheme::rsa_sha384:
    case SignatureScheme::ecdsa_sha384: return signature_hash::sha384;
    case SignatureScheme::rsa_sha512:
    case SignatureScheme::ecdsa_sha512: return signature_hash::sha512;
  }
  return 0;
}

/// The first of our key's that the peer can check; before RFC 7427 there was only RSA with SHA-1.
std::optional<SignatureScheme> digital_scheme(const IkeSa& sa, const crypto::Credentials& own) {
  const auto& known = sa.beginning.peer_hashes;
  for (auto scheme : own.schemes()) {
    if (std::ranges::find(known, hash_of(scheme)) != known.end()) return scheme;
  }
  return std::nullopt;
}

/// Empty with an ECDSA key and a peer that does not know RFC 7427: it refuses that.
Authentication sign(const IkeSa& sa, const crypto::Credentials& own, ByteView octets) {
  const auto scheme = digital_scheme(sa, own);
  if (!scheme) return {auth_method::rsa_signature, own.sign(SignatureScheme::rsa_sha1, octets)};
  return {auth_method::digital_signature,
          emit_digital_signature({to_bytes(crypto::algorithm_identifier(*scheme)),
                                  own.sign(*scheme, octets)})};
}

bool is_signed(const crypto::PeerCertificate& peer, const Authentication& shown, ByteView octets) {
  if (shown.method == auth_method::rsa_signature)
    return peer.verifies(SignatureScheme::rsa_sha1, octets, shown.data);
  const auto digital = parse_digital_signature(shown.data);
  if (!digital) return false;
  const auto scheme = crypto::scheme_of((*digital).algorithm);
  // SHA-1 was not among the hashes that this end named.
  return scheme && *scheme != SignatureScheme::rsa_sha1 &&
         peer.verifies(*scheme, octets, (*digital).signature);
}

std::optional<Refusal> doubt_signature(const Context& context, const IkeSa& sa,
                                       const Gateway& gateway, const crypto::Credentials& own,
                                       const Authentication& shown, const SignedOctets& octets,
                                       const PayloadChain& payloads) {
  const bool signature = shown.method == auth_method::rsa_signature ||
                         shown.method == auth_method::digital_signature;
  if (!signature) return Refusal{Stuck::wrong_auth_method, {}};
  const auto id = wire::ikev2::parse_id(octets.id_body);
  if (!id) return Refusal{Stuck::malformed, {}};
  const auto peer = own.verify(certificates_of(payloads), context.wall());
  if (!peer) return Refusal{reason_of(peer.error()), text_of(*id)};
  const auto& names = (*peer).names();
  const bool expected = !gateway.remote_name || identity_of(*gateway.remote_name) == *id ||
                        names_identity(names, identity_of(*gateway.remote_name));
  if (!names_identity(names, *id) || !expected)
    return Refusal{Stuck::certificate_identity, text_of(*id) + " shows " + names.subject};
  if (!is_signed(*peer, shown, signed_octets(sa.suite.prf, octets)))
    return Refusal{Stuck::wrong_signature, names.subject};
  return std::nullopt;
}

}  // namespace

Proof proof_of(const Registry& registry, const Gateway& gateway, Role own, Role shower) {
  const auto* credentials = credentials_of(registry, gateway.id);
  const bool key = !gateway.pre_shared_key.empty();
  const bool can_sign = credentials != nullptr && credentials->can_sign();
  if (gateway.uses_eap()) {
    const bool trusts = own == Role::initiator ? credentials != nullptr : can_sign;
    const bool has_name = own == Role::initiator ? gateway.eap_login.has_value() : gateway.eap_users.has_value();
    if (!trusts || !has_name) return Proof::none;
    return shower == Role::initiator ? Proof::eap : Proof::signature;
  }
  switch (gateway.auth_method) {
    case AuthMethod::automatic:
      return key ? Proof::shared_key : can_sign ? Proof::signature : Proof::none;
    case AuthMethod::pre_shared_key:
      return key ? Proof::shared_key : Proof::none;
    default:
      return can_sign ? Proof::signature : Proof::none;
  }
}

bool can_begin(const Registry& registry, const Gateway& gateway, Role own) {
  return proof_of(registry, gateway, own, own) != Proof::none;
}

Stuck missing_proof(const Registry& registry, const Gateway& gateway) {
  if (gateway.uses_eap() && credentials_of(registry, gateway.id) != nullptr) return Stuck::no_login;
  const bool by_certificate = gateway.auth_method == AuthMethod::certificate || gateway.uses_eap() ||
                              gateway.certificate_slot;
  return by_certificate ? Stuck::no_own_certificate : Stuck::no_pre_shared_key;
}

void open_certificates(const Context& context, const Settings& before) {
  auto& registry = context.registry;
  auto opened = std::exchange(registry.credentials, {});
  for (auto& gateway : registry.settings->gateways) {
    if (gateway.version != 2 || !gateway.certificate) continue;
    const auto* old = gateway_in(before, gateway.id);
    if (old != nullptr && old->certificate == gateway.certificate && opened.contains(gateway.id)) {
      registry.credentials[gateway.id] = std::move(opened[gateway.id]);
      continue;
    }
    const auto& file = *gateway.certificate;
    auto read = crypto::Credentials::read(file.content, file.format, file.password, file.revocations);
    if (read) {
      registry.credentials[gateway.id] = *std::move(read);
      continue;
    }
    const Endpoint peer{peer_address(gateway).value_or(IpAddress()), wire::ike::kPort};
    tell_failure(context,
                 {gateway.id, std::nullopt, peer, Stuck::no_own_certificate, 0,
                  fault_of_file(read.error())},
                 true);
  }
}

Identity identity_to_show(const Registry& registry, const Gateway& gateway, Role own, const IpAddress& local) {
  const auto* credentials = credentials_of(registry, gateway.id);
  const bool by_subject =
      !gateway.local_name && proof_of(registry, gateway, own, own) == Proof::signature;
  if (!by_subject) return own_identity(gateway, local);
  return {id_type::der_asn1_dn, 0, 0, credentials->own_names().subject_der};
}

void add_signature_hashes(const Registry& registry, const Gateway& gateway, PayloadWriter& payloads) {
  if (credentials_of(registry, gateway.id) == nullptr) return;
  Bytes hashes;
  ByteWriter(hashes)
      .u16(signature_hash::sha256)
      .u16(signature_hash::sha384)
      .u16(signature_hash::sha512);
  payloads.add(PayloadType::notify,
               emit_notify({protocol::none, notify::signature_hash_algorithms, {}, hashes}));
}

void note_signature_hashes(const PayloadChain& payloads, IkeSa& sa) {
  constexpr std::size_t kMost = 16;
  const auto said = find_notify(payloads, notify::signature_hash_algorithms);
  if (!said) return;
  ByteReader reader(said->data);
  auto& hashes = sa.beginning.peer_hashes;
  while (hashes.size() < kMost) {
    const auto hash = reader.u16();
    if (!hash) return;
    hashes.push_back(*hash);
  }
}

void add_certificate_request(const Registry& registry, const Gateway& gateway,
                             PayloadWriter& payloads) {
  const auto* own = credentials_of(registry, gateway.id);
  if (own == nullptr || own->authorities().empty()) return;
  payloads.add(PayloadType::certificate_request, emit_certificate(own->authorities()));
}

void add_own_proof(const Registry& registry, const IkeSa& sa, const Gateway& gateway, Role signer,
                   ByteView id_body, PayloadWriter& payloads) {
  const auto octets = octets_of(sa, signer, id_body);
  const auto proof = proof_of(registry, gateway, sa.role, signer);
  if (proof == Proof::eap) return;
  if (proof == Proof::shared_key) {
    payloads.add(PayloadType::authentication,
                 emit_authentication(
                     {auth_method::shared_key,
                      shared_key_auth(sa.suite.prf, as_bytes(gateway.pre_shared_key), octets)}));
    return;
  }
  const auto& own = *credentials_of(registry, gateway.id);
  for (auto& certificate : own.own_chain())
    payloads.add(PayloadType::certificate, emit_certificate(certificate));
  payloads.add(PayloadType::authentication,
               emit_authentication(sign(sa, own, signed_octets(sa.suite.prf, octets))));
}

Authentication eap_proof(const IkeSa& sa, Role signer, ByteView id_body) {
  const auto octets = octets_of(sa, signer, id_body);
  return {auth_method::shared_key, shared_key_auth(sa.suite.prf, octets.auth_key.view(), octets)};
}

std::optional<Refusal> doubt(const Context& context, const IkeSa& sa, const Gateway& gateway,
                             Role signer, ByteView id_body, const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::authentication);
  const auto shown = body ? parse_authentication(*body)
                          : Result<Authentication, WireError>(WireError::payload_length);
  if (!shown) return Refusal{Stuck::malformed, {}};
  const auto octets = octets_of(sa, signer, id_body);
  const auto proof = proof_of(context.registry, gateway, sa.role, signer);
  if (proof == Proof::eap) return Refusal{Stuck::wrong_auth_method, {}};  // it shows something else
  if (proof == Proof::signature) {
    return doubt_signature(context, sa, gateway, *credentials_of(context.registry, gateway.id),
                           *shown, octets, payloads);
  }
  if ((*shown).method != auth_method::shared_key) return Refusal{Stuck::wrong_auth_method, {}};
  const auto expected = shared_key_auth(sa.suite.prf, as_bytes(gateway.pre_shared_key), octets);
  if (!equal_in_constant_time((*shown).data, expected))
    return Refusal{Stuck::wrong_pre_shared_key, {}};
  return std::nullopt;
}

std::string text_of(const Identity& identity) {
  if (identity.type != id_type::der_asn1_dn) return identity.text();
  auto name = crypto::readable_name(identity.data);
  return name.empty() ? identity.text() : name;
}

}  // namespace kyoten::ike::v2
