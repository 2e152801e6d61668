// Layouts of `show` for tunnels, byte for byte.
#include "firmware/console/show/show.hpp"
#include "tests/unit/console/fake_backend.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::Lines;
using grammar::Language;
using test::AStatement;
using test::FakeBackend;

namespace {

Lines shown(const FakeBackend& router, AStatement statement,
            Language language = Language::english) {
  auto lines = console::show({router, statement.get(), language, console::ConsoleId{1}});
  REQUIRE(lines);
  return *lines;
}

/// 2011/08/15 18:19:45 +09:00
constexpr WallTime kSince{std::chrono::seconds{1313399985}};
const Endpoint kLocal{Ipv4Address::of(192, 0, 2, 1), 500};
const Endpoint kPeer{Ipv4Address::of(203, 0, 113, 1), 500};

console::TunnelStatus an_online_tunnel() {
  console::TunnelStatus tunnel;
  tunnel.tunnel = TunnelId{1};
  tunnel.enabled = true;
  tunnel.online = true;
  tunnel.since = kSince;
  tunnel.connected = 5h + 7min + 58s;
  tunnel.received_ipv4 = {3933, 244941};
  tunnel.transmitted_ipv4 = {3933, 241407};
  return tunnel;
}

FakeBackend a_router_with_sas() {
  FakeBackend router;
  config::Tunnel tunnel;
  tunnel.id = TunnelId{1};
  tunnel.policy = PolicyId{101};
  router.tunnel_settings->push_back(tunnel);
  ike::IsakmpSaStatus isakmp;
  isakmp.number = 1;
  isakmp.gateway = GatewayId{1};
  isakmp.local = kLocal;
  isakmp.peer = kPeer;
  isakmp.local_id = "192.0.2.1";
  isakmp.remote_id = "203.0.113.1";
  isakmp.cipher = ike::Phase1Cipher::aes_cbc;
  isakmp.hash = ike::Phase1Hash::sha;
  isakmp.group = ike::DhGroup::modp1024;
  isakmp.remaining = 10675s;
  isakmp.initiator_cookie = *from_hex("6bcefd8ad5309b02");
  isakmp.responder_cookie = *from_hex(
      "0cf38752"
      "4a876e77");
  router.ike.isakmp.push_back(isakmp);
  ike::IpsecSaStatus sa;
  sa.number = 2;
  sa.isakmp_number = 1;
  sa.gateway = GatewayId{1};
  sa.policy = PolicyId{101};
  sa.direction = ipsec::Direction::outbound;
  sa.mode = ipsec::Mode::tunnel;
  sa.local = kLocal;
  sa.peer = kPeer;
  sa.spi = Spi{0xa6674747};
  sa.remaining = 1719s;
  router.ike.ipsec.push_back(sa);
  sa.number = 3;
  sa.direction = ipsec::Direction::inbound;
  sa.remaining = 1719s;
  router.ike.ipsec.push_back(sa);
  router.ike.gateways.push_back({GatewayId{1}, ike::Progress::established, true, std::nullopt});
  return router;
}

}  // namespace

TEST_CASE("show status tunnel shows a tunnel that is up") {
  FakeBackend router;
  router.tunnel_status.push_back(an_online_tunnel());

  CHECK(shown(router, AStatement("show status tunnel")) ==
        Lines{
            "TUNNEL[1]: ",
            "Description: ",
            "  Interface type: IPsec",
            "  Current status is Online.",
            "  from 2011/08/15 18:19:45.",
            "  5 hours 7 minutes 58 seconds  connection.",
            "  Received:    (IPv4) 3933 packets [244941 octets]",
            "               (IPv6) 0 packet [0 octet]",
            "  Transmitted: (IPv4) 3933 packets [241407 octets]",
            "               (IPv6) 0 packet [0 octet]",
        });
}

TEST_CASE("show status tunnel in Japanese") {
  FakeBackend router;
  router.tunnel_status.push_back(an_online_tunnel());

  CHECK(shown(router, AStatement("show status tunnel"), Language::japanese) ==
        Lines{
            "TUNNEL[1]:",
            "説明:",
            "  インタフェースの種類: IPsec",
            "  トンネルインタフェースは接続されています",
            "  開始: 2011/08/15 18:19:45",
            "  通信時間: 5時間7分58秒",
            "  受信: (IPv4) 3933 パケット [244941 オクテット]",
            "        (IPv6) 0 パケット [0 オクテット]",
            "  送信: (IPv4) 3933 パケット [241407 オクテット]",
            "        (IPv6) 0 パケット [0 オクテット]",
        });
}

TEST_CASE("a tunnel that is down has neither a start nor a duration") {
  FakeBackend router;
  console::TunnelStatus tunnel;
  tunnel.tunnel = TunnelId{2};
  tunnel.encapsulation = config::Encapsulation::l2tpv3;
  tunnel.description = "to-b";
  tunnel.received_ipv4 = {1, 1};
  router.tunnel_status = {an_online_tunnel(), tunnel};

  const auto lines = shown(router, AStatement("show status tunnel").with("TUNNEL_NUM", "2"));

  CHECK(lines == Lines{
                     "TUNNEL[2]: ",
                     "Description: to-b",
                     "  Interface type: L2TPv3",
                     "  Current status is Offline.",
                     "  Received:    (IPv4) 1 packet [1 octet]",
                     "               (IPv6) 0 packet [0 octet]",
                     "  Transmitted: (IPv4) 0 packet [0 octet]",
                     "               (IPv6) 0 packet [0 octet]",
                 });
  CHECK(shown(router, AStatement("show status tunnel").word("up"))[0] == "TUNNEL[1]: ");
  CHECK(shown(router, AStatement("show status tunnel").word("down"))[0] == "TUNNEL[2]: ");
}

TEST_CASE("show ipsec sa lists key SAs and their children") {
  CHECK(shown(a_router_with_sas(), AStatement("show ipsec sa")) ==
        Lines{
            "Total: isakmp:1 send:1 recv:1",
            "",
            "sa   sgw isakmp connection   dir  life[s] remote-id",
            "-----------------------------------------------------------------------------",
            "1     1    -    isakmp       -    10675   203.0.113.1",
            "2     1    1    tun[001]esp  send 1719    203.0.113.1",
            "3     1    1    tun[001]esp  recv 1719    203.0.113.1",
        });
}

TEST_CASE("show ipsec sa without any SA prints the total and the header") {
  CHECK(shown(FakeBackend(), AStatement("show ipsec sa")) ==
        Lines{
            "Total: isakmp:0 send:0 recv:0",
            "",
            "sa   sgw isakmp connection   dir  life[s] remote-id",
            "-----------------------------------------------------------------------------",
        });
}

TEST_CASE("show ipsec sa gateway counts the SAs of each gateway") {
  auto router = a_router_with_sas();
  router.ike.isakmp[0].local_id = "LOCAL";

  CHECK(shown(router, AStatement("show ipsec sa").word("gateway")) ==
        Lines{
            "sgw  flags local-id                      remote-id        # of sa",
            "--------------------------------------------------------------------------",
            "1    U K   LOCAL                         203.0.113.1      i:1 s:1 r:1",
        });
}

TEST_CASE("show ipsec sa gateway detail names every cipher that a peer may have wanted") {
  const std::pair<ike::Phase1Cipher, const char*> rows[] = {
      {ike::Phase1Cipher::des_cbc, "DES-CBC"},       {ike::Phase1Cipher::three_des_cbc, "3DES-CBC"},
      {ike::Phase1Cipher::aes_cbc, "AES-CBC"},       {ike::Phase1Cipher::aes256_cbc, "AES256-CBC"},
      {ike::Phase1Cipher::aes192_cbc, "AES192-CBC"},
  };
  for (auto& [cipher, text] : rows) {
    auto router = a_router_with_sas();
    router.ike.isakmp[0].cipher = cipher;
    const auto lines =
        shown(router, AStatement("show ipsec sa").word("gateway").with("GATEWAY_ID", "1").word("detail"));
    CHECK(lines.at(4) == std::string("Algorithm: ") + text + ", SHA-1, MODP 1024bit");
  }
}

TEST_CASE("show ipsec sa gateway detail prints no key") {
  auto router = a_router_with_sas();
  router.ike.ipsec.pop_back();

  const auto lines = shown(
      router, AStatement("show ipsec sa").word("gateway").with("GATEWAY_ID", "1").word("detail"));

  CHECK(lines == Lines{
                     "SA[1] Duration: 10675s",
                     "Local ID: 192.0.2.1",
                     "Remote ID: 203.0.113.1",
                     "Protocol: IKE",
                     "Algorithm: AES-CBC, SHA-1, MODP 1024bit",
                     "",
                     "SPI: 6b ce fd 8a d5 30 9b 02 0c f3 87 52 4a 87 6e 77 ",
                     "Key: ** ** ** ** **  (confidential)   ** ** ** ** **",
                     "----------------------------------------------------",
                     "SA[2] Duration: 1719s",
                     "Local ID: 192.0.2.1",
                     "Remote ID: 203.0.113.1",
                     "Direction: send",
                     "Protocol: ESP (Mode: tunnel)",
                     "Algorithm: AES-CBC (for Auth.: HMAC-SHA)",
                     "SPI: a6 67 47 47 ",
                     "Key: ** ** ** ** **  (confidential)   ** ** ** ** **",
                     "----------------------------------------------------",
                 });
  CHECK(shown(router,
              AStatement("show ipsec sa").word("gateway").with("GATEWAY_ID", "2").word("detail"))
            .empty());
}

TEST_CASE("a transport mode SA is called tra") {
  auto router = a_router_with_sas();
  router.ike.ipsec[0].mode = ipsec::Mode::transport;

  CHECK(shown(router, AStatement("show ipsec sa"))[5] ==
        "2     1    1    tra[001]esp  send 1719    203.0.113.1");
}

TEST_CASE("show status l2tp shows the control connection and its session in Japanese") {
  FakeBackend router;
  l2tp::TunnelStatus tunnel;
  tunnel.tunnel = TunnelId{1};
  tunnel.state = l2tp::ControlState::established;
  tunnel.local = ControlConnectionId{16675};
  tunnel.remote = ControlConnectionId{20564};
  tunnel.local_endpoint = {Ipv4Address::of(192, 168, 100, 1), 1701};
  tunnel.remote_endpoint = {Ipv4Address::of(192, 168, 100, 2), 1701};
  tunnel.vendor = "YAMAHA Corporation";
  tunnel.host_name = "RTX810_A";
  tunnel.next_send = 3;
  tunnel.next_receive = 2;
  tunnel.session = l2tp::SessionState::established;
  tunnel.local_session = SessionId{38941};
  tunnel.remote_session = SessionId{10235};
  tunnel.local_circuit_up = true;
  tunnel.remote_circuit_up = true;
  tunnel.connected = 72s;
  router.l2tp.tunnels.push_back(tunnel);
  auto traffic = an_online_tunnel();
  traffic.received_ipv4 = {25, 2148};
  traffic.transmitted_ipv4 = {24, 2020};
  router.tunnel_status.push_back(traffic);

  CHECK(shown(router, AStatement("show status l2tp"), Language::japanese) ==
        Lines{
            "------------------- L2TP INFORMATION -------------------",
            "L2TP情報テーブル",
            "  L2TPトンネル数: 1, L2TPセッション数: 1",
            "TUNNEL[1]:",
            "  トンネルの状態: established",
            "  バージョン: L2TPv3",
            "  自機側トンネルID: 16675",
            "  相手側トンネルID: 20564",
            "  自機側IPアドレス: 192.168.100.1",
            "  相手側IPアドレス: 192.168.100.2",
            "  自機側送信元ポート: 1701",
            "  相手側送信元ポート: 1701",
            "  ベンダ名: YAMAHA Corporation",
            "  ホスト名: RTX810_A",
            "  Next Transmit sequence(Ns): 3",
            "  Next Receive sequence(Nr) : 2",
            "  トンネル内のセッション数: 1 session",
            "  セッション情報:",
            "    セッションの状態: established",
            "    自機側セッションID: 38941",
            "    相手側セッションID: 10235",
            "    Circuit Status 自機側:UP 相手側:UP",
            "    通信時間: 1分12秒",
            "    受信: 25 パケット [2148 オクテット]",
            "    送信: 24 パケット [2020 オクテット]",
        });
  const auto english = shown(router, AStatement("show status l2tp"));
  CHECK(english[2] == "  Tunnel Control: 1, Session Control: 1");
  CHECK(english[16] == "  Tunnel has 1 session.");
  CHECK(english[22] == "    1 minute 12 seconds  connection.");
}
