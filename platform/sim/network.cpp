#include "platform/sim/network.hpp"

#include <utility>

#include "firmware/base/assert.hpp"

namespace kyoten::sim {

namespace {

/// Wires of one seed get dice that have nothing to do with each other (SplitMix64's mixing step).
std::uint64_t mixed(std::uint64_t seed, std::uint64_t wire) {
  std::uint64_t z = seed + (wire + 1) * 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace

bool Network::Later::operator()(const std::unique_ptr<Event>& a,
                                const std::unique_ptr<Event>& b) const {
  return a->time != b->time ? a->time > b->time : a->sequence > b->sequence;
}

Network::Network(std::uint64_t seed) : pool_(kPoolBuffers), seed_(seed) {}
Network::~Network() = default;

NodeId Network::add(Node& node) {
  nodes_.push_back({.node = &node, .wires = {}});
  return NodeId(static_cast<std::uint32_t>(nodes_.size() - 1));
}

WireId Network::connect(End a, End b, decorate::Faults faults) {
  const auto id = WireId(static_cast<std::uint32_t>(wires_.size()));
  for (const auto& end : {a, b}) {
    auto& wires = attached(end.node).wires;
    const std::size_t port = number(end.port);
    if (wires.size() <= port) wires.resize(port + 1);
    KYOTEN_ASSERT(!wires[port]);
    wires[port] = id;
  }
  wires_.push_back({.ends = {a, b},
                    .faults = faults,
                    .dice = decorate::FaultDice(mixed(seed_, number(id))),
                    .counters = {}});
  return id;
}

void Network::set_faults(WireId id, decorate::Faults faults) { wire(id).faults = faults; }
void Network::set_link(WireId id, bool up) { wire(id).faults.link_up = up; }

const decorate::Faults& Network::faults(WireId id) const { return wires_.at(number(id)).faults; }
const WireCounters& Network::counters(WireId id) const { return wires_.at(number(id)).counters; }
bool Network::powered(NodeId id) const { return nodes_.at(number(id)).powered; }
Network::Attached& Network::attached(NodeId id) { return nodes_.at(number(id)); }
Network::Wire& Network::wire(WireId id) { return wires_.at(number(id)); }

void Network::power_on(NodeId id) {
  auto& node = attached(id);
  if (std::exchange(node.powered, true)) return;
  Frames out;
  node.node->power_on(now_, out);
  send(id, out);
}

void Network::power_cut(NodeId id) {
  auto& node = attached(id);
  if (std::exchange(node.powered, false)) node.node->power_cut();
}

void Network::act(NodeId id, const std::function<void(Instant now, Frames& out)>& action) {
  Frames out;
  action(now_, out);
  send(id, out);
}

void Network::inject(End from, ByteView frame) { put_on_wire(from, frame); }

void Network::at(Instant when, std::function<void()> action) {
  schedule(std::max(when, now_), std::move(action));
}

void Network::watch(std::function<void(const SeenFrame&)> observer) {
  observers_.push_back(std::move(observer));
}

void Network::schedule(Instant when, std::variant<Arrival, std::function<void()>> what) {
  events_.push(std::make_unique<Event>(Event{when, next_sequence_++, std::move(what)}));
}

void Network::observe(WireId id, End at, bool sent, ByteView bytes) {
  for (const auto& observer : observers_) observer({id, at, sent, now_, bytes});
}

void Network::send(NodeId from, Frames& frames) {
  for (auto& [port, batch] : frames) {
    for (const auto& packet : batch) put_on_wire({from, port}, std::as_const(*packet).bytes());
    batch.clear();
  }
  frames.clear();
}

void Network::put_on_wire(End from, ByteView frame) {
  const auto& wires = attached(from.node).wires;
  if (number(from.port) >= wires.size() || !wires[number(from.port)]) return;  // no cable
  const auto id = *wires[number(from.port)];
  auto& line = wire(id);
  ++line.counters.sent;
  observe(id, from, true, frame);

  const auto fate = line.dice.throw_for(line.faults);
  if (!fate.first) ++line.counters.lost;
  const bool to_second = line.ends[0] == from;
  for (const auto& time : {fate.first, fate.second}) {
    if (!time) continue;
    if (line.under_way >= kWireFrames) {
      ++line.counters.overflowed;
      continue;
    }
    Arrival arrival{id, to_second, to_bytes(frame)};
    if (fate.flipped_bit) decorate::FaultDice::flip(arrival.frame, *fate.flipped_bit);
    ++line.under_way;
    schedule(now_ + *time, std::move(arrival));
  }
}

void Network::deliver(Arrival& arrival) {
  auto& line = wire(arrival.wire);
  --line.under_way;
  const End to = line.ends[arrival.to_second ? 1 : 0];
  auto& node = attached(to.node);
  if (!line.faults.link_up) {
    ++line.counters.lost;
    return;
  }
  if (!node.powered) {
    ++line.counters.unheard;
    return;
  }
  auto packet = pool_.copy(arrival.frame);
  if (!packet) {
    ++line.counters.overflowed;
    return;
  }
  ++line.counters.delivered;
  observe(arrival.wire, to, false, arrival.frame);
  Batch batch;
  batch.push_back(std::move(packet));
  Frames out;
  node.node->receive(to.port, batch, now_, out);
  send(to.node, out);
}

void Network::expire(Attached& node) {
  if (node.last_expiry == now_) {
    KYOTEN_ASSERT(++node.expiries < kExpiriesAtOneInstant);
  } else {
    node.last_expiry = now_;
    node.expiries = 0;
  }
  Frames out;
  node.node->expire(now_, out);
  send(NodeId(static_cast<std::uint32_t>(&node - nodes_.data())), out);
}

Network::Attached* Network::first_due(Instant& when) {
  Attached* first = nullptr;
  for (auto& node : nodes_) {
    if (!node.powered) continue;
    const auto deadline = node.node->deadline();
    if (deadline && (!first || *deadline < when)) {
      first = &node;
      when = *deadline;
    }
  }
  if (first) when = std::max(when, now_);  // what is overdue happens now
  return first;
}

std::optional<Instant> Network::next() const {
  Instant due{};
  std::optional<Instant> result;
  if (const_cast<Network*>(this)->first_due(due)) result = due;
  if (!events_.empty()) result = earlier(result, events_.top()->time);
  return result;
}

bool Network::step() {
  Instant due{};
  auto* node = first_due(due);
  if (!events_.empty() && (!node || events_.top()->time <= due)) {
    // top() is const; the event leaves the queue at once, so that taking its inside is safe.
    auto event = std::move(const_cast<std::unique_ptr<Event>&>(events_.top()));
    events_.pop();
    now_ = event->time;
    if (auto* arrival = std::get_if<Arrival>(&event->what)) {
      deliver(*arrival);
    } else {
      std::get<std::function<void()>>(event->what)();
    }
    return true;
  }
  if (!node) return false;
  now_ = due;
  expire(*node);
  return true;
}

void Network::run_until(Instant when) {
  while (true) {
    const auto event = next();
    if (!event || *event > when) break;
    step();
  }
  now_ = std::max(now_, when);
}

bool Network::run_until(const std::function<bool()>& done, Instant limit) {
  while (!done()) {
    const auto event = next();
    if (!event || *event > limit) {
      now_ = std::max(now_, limit);
      return done();
    }
    step();
  }
  return true;
}

}  // namespace kyoten::sim
