// Whether what a peer asks for can be granted: required AVPs, unknown mandatory ones, router ids,
// end ids, passwords, pseudowire types. Pure functions; the answer carries both what the peer is
// told and what our log says.
#pragma once

#include <optional>
#include <string_view>

#include "firmware/l2tp/events.hpp"
#include "firmware/l2tp/settings.hpp"
#include "firmware/wire/l2tp_control.hpp"

namespace kyoten::l2tp {

/// Result codes (RFC 3931 section 5.4.2).
namespace stop_result {
constexpr std::uint16_t clear = 1;
constexpr std::uint16_t general_error = 2;
constexpr std::uint16_t not_authorized = 4;
constexpr std::uint16_t shutting_down = 6;
}  // namespace stop_result
namespace cdn_result {
constexpr std::uint16_t general_error = 2;
constexpr std::uint16_t administrative = 3;
constexpr std::uint16_t no_facilities_now = 4;
constexpr std::uint16_t no_facilities = 5;
constexpr std::uint16_t lost_tie = 13;
constexpr std::uint16_t pseudowire_type = 14;
constexpr std::uint16_t needs_sublayer = 15;
}  // namespace cdn_result
namespace general_error {
constexpr std::uint16_t none = 0;
constexpr std::uint16_t bad_value = 3;
constexpr std::uint16_t unknown_avp = 8;
}  // namespace general_error

constexpr std::uint16_t kEthernetPseudowire = 5;  ///< RFC 4719
constexpr std::uint16_t kCircuitActive = 1;
constexpr std::uint16_t kCircuitActiveNew = 3;

struct Refusal {
  Reason reason = Reason::protocol_error;
  std::uint16_t result = 0;
  std::uint16_t error = 0;
  std::string_view text;
};

/// Section 5.2: an AVP with the M bit that we do not know, cannot read (hidden) or must not trust
/// (reserved bits).
[[nodiscard]] std::optional<Refusal> unknown_mandatory(const wire::l2tp::Control& message,
                                                       bool of_session);

[[nodiscard]] std::optional<Refusal> judge_sccrq(const wire::l2tp::Control& message,
                                                 const TunnelSettings& settings);
/// Everything but the password, which the connection checks.
[[nodiscard]] std::optional<Refusal> judge_sccrp(const wire::l2tp::Control& message,
                                                 const TunnelSettings& settings);
[[nodiscard]] std::optional<Refusal> judge_icrq(const wire::l2tp::Control& message,
                                                const TunnelSettings& settings);
[[nodiscard]] std::optional<Refusal> judge_icrp(const wire::l2tp::Control& message);

/// What the Result Code AVP of a peer means for our log.
[[nodiscard]] Reason reason_of(const wire::l2tp::Control& message);

}  // namespace kyoten::l2tp
