// The resolver against servers that the test plays: whom it asks and in which order, what it takes for an answer, and how long
// it holds.
#include <catch2/catch.hpp>

#include "firmware/dns/resolver.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::dns;
using namespace std::chrono_literals;
using wire::dns::Message;
using wire::dns::ResponseCode;

namespace {

const IpAddress kFirst = Ipv4Address::of(192, 0, 2, 53);
const IpAddress kSecond = Ipv4Address::of(192, 0, 2, 54);
const IpAddress kOwn = Ipv4Address::of(198, 51, 100, 1);
const IpAddress kHome = Ipv4Address::of(203, 0, 113, 1);
const IpAddress kHome6 = *Ipv6Address::parse("2001:db8::1");

Name name(std::string_view text) { return *Name::parse(text); }
const Name kName = *Name::parse("home.example");

Servers asking(std::vector<IpAddress> addresses) {
  Servers servers;
  servers.choices = {{Type::any, {}, std::move(addresses)}};
  return servers;
}

struct Bench {
  test::TestEntropy entropy{1};
  Resolver resolver{entropy};
  Instant now{};
  Outbox out;

  explicit Bench(Servers servers = asking({kFirst, kSecond})) { resolver.set_servers(std::move(servers), now, out); }

  /// The only query that has gone out since the last call.
  Query query() {
    REQUIRE(out.queries.size() == 1);
    return std::exchange(out.queries, {}).front();
  }
  Message asked(const Query& query) { return *wire::dns::parse(query.payload); }
  void run_for(Duration duration) {
    for (const auto end = now + duration; now < end;) {
      const auto due = resolver.deadline();
      now = due && *due < end ? std::max(now, *due) : end;
      if (due && *due <= now) resolver.expire(now, out);
    }
  }
  void receive(const Query& query, const Message& response) {
    resolver.receive({{query.server, 53}, {kOwn, query.source_port}, wire::dns::write(response)}, now, out);
  }
  static Message response(const Message& query, std::vector<wire::dns::Record> answers, ResponseCode code = ResponseCode::no_error) {
    auto message = query;
    message.is_response = true;
    message.code = code;
    message.answers = std::move(answers);
    return message;
  }
  void answer(const Query& query, std::vector<IpAddress> addresses, std::uint32_t ttl = 60) {
    const auto message = asked(query);
    std::vector<wire::dns::Record> records;
    for (auto& address : addresses) records.push_back({message.question.name, message.question.type, ttl, address});
    receive(query, response(message, std::move(records)));
  }
  void refuse(const Query& query, ResponseCode code) { receive(query, response(asked(query), {}, code)); }

  std::vector<IpAddress> found() {
    REQUIRE(out.events.size() == 1);
    const auto event = std::exchange(out.events, {}).front();
    return std::get<Found>(event).addresses;
  }
  Failure failed() {
    REQUIRE(out.events.size() == 1);
    const auto event = std::exchange(out.events, {}).front();
    return std::get<NotFound>(event).failure;
  }
};

}  // namespace

TEST_CASE("a name is looked up: one query, one answer") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  const auto query = bench.query();
  CHECK(query.server == kFirst);
  CHECK(query.source_port >= 10000);
  CHECK(query.source_port <= 10999);
  CHECK(bench.asked(query).question == wire::dns::Question{kName, Type::a});
  CHECK(bench.asked(query).recursion_desired);
  bench.answer(query, {kHome, kOwn});
  CHECK(bench.found() == std::vector{kHome, kOwn});
  CHECK_FALSE(bench.resolver.deadline());
}

TEST_CASE("a silent server is followed by the next, three times around, and then there is no answer") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  bench.run_for(1min);
  std::vector<IpAddress> asked;
  std::set<std::uint16_t> ids;
  for (auto& query : bench.out.queries) {
    asked.push_back(query.server);
    ids.insert(bench.asked(query).id);
  }
  CHECK(asked == std::vector{kFirst, kSecond, kFirst, kSecond, kFirst, kSecond});
  CHECK(ids.size() == 6);
  CHECK(bench.failed() == Failure::no_answer);
}

TEST_CASE("a name without IPv4 address is looked up for IPv6") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  bench.answer(bench.query(), {});
  const auto second = bench.query();
  CHECK(bench.asked(second).question.type == Type::aaaa);
  bench.answer(second, {kHome6});
  CHECK(bench.found() == std::vector{kHome6});

  bench.resolver.look_up(name("nothing.example"), bench.now, bench.out);
  bench.answer(bench.query(), {});
  bench.answer(bench.query(), {});
  CHECK(bench.failed() == Failure::no_address);
}

TEST_CASE("aliases are followed within the response, and the shortest TTL on the way counts") {
  Bench bench;
  bench.resolver.keep({kName}, bench.now, bench.out);
  const auto query = bench.query();
  bench.receive(query, Bench::response(bench.asked(query), {{name("b.example"), Type::a, 300, kHome},
                                                            {name("a.example"), Type::cname, 30, name("b.example")},
                                                            {kName, Type::cname, 300, name("a.example")}}));
  CHECK(bench.found() == std::vector{kHome});
  CHECK(bench.resolver.deadline() == bench.now + 30s);
}

TEST_CASE("aliases that lead in a circle end") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  for (int type = 0; type < 2; ++type) {
    const auto query = bench.query();
    bench.receive(query, Bench::response(bench.asked(query), {{kName, Type::cname, 1, name("a.example")},
                                                              {name("a.example"), Type::cname, 1, kName}}));
  }
  CHECK(bench.failed() == Failure::no_address);
}

TEST_CASE("NXDOMAIN is believed at once, a server that fails is followed by the next") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  bench.refuse(bench.query(), ResponseCode::name_error);
  CHECK(bench.failed() == Failure::no_such_name);

  bench.resolver.look_up(kName, bench.now, bench.out);
  bench.refuse(bench.query(), ResponseCode::server_failure);
  const auto second = bench.query();
  CHECK(second.server == kSecond);
  bench.answer(second, {kHome});
  CHECK(bench.found() == std::vector{kHome});

  bench.resolver.look_up(name("x.example"), bench.now, bench.out);
  for (int i = 0; i < 6; ++i) bench.refuse(bench.query(), ResponseCode::refused);
  CHECK(bench.failed() == Failure::refused);
}

TEST_CASE("only what answers the open query counts") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  const auto query = bench.query();
  const auto good = Bench::response(bench.asked(query), {{kName, Type::a, 60, kHome}});
  const Datagram right{{query.server, 53}, {kOwn, query.source_port}, wire::dns::write(good)};
  const auto with = [&](auto change) {
    auto message = good;
    change(message);
    auto datagram = right;
    datagram.payload = wire::dns::write(message);
    return datagram;
  };
  auto other_server = right;
  other_server.source.address = kSecond;
  auto other_port = right;
  other_port.source.port = 54;
  auto other_target = right;
  other_target.destination.port = static_cast<std::uint16_t>(query.source_port + 1);
  auto cut = right;
  cut.payload.pop_back();
  const Datagram wrong[] = {
      other_server, other_port, other_target, cut,
      with([](Message& m) { ++m.id; }),
      with([](Message& m) { m.is_response = false; }),
      with([](Message& m) { m.question.name = name("other.example"); }),
      with([](Message& m) { m.question.type = Type::aaaa; }),
  };
  for (auto& datagram : wrong) bench.resolver.receive(datagram, bench.now, bench.out);
  CHECK(bench.out.events.empty());
  CHECK(bench.resolver.ignored() == std::size(wrong));
  // Its answer is not about another name either.
  bench.resolver.receive(with([](Message& m) { m.answers[0].name = name("other.example"); }), bench.now, bench.out);
  CHECK(bench.asked(bench.query()).question.type == Type::aaaa);
  // The one before is answered no more.
  bench.resolver.receive(right, bench.now, bench.out);
  CHECK(bench.resolver.ignored() == std::size(wrong) + 1);
}

TEST_CASE("a kept name is looked up again when its TTL ends, within bounds") {
  struct Row {
    std::uint32_t ttl;
    Duration life;
  };
  for (const auto row : {Row{60, 60s}, Row{0, Resolver::kShortestLife}, Row{0x7fffffff, Resolver::kLongestLife}}) {
    INFO(row.ttl);
    Bench bench;
    bench.resolver.keep({kName}, bench.now, bench.out);
    bench.answer(bench.query(), {kHome}, row.ttl);
    CHECK(bench.found() == std::vector{kHome});
    bench.run_for(row.life - 1s);
    CHECK(bench.out.queries.empty());
    bench.run_for(1s + 1ms);
    bench.answer(bench.query(), {kOwn});
    CHECK(bench.found() == std::vector{kOwn});
  }
}

TEST_CASE("a kept name that is not found is tried again, and says why meanwhile") {
  Bench bench;
  bench.resolver.keep({kName}, bench.now, bench.out);
  CHECK_FALSE(bench.resolver.failure(kName));
  bench.refuse(bench.query(), ResponseCode::name_error);
  CHECK(bench.failed() == Failure::no_such_name);
  CHECK(bench.resolver.failure(kName) == Failure::no_such_name);
  bench.run_for(Resolver::kRetry + 1ms);
  bench.answer(bench.query(), {kHome});
  CHECK(bench.found() == std::vector{kHome});
  CHECK_FALSE(bench.resolver.failure(kName));
}

TEST_CASE("a name that is kept no more is not asked for, and is asked for at once when it is again") {
  Bench bench;
  bench.resolver.keep({kName}, bench.now, bench.out);
  bench.answer(bench.query(), {kHome}, 3600);
  bench.found();
  bench.resolver.keep({}, bench.now, bench.out);
  CHECK_FALSE(bench.resolver.deadline());
  bench.resolver.keep({kName}, bench.now, bench.out);
  CHECK(bench.asked(bench.query()).question.name == kName);
}

TEST_CASE("without a server a name is not found, and new servers are asked at once") {
  Bench bench(asking({}));
  bench.resolver.keep({kName}, bench.now, bench.out);
  CHECK(bench.failed() == Failure::no_server);
  bench.resolver.set_servers(asking({kSecond}), bench.now, bench.out);
  const auto query = bench.query();
  CHECK(query.server == kSecond);
  // The same again is no news.
  bench.resolver.set_servers(asking({kSecond}), bench.now, bench.out);
  CHECK(bench.out.queries.empty());
  // Others are, in the middle of a look-up: the first answer counts no more.
  bench.resolver.set_servers(asking({kFirst}), bench.now, bench.out);
  CHECK(bench.query().server == kFirst);
  bench.answer(query, {kHome});
  CHECK(bench.out.events.empty());
}

TEST_CASE("the first selection that fits a question decides whom it goes to") {
  using Kind = NamePattern::Kind;
  Servers servers;
  servers.choices = {
      {Type::any, {Kind::exactly, name("never.example"), {}}, {}},
      {Type::any, {Kind::ends, {}, ".local"}, {}},
      {Type::a, {Kind::within, name("office.example"), {}}, {kSecond}},
      {Type::any, {}, {kFirst}},
  };
  struct Row {
    const char* name;
    std::optional<IpAddress> server;
  };
  const Row rows[] = {
      {"www.office.example", kSecond}, {"office.example", kSecond}, {"myoffice.example", kFirst},
      {"never.example", std::nullopt}, {"a.never.example", kFirst}, {"printer.local", std::nullopt},
  };
  for (auto& row : rows) {
    INFO(row.name);
    Bench bench(servers);
    bench.resolver.look_up(name(row.name), bench.now, bench.out);
    if (row.server) {
      CHECK(bench.query().server == *row.server);
    } else {
      CHECK(bench.failed() == Failure::no_server);
    }
  }
  // Of IPv6 the selection of type A says nothing.
  Bench bench(servers);
  bench.resolver.look_up(name("office.example"), bench.now, bench.out);
  bench.answer(bench.query(), {});
  CHECK(bench.query().server == kFirst);
}

TEST_CASE("hosts that the configuration knows are not asked for, and a changed line counts at once") {
  auto servers = asking({kFirst});
  servers.hosts = {{kName, kHome6}, {kName, kHome}};
  Bench bench(servers);
  bench.resolver.keep({kName}, bench.now, bench.out);
  CHECK(bench.found() == std::vector{kHome, kHome6});
  CHECK(bench.out.queries.empty());
  servers.hosts = {{kName, kOwn}};
  bench.resolver.set_servers(servers, bench.now, bench.out);
  CHECK(bench.found() == std::vector{kOwn});
}

TEST_CASE("look-ups at a time are bounded") {
  Bench bench;
  for (std::size_t i = 0; i <= Resolver::kMostLookUps; ++i)
    bench.resolver.look_up(name("host" + std::to_string(i) + ".example"), bench.now, bench.out);
  CHECK(bench.out.queries.size() == Resolver::kMostLookUps);
  CHECK(bench.failed() == Failure::no_answer);
}

TEST_CASE("a response that was cut short is not waited for: the next server is asked") {
  Bench bench;
  bench.resolver.look_up(kName, bench.now, bench.out);
  const auto query = bench.query();
  auto message = Bench::response(bench.asked(query), {});
  message.truncated = true;
  bench.receive(query, message);
  CHECK(bench.query().server == kSecond);
}
