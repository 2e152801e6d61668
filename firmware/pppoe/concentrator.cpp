#include "firmware/pppoe/concentrator.hpp"

#include <algorithm>

#include "firmware/base/secret.hpp"
#include "firmware/crypto/hash.hpp"

namespace kyoten::pppoe {
namespace {

namespace code = wire::pppoe_code;
namespace tag = wire::pppoe_tag;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kCookieBytes = 16;

/// What a host is to find again in each answer (section 5.2).
void return_tags(const std::vector<wire::PppoeTag>& asked, Bytes& answer) {
  for (auto type : {tag::host_uniq, tag::relay_session_id}) {
    if (const auto value = wire::find_pppoe_tag(asked, type)) wire::append_pppoe_tag(answer, type, *value);
  }
}

}  // namespace

Concentrator::Concentrator(ConcentratorSettings settings, Entropy& entropy)
    : settings_(std::move(settings)), secret_(entropy.bytes(kSecretBytes)) {}

Bytes Concentrator::cookie_of(const MacAddress& host) const {
  auto cookie = crypto::hmac(crypto::HashAlgorithm::sha256, secret_, {ByteView(host.octets)});
  cookie.resize(kCookieBytes);
  return cookie;
}

void Concentrator::receive(const MacAddress& source, ByteView bytes, ConcentratorOutbox& out) {
  const auto packet = wire::parse_pppoe(bytes);
  if (!packet || source.is_group()) return;
  if (packet->code == code::padt) {
    const auto session = sessions_.find(packet->session);
    if (session == sessions_.end() || session->second != source) return;
    out.events.push_back(HostLeft{{source, packet->session}});
    sessions_.erase(session);
    return;
  }
  const auto tags = wire::parse_pppoe_tags(packet->payload);
  if (!tags || number(packet->session) != 0) return;
  if (packet->code == code::padi) offer(source, *tags, out);
  if (packet->code == code::padr) confirm(source, *tags, out);
}

void Concentrator::offer(const MacAddress& host, const std::vector<wire::PppoeTag>& tags, ConcentratorOutbox& out) const {
  const auto service = wire::find_pppoe_tag(tags, tag::service_name);
  if (!service || !service->empty()) return;  // there is one service here, and it has no name
  Bytes answer;
  wire::append_pppoe_tag(answer, tag::service_name, {});
  wire::append_pppoe_tag(answer, tag::ac_name, as_bytes(settings_.name));
  return_tags(tags, answer);
  wire::append_pppoe_tag(answer, tag::ac_cookie, cookie_of(host));
  out.packets.push_back({host, wire::pppoe_packet(code::pado, PppoeSessionId{}, answer)});
}

std::optional<PppoeSessionId> Concentrator::free_id() {
  if (sessions_.size() >= kMostSessions) return std::nullopt;
  do ++last_id_;
  while (last_id_ == 0 || last_id_ == 0xffff || sessions_.contains(PppoeSessionId{last_id_}));
  return PppoeSessionId{last_id_};
}

void Concentrator::confirm(const MacAddress& host, const std::vector<wire::PppoeTag>& tags, ConcentratorOutbox& out) {
  const auto cookie = wire::find_pppoe_tag(tags, tag::ac_cookie);
  if (!cookie || !equal_in_constant_time(*cookie, cookie_of(host))) return;
  const auto of_host = std::ranges::count_if(sessions_, [&](auto& row) { return row.second == host; });
  const auto id = static_cast<std::size_t>(of_host) < kMostSessionsOfHost ? free_id() : std::nullopt;
  Bytes answer;
  wire::append_pppoe_tag(answer, tag::service_name, {});
  return_tags(tags, answer);
  if (!id) wire::append_pppoe_tag(answer, tag::ac_system_error, as_bytes("no session is free"));
  out.packets.push_back({host, wire::pppoe_packet(code::pads, id.value_or(PppoeSessionId{}), answer)});
  if (!id) return;
  sessions_[*id] = host;
  out.events.push_back(HostConnected{{host, *id}});
}

void Concentrator::disconnect(PppoeSessionId session, ConcentratorOutbox& out) {
  const auto found = sessions_.find(session);
  if (found == sessions_.end()) return;
  out.packets.push_back({found->second, wire::pppoe_packet(code::padt, session, {})});
  sessions_.erase(found);
}

}  // namespace kyoten::pppoe
