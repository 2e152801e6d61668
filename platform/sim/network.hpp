// Network: many nodes and the wires between them in one process and in virtual time. Nothing waits for a real
// clock, and one seed gives one run, byte for byte: events are ordered by (time, sequence number), faults by the
// seed and the number of the wire.
//
//   sim::Network network(seed);
//   sim::RouterNode router_a(settings, network.pool()), router_b(...);
//   auto a = network.add(router_a);                  // nodes are owned by the caller
//   auto b = network.add(router_b);
//   auto wire = network.connect({a, PortIndex{0}}, {b, PortIndex{0}}, {.delay = 5ms});
//   network.power_on(a); network.power_on(b);
//   network.run_for(10s);
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <queue>
#include <variant>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "platform/decorate/faults.hpp"
#include "platform/sim/node.hpp"

namespace kyoten::sim {

enum class NodeId : std::uint32_t {};
enum class WireId : std::uint32_t {};

/// One end of a wire.
struct End {
  NodeId node{};
  PortIndex port{};
  bool operator==(const End&) const = default;
};

/// A frame as a capture on one port sees it.
struct SeenFrame {
  WireId wire{};
  End at;          ///< the port it passes
  bool sent;       ///< out of the port (else: into it)
  Instant time;
  ByteView bytes;
};

struct WireCounters {
  std::uint64_t sent = 0;
  std::uint64_t delivered = 0;
  std::uint64_t lost = 0;         ///< by a fault, or because the link was down
  std::uint64_t overflowed = 0;   ///< more than kWireFrames on the wire
  std::uint64_t unheard = 0;      ///< the node at the other end had no power
};

class Network {
 public:
  /// Buffers that all nodes of a network share, and frames that may be under way on one wire.
  static constexpr std::size_t kPoolBuffers = 2048;
  static constexpr std::size_t kWireFrames = 10000;
  /// How often one node may expire without time going on, before that is called a bug.
  static constexpr int kExpiriesAtOneInstant = 100000;

  explicit Network(std::uint64_t seed);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  /// Give it to the nodes (Router needs a pool); it lives as long as the network.
  [[nodiscard]] PacketPool& pool() { return pool_; }

  /// Declare nodes behind the network: they may hold packets of its pool. The network's destructor does not
  /// touch them; after a node has gone nothing may run any more.
  NodeId add(Node& node);
  WireId connect(End a, End b, decorate::Faults faults = {});
  void set_faults(WireId wire, decorate::Faults faults);
  [[nodiscard]] const decorate::Faults& faults(WireId wire) const;
  void set_link(WireId wire, bool up);
  [[nodiscard]] const WireCounters& counters(WireId wire) const;

  void power_on(NodeId node);
  void power_cut(NodeId node);
  [[nodiscard]] bool powered(NodeId node) const;

  /// Does something to a node from outside (types on a console, starts a ping) and sends what it sends.
  void act(NodeId node, const std::function<void(Instant now, Frames& out)>& action);
  /// Puts a frame on a wire as if the port at `from` had sent it.
  void inject(End from, ByteView frame);
  /// Calls `action` when virtual time reaches `when`.
  void at(Instant when, std::function<void()> action);
  /// Sees every frame at both of its ports; captures are made from this.
  void watch(std::function<void(const SeenFrame&)> observer);

  [[nodiscard]] Instant now() const { return now_; }
  /// Time of the next event, if there is one.
  [[nodiscard]] std::optional<Instant> next() const;
  /// Goes to the next event and does it. False if nothing will ever happen any more.
  bool step();
  /// Does everything up to and including `when`; then it is `when`.
  void run_until(Instant when);
  void run_for(Duration duration) { run_until(now_ + duration); }
  /// Until `done` holds (checked after each event). False if it is `limit` first.
  bool run_until(const std::function<bool()>& done, Instant limit);

 private:
  struct Attached {
    Node* node = nullptr;
    bool powered = false;
    std::vector<std::optional<WireId>> wires;  ///< by port
    Instant last_expiry{};
    int expiries = 0;
  };
  struct Wire {
    End ends[2];
    decorate::Faults faults;
    decorate::FaultDice dice;
    WireCounters counters;
    std::size_t under_way = 0;
  };
  struct Arrival {
    WireId wire{};
    bool to_second = false;  ///< towards ends[1]
    Bytes frame;
  };
  struct Event {
    Instant time;
    std::uint64_t sequence;
    std::variant<Arrival, std::function<void()>> what;
  };
  struct Later {
    bool operator()(const std::unique_ptr<Event>& a, const std::unique_ptr<Event>& b) const;
  };

  void schedule(Instant when, std::variant<Arrival, std::function<void()>> what);
  void deliver(Arrival& arrival);
  void expire(Attached& attached);
  void send(NodeId from, Frames& frames);
  void put_on_wire(End from, ByteView frame);
  void observe(WireId wire, End at, bool sent, ByteView bytes);
  Attached* first_due(Instant& when);
  [[nodiscard]] Attached& attached(NodeId id);
  [[nodiscard]] Wire& wire(WireId id);

  PacketPool pool_;
  std::uint64_t seed_;
  Instant now_{};
  std::uint64_t next_sequence_ = 0;
  std::vector<Attached> nodes_;
  std::vector<Wire> wires_;
  std::priority_queue<std::unique_ptr<Event>, std::vector<std::unique_ptr<Event>>, Later> events_;
  std::vector<std::function<void(const SeenFrame&)>> observers_;
};

}  // namespace kyoten::sim
