#include "firmware/ike/v2/scheduler.hpp"

#include <algorithm>

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v2/agenda.hpp"
#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/create_child.hpp"
#include "firmware/ike/v2/informational.hpp"

namespace kyoten::ike::v2 {
namespace {

constexpr Instant kAtOnce{};
constexpr auto kWithoutAddress = std::chrono::seconds(5);

/// RTX: `ipsec auto refresh` allows this router to begin exchanges.
bool may_begin(const Registry& registry, const Gateway& gateway) {
  return registry.settings->enabled && gateway.auto_refresh &&
         can_begin(registry, gateway, Role::initiator);
}

// ---- what an idle IKE SA does next ----

enum class Step : std::uint8_t { delete_ike, delete_children, rekey_ike, rekey_child, liveness };

struct Due {
  Instant when{};
  Step step{};
  Spi child{};
};

void consider(std::optional<Due>& best, Due candidate) {
  if (!best || candidate.when < best->when) best = candidate;
}

/// When a child has to be renewed; nothing if it never has.
std::optional<Instant> renewal(const Registry& registry, const ChildSa& child) {
  const auto* policy = registry.policy(child.policy);
  if (policy == nullptr || !policy->in_use || child.replaced || !child.usable) return std::nullopt;
  if (child.worn) return kAtOnce;
  return child.rekey_at;
}

/// In order of urgency where several are due. Nothing while a request waits for its response.
std::optional<Due> next_step(const Registry& registry, const Agenda& agenda, const IkeSa& sa) {
  if (sa.request) return std::nullopt;
  if (sa.state == SaState::closing) return Due{kAtOnce, Step::delete_ike, {}};
  if (!sa.children_to_delete.empty() && (sa.established() || sa.state == SaState::replaced))
    return Due{kAtOnce, Step::delete_children, {}};
  if (!sa.established()) return std::nullopt;
  const auto* gateway = registry.gateway(sa.gateway);
  std::optional<Due> best;
  if (gateway != nullptr && may_begin(registry, *gateway)) {
    if (sa.rekey_at) consider(best, {*sa.rekey_at, Step::rekey_ike, {}});
    for (auto* child : agenda.children_of(sa)) {
      auto when = renewal(registry, *child);
      if (!when) continue;
      if (auto found = registry.policies.find(child->policy); found != registry.policies.end())
        when = std::max(*when, found->second.not_before);
      consider(best, {*when, Step::rekey_child, child->inbound});
    }
  }
  if (sa.next_liveness) consider(best, {*sa.next_liveness, Step::liveness, {}});
  return best;
}

void take(const Context& context, IkeSa& sa, const Due& due) {
  switch (due.step) {
    case Step::delete_ike:
      return start_delete_ike(context, sa);
    case Step::delete_children:
      return start_delete_children(context, sa);
    case Step::rekey_ike:
      return start_rekey_ike(context, sa);
    case Step::rekey_child: {
      auto& child = *context.registry.child_by_inbound(due.child);
      return start_child(context, sa, *context.registry.policy(child.policy), &child);
    }
    case Step::liveness:
      return start_liveness_check(context, sa);
  }
}

// ---- what a policy without SAs does next ----

struct PolicyStart {
  Instant when{};
  IkeSa* ike = nullptr;  ///< none: an IKE SA first
};

std::optional<PolicyStart> policy_start(const Registry& registry, const Agenda& agenda,
                                        const Policy& policy) {
  const auto* gateway = registry.gateway(policy.gateway);
  if (gateway == nullptr || !policy.in_use || !may_begin(registry, *gateway)) return std::nullopt;
  if (agenda.has_child(policy.id) || agenda.begins(gateway->id)) return std::nullopt;
  PolicyStart start;
  if (auto found = registry.policies.find(policy.id); found != registry.policies.end())
    start.when = found->second.not_before;
  start.ike = agenda.newest(gateway->id);
  if (start.ike != nullptr) {
    if (start.ike->request) return std::nullopt;
    return start;
  }
  if (!peer_address(*gateway)) return std::nullopt;
  if (auto found = registry.gateways.find(gateway->id); found != registry.gateways.end())
    start.when = std::max(start.when, found->second.not_before);
  return start;
}

// ---- timers ----

/// True if nothing came in spite of all repetitions.
bool is_exhausted(const Context& context, IkeSa& sa) {
  auto& again = sa.request->retransmission;
  if (again.next > context.now) return false;
  if (again.left == 0) return true;
  --again.left;
  again.next = context.now + again.interval;
  context.send(sa.local, sa.peer, again.message);
  for (auto& fragment : again.further) context.send(sa.local, sa.peer, fragment);
  return false;
}

void give_up(const Context& context, IkeSa& sa) {
  switch (sa.state) {
    case SaState::init_sent:
    case SaState::auth_sent:
      return fail_ike(context, sa, Stuck::no_answer);
    case SaState::closing:
    case SaState::replaced:
      return remove_ike(context, sa);
    case SaState::init_answered:
    case SaState::established:
      return declare_dead(context, sa);
  }
}

bool has_end(const IkeSa& sa) {
  return sa.state == SaState::init_answered || sa.state == SaState::established ||
         sa.state == SaState::replaced;
}

void keep_nat_open(const Context& context, IkeSa& sa) {
  if (!sa.next_nat_keepalive || *sa.next_nat_keepalive > context.now) return;
  const auto* gateway = context.registry.gateway(sa.gateway);
  const auto interval = gateway ? gateway->nat_keepalive : std::nullopt;
  sa.next_nat_keepalive.reset();
  if (!interval) return;
  sa.next_nat_keepalive = context.now + *interval;
  constexpr std::uint8_t kOneByte = 0xff;
  if (context.registry.newest_ike(sa.gateway, &sa.remote_id) == &sa)
    context.out.datagrams.push_back({sa.local, sa.peer, {kOneByte}});
}

void expire_ike(const Context& context, std::uint32_t handle) {
  auto* sa = context.registry.ike(handle);
  if (sa == nullptr) return;
  if (has_end(*sa) && sa->expires <= context.now) {
    // Half open for too long, or replaced by a peer that never says its delete.
    if (!sa->established()) return remove_ike(context, *sa);
    return close_ike(context, *sa);
  }
  for (auto* parts : {&sa->request_parts, &sa->response_parts}) {
    if (parts->expires().value_or(Instant::max()) <= context.now) parts->clear();
  }
  if (sa->request && is_exhausted(context, *sa)) return give_up(context, *sa);
  keep_nat_open(context, *sa);
}

}  // namespace

void expire_all(const Context& context) {
  auto& registry = context.registry;
  std::vector<std::uint32_t> handles;
  for (auto& sa : registry.ikes) handles.push_back(sa->handle);
  for (auto handle : handles) expire_ike(context, handle);
  std::vector<Spi> ended;
  for (auto& child : registry.children) {
    if (child->expires <= context.now) ended.push_back(child->inbound);
  }
  for (auto spi : ended) {
    if (auto* child = registry.child_by_inbound(spi)) delete_child(context, *child);
  }
  auto& lingering = registry.lingering;
  const auto stay = std::ranges::find_if(lingering, [&](auto& row) { return row.until > context.now; });
  for (auto row = lingering.begin(); row != stay; ++row) context.emit(row->removal);
  lingering.erase(lingering.begin(), stay);
}

void maintain(const Context& context) {
  auto& registry = context.registry;
  const auto settings = registry.settings;
  const Agenda before(registry);
  int begun = 0;
  for (std::size_t i = 0; i < registry.ikes.size() && begun < kMostBegunAtOnce; ++i) {
    auto& sa = *registry.ikes[i];
    const auto due = next_step(registry, before, sa);
    if (!due || due->when > context.now) continue;
    take(context, sa, *due);
    ++begun;
  }
  Agenda agenda(registry);
  for (auto& policy : settings->policies) {
    if (begun >= kMostBegunAtOnce) return;
    const auto start = policy_start(registry, agenda, policy);
    if (!start || start->when > context.now) continue;
    ++begun;
    if (start->ike != nullptr) {
      start_child(context, *start->ike, policy, nullptr);
    } else if (!start_ike(context, *registry.gateway(policy.gateway), policy)) {
      registry.gateways[policy.gateway].not_before = context.now + kWithoutAddress;
    } else {
      agenda.note_begin(policy.gateway);
    }
  }
}

std::optional<Instant> next_deadline(const Registry& registry, Instant now) {
  const Agenda agenda(registry);
  std::optional<Instant> due;
  for (auto& sa : registry.ikes) {
    if (has_end(*sa)) due = earlier(due, sa->expires);
    if (sa->request) due = earlier(due, sa->request->retransmission.next);
    due = earlier(due, sa->request_parts.expires());
    due = earlier(due, sa->response_parts.expires());
    due = earlier(due, sa->next_nat_keepalive);
    if (const auto step = next_step(registry, agenda, *sa)) due = earlier(due, step->when);
  }
  for (auto& child : registry.children) due = earlier(due, child->expires);
  if (!registry.lingering.empty()) due = earlier(due, registry.lingering.front().until);
  for (auto& policy : registry.settings->policies) {
    if (const auto start = policy_start(registry, agenda, policy)) due = earlier(due, start->when);
  }
  if (due) due = std::max(*due, now);
  return due;
}

}  // namespace kyoten::ike::v2
