#include "platform/lab/checks.hpp"

#include <algorithm>

namespace kyoten::lab {

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
  attempt(now, probes);
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
      break;
    case Report::What::seen:
      if (side != Side::to || report.from != settings_.from_mac || seen_) return;
      seen_ = report.at;
      break;
    case Report::What::answered:
      if (side != Side::from || report.from != settings_.to_mac || answered_) return;
      answered_ = report.at;
      result.answer_bytes = report.frame_bytes;
      break;
  }
  if (complete()) end_check(now);
}

bool CheckRun::complete() const {
  return sent_ && seen_ && (answered_ || !has_answer(results_.back().kind));
}

void CheckRun::end_check(Instant now) {
  auto& result = results_.back();
  result.passed = complete();
  if (sent_ && seen_) result.there = *seen_ - *sent_;
  if (sent_ && answered_) result.and_back = *answered_ - *sent_;
  if (!sent_) {
    result.reason = "it could not be sent: nobody answers ARP";
  } else if (!seen_) {
    result.reason = "it did not arrive";
  } else if (!result.passed) {
    result.reason = "it arrived, but no answer came back";
  }
  step_ = Step::pausing;
  deadline_ = now + settings_.pause;
}

void CheckRun::expire(Instant now, std::vector<Probe>& probes) {
  if (!deadline_ || *deadline_ > now) return;
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
