// L2TPv3 control messages: the parser alone, and an engine that answers and one that has asked. Kind of a part: bit 0 which engine,
// bit 1: time passes first; bit 2: the connection id becomes the one that the engine has chosen, and the Remote Session ID too.
#include "firmware/l2tp/engine.hpp"
#include "firmware/wire/l2tp_control.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

const Ipv4Address kOwn = Ipv4Address::of(203, 0, 113, 1);
const Ipv4Address kPeer = Ipv4Address::of(203, 0, 113, 2);

struct End {
  explicit End(bool asks) : engine(entropy) {
    auto settings = std::make_shared<l2tp::Settings>();
    l2tp::TunnelSettings tunnel;
    tunnel.tunnel = TunnelId{1};
    tunnel.enabled = true;
    tunnel.local_address = kOwn;
    if (asks) tunnel.remote_address = kPeer;
    tunnel.remote_end_id = "kyoto";
    settings->tunnels.push_back(tunnel);
    engine.configure(settings, {}, out);
    if (asks) engine.connect(TunnelId{1}, {}, out);
  }
  /// Remembers which ids the engine told its peer.
  void listen() {
    for (auto& message : out.datagrams) {
      const auto control = wire::l2tp::parse_control(message.datagram.payload);
      if (!control) continue;
      if (auto id = control->u32(wire::l2tp::AvpType::assigned_connection)) connection = *id;
      if (auto id = control->u32(wire::l2tp::AvpType::local_session)) session = *id;
    }
    out = {};
  }
  /// Writes them where a peer would.
  void answer(Bytes& message) const {
    auto put = [&](std::size_t at, std::uint32_t value) {
      for (std::size_t i = 0; i < 4; ++i) message[at + i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
    };
    const auto control = wire::l2tp::parse_control(message);
    if (!control) return;
    const auto remote = control->value(wire::l2tp::AvpType::remote_session);
    const auto at = static_cast<std::size_t>(remote.data() - message.data());
    put(4, connection);
    if (remote.size() == 4) put(at, session);
  }
  std::uint32_t connection = 0;
  std::uint32_t session = 0;
  test::TestEntropy entropy{1};
  l2tp::Outbox out;
  l2tp::Engine engine;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  End answers(false);
  End asks(true);
  Instant now{};
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) {
    static_cast<void>(wire::l2tp::parse_control(bytes));
    auto& end = (kind & 1) != 0 ? asks : answers;
    if ((kind & 2) != 0) {
      now += std::chrono::seconds(3);
      if (auto due = end.engine.deadline(); due && *due <= now) end.engine.expire(now, end.out);
    }
    end.listen();
    auto message = to_bytes(bytes);
    if ((kind & 4) != 0) end.answer(message);
    end.engine.receive({{kPeer, 1701}, {kOwn, 1701}, message}, std::nullopt, now, end.out);
    static_cast<void>(end.engine.status(now));
    end.listen();
  });
  return 0;
}
