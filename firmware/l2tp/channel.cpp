#include "firmware/l2tp/channel.hpp"

namespace kyoten::l2tp {
namespace {

using wire::l2tp::MessageType;

/// Section 4.2: modulo 65536; the 32767 numbers in front of b are behind it.
bool before(std::uint16_t a, std::uint16_t b) { return static_cast<std::int16_t>(a - b) < 0; }

}  // namespace

void Channel::queue(wire::l2tp::Message message, Pace pace) {
  if (waiting_.size() >= kMostQueued) {
    exhausted_ = true;
    return;
  }
  const auto first = pace.first;
  waiting_.push_back({std::move(message), pace, 0, 0, first, std::nullopt});
}

void Channel::send_once(Entry& entry, Instant now, std::vector<Transmission>& out) {
  out.push_back({entry.message, entry.ns, entry.tries > 0});
  if (entry.tries > 0)
    entry.wait = std::min(entry.wait * 2, std::max(entry.pace.cap, entry.pace.first));
  ++entry.tries;
  entry.due = now + entry.wait;
}

std::vector<Channel::Transmission> Channel::transmit(Instant now) {
  std::vector<Transmission> out;
  bool lost = false;
  for (auto& entry : in_flight_) {
    if (entry.due && *entry.due > now) continue;
    if (entry.due && entry.tries >= entry.pace.tries) {
      exhausted_ = true;
      return {};
    }
    if (entry.due) {
      lost = true;
      send_once(entry, now, out);
    } else {
      out.push_back({entry.message, entry.ns, true});  // asked for by repeat_unacknowledged()
      entry.due = now + entry.wait;
    }
  }
  if (lost) shrink_window();
  const std::size_t window = std::min(congestion_window_, peer_window_);
  while (!waiting_.empty() && in_flight_.size() < window) {
    in_flight_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    in_flight_.back().ns = next_send_++;
    send_once(in_flight_.back(), now, out);
  }
  return out;
}

std::optional<Instant> Channel::deadline() const {
  std::optional<Instant> first;
  for (auto& entry : in_flight_) first = earlier(first, entry.due);
  return first;
}

/// Appendix A: slow start, then one more for each full window.
void Channel::acknowledge(std::uint16_t nr) {
  if (before(next_send_, nr)) return;  // acknowledges what was never sent
  while (!in_flight_.empty() && before(in_flight_.front().ns, nr)) {
    in_flight_.pop_front();
    if (congestion_window_ >= peer_window_) continue;
    if (congestion_window_ < slow_start_until_ || ++acknowledged_in_round_ >= congestion_window_) {
      ++congestion_window_;
      acknowledged_in_round_ = 0;
    }
  }
}

void Channel::shrink_window() {
  slow_start_until_ = std::max<std::uint16_t>(1, congestion_window_ / 2);
  congestion_window_ = 1;
  acknowledged_in_round_ = 0;
}

Channel::Verdict Channel::receive(std::uint16_t ns, ByteView bytes) {
  if (ns == next_receive_) {
    ++next_receive_;
    return Verdict::deliver;
  }
  if (before(ns, next_receive_)) return Verdict::duplicate;
  if (static_cast<std::uint16_t>(ns - next_receive_) >= kReceiveWindow) return Verdict::outside;
  for (auto& [kept, message] : early_) {
    if (kept == ns) return Verdict::early;
  }
  early_.emplace_back(ns, to_bytes(bytes));
  return Verdict::early;
}

std::optional<Bytes> Channel::next_in_order() {
  for (auto it = early_.begin(); it != early_.end(); ++it) {
    if (it->first != next_receive_) continue;
    Bytes message = std::move(it->second);
    early_.erase(it);
    ++next_receive_;
    return message;
  }
  return std::nullopt;
}

void Channel::set_peer_window(std::uint16_t messages) {
  // RFC 2661 section 5.8: 0 is invalid; a peer without room for one message could not be talked to
  // at all.
  peer_window_ = std::clamp<std::uint16_t>(messages, 1, 64);
  slow_start_until_ = peer_window_;
}

void Channel::repeat_unacknowledged() {
  for (auto& entry : in_flight_) entry.due.reset();
}

void Channel::restart_keepalive(Instant now) {
  for (auto& entry : in_flight_) {
    if (entry.message.type() != MessageType::hello) continue;
    entry.tries = 1;
    entry.due = now + entry.wait;
  }
}

bool Channel::outstanding(MessageType type) const {
  auto is_it = [&](auto& entry) { return entry.message.type() == type; };
  return std::any_of(in_flight_.begin(), in_flight_.end(), is_it) ||
         std::any_of(waiting_.begin(), waiting_.end(), is_it);
}

}  // namespace kyoten::l2tp
