#include "firmware/ike/v1/debug_log.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

std::string exchange_name(std::uint8_t exchange) {
  switch (exchange) {
    case exchange::main_mode:
      return "main mode";
    case exchange::aggressive:
      return "aggressive mode";
    case exchange::informational:
      return "informational";
    case exchange::quick_mode:
      return "quick mode";
    case exchange::transaction:
      return "transaction";
    default:
      return "exchange " + std::to_string(exchange);
  }
}

std::string payload_name(PayloadType type) {
  switch (type) {
    case PayloadType::security_association:
      return "SA";
    case PayloadType::key_exchange:
      return "KE";
    case PayloadType::identification:
      return "ID";
    case PayloadType::hash:
      return "HASH";
    case PayloadType::nonce:
      return "NONCE";
    case PayloadType::notification:
      return "N";
    case PayloadType::deletion:
      return "D";
    case PayloadType::vendor_id:
      return "VID";
    case PayloadType::nat_discovery:
    case PayloadType::nat_discovery_draft:
      return "NAT-D";
    case PayloadType::fragment:
      return "FRAGMENT";
    default:
      return std::to_string(static_cast<int>(type));
  }
}

void log_message(const Context& context, GatewayId gateway, std::string_view verb,
                 const Header& header, ByteView message, const Endpoint& peer) {
  context.log(gateway, &Gateway::log_message_info,
              std::string(verb) + " message: " + exchange_name(header.exchange) + ", " +
                  std::to_string(header.length_bytes) + " bytes, " + peer.text() + ", cookies " +
                  to_hex(header.initiator) + " " + to_hex(header.responder));
  if (header.encrypted()) return;
  const auto chain = PayloadChain::parse(header.next_payload, message.subspan(kHeaderBytes));
  if (!chain) return;
  std::string names;
  for (auto& payload : (*chain).all()) names += " " + payload_name(payload.type);
  context.log(gateway, &Gateway::log_payload_info, std::string(verb) + " payloads:" + names);
}

}  // namespace

void log_received(const Context& context, const IsakmpSa& sa, const Incoming& in) {
  log_message(context, sa.gateway, "receive", in.header, in.bytes, in.source);
}

void log_sent(const Context& context, std::size_t already) {
  const auto& datagrams = context.out.datagrams;
  for (auto i = already; i < datagrams.size(); ++i) {
    ByteView message(datagrams[i].payload);
    if (datagrams[i].source.port == kNatPort) {
      message = message.subspan(std::min(message.size(), kNonEspMarkerBytes));
    }
    const auto header = parse_header(message);
    if (!header) continue;
    for (auto& sa : context.registry.isakmps) {
      if (sa->cookies.initiator != (*header).initiator) continue;
      log_message(context, sa->gateway, "send", *header, message.first((*header).length_bytes),
                  datagrams[i].destination);
      break;
    }
  }
}

}  // namespace kyoten::ike::v1
