#include "firmware/router/wording.hpp"

#include <fmt/format.h>

namespace kyoten::router {
namespace {

template <class... Ts>
struct Overloaded : Ts... {
  using Ts::operator()...;
};

std::string log_reason(ike::Stuck reason) {
  switch (reason) {
    case ike::Stuck::no_answer: return "no response";
    case ike::Stuck::no_proposal_chosen: return "no proposal chosen";
    case ike::Stuck::no_policy_in_use: return "no policy in use";
    case ike::Stuck::wrong_pre_shared_key: return "authentication failed (pre-shared key)";
    case ike::Stuck::authentication_refused: return "authentication refused by peer";
    case ike::Stuck::unknown_peer_name: return "unknown peer name";
    case ike::Stuck::no_pre_shared_key: return "no pre-shared key";
    case ike::Stuck::invalid_id: return "invalid ID information";
    case ike::Stuck::malformed: return "malformed message";
    case ike::Stuck::peer_refused: return "refused by peer";
    case ike::Stuck::deleted_unused: return "deleted by peer at once (identity not accepted?)";
    case ike::Stuck::nat_traversal_off: return "NAT detected, NAT traversal is off";
    case ike::Stuck::no_own_certificate: return "no certificate of its own";
    case ike::Stuck::no_peer_certificate: return "no certificate from peer";
    case ike::Stuck::certificate_expired: return "certificate expired";
    case ike::Stuck::certificate_not_yet_valid: return "certificate not yet valid";
    case ike::Stuck::certificate_revoked: return "certificate revoked";
    case ike::Stuck::certificate_untrusted: return "certificate of unknown CA";
    case ike::Stuck::certificate_unacceptable: return "certificate not acceptable";
    case ike::Stuck::revocation_list_unusable: return "no valid CRL of the certificate's CA";
    case ike::Stuck::certificate_identity: return "certificate is for another identity";
    case ike::Stuck::wrong_signature: return "authentication failed (signature)";
    case ike::Stuck::wrong_auth_method: return "authentication method differs";
    case ike::Stuck::ah_through_nat: return "NAT detected, AH cannot pass it";
    case ike::Stuck::no_login: return "no name or user for EAP";
    case ike::Stuck::login_refused: return "user authentication refused";
    case ike::Stuck::no_address_left: return "no address left for a client";
  }
  return {};
}

}  // namespace

std::string protocol_word(std::uint8_t protocol) {
  switch (protocol) {
    case 1: return "ICMP";
    case 6: return "TCP";
    case 17: return "UDP";
    case 58: return "ICMPv6";
    default: return std::to_string(protocol);
  }
}

std::optional<LogEntry> wording(const ike::Event& event) {
  using Entry = std::optional<LogEntry>;
  return std::visit(
      Overloaded{
          [](const ike::Phase1Started& e) -> Entry {
            if (e.role == ike::Role::initiator) {
              return LogEntry{LogLevel::info,
                              fmt::format("[IKE] initiate ISAKMP phase to {} (local address {})",
                                          e.peer.address.text(), e.local.address.text())};
            }
            return LogEntry{LogLevel::info,
                            fmt::format("[IKE] respond ISAKMP phase to {}", e.peer.address.text())};
          },
          [](const ike::Phase1Established& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[IKE{}] SA:{}/IKE established",
                                                        e.ikev2 ? 2 : 1, e.number)};
          },
          [](const ike::Phase2Started& e) -> Entry {
            return LogEntry{LogLevel::info,
                            fmt::format("[IKE] {} IPsec phase to {}",
                                        e.role == ike::Role::initiator ? "initiate" : "respond",
                                        e.peer.address.text())};
          },
          [](const ike::SaInstalled&) -> Entry { return {}; },
          [](const ike::SaRemoved&) -> Entry { return {}; },
          [](const ike::PolicyUp&) -> Entry { return {}; },
          [](const ike::PolicyDown&) -> Entry { return {}; },
          [](const ike::PeerMoved& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[IKE] peer address changed: {} > {}",
                                                        e.before.text(), e.after.text())};
          },
          [](const ike::ClientConnected& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[IKE] XAUTH: {} logged in from {}, address {}", e.user,
                                                        e.peer.address.text(), e.address.text())};
          },
          [](const ike::ClientLeft& e) -> Entry {
            return LogEntry{LogLevel::info,
                            fmt::format("[IKE] XAUTH: {} left, address {}", e.user, e.address.text())};
          },
          [](const ike::EchoWanted&) -> Entry { return {}; },
          [](const ike::PeerDead& e) -> Entry {
            if (!e.logged) return {};
            return LogEntry{LogLevel::info, fmt::format("[IKE] keepalive failed: gateway {}",
                                                        number(e.gateway))};
          },
          [](const ike::NegotiationFailed& e) -> Entry {
            auto text = fmt::format("[IKE] {} phase to {} failed: {}", e.policy ? "IPsec" : "ISAKMP",
                                    e.peer.address.text(), log_reason(e.reason));
            if (e.notify != 0) text += fmt::format(" (notify {})", e.notify);
            if (!e.detail.empty()) text += fmt::format(" ({})", e.detail);
            return LogEntry{LogLevel::info, text};
          },
          [](const ike::DebugLine& e) -> Entry {
            return LogEntry{LogLevel::debug, "[IKE] " + e.text};
          },
      },
      event);
}

std::optional<LogEntry> wording(const l2tp::Event& event) {
  using Entry = std::optional<LogEntry>;
  return std::visit(
      Overloaded{
          [](const l2tp::PeerConnected& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[L2TP] TUNNEL[{}] connected from {}",
                                                        number(e.tunnel), e.peer.address.text())};
          },
          [](const l2tp::ControlConnectionUp& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[L2TP] TUNNEL[{}] tunnel {} established",
                                                        number(e.tunnel), number(e.local))};
          },
          [](const l2tp::SessionUp& e) -> Entry {
            return LogEntry{LogLevel::info, fmt::format("[L2TP] TUNNEL[{}] session {} established",
                                                        number(e.tunnel), number(e.local))};
          },
          [](const l2tp::SessionDown& e) -> Entry {
            return LogEntry{LogLevel::info,
                            fmt::format("[L2TP] TUNNEL[{}] disconnect session {} complete",
                                        number(e.tunnel), number(e.local))};
          },
          [](const l2tp::ControlConnectionDown& e) -> Entry {
            return LogEntry{LogLevel::info,
                            fmt::format("[L2TP] TUNNEL[{}] disconnect tunnel {} complete",
                                        number(e.tunnel), number(e.local))};
          },
          [](const l2tp::NegotiationFailed& e) -> Entry {
            const auto subject =
                e.tunnel ? fmt::format("TUNNEL[{}]", number(*e.tunnel)) : std::string("TUNNEL[-]");
            return LogEntry{LogLevel::info, fmt::format("[L2TP] {} connection with {} failed: {}",
                                                        subject, e.peer.address.text(), plain(e.reason))};
          },
          [](const l2tp::DebugLine& e) -> Entry {
            return LogEntry{LogLevel::debug,
                            fmt::format("[L2TP] TUNNEL[{}] {}", number(e.tunnel), e.text)};
          },
      },
      event);
}

std::string plain(const ike::NegotiationFailed& failure) {
  const auto peer = failure.peer.address.text();
  const std::string phase = failure.policy ? "phase 2" : "phase 1";
  switch (failure.reason) {
    case ike::Stuck::no_answer: return fmt::format("no answer from {} to IKE {}", peer, phase);
    case ike::Stuck::no_proposal_chosen:
      // Refused by the peer in phase 2: it may also be that nothing uses the policy there.
      return fmt::format("the two ends have no algorithms in common in IKE {}{}", phase,
                         failure.policy && failure.notify != 0 ? ", or the tunnel is disabled at " + peer : "");
    case ike::Stuck::no_policy_in_use: return fmt::format("{} asks for SAs, but no enabled tunnel wants them", peer);
    case ike::Stuck::wrong_pre_shared_key:
      return fmt::format("the pre-shared keys of this router and {} differ", peer);
    case ike::Stuck::authentication_refused:
      return fmt::format("{} refuses this router's name, or the pre-shared keys differ", peer);
    case ike::Stuck::unknown_peer_name:
      return fmt::format("no gateway here expects the name or address of {}", peer);
    case ike::Stuck::no_pre_shared_key: return "the gateway has no pre-shared key";
    case ike::Stuck::invalid_id: return fmt::format("{} refuses the identity or the addresses offered", peer);
    case ike::Stuck::malformed: return fmt::format("{} sent a message that makes no sense", peer);
    case ike::Stuck::peer_refused:
      return fmt::format("{} refused IKE {} (notify {})", peer, phase, failure.notify);
    case ike::Stuck::deleted_unused:
      return fmt::format("{} deleted the IKE SA at once: it may expect another name of this router", peer);
    case ike::Stuck::nat_traversal_off:
      return "a NAT is on the path, but NAT traversal is off at one end";
    case ike::Stuck::ah_through_nat:
      return "a NAT is on the path, and AH protects the addresses that it changes: use ESP";
    case ike::Stuck::no_own_certificate:
      return "the gateway's certificate cannot be used" +
             (failure.detail.empty() ? std::string() : ": " + failure.detail);
    case ike::Stuck::no_peer_certificate: return fmt::format("{} shows no certificate", peer);
    case ike::Stuck::certificate_expired: return fmt::format("the certificate of {} has expired", peer);
    case ike::Stuck::certificate_not_yet_valid:
      return fmt::format("the certificate of {} is not valid yet (is the clock right?)", peer);
    case ike::Stuck::certificate_revoked: return fmt::format("the certificate of {} is revoked", peer);
    case ike::Stuck::certificate_untrusted:
      return fmt::format("no CA of this router's certificate file has signed the certificate of {}", peer);
    case ike::Stuck::certificate_unacceptable:
      return fmt::format("the certificate of {} cannot be used", peer);
    case ike::Stuck::revocation_list_unusable:
      return fmt::format("the CRL file has no valid list of the CA of {}", peer);
    case ike::Stuck::certificate_identity:
      return fmt::format("the certificate of {} is for somebody else ({})", peer, failure.detail);
    case ike::Stuck::no_login:
      return "EAP needs a name of this router (eap myname), or users that may log in (eap request, eap-md5=on)";
    case ike::Stuck::login_refused:
      return fmt::format("name and password are not accepted between this router and {} ({})", peer, failure.detail);
    case ike::Stuck::no_address_left:
      return fmt::format("no address is left for {} of {}", failure.detail, peer);
    case ike::Stuck::wrong_signature: return fmt::format("the signature of {} is wrong", peer);
    case ike::Stuck::wrong_auth_method:
      return fmt::format("{} authenticates itself in another way than this router expects", peer);
  }
  return {};
}

std::string plain(l2tp::Reason reason) {
  switch (reason) {
    case l2tp::Reason::requested: return "disconnected by request";
    case l2tp::Reason::peer_closed: return "the peer closed the L2TP connection";
    case l2tp::Reason::no_answer: return "the peer does not answer L2TP";
    case l2tp::Reason::authentication_failed: return "the L2TP tunnel passwords differ";
    case l2tp::Reason::router_id_mismatch: return "the peer's router-id is not the configured remote router-id";
    case l2tp::Reason::end_id_mismatch: return "the remote end-ids differ";
    case l2tp::Reason::protocol_error: return "the peer broke the L2TP protocol";
    case l2tp::Reason::idle: return "no data passed for the disconnect time";
    case l2tp::Reason::transport_lost: return "the IPsec SA below went away";
  }
  return {};
}

std::string plain(dns::Failure failure) {
  switch (failure) {
    case dns::Failure::no_server: return "no DNS server can be reached (`dns server`)";
    case dns::Failure::no_answer: return "the DNS servers do not answer";
    case dns::Failure::refused: return "the DNS servers refuse to answer";
    case dns::Failure::no_such_name: return "DNS knows no such name";
    case dns::Failure::no_address: return "DNS knows the name, but no address for it";
  }
  return {};
}

std::string plain(ike::Progress progress) {
  switch (progress) {
    case ike::Progress::idle: return "IKE has not started";
    case ike::Progress::phase1: return "IKE phase 1 is under way";
    case ike::Progress::phase1_done: return "IKE phase 1 stands, phase 2 has not started";
    case ike::Progress::phase2: return "IKE phase 2 is under way";
    case ike::Progress::established: return "the IPsec SAs stand";
  }
  return {};
}

}  // namespace kyoten::router
