#include "platform/lab/node_process.hpp"

#include <algorithm>
#include <fstream>

#include "platform/lab/host_protocol.hpp"
#include "platform/lab/router_protocol.hpp"

namespace kyoten::lab {

void NodeProcess::want(PollSet& poll) const {
  if (!socket_) return;
  poll.want_input(socket_->descriptor());
  if (socket_->wants_to_write()) poll.want_output(socket_->descriptor());
}

std::optional<Instant> NodeProcess::deadline() const {
  return ended_ ? std::nullopt : std::optional(next_try_);
}

void NodeProcess::serve(const PollSet& poll, Instant lab_start, News& news) {
  if (ended_) return;
  const auto now = machine_now();
  if (socket_) {
    if (poll.writable(socket_->descriptor())) socket_->flush();
    if (poll.readable(socket_->descriptor())) {
      for (auto& line : socket_->receive()) hear(line, lab_start, news);
    }
    if (socket_->closed()) socket_.reset();
  }
  if (now < next_try_) return;
  if (!child_.running()) {
    ended_ = true;
    socket_.reset();
    tunnels_.clear();
    told_tunnels_ = false;
    auto detail = child_.how_it_ended();
    if (const auto words = last_words(); !words.empty()) detail += ": " + words;
    news.events.push_back({now - lab_start, node_.name, "exited", "", detail});
    return;
  }
  if (!socket_) {
    connect(now);
  } else if (node_.kind == NodeKind::router) {
    socket_->send(status_request(next_id_++));
    next_try_ = now + kStatusInterval;
  } else {
    next_try_ = now + kStatusInterval;
  }
}

void NodeProcess::connect(Instant now) {
  if (node_.kind == NodeKind::provider) {  // it has nothing to tell but that it runs
    next_try_ = now + kStatusInterval;
    return;
  }
  next_try_ = now + kConnectInterval;
  auto made = LineSocket::connect(control_);
  if (!made) return;  // it has not got so far yet
  socket_ = std::move(*made);
  socket_->send(subscribe_request(next_id_++));
  if (node_.kind == NodeKind::router) socket_->send(status_request(next_id_++));
}

void NodeProcess::hear(const std::string& line, Instant lab_start, News& news) {
  if (node_.kind == NodeKind::host) {
    if (auto report = parse_report(line)) news.reports.push_back(*report);
    if (auto address = parse_address(line); address && address_ != address) {
      address_ = address;
      if (node_.dhcp) {
        news.events.push_back(
            {machine_now() - lab_start, node_.name, "address_acquired", "eth1", address->text()});
      }
    }
    return;
  }
  if (auto event = parse_progress(line)) {
    event->node = node_.name;
    // Its clock began when it was so far, which it does not tell. The news that came fastest knows
    // best.
    zero_ = std::min(zero_, machine_now() - event->at);
    event->at += zero_ - lab_start;
    news.events.push_back(std::move(*event));
    next_try_ = machine_now();  // something changed: ask for the tunnels at once
    return;
  }
  hear_tunnels(line, lab_start, news);
}

void NodeProcess::hear_tunnels(const std::string& line, Instant lab_start, News& news) {
  auto states = parse_tunnels(line, kMostTunnels);
  if (!states) return;
  for (auto& state : *states) {
    state.node = node_.name;
    const auto before = std::ranges::find(tunnels_, state.tunnel, &TunnelState::tunnel);
    const bool was_up = before != tunnels_.end() && before->up;
    if (state.up == was_up) continue;
    news.events.push_back(
        {machine_now() - lab_start, node_.name, state.up ? "tunnel_online" : "tunnel_offline",
         "tunnel" + std::to_string(state.tunnel), state.up ? "" : state.sentence});
  }
  tunnels_ = std::move(*states);
  told_tunnels_ = true;
  if (telnet_.empty())
    telnet_ = telnet_in_log();  // it serves its control socket, so it has said so
}

void NodeProcess::send(const Probe& probe) {
  if (socket_) socket_->send(probe_request(next_id_++, probe));
}

bool NodeProcess::ready() const {
  if (node_.kind == NodeKind::provider) return !ended_;
  if (ended_ || !socket_) return false;
  if (node_.kind == NodeKind::host) return address_.has_value();
  return told_tunnels_ && std::ranges::all_of(tunnels_, [](auto& tunnel) { return tunnel.up; });
}

/// `kyoten run` takes a free port and prints which one.
std::string NodeProcess::telnet_in_log() const {
  constexpr std::string_view kPrefix = "console tcp:";
  std::ifstream file(log_);
  std::string line;
  while (std::getline(file, line)) {
    if (line.starts_with(kPrefix)) return printable(as_bytes(line.substr(kPrefix.size())));
  }
  return {};
}

std::string NodeProcess::last_words() const {
  std::ifstream file(log_);
  std::string line;
  std::string last;
  while (std::getline(file, line)) {
    if (!line.empty()) last = line;
  }
  return printable(as_bytes(last), 200);
}

}  // namespace kyoten::lab
