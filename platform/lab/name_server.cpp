#include "platform/lab/name_server.hpp"

#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "platform/lab/probe_frames.hpp"

namespace kyoten::lab {
namespace {

wire::dns::Message response_to(wire::dns::Message query, const std::vector<HostName>& names, const AddressOf& address_of) {
  using wire::dns::Type;
  query.is_response = true;
  query.recursion_available = true;
  query.code = wire::dns::ResponseCode::name_error;
  query.answers.clear();
  for (auto& row : names) {
    if (row.name != query.question.name) continue;
    query.code = wire::dns::ResponseCode::no_error;
    const auto address = row.address || !address_of ? row.address : address_of(row.account);
    if (!address) continue;
    const auto type = address->is_ipv6() ? Type::aaaa : Type::a;
    if (query.question.type == type) query.answers.push_back({row.name, type, kNameTtl, *address});
  }
  return query;
}

}  // namespace

std::optional<HostName> parse_host_name(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  auto name = wire::dns::Name::parse(text.substr(0, blank));
  const auto of = text.substr(blank + 1);
  if (!name || name->text().empty() || of.empty() || of.find(' ') != std::string_view::npos) return std::nullopt;
  const auto address = IpAddress::parse(of);
  return HostName{std::move(*name), address, address ? "" : std::string(of)};
}

std::optional<Bytes> answer_query(ByteView packet, Ipv4Address own, const std::vector<HostName>& names, const AddressOf& address_of) {
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return std::nullopt;
  const wire::Ipv4View ip(packet.data());
  if (ip.destination() != own || ip.protocol() != wire::ip_protocol::udp || ip.is_fragment()) return std::nullopt;
  const auto udp = wire::parse_udp(ip.payload());
  if (!udp || !wire::udp_checksum_good(ip.payload(), ip.source(), own) || udp->destination_port != wire::dns::kPort) return std::nullopt;
  const auto query = wire::dns::parse(udp->payload);
  if (!query || (*query).is_response) return std::nullopt;
  const auto response = wire::dns::write(response_to(*query, names, address_of));
  return udp_packet({own, wire::dns::kPort}, {ip.source(), udp->source_port}, response);
}

}  // namespace kyoten::lab
