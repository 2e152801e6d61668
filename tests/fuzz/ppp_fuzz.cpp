// PPP and PPPoE discovery, both ends of both. Kind of a part: bit 0: to the server, else to the subscriber; bit 1: time passes
// first; bit 2: it is discovery, else a PPP frame; bit 3: what the ends say reaches the other one first.
// Promise: no crash, and a subscriber never gets an address that no host can have.
#include <utility>

#include "firmware/base/assert.hpp"
#include "firmware/ppp/link.hpp"
#include "firmware/pppoe/client.hpp"
#include "firmware/pppoe/concentrator.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

const MacAddress kHost{{2, 0, 0, 0, 0, 1}};
const MacAddress kAccess{{2, 0, 0, 0, 0, 2}};

ppp::LinkSettings subscriber() {
  ppp::LinkSettings settings;
  settings.longest_mru = 1492;
  settings.accepts = {ppp::Authentication::chap_md5, ppp::Authentication::pap};
  settings.name = "user";
  settings.password = "secret";
  settings.negotiates_address = true;
  settings.wants_name_servers = true;
  settings.echo = ppp::EchoRules{};
  return settings;
}

ppp::LinkSettings server() {
  ppp::LinkSettings settings;
  settings.requests = {ppp::Authentication::chap_md5, ppp::Authentication::pap};
  settings.accounts = {{"user", "secret", Ipv4Address::of(198, 51, 100, 1)}};
  settings.negotiates_address = true;
  settings.local_address = Ipv4Address::of(192, 0, 2, 1);
  return settings;
}

/// Carries what is in one outbox to the other end, once.
void carry(ppp::LinkOutbox& from, ppp::Link& to, Instant now, ppp::LinkOutbox& answers) {
  for (auto& frame : std::exchange(from, {}).frames) to.receive({frame.protocol, frame.packet}, now, answers);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::TestEntropy entropy(1);
  Instant now{};
  ppp::Link links[] = {{subscriber(), entropy}, {server(), entropy}};
  ppp::LinkOutbox out[2];
  for (int side : {0, 1}) links[side].lower_up(now, out[side]);
  pppoe::Client client({}, entropy);
  pppoe::Concentrator concentrator({}, entropy);
  pppoe::ClientOutbox from_client;
  pppoe::ConcentratorOutbox from_concentrator;
  client.connect(now, from_client);
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) {
    if ((kind & 2) != 0) {
      now += std::chrono::seconds(4);
      for (int side : {0, 1}) links[side].expire(now, out[side]);
      client.expire(now, from_client);
    }
    if ((kind & 8) != 0) {
      for (int round = 0; round < 4; ++round) {
        carry(out[0], links[1], now, out[1]);
        carry(out[1], links[0], now, out[0]);
      }
      for (auto& row : std::exchange(from_client, {}).packets) concentrator.receive(kHost, row.packet, from_concentrator);
      for (auto& row : std::exchange(from_concentrator, {}).packets) client.receive(kAccess, row.packet, now, from_client);
    }
    const int to = kind & 1;
    if ((kind & 4) != 0) {
      to == 1 ? concentrator.receive(kHost, bytes, from_concentrator) : client.receive(kAccess, bytes, now, from_client);
    } else if (const auto frame = wire::parse_ppp(bytes)) {
      links[to].receive(*frame, now, out[to]);
    }
    const auto first = links[0].status().local_address.octets()[0];
    KYOTEN_ASSERT(first != 127 && first < 224);
    KYOTEN_ASSERT(concentrator.sessions() <= pppoe::Concentrator::kMostSessions);
  });
  return 0;
}
