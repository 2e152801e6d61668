// Somebody who opens consoles and never logs in: a bound, and room for who has a password.
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "firmware/router/router.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::ConsoleId;
using console::ConsoleKind;

namespace {

constexpr std::size_t kMostStrangers = 16;

class Office {
 public:
  Office() {
    router::Options options;
    options.identity.macs = {MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x01}},
                             MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x02}}};
    router_ = std::make_unique<router::Router>(options, pool_, entropy_, flash_);
    router_->boot("console character ascii\nlogin password secret\n", now, WallTime{}, out_);
    out_.clear();
  }

  ConsoleId open(const std::string& peer) {
    const auto id = router_->open_console(ConsoleKind::telnet, peer, now, out_);
    take();
    return id;
  }
  std::string type(ConsoleId id, std::string_view keys) {
    shown.clear();
    router_->type(id, as_bytes(keys), now, out_);
    take();
    return shown[id];
  }
  /// Until nothing is due at `until`.
  void wait(Duration duration) {
    const auto until = now + duration;
    while (auto due = router_->deadline()) {
      if (*due > until) break;
      now = std::max(now, *due);
      router_->expire(now, out_);
      take();
    }
    now = until;
  }
  bool is_open(ConsoleId id) const { return !closed.contains(id); }

  std::set<ConsoleId> closed;
  std::map<ConsoleId, std::string> shown;
  Instant now{};

 private:
  void take() {
    for (auto& [id, output, finished] : out_.consoles) {
      shown[id].append(output.bytes.begin(), output.bytes.end());
      if (output.close) closed.insert(id);
    }
    out_.clear();
    for (auto id : closed) router_->close_console(id, now, out_);
    out_.clear();
  }

  PacketPool pool_{64};
  test::TestEntropy entropy_{1};
  ports::MemoryFlash flash_;
  router::Output out_;
  std::unique_ptr<router::Router> router_;
};

}  // namespace

TEST_CASE("of a hundred consoles at which nobody logs in a few stay, and an owner still gets in") {
  Office office;
  const auto early = office.open("192.168.100.2");
  CHECK(office.type(early, "secret\r").ends_with("> "));

  for (int i = 0; i < 100; ++i) office.open("203.0.113." + std::to_string(i));

  CHECK(office.closed.size() == 100 - kMostStrangers);
  CHECK(office.is_open(early));
  const auto late = office.open("127.0.0.1");
  CHECK(office.type(late, "secret\r").ends_with("> "));
  CHECK(office.type(early, "show arp\r").ends_with("> "));
}

TEST_CASE("who opens the most consoles loses them first: another's password prompt stays") {
  Office office;
  const auto owner = office.open("127.0.0.1");

  for (int i = 0; i < 100; ++i) office.open("203.0.113.9");

  CHECK(office.is_open(owner));
  CHECK(office.type(owner, "secret\r").ends_with("> "));
}

TEST_CASE("consoles at which nobody logs in are closed in time, and those with a login are not") {
  Office office;
  const auto owner = office.open("127.0.0.1");
  office.type(owner, "secret\r");
  for (int i = 0; i < 10; ++i) office.open("203.0.113.9");

  office.wait(119s);
  CHECK(office.closed.empty());
  office.wait(1s);

  CHECK(office.closed.size() == 10);
  CHECK(office.is_open(owner));
}

TEST_CASE("disconnect user ends another console at once") {
  Office office;
  const auto first = office.open("127.0.0.1");
  const auto second = office.open("127.0.0.1");
  office.type(first, "secret\radministrator\r\r");
  office.type(second, "secret\r");

  office.type(first, "disconnect user /telnet 2\r");

  CHECK_FALSE(office.is_open(second));
  CHECK(office.is_open(first));
}
