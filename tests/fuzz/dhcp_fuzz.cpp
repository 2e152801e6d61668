// DHCP: the parser, a server and a client. Kind of a part: bit 0 to the client; bit 1: time passes first.
#include "firmware/dhcp/client.hpp"
#include "firmware/dhcp/server.hpp"
#include "firmware/wire/dhcp.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

dhcp::ServerSettings settings() {
  dhcp::ServerSettings settings;
  settings.enabled = true;
  dhcp::Scope scope;
  scope.id = ScopeId{1};
  scope.range = {Ipv4Address::of(192, 168, 100, 2), Ipv4Address::of(192, 168, 100, 20)};
  scope.prefix_length = 24;
  settings.scopes.push_back(scope);
  return settings;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::TestEntropy entropy(1);
  Instant now{};
  dhcp::Server server;
  server.configure(settings(), now);
  dhcp::ClientSettings client_settings;
  client_settings.interface = "lan2";
  client_settings.mac = {{2, 0, 0, 0, 0, 1}};
  dhcp::Client client(client_settings, entropy);
  dhcp::ClientOutbox to_server;
  client.start(now, to_server);
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) {
    static_cast<void>(wire::dhcp::parse(bytes));
    if ((kind & 2) != 0) {
      now += std::chrono::seconds(40);
      if (auto due = client.deadline(); due && *due <= now) client.expire(now, to_server);
      server.expire(now);
    }
    if ((kind & 1) != 0) {
      client.receive(bytes, now, to_server);
    } else {
      dhcp::ServerOutbox out;
      server.receive(bytes, {Ipv4Address{}, 68}, {Ipv4Address::of(192, 168, 100, 1), 24}, now, out);
    }
    static_cast<void>(server.status(now));
    to_server = {};
  });
  return 0;
}
