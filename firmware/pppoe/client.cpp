#include "firmware/pppoe/client.hpp"

#include <algorithm>

namespace kyoten::pppoe {
namespace {

namespace code = wire::pppoe_code;
namespace tag = wire::pppoe_tag;
constexpr std::size_t kHostUniqBytes = 8;
/// What is sent back as it came (cookie, relay id) is bounded by one frame; this is far more than anybody sends.
constexpr std::size_t kLongestEchoedTag = 512;

/// The first error tag and what it says; empty if there is none.
std::string error_in(const std::vector<wire::PppoeTag>& tags) {
  for (auto type : {tag::service_name_error, tag::ac_system_error, tag::generic_error}) {
    if (const auto value = wire::find_pppoe_tag(tags, type)) {
      const auto kind = type == tag::service_name_error ? "service name" : type == tag::ac_system_error ? "system" : "generic";
      return std::string(kind) + " error" + (value->empty() ? "" : ": " + printable(*value));
    }
  }
  return {};
}

std::optional<Bytes> echoed(const std::vector<wire::PppoeTag>& tags, std::uint16_t type) {
  const auto value = wire::find_pppoe_tag(tags, type);
  return value && value->size() <= kLongestEchoedTag ? std::optional(to_bytes(*value)) : std::nullopt;
}

}  // namespace

void Client::wait(const Attempts& attempts, Instant now) {
  // The last wait is not doubled without end: ten retries at most, by the command's range.
  retry_ = now + attempts.restart * (std::int64_t{1} << std::min(sent_, 10));
  ++sent_;
}

void Client::connect(Instant now, ClientOutbox& out) {
  if (state_ != ClientState::idle) return;
  state_ = ClientState::wait_pado;
  host_uniq_ = entropy_.bytes(kHostUniqBytes);
  sent_ = 0;
  send_padi(now, out);
}

void Client::send_padi(Instant now, ClientOutbox& out) {
  wait(settings_.padi, now);
  Bytes tags;
  wire::append_pppoe_tag(tags, tag::service_name, as_bytes(settings_.service_name));
  wire::append_pppoe_tag(tags, tag::host_uniq, host_uniq_);
  out.packets.push_back({MacAddress::broadcast(), wire::pppoe_packet(code::padi, PppoeSessionId{}, tags)});
}

void Client::send_padr(Instant now, ClientOutbox& out) {
  wait(settings_.padr, now);
  Bytes tags;
  wire::append_pppoe_tag(tags, tag::service_name, service_);
  wire::append_pppoe_tag(tags, tag::host_uniq, host_uniq_);
  if (cookie_) wire::append_pppoe_tag(tags, tag::ac_cookie, *cookie_);
  if (relay_) wire::append_pppoe_tag(tags, tag::relay_session_id, *relay_);
  out.packets.push_back({concentrator_, wire::pppoe_packet(code::padr, PppoeSessionId{}, tags)});
}

void Client::disconnect(ClientOutbox& out) {
  if (session_) {
    Bytes tags;
    wire::append_pppoe_tag(tags, tag::host_uniq, host_uniq_);
    out.packets.push_back({session_->peer, wire::pppoe_packet(code::padt, session_->id, tags)});
  }
  session_.reset();
  retry_.reset();
  state_ = ClientState::idle;
}

void Client::give_up(Reason reason, std::string detail, ClientOutbox& out) {
  session_.reset();
  retry_.reset();
  state_ = ClientState::idle;
  out.events.push_back(SessionDown{reason, std::move(detail)});
}

bool Client::is_ours(const std::vector<wire::PppoeTag>& tags) const {
  const auto uniq = wire::find_pppoe_tag(tags, tag::host_uniq);
  return uniq && std::ranges::equal(*uniq, host_uniq_);
}

void Client::receive(const MacAddress& source, ByteView bytes, Instant now, ClientOutbox& out) {
  const auto packet = wire::parse_pppoe(bytes);
  if (!packet) return;
  if (packet->code == code::padt) {
    // Whoever knows the session's two ends may end it (section 5.5): its tags are not even needed.
    if (session_ && source == session_->peer && packet->session == session_->id) give_up(Reason::peer_ended, {}, out);
    return;
  }
  const auto tags = wire::parse_pppoe_tags(packet->payload);
  if (!tags || !is_ours(*tags)) return;
  if (packet->code == code::pado && state_ == ClientState::wait_pado) take_offer(source, *tags, now, out);
  if (packet->code == code::pads && state_ == ClientState::wait_pads && source == concentrator_)
    take_confirmation(*packet, *tags, out);
}

void Client::take_offer(const MacAddress& source, const std::vector<wire::PppoeTag>& tags, Instant now, ClientOutbox& out) {
  const auto name = wire::find_pppoe_tag(tags, tag::ac_name);
  if (source.is_group() || !name || !error_in(tags).empty()) return;
  const auto wanted = as_bytes(settings_.access_concentrator);
  if (!wanted.empty() && !std::ranges::equal(wanted, *name)) return;
  // Without a wish of ours the first service will do.
  const auto service = std::ranges::find_if(tags, [&](auto& row) {
    return row.type == tag::service_name &&
           (settings_.service_name.empty() || std::ranges::equal(as_bytes(settings_.service_name), row.value));
  });
  if (service == tags.end()) return;
  concentrator_ = source;
  concentrator_name_ = printable(*name);
  service_ = settings_.service_name.empty() ? Bytes{} : to_bytes(service->value);
  cookie_ = echoed(tags, tag::ac_cookie);
  relay_ = echoed(tags, tag::relay_session_id);
  state_ = ClientState::wait_pads;
  sent_ = 0;
  send_padr(now, out);
}

void Client::take_confirmation(const wire::PppoePacket& packet, const std::vector<wire::PppoeTag>& tags, ClientOutbox& out) {
  auto error = error_in(tags);
  if (number(packet.session) == 0 || !error.empty()) return give_up(Reason::refused, std::move(error), out);
  state_ = ClientState::open;
  retry_.reset();
  session_ = {concentrator_, packet.session};
  out.events.push_back(SessionUp{*session_, concentrator_name_});
}

void Client::expire(Instant now, ClientOutbox& out) {
  if (!retry_ || *retry_ > now) return;
  if (state_ == ClientState::wait_pado) {
    sent_ <= settings_.padi.retries ? send_padi(now, out) : give_up(Reason::padi_timeout, {}, out);
  } else if (state_ == ClientState::wait_pads) {
    sent_ <= settings_.padr.retries ? send_padr(now, out) : give_up(Reason::padr_timeout, {}, out);
  }
}

}  // namespace kyoten::pppoe
