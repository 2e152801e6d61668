#include "platform/lab/checks.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace kyoten::lab {
namespace {

constexpr std::uint16_t kFullPacketBytes = 1500;
constexpr std::uint16_t kSmallestMtuBytes = 68;  // RFC 791 section 3.1

}  // namespace

CheckSettings checks_between(MacAddress from_mac, Ipv4Prefix from, MacAddress to_mac,
                             Ipv4Prefix to) {
  CheckSettings settings;
  settings.from_mac = from_mac;
  settings.to_mac = to_mac;
  settings.from_address = from.address;
  settings.to_address = to.address;
  settings.routed = !from.contains(to.address);
  if (settings.routed) settings.probes.assign(kRoutedProbes.begin(), kRoutedProbes.end());
  return settings;
}

void CheckRun::start(Instant now, std::vector<Probe>& probes) { begin_check(now, probes); }

void CheckRun::begin_check(Instant now, std::vector<Probe>& probes) {
  if (next_ == settings_.probes.size()) {
    finished_ = true;
    step_ = Step::idle;
    deadline_.reset();
    return;
  }
  CheckResult result;
  result.kind = settings_.probes[next_++];
  results_.push_back(result);
  before_ = meter_.cost();
  packet_bytes_ = kFullPacketBytes;
  smaller_at_once_ = false;
  if (result.kind == ProbeKind::in_the_clear) return judge_clear_text(now);
  attempt(now, probes);
}

/// No frame at all proves nothing.
void CheckRun::judge_clear_text(Instant now) {
  auto& result = results_.back();
  result.attempts = 1;
  result.passed = clear_text_.frames() > 0 && clear_text_.readable() == 0;
  result.note = fmt::format("{} frames between the routers", clear_text_.frames());
  if (clear_text_.frames() == 0) result.reason = "no frame was seen between the routers";
  if (clear_text_.readable() > 0) {
    result.reason = fmt::format("{} of {} frames showed both hosts' addresses",
                                clear_text_.readable(), clear_text_.frames());
  }
  step_ = Step::pausing;
  deadline_ = now;
}

void CheckRun::attempt(Instant now, std::vector<Probe>& probes) {
  auto& result = results_.back();
  ++result.attempts;
  sent_.reset();
  seen_.reset();
  answered_.reset();
  Probe probe;
  probe.kind = result.kind;
  probe.token = ++token_;
  probe.peer_mac = settings_.to_mac;
  probe.peer = settings_.to_address;
  probe.vlan_id = settings_.vlan_id;
  probe.packet_bytes = packet_bytes_;
  probes.push_back(probe);
  step_ = Step::waiting;
  deadline_ = now + settings_.patience;
}

void CheckRun::report(Side side, const Report& report, Instant now) {
  if (step_ != Step::waiting) return;
  auto& result = results_.back();
  if (report.kind != result.kind) return;
  if (report.token != 0 && report.token != token_) return;  // a late one of an earlier attempt
  switch (report.what) {
    case Report::What::sent:
      if (side != Side::from || sent_) return;
      sent_ = report.at;
      result.frame_bytes = report.frame_bytes;
      if (result.kind == ProbeKind::tcp_payload) result.note = fmt::format("MSS {}", report.value);
      break;
    case Report::What::seen:
      if (side != Side::to || !comes_from(report, settings_.from_mac) || seen_) return;
      seen_ = report.at;
      break;
    case Report::What::answered:
      if (side != Side::from || !comes_from(report, settings_.to_mac) || answered_) return;
      answered_ = report.at;
      result.answer_bytes = report.frame_bytes;
      break;
    case Report::What::too_big:
      if (side == Side::from) hear_too_big(report.value, now);
      return;
  }
  if (complete()) end_check(now);
}

bool CheckRun::comes_from(const Report& report, MacAddress host) const {
  return settings_.routed || report.from == host;
}

/// RFC 1191: tries again with what the router says would fit, which must be less each time.
void CheckRun::hear_too_big(std::uint16_t mtu_bytes, Instant now) {
  auto& result = results_.back();
  result.note = fmt::format("path MTU {}", mtu_bytes);
  if (mtu_bytes < kSmallestMtuBytes || mtu_bytes >= packet_bytes_) {
    result.reason = fmt::format("{} bytes were too big, and the router names {} as what fits",
                                packet_bytes_, mtu_bytes);
    return;
  }
  packet_bytes_ = mtu_bytes;
  smaller_at_once_ = true;
  deadline_ = now;
}

bool CheckRun::complete() const {
  return sent_ && seen_ && (answered_ || !has_answer(results_.back().kind));
}

void CheckRun::end_check(Instant now) {
  auto& result = results_.back();
  result.passed = complete();
  if (sent_ && seen_) result.there = *seen_ - *sent_;
  if (sent_ && answered_) result.and_back = *answered_ - *sent_;
  if (!sent_ && result.kind == ProbeKind::tcp_payload) {
    result.reason = "no TCP connection came about";
  } else if (!sent_) {
    result.reason = "it could not be sent: nobody answers ARP";
  } else if (!seen_) {
    if (result.reason.empty()) result.reason = "it did not arrive";
  } else if (!result.passed) {
    result.reason = "it arrived, but no answer came back";
  }
  step_ = Step::pausing;
  deadline_ = now + settings_.pause;
}

void CheckRun::expire(Instant now, std::vector<Probe>& probes) {
  if (!deadline_ || *deadline_ > now) return;
  if (std::exchange(smaller_at_once_, false)) {
    --results_.back().attempts;  // nothing was lost
    return attempt(now, probes);
  }
  if (step_ == Step::waiting) {
    if (results_.back().attempts < settings_.attempts) {
      attempt(now, probes);
    } else {
      end_check(now);
    }
    return;
  }
  take_cost();
  begin_check(now, probes);
}

void CheckRun::take_cost() {
  const auto after = meter_.cost();
  results_.back().wan = {after.frames - before_.frames, after.bytes - before_.bytes};
}

void CheckRun::give_up(Instant now) {
  if (finished_) return;
  if (step_ == Step::waiting) end_check(now);
  if (step_ == Step::pausing) take_cost();
  for (; next_ < settings_.probes.size(); ++next_) {
    CheckResult result;
    result.kind = settings_.probes[next_];
    result.reason = "there was no time left to try it";
    results_.push_back(result);
  }
  finished_ = true;
  step_ = Step::idle;
  deadline_.reset();
}

std::optional<Instant> CheckRun::deadline() const { return deadline_; }

bool CheckRun::all_passed() const {
  return finished_ && std::ranges::all_of(results_, [](auto& result) { return result.passed; });
}

}  // namespace kyoten::lab
