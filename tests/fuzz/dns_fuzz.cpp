// Responses to a resolver's queries. Kind of a part: bit 0: id and question are made those of the open query; bit 1: time passes
// first; bit 2: another name is looked up.
// Promise: no crash, a name's text can be shown, and the resolver asks only servers that it was given.
#include "firmware/base/assert.hpp"
#include "firmware/dns/resolver.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

const IpAddress kServer = Ipv4Address::of(192, 0, 2, 53);

/// The part's bytes behind the header and question of the open query, with the part's flags and counts.
Bytes made_to_fit(ByteView part, ByteView query) {
  Bytes bytes = to_bytes(query);
  if (part.size() < 10) return bytes;
  std::copy_n(part.begin(), 10, bytes.begin() + 2);
  bytes[2] |= 0x80;
  bytes[4] = 0;
  bytes[5] = 1;
  ByteWriter(bytes).bytes(part.subspan(10));
  return bytes;
}

void check_names(ByteView bytes) {
  const auto message = wire::dns::parse(bytes);
  if (!message) return;
  for (auto& record : (*message).answers) {
    for (unsigned char c : record.name.text()) KYOTEN_ASSERT(c > ' ' && c < 0x7f);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::TestEntropy entropy(1);
  Instant now{};
  dns::Resolver resolver(entropy);
  dns::Outbox out;
  dns::Servers servers;
  servers.choices = {{dns::Type::any, {}, {kServer}}};
  resolver.set_servers(servers, now, out);
  resolver.keep({*dns::Name::parse("home.example")}, now, out);
  dns::Query open = out.queries.at(0);
  int names = 0;
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) {
    if ((kind & 2) != 0) {
      now += std::chrono::seconds(3);
      resolver.expire(now, out);
    }
    if ((kind & 4) != 0) resolver.look_up(*dns::Name::parse("n" + std::to_string(++names)), now, out);
    if (!out.queries.empty()) open = out.queries.back();
    const auto payload = (kind & 1) != 0 ? made_to_fit(bytes, open.payload) : to_bytes(bytes);
    check_names(payload);
    resolver.receive({{kServer, 53}, {Ipv4Address::of(198, 51, 100, 1), open.source_port}, payload}, now, out);
    for (auto& query : out.queries) KYOTEN_ASSERT(query.server == kServer);
    for (auto& event : out.events) {
      if (auto* found = std::get_if<dns::Found>(&event)) KYOTEN_ASSERT(!found->addresses.empty());
    }
    if (!out.queries.empty()) open = out.queries.back();
    out = {};
  });
  return 0;
}
