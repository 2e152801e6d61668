// The one place where events become words: log lines in the device's own wording, and the plain sentences that the
// lab prints.
#pragma once

#include <optional>
#include <string>

#include "firmware/config/intent.hpp"
#include "firmware/dns/resolver.hpp"
#include "firmware/ike/status.hpp"
#include "firmware/l2tp/status.hpp"
#include "firmware/router/event_log.hpp"

namespace kyoten::router {

struct LogEntry {
  LogLevel level = LogLevel::info;
  std::string text;
};

/// Log line of an IKE event; nothing for those that the device does not log.
std::optional<LogEntry> wording(const ike::Event& event);
std::optional<LogEntry> wording(const l2tp::Event& event);

/// "TCP", "UDP", "ICMP", or the number, as the log writes IP's protocols.
std::string protocol_word(std::uint8_t protocol);

/// "no answer from 10.10.10.138 to IKE phase 1", "the pre-shared keys differ", ...
std::string plain(const ike::NegotiationFailed& failure);
std::string plain(l2tp::Reason reason);
std::string plain(dns::Failure failure);
constexpr std::string_view kRefusedAsBroken = "DES, MD5 and groups of 768 bits are refused (--refuse-broken)";
/// What an IKE gateway is doing, for a tunnel that is not up yet.
std::string plain(ike::Progress progress);

}  // namespace kyoten::router
