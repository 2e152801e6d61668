#include "firmware/l2tp/judge.hpp"

#include "firmware/l2tp/authentication.hpp"

namespace kyoten::l2tp {
namespace {

using wire::l2tp::AvpType;
using wire::l2tp::Control;

/// Texts of our own refusals. A peer of our kind reads them back, so that both ends can name the
/// mistake.
constexpr std::string_view kRouterIdText = "router ID is not the expected one";
constexpr std::string_view kEndIdText = "remote end ID is not the expected one";
constexpr std::string_view kPasswordText = "tunnel authentication failed";

bool known(std::uint16_t type) {
  constexpr AvpType kKnown[] = {AvpType::message_type,
                                AvpType::result_code,
                                AvpType::tie_breaker,
                                AvpType::host_name,
                                AvpType::vendor_name,
                                AvpType::receive_window,
                                AvpType::challenge,
                                AvpType::challenge_response,
                                AvpType::serial_number,
                                AvpType::physical_channel,
                                AvpType::circuit_errors,
                                AvpType::message_digest,
                                AvpType::router_id,
                                AvpType::assigned_connection,
                                AvpType::pseudowire_capabilities,
                                AvpType::local_session,
                                AvpType::remote_session,
                                AvpType::assigned_cookie,
                                AvpType::remote_end_id,
                                AvpType::pseudowire_type,
                                AvpType::sublayer,
                                AvpType::data_sequencing,
                                AvpType::circuit_status,
                                AvpType::preferred_language,
                                AvpType::nonce,
                                AvpType::tx_speed,
                                AvpType::rx_speed};
  return std::any_of(std::begin(kKnown), std::end(kKnown),
                     [&](AvpType one) { return static_cast<std::uint16_t>(one) == type; });
}

Refusal missing(std::string_view what) {
  return {Reason::protocol_error, stop_result::general_error, general_error::bad_value, what};
}
Refusal wrong_password() {
  return {Reason::authentication_failed, stop_result::not_authorized, general_error::none,
          kPasswordText};
}

bool lists_ethernet(ByteView capabilities) {
  ByteReader reader(capabilities);
  while (auto type = reader.u16()) {
    if (*type == kEthernetPseudowire) return true;
  }
  return false;
}

/// What SCCRQ and SCCRP have in common.
std::optional<Refusal> judge_peer(const Control& message, const TunnelSettings& settings) {
  if (!message.has(AvpType::host_name)) return missing("Host Name is missing");
  const auto id = message.u32(AvpType::assigned_connection);
  if (!id || *id == 0) return missing("Assigned Control Connection ID is missing");
  const auto router_id = message.u32(AvpType::router_id);
  if (!router_id) return missing("Router ID is missing");
  // The default 0.0.0.0 expects nobody in particular.
  const auto expected = settings.remote_router_id;
  if (!expected.is_unspecified() && expected.value != *router_id) {
    return Refusal{Reason::router_id_mismatch, stop_result::not_authorized, general_error::none,
                   kRouterIdText};
  }
  if (!lists_ethernet(message.value(AvpType::pseudowire_capabilities))) {
    return missing("no Ethernet pseudowires");
  }
  return std::nullopt;
}

/// What ICRQ and ICRP have in common: nothing may be asked of the data path that it cannot do.
std::optional<Refusal> judge_session(const Control& message) {
  const auto id = message.u32(AvpType::local_session);
  if (!id || *id == 0) {
    return Refusal{Reason::protocol_error, cdn_result::general_error, general_error::bad_value,
                   "Local Session ID is missing"};
  }
  const auto cookie = message.value(AvpType::assigned_cookie).size();
  if (cookie != 0 && cookie != 4 && cookie != 8) {
    return Refusal{Reason::protocol_error, cdn_result::general_error, general_error::bad_value,
                   "cookie is neither 4 nor 8 bytes"};
  }
  if (message.u16(AvpType::data_sequencing).value_or(0) != 0) {
    return Refusal{Reason::protocol_error, cdn_result::needs_sublayer, 0,
                   "data sequencing is not supported"};
  }
  if (message.u16(AvpType::sublayer).value_or(0) != 0) {
    return Refusal{Reason::protocol_error, cdn_result::no_facilities, 0,
                   "no sublayer is supported"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Refusal> unknown_mandatory(const Control& message, bool of_session) {
  for (auto& avp : message.avps) {
    if (!avp.mandatory) continue;
    if (avp.vendor == 0 && !avp.hidden && !avp.reserved && known(avp.type)) continue;
    return Refusal{Reason::protocol_error,
                   of_session ? cdn_result::general_error : stop_result::general_error,
                   general_error::unknown_avp, "unknown mandatory AVP"};
  }
  return std::nullopt;
}

std::optional<Refusal> judge_sccrq(const Control& message, const TunnelSettings& settings) {
  if (auto refusal = unknown_mandatory(message, false)) return refusal;
  const bool by_digest = message.has(AvpType::message_digest) && message.has(AvpType::nonce);
  const bool by_challenge = message.has(AvpType::challenge);
  if (settings.authentication) {
    if (by_digest && !verify(message, digest_key(*settings.authentication), {}, {}))
      return wrong_password();
    if (!by_digest && !by_challenge) return wrong_password();
  } else if (by_digest || by_challenge) {
    return wrong_password();
  }
  return judge_peer(message, settings);
}

std::optional<Refusal> judge_sccrp(const Control& message, const TunnelSettings& settings) {
  return judge_peer(message, settings);
}

std::optional<Refusal> judge_icrq(const Control& message, const TunnelSettings& settings) {
  if (auto refusal = judge_session(message)) return refusal;
  if (message.u16(AvpType::pseudowire_type) != kEthernetPseudowire) {
    return Refusal{Reason::protocol_error, cdn_result::pseudowire_type, 0,
                   "only Ethernet pseudowires"};
  }
  const auto end_id = message.value(AvpType::remote_end_id);
  const auto expected = as_bytes(settings.remote_end_id);
  if (!std::equal(end_id.begin(), end_id.end(), expected.begin(), expected.end())) {
    return Refusal{Reason::end_id_mismatch, cdn_result::general_error, general_error::bad_value,
                   kEndIdText};
  }
  return std::nullopt;
}

std::optional<Refusal> judge_icrp(const Control& message) { return judge_session(message); }

Reason reason_of(const Control& message) {
  const auto code = wire::l2tp::parse_result_code(message.value(AvpType::result_code));
  if (!code) return Reason::peer_closed;
  const std::string_view text(reinterpret_cast<const char*>(code->text.data()), code->text.size());
  if (text == kRouterIdText) return Reason::router_id_mismatch;
  if (text == kEndIdText) return Reason::end_id_mismatch;
  if (text == kPasswordText) return Reason::authentication_failed;
  return Reason::peer_closed;
}

}  // namespace kyoten::l2tp
