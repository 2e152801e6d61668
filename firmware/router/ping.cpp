#include "firmware/router/ping.hpp"

#include <fmt/format.h>

namespace kyoten::router {
namespace {

double milliseconds(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

std::optional<PingRequest> ping_request(const grammar::Statement& statement, const std::optional<IpAddress>& found) {
  const bool ipv6 = statement.id() == "ping6";
  PingRequest request;
  if (ipv6) {
    const auto host = Ipv6Address::parse(statement.text_of("DESTINATION"));
    if (!host) return std::nullopt;
    request.destination = *host;
    request.source = Ipv6Address::parse(statement.text_of("IPV6_ADDRESS"));
    request.interface = statement.text_of("INTERFACE");
  } else {
    const auto host = found ? found : Ipv4Address::parse(statement.text_of("HOST"));
    if (!host) return std::nullopt;
    request.destination = *host;
    request.source = Ipv4Address::parse(statement.text_of("IP_ADDRESS"));
  }
  if (auto count = statement.integer("COUNT")) request.count = static_cast<int>(*count);
  if (auto length = statement.integer("DATALEN")) request.data_bytes = static_cast<std::size_t>(*length);
  if (auto wait = statement.integer("WAIT")) request.wait = std::chrono::seconds(*wait);
  return request;
}

Ping::Ping(PingRequest request, std::uint16_t identifier, grammar::Language language, Instant now)
    : request_(request), identifier_(identifier), language_(language), next_(now) {}

std::optional<std::uint16_t> Ping::due(Instant now) {
  if (now < next_ || (request_.count && sent_ >= *request_.count)) return std::nullopt;
  const auto sequence = static_cast<std::uint16_t>(sent_++);
  next_ = now + request_.wait;
  outstanding_[sequence] = now;
  if (outstanding_.size() > kMostOutstanding) outstanding_.erase(outstanding_.begin());
  return sequence;
}

std::optional<std::string> Ping::reply(const IpAddress& from, std::uint16_t sequence, std::uint8_t ttl,
                                       Instant now) {
  auto sent = outstanding_.find(sequence);
  if (sent == outstanding_.end() || from != request_.destination) return std::nullopt;
  const Duration time = now - sent->second;
  outstanding_.erase(sent);
  shortest_ = received_ == 0 ? time : std::min(shortest_, time);
  longest_ = std::max(longest_, time);
  total_ += time;
  ++received_;
  const auto format = language_ == grammar::Language::english
                          ? "received from {}: icmp_seq={} ttl={} time={:.3f}ms"
                          : "{}から受信: シーケンス番号={} ttl={} 時間={:.3f}ミリ秒";
  return fmt::format(fmt::runtime(format), from.text(), sequence, ttl, milliseconds(time));
}

bool Ping::finished(Instant now) const {
  if (!request_.count || sent_ < *request_.count) return false;
  return outstanding_.empty() || now >= next_;
}

std::optional<Instant> Ping::deadline() const { return next_; }

std::vector<std::string> Ping::summary() const {
  const double loss = sent_ == 0 ? 0.0 : 100.0 * (sent_ - received_) / sent_;
  const bool english = language_ == grammar::Language::english;
  std::vector<std::string> lines{""};
  lines.push_back(fmt::format(
      fmt::runtime(english ? "{} packets transmitted, {} packets received, {:.1f}% packet loss"
                           : "{}個のパケットを送信し、{}個のパケットを受信しました。{:.1f}%パケットロス"),
      sent_, received_, loss));
  if (received_ > 0) {
    lines.push_back(fmt::format(
        fmt::runtime(english ? "round-trip min/avg/max = {:.3f}/{:.3f}/{:.3f} ms"
                             : "往復遅延 最低/平均/最大 = {:.3f}/{:.3f}/{:.3f} ミリ秒"),
        milliseconds(shortest_), milliseconds(total_ / received_), milliseconds(longest_)));
  }
  return lines;
}

}  // namespace kyoten::router
