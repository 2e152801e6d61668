// Numbered peers: what their statements become.
#include <catch2/catch.hpp>

#include "firmware/config/intent.hpp"
#include "tests/unit/config/typing.hpp"

using namespace kyoten;
using namespace kyoten::config;
using namespace std::chrono_literals;

namespace {

Intent compiled(std::string_view text) {
  const auto loaded = test::loaded(std::string(text));
  CHECK(loaded.report.refused == 0);
  return compile(loaded.statements, nullptr);
}

constexpr std::string_view kLine =
    "pp select 1\n"
    " pp always-on on\n"
    " pppoe use lan2\n"
    " pp auth accept pap chap\n"
    " pp auth myname user@example.local secret\n"
    " ppp lcp mru on 1454\n"
    " ppp ipcp ipaddress on\n"
    " ppp ipcp msext on\n"
    " ip pp mtu 1454\n"
    " ip pp nat descriptor 1\n"
    " ip pp secure filter in 1 2\n"
    " description pp line-of-the-house\n"
    " pp enable 1\n";

}  // namespace

TEST_CASE("a peer of PPPoE is what its block says") {
  const auto intent = compiled(kLine);
  REQUIRE(intent.pps->size() == 1);
  const auto& pp = intent.pps->front();
  CHECK(pp.id == PpId{1});
  CHECK(pp.enabled);
  CHECK(pp.lan == "lan2");
  CHECK(pp.always_on);
  // CHAP first, whatever the order: it does not send the password.
  CHECK(pp.link.accepts == std::vector{ppp::Authentication::chap_md5, ppp::Authentication::pap});
  CHECK(pp.link.name == "user@example.local");
  CHECK(pp.link.mru == 1454);
  CHECK(pp.link.negotiates_address);
  CHECK(pp.link.wants_name_servers);
  // `pp always-on` watches the line, as if `pp keepalive use lcp-echo` were there.
  REQUIRE(pp.link.echo);
  CHECK(pp.link.echo->interval == 30s);
}

TEST_CASE("`ip pp ...` is of the selected peer's interface") {
  const auto intent = compiled(kLine);
  REQUIRE(intent.interfaces->size() == 1);
  const auto& interface = intent.interfaces->front();
  CHECK(interface.name == "pp1");
  CHECK(interface.mtu == 1454);
  CHECK(interface.nat == std::vector{NatDescriptorId{1}});
  CHECK(interface.filter_in == std::vector{FilterId{1}, FilterId{2}});
  CHECK(interface.description == "line-of-the-house");
}

TEST_CASE("what is said of peers that dial in is of no numbered peer") {
  const auto intent = compiled("pp select anonymous\n pp auth request chap\n ip pp mtu 1258\n pp auth accept chap\npp enable anonymous\n");
  CHECK(intent.pps->empty());
  CHECK(intent.interfaces->empty());
}

TEST_CASE("without a name there is nothing to accept, and a disabled peer is one") {
  const auto intent = compiled("pp select 2\n pppoe use lan2\n pp auth accept chap\n pp enable 2\npp disable 2\n");
  REQUIRE(intent.pps->size() == 1);
  CHECK(intent.pps->front().link.accepts.empty());
  CHECK_FALSE(intent.pps->front().enabled);
}

TEST_CASE("attempts, waits and keepalives are as typed") {
  const auto intent = compiled(
      "pp select 1\n pppoe use lan2\n pppoe padi restart 500\n pppoe padi maxretry 2\n pppoe padr restart 600\n"
      " pppoe padr maxretry 3\n pppoe service-name video\n pppoe access concentrator BAS\n pppoe auto connect off\n"
      " ppp lcp restart 1000\n ppp lcp maxconfigure 4\n ppp lcp maxterminate 1\n ppp lcp maxfailure 5\n ppp pap restart 700\n"
      " ppp pap maxauthreq 6\n ppp ipcp restart 800\n ppp ipcp maxconfigure 7\n pp keepalive use lcp-echo\n"
      " pp keepalive interval 20 retry-interval=2 count=4\n pppoe tcp mss limit 1414\n");
  const auto& pp = intent.pps->front();
  CHECK(pp.discovery.padi == pppoe::Attempts{500ms, 2});
  CHECK(pp.discovery.padr == pppoe::Attempts{600ms, 3});
  CHECK(pp.discovery.service_name == "video");
  CHECK(pp.discovery.access_concentrator == "BAS");
  CHECK_FALSE(pp.connects_by_traffic);
  CHECK(pp.link.lcp == ppp::Attempts{1000ms, 1, 4, 5});
  CHECK(pp.link.authentication_restart == 700ms);
  CHECK(pp.link.authentication_attempts == 6);
  CHECK(pp.link.ipcp.restart == 800ms);
  CHECK(pp.link.ipcp.max_configure == 7);
  CHECK(pp.link.echo == ppp::EchoRules{20s, 2s, 4});
  CHECK(pp.mss_limit == dataplane::MssLimit{false, 1414});
}
