#include "platform/lab/name_server.hpp"

namespace kyoten::lab {

std::optional<HostName> parse_host_name(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  auto name = wire::dns::Name::parse(text.substr(0, blank));
  const auto of = text.substr(blank + 1);
  if (!name || name->text().empty() || of.empty() || of.find(' ') != std::string_view::npos) return std::nullopt;
  const auto address = IpAddress::parse(of);
  return HostName{std::move(*name), address, address ? "" : std::string(of)};
}

Bytes response_to(wire::dns::Message query, bool known, const std::vector<IpAddress>& addresses) {
  using wire::dns::Type;
  query.is_response = true;
  query.recursion_available = true;
  query.code = known ? wire::dns::ResponseCode::no_error : wire::dns::ResponseCode::name_error;
  query.answers.clear();
  for (auto& address : addresses) {
    const auto type = address.is_ipv6() ? Type::aaaa : Type::a;
    if (query.question.type == type) query.answers.push_back({query.question.name, type, kNameTtl, address});
  }
  return wire::dns::write(query);
}

std::optional<Bytes> answer_query(ByteView query, const std::vector<HostName>& names) {
  return answer_query(query, names, [](const std::string&) { return std::optional<IpAddress>(); });
}

}  // namespace kyoten::lab
