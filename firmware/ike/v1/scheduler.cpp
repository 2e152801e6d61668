#include "firmware/ike/v1/scheduler.hpp"

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v1/agenda.hpp"
#include "firmware/ike/v1/aggressive_mode.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/login.hpp"
#include "firmware/ike/v1/main_mode.hpp"
#include "firmware/ike/v1/quick_mode.hpp"

namespace kyoten::ike::v1 {
namespace {

/// RTX: a new phase 1 may begin while an old one still retransmits (`ipsec ike retry`,
/// max_session). Here one begins when traffic waits and the old one was without an answer for this
/// long.
constexpr auto kNextSessionAfter = std::chrono::seconds(30);
constexpr auto kWithoutAddress = std::chrono::seconds(5);

constexpr Instant kAtOnce{};

/// Whether this router may begin exchanges with a gateway at all.
bool may_initiate(const Registry& registry, const Gateway& gateway) {
  return registry.settings->enabled && gateway.version == 1 && gateway.auto_refresh &&
         !gateway.pre_shared_key.empty();
}

/// When a phase 1 towards a gateway may begin; nothing if it never may, or one that runs has to end
/// first.
std::optional<Instant> phase1_start(const Registry& registry, const Agenda& agenda,
                                    const Gateway& gateway, bool traffic_waits) {
  if (!may_initiate(registry, gateway) || !gateway.remote_address) return std::nullopt;
  int running = 0;
  auto earliest = kAtOnce;
  if (auto found = registry.gateways.find(gateway.id); found != registry.gateways.end()) {
    earliest = found->second.not_before;
  }
  for (auto* sa : agenda.isakmps_of(gateway.id)) {
    if (sa->established() || sa->role != Role::initiator) continue;
    ++running;
    earliest = std::max(earliest, sa->started + kNextSessionAfter);
  }
  if (running > 0 && !traffic_waits) return std::nullopt;
  if (running >= registry.settings->retry_max_session) return std::nullopt;
  return earliest;
}

/// Quick modes of one ISAKMP SA are begun one at a time: some peers follow few at once.
bool is_busy(const IsakmpSa& sa) {
  return std::any_of(sa.quick_modes.begin(), sa.quick_modes.end(),
                     [](auto& quick) { return quick->state == QuickState::waits_for_answer; });
}

struct PolicyStart {
  Instant when{};
  IsakmpSa* isakmp = nullptr;  ///< none: phase 1 first
};

/// When a policy needs a new pair of SAs, and by what.
std::optional<PolicyStart> policy_start(const Registry& registry, const Agenda& agenda,
                                        const Policy& policy) {
  const auto* gateway = registry.gateway(policy.gateway);
  const auto runtime = registry.policies.find(policy.id);
  const bool known = runtime != registry.policies.end();
  if (gateway == nullptr || !may_initiate(registry, *gateway)) return std::nullopt;
  if (!policy.in_use) return std::nullopt;
  if (agenda.quick_mode_runs(policy.id)) return std::nullopt;
  PolicyStart start{known ? runtime->second.not_before : kAtOnce, nullptr};
  const auto* pair = agenda.newest_pair(policy.id);
  if (pair != nullptr && !pair->worn) {
    if (!pair->rekey_at) return std::nullopt;
    start.when = std::max(start.when, *pair->rekey_at);
  }
  start.isakmp = agenda.newest_isakmp(gateway->id, pair ? &pair->remote_id : nullptr);
  if (start.isakmp != nullptr) {
    if (is_busy(*start.isakmp) || !is_admitted(*start.isakmp)) return std::nullopt;
    return start;
  }
  const auto phase1 = phase1_start(registry, agenda, *gateway, known && runtime->second.wanted);
  if (!phase1) return std::nullopt;
  start.when = std::max(start.when, *phase1);
  return start;
}

/// When the ISAKMP SA of a gateway is to be renewed, or made again for the keepalive that runs
/// under it.
std::optional<Instant> isakmp_start(const Registry& registry, const Agenda& agenda,
                                    const Gateway& gateway) {
  const auto phase1 = phase1_start(registry, agenda, gateway, false);
  if (!phase1) return std::nullopt;
  const auto* newest = agenda.newest_isakmp(gateway.id, nullptr);
  if (newest != nullptr) {
    if (!newest->rekey_at) return std::nullopt;
    return std::max(*phase1, *newest->rekey_at);
  }
  if (!agenda.has_pairs(gateway.id) || gateway.keepalive.use != KeepaliveSwitch::on) return std::nullopt;
  return phase1;
}

void start_phase1(const Context& context, const Gateway& gateway) {
  const bool started = uses_aggressive_mode(gateway) ? start_aggressive_mode(context, gateway)
                                                     : start_main_mode(context, gateway);
  if (!started) context.registry.gateways[gateway.id].not_before = context.now + kWithoutAddress;
}

}  // namespace

void maintain(const Context& context) {
  auto& registry = context.registry;
  const auto settings = registry.settings;
  // What is begun here concerns only the policy and the gateway that it is begun for.
  Agenda agenda(registry);
  const auto begin = [&](const Gateway& gateway) {
    const auto already = registry.isakmps.size();
    start_phase1(context, gateway);
    if (registry.isakmps.size() > already) agenda.note_begin(*registry.isakmps.back());
  };
  int begun = 0;
  for (auto& policy : settings->policies) {
    const auto start = policy_start(registry, agenda, policy);
    if (!start || start->when > context.now) continue;
    if (++begun > kMostBegunAtOnce) return;
    if (start->isakmp != nullptr) {
      start_quick_mode(context, *start->isakmp, policy);
    } else {
      begin(*registry.gateway(policy.gateway));
    }
  }
  for (auto& gateway : settings->gateways) {
    const auto start = isakmp_start(registry, agenda, gateway);
    if (!start || *start > context.now) continue;
    if (++begun > kMostBegunAtOnce) return;
    begin(gateway);
  }
}

std::optional<Instant> next_deadline(const Registry& registry, Instant now) {
  const Agenda agenda(registry);
  std::optional<Instant> due;
  for (auto& sa : registry.isakmps) {
    if (sa->established() || sa->role == Role::responder) due = earlier(due, sa->expires);
    if (sa->retransmission) due = earlier(due, sa->retransmission->next);
    if (sa->established()) due = earlier(due, keepalive_deadline(*sa));
    if (sa->login && sa->login->retransmission) due = earlier(due, sa->login->retransmission->next);
    for (auto& quick : sa->quick_modes) {
      if (quick->retransmission) due = earlier(due, quick->retransmission->next);
    }
  }
  for (auto& pair : registry.pairs) due = earlier(due, pair->expires);
  for (auto& policy : registry.settings->policies) {
    if (const auto start = policy_start(registry, agenda, policy)) due = earlier(due, start->when);
  }
  for (auto& gateway : registry.settings->gateways)
    due = earlier(due, isakmp_start(registry, agenda, gateway));
  if (due) due = std::max(*due, now);
  return due;
}

}  // namespace kyoten::ike::v1
