#include "firmware/ike/v2/debug_log.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

std::string exchange_name(std::uint8_t exchange) {
  switch (exchange) {
    case exchange::ike_sa_init:
      return "IKE_SA_INIT";
    case exchange::ike_auth:
      return "IKE_AUTH";
    case exchange::create_child_sa:
      return "CREATE_CHILD_SA";
    case exchange::informational:
      return "INFORMATIONAL";
    default:
      return "exchange " + std::to_string(exchange);
  }
}

void log_message(const Context& context, GatewayId gateway, std::string_view verb,
                 const Header& header, const Endpoint& peer) {
  context.log(gateway, &Gateway::log_message_info,
              std::string(verb) + " message: " + exchange_name(header.exchange) +
                  (is_response(header) ? " response" : " request") + " " +
                  std::to_string(header.message_id) + ", " + std::to_string(header.length_bytes) +
                  " bytes, " + peer.text() + ", SPI " + to_hex(header.initiator) + " " +
                  to_hex(header.responder));
}

}  // namespace

void log_received(const Context& context, const IkeSa& sa, const Incoming& in) {
  log_message(context, sa.gateway, "receive", in.header, in.source);
}

void log_sent(const Context& context, std::size_t already) {
  const auto& datagrams = context.out.datagrams;
  for (auto i = already; i < datagrams.size(); ++i) {
    ByteView message(datagrams[i].payload);
    if (datagrams[i].source.port == wire::ike::kNatPort)
      message = message.subspan(std::min(message.size(), wire::ike::kNonEspMarkerBytes));
    const auto header = wire::ike::parse_header(message);
    if (!header || (*header).major_version() != 2) continue;
    for (auto& sa : context.registry.ikes) {
      if (sa->spis.initiator != (*header).initiator) continue;
      log_message(context, sa->gateway, "send", *header, datagrams[i].destination);
      break;
    }
  }
}

}  // namespace kyoten::ike::v2
