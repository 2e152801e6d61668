#include "platform/lab/provider.hpp"

#include <algorithm>

#include "firmware/base/checksum.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ppp.hpp"
#include "firmware/wire/transport.hpp"
#include "platform/lab/probe_frames.hpp"

namespace kyoten::lab {

std::optional<ppp::Account> parse_account(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto blank = std::min(text.find(' '), text.size());
    if (blank > 0) words.emplace_back(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  if (words.size() != 3) return std::nullopt;
  const auto address = Ipv4Address::parse(words[2]);
  if (!address || address->is_unspecified()) return std::nullopt;
  return ppp::Account{words[0], words[1], address};
}

bool names_something(const HostName& name, const std::vector<ppp::Account>& accounts) {
  return name.address || std::ranges::any_of(accounts, [&](auto& account) { return account.name == name.account; });
}

Provider::Provider(ProviderSettings settings, Entropy& entropy) : settings_(std::move(settings)), entropy_(entropy) {
  for (std::size_t port = 0; port < settings_.macs.size(); ++port)
    concentrators_.emplace_back(pppoe::ConcentratorSettings{settings_.name}, entropy_);
}

ppp::LinkSettings Provider::link_settings() const {
  ppp::LinkSettings settings;
  settings.mru = settings_.mru;
  settings.longest_mru = wire::kPppoeMtuBytes;
  settings.requests = {ppp::Authentication::chap_md5, ppp::Authentication::pap};
  settings.accounts = settings_.accounts;
  settings.own_name = settings_.name;
  settings.negotiates_address = true;
  settings.local_address = settings_.address;
  if (!settings_.names.empty()) settings.given_name_server = settings_.address;
  settings.echo = ppp::EchoRules{};
  return settings;
}

void Provider::receive(PortIndex port, ByteView frame, Instant now, ProviderOutbox& out) {
  const auto header = wire::parse_ethernet(frame);
  if (!header || number(port) >= concentrators_.size() || header->source.is_group()) {
    ++counters_.malformed;
    return;
  }
  const auto& own = settings_.macs[number(port)];
  const bool for_us = header->destination == own || header->destination == MacAddress::broadcast();
  if (!for_us || header->vlan_id) return;
  const auto packet = frame.subspan(header->size());
  if (header->type == wire::ethertype::pppoe_discovery) receive_discovery(port, header->source, packet, now, out);
  if (header->type == wire::ethertype::pppoe_session && header->destination == own)
    receive_session(port, header->source, packet, now, out);
}

void Provider::receive_discovery(PortIndex port, const MacAddress& source, ByteView packet, Instant now, ProviderOutbox& out) {
  pppoe::ConcentratorOutbox discovery;
  concentrators_[number(port)].receive(source, packet, discovery);
  for (auto& row : discovery.packets) send(port, row.destination, wire::ethertype::pppoe_discovery, row.packet, out);
  for (auto& event : discovery.events) {
    if (auto* joined = std::get_if<pppoe::HostConnected>(&event)) {
      connect({port, joined->session.id}, joined->session.peer, now, out);
    } else {
      end({port, std::get<pppoe::HostLeft>(event).session.id}, false, out);
    }
  }
}

void Provider::connect(const Key& key, const MacAddress& mac, Instant now, ProviderOutbox& out) {
  auto& subscriber = subscribers_[key];
  subscriber = {mac, std::make_unique<ppp::Link>(link_settings(), entropy_), std::nullopt, {}};
  ppp::LinkOutbox ppp;
  subscriber.link->lower_up(now, ppp);
  take(key, ppp, now, out);
}

void Provider::receive_session(PortIndex port, const MacAddress& source, ByteView bytes, Instant now, ProviderOutbox& out) {
  const auto packet = wire::parse_pppoe(bytes);
  const auto frame = packet && packet->code == wire::pppoe_code::session ? wire::parse_ppp(packet->payload) : std::nullopt;
  if (!frame) {
    ++counters_.malformed;
    return;
  }
  const Key key{port, packet->session};
  const auto found = subscribers_.find(key);
  if (found == subscribers_.end() || found->second.mac != source) {
    // It does not know that this session is over.
    send(port, source, wire::ethertype::pppoe_discovery, wire::pppoe_packet(wire::pppoe_code::padt, packet->session, {}), out);
    return;
  }
  if (frame->protocol == wire::ppp_protocol::ip) return forward(found->second, key, frame->packet, out);
  ppp::LinkOutbox ppp;
  found->second.link->receive(*frame, now, ppp);
  take(key, ppp, now, out);
}

void Provider::take(const Key& key, ppp::LinkOutbox& from, Instant now, ProviderOutbox& out) {
  for (auto& frame : from.frames) send_ppp(key, frame.protocol, frame.packet, out);
  for (auto& event : from.events) {
    if (std::holds_alternative<ppp::LinkUp>(event)) {
      carries_ip(key, now, out);
    } else {
      return end(key, true, out);
    }
  }
}

/// One session for each account: who logs in anew has lost the one before.
void Provider::carries_ip(const Key& key, Instant now, ProviderOutbox& out) {
  auto& subscriber = subscribers_.at(key);
  const auto status = subscriber.link->status();
  for (auto other = subscribers_.begin(); other != subscribers_.end();) {
    const auto before = other++;
    if (before->first == key || before->second.account != status.peer_name) continue;
    ppp::LinkOutbox ppp;
    before->second.link->close(ppp::Reason::requested, now, ppp);
    for (auto& frame : ppp.frames) send_ppp(before->first, frame.protocol, frame.packet, out);
    end(Key(before->first), true, out);
  }
  subscriber.account = status.peer_name;
  subscriber.address = status.remote_address;
  out.news.push_back({subscriber.account, status.remote_address, true});
}

void Provider::end(const Key& key, bool tells, ProviderOutbox& out) {
  const auto found = subscribers_.find(key);
  if (found == subscribers_.end()) return;
  if (tells) {
    pppoe::ConcentratorOutbox discovery;
    concentrators_[number(key.port)].disconnect(key.session, discovery);
    for (auto& row : discovery.packets) send(key.port, row.destination, wire::ethertype::pppoe_discovery, row.packet, out);
  }
  if (found->second.address) out.news.push_back({found->second.account, *found->second.address, false});
  subscribers_.erase(found);
}

void Provider::forward(const Subscriber& from, const Key& key, ByteView bytes, ProviderOutbox& out) {
  if (wire::check_ipv4(bytes) != wire::Ipv4Error::none) {
    ++counters_.malformed;
    return;
  }
  const wire::Ipv4View ip(bytes.data());
  const auto packet = bytes.first(ip.total_bytes());
  if (!from.address || ip.source() != *from.address) {
    ++counters_.foreign_source;
    return;
  }
  if (ip.destination() == settings_.address) {
    if (ip.protocol() == wire::ip_protocol::udp) return answer_dns(key, packet, out);
    return answer_ping(key, packet, out);
  }
  const auto to = std::ranges::find_if(subscribers_, [&](auto& row) { return row.second.address == ip.destination(); });
  if (to == subscribers_.end()) {
    ++counters_.unreachable;
  } else if (ip.ttl() <= 1) {
    ++counters_.expired;
  } else if (packet.size() > to->second.link->status().send_mru) {
    ++counters_.too_long;
  } else {
    auto copy = to_bytes(packet);
    wire::decrement_ttl(copy.data());
    ++counters_.forwarded;
    send_ppp(to->first, wire::ppp_protocol::ip, copy, out);
  }
}

void Provider::answer_ping(const Key& key, ByteView packet, ProviderOutbox& out) {
  const wire::Ipv4View ip(packet.data());
  const auto request = ip.payload();
  if (ip.protocol() != wire::ip_protocol::icmp || ip.is_fragment() || request.size() < wire::kIcmpHeaderBytes) return;
  if (request[0] != wire::icmp_type::echo_request || finish_checksum(checksum_add(0, request)) != 0) return;
  auto reply = to_bytes(request);
  reply[0] = wire::icmp_type::echo_reply;
  reply[2] = reply[3] = 0;
  const auto sum = finish_checksum(checksum_add(0, reply));
  reply[2] = static_cast<std::uint8_t>(sum >> 8);
  reply[3] = static_cast<std::uint8_t>(sum);
  send_ppp(key, wire::ppp_protocol::ip, ipv4_packet(settings_.address, ip.source(), wire::ip_protocol::icmp, reply, false), out);
}

void Provider::answer_dns(const Key& key, ByteView packet, ProviderOutbox& out) {
  const auto address_of = [&](const std::string& account) -> std::optional<IpAddress> {
    for (auto& [other, subscriber] : subscribers_) {
      if (subscriber.account == account && subscriber.address) return *subscriber.address;
    }
    return std::nullopt;
  };
  const auto response = answer_query(packet, settings_.address, settings_.names, address_of);
  if (response) send_ppp(key, wire::ppp_protocol::ip, *response, out);
}

void Provider::give_address(std::string_view account, Ipv4Address address) {
  for (auto& row : settings_.accounts) {
    if (row.name == account) row.address = address;
  }
}

void Provider::send_ppp(const Key& key, std::uint16_t protocol, ByteView packet, ProviderOutbox& out) {
  Bytes ppp;
  ByteWriter(ppp).u16(protocol).bytes(packet);
  send(key.port, subscribers_.at(key).mac, wire::ethertype::pppoe_session,
       wire::pppoe_packet(wire::pppoe_code::session, key.session, ppp), out);
}

void Provider::send(PortIndex port, const MacAddress& to, std::uint16_t type, ByteView packet, ProviderOutbox& out) const {
  const wire::EthernetHeader header{to, settings_.macs[number(port)], std::nullopt, type};
  Bytes frame(header.size());
  wire::write_ethernet(header, frame.data());
  frame.insert(frame.end(), packet.begin(), packet.end());
  out.frames.push_back({port, std::move(frame)});
}

void Provider::expire(Instant now, ProviderOutbox& out) {
  std::vector<Key> due;
  for (auto& [key, subscriber] : subscribers_) {
    if (const auto deadline = subscriber.link->deadline(); deadline && *deadline <= now) due.push_back(key);
  }
  for (auto& key : due) {
    const auto found = subscribers_.find(key);
    if (found == subscribers_.end()) continue;
    ppp::LinkOutbox ppp;
    found->second.link->expire(now, ppp);
    take(key, ppp, now, out);
  }
}

std::optional<Instant> Provider::deadline() const {
  std::optional<Instant> due;
  for (auto& [key, subscriber] : subscribers_) due = earlier(due, subscriber.link->deadline());
  return due;
}

std::vector<std::string> Provider::connected() const {
  std::vector<std::string> names;
  for (auto& [key, subscriber] : subscribers_) {
    if (subscriber.address) names.push_back(subscriber.account);
  }
  return names;
}

}  // namespace kyoten::lab
