// Consoles over TCP, unix sockets and pseudo terminals: bytes pass unchanged, slow and rude clients
// hurt nobody.
#include "platform/linux/console_server.hpp"

#include "tests/unit/platform/fake_host.hpp"
#include "tests/unit/platform/stream_client.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using console::ConsoleKind;
using linux_os::ConsoleServer;
using test::StreamClient;

namespace {

struct Server {
  linux_os::asio::io_context context;
  test::FakeHost host{context};
  ConsoleServer consoles{context, host, [] {}};
  test::TemporaryDirectory directory;

  std::string listen(const std::string& specification) {
    auto place = consoles.listen(specification);
    if (!place) FAIL(place.error());
    return place->text;
  }
  std::uint16_t listen_tcp() {
    const auto place = listen("tcp:127.0.0.1:0");
    return static_cast<std::uint16_t>(std::stoi(place.substr(place.rfind(':') + 1)));
  }
  std::string refusal(const std::string& specification) {
    auto place = consoles.listen(specification);
    return place ? std::string("(taken)") : place.error();
  }
  void run_a_little() {
    context.restart();
    context.run_for(std::chrono::milliseconds(20));
  }
};

}  // namespace

TEST_CASE("a telnet client is a telnet console with its address, and bytes pass both ways") {
  Server server;
  auto client = StreamClient::to_tcp(server.context, server.listen_tcp());

  CHECK(client.read_until("\n") == "hello\r\n");
  client.send(std::string_view("a\0\xff", 3));
  CHECK(client.read_until(">") == std::string("<a\0\xff>", 5));

  CHECK(server.host.opened == decltype(server.host.opened){{ConsoleKind::telnet, "127.0.0.1"}});
}

TEST_CASE("when the router ends a session, its last words arrive and the connection closes") {
  Server server;
  auto client = StreamClient::to_tcp(server.context, server.listen_tcp());
  client.read_until("\n");

  client.send("bye");

  CHECK(client.read_until("\n") == "closing\r\n");
  CHECK(client.wait_for_close());
  CHECK(server.host.closed == 1);
}

TEST_CASE("when a client goes, its console is closed at the router") {
  Server server;
  auto client = StreamClient::to_tcp(server.context, server.listen_tcp());
  client.read_until("\n");

  client.close();
  server.run_a_little();

  CHECK(server.host.closed == 1);
  CHECK(server.host.sinks.empty());
}

TEST_CASE("several consoles at once do not hear each other") {
  Server server;
  const auto port = server.listen_tcp();
  auto first = StreamClient::to_tcp(server.context, port);
  auto second = StreamClient::to_tcp(server.context, port);
  first.read_until("\n");
  second.read_until("\n");

  first.send("one");
  second.send("two");

  CHECK(first.read_until(">") == "<one>");
  CHECK(second.read_until(">") == "<two>");
}

TEST_CASE("a client too many is cut off, and a place that becomes free is given away again") {
  Server server;
  const auto port = server.listen_tcp();
  std::vector<StreamClient> clients;
  for (std::size_t i = 0; i < ConsoleServer::kMostClients; ++i) {
    clients.push_back(StreamClient::to_tcp(server.context, port));
    CHECK(clients.back().read_until("\n") == "hello\r\n");
  }

  auto surplus = StreamClient::to_tcp(server.context, port);
  CHECK(surplus.wait_for_close());
  clients.pop_back();
  server.run_a_little();

  auto next = StreamClient::to_tcp(server.context, port);
  CHECK(next.read_until("\n") == "hello\r\n");
}

TEST_CASE("a client that does not read is cut off, and others go on") {
  Server server;
  const auto port = server.listen_tcp();
  auto slow = StreamClient::to_tcp(server.context, port);
  auto other = StreamClient::to_tcp(server.context, port);
  slow.read_until("\n");
  other.read_until("\n");

  slow.send("flood");
  server.run_a_little();
  other.send("x");

  CHECK(other.read_until(">") == "<x>");
  CHECK(server.host.sinks.size() == 1);
}

TEST_CASE("a restart of the router closes telnet sessions, and new ones are welcome") {
  Server server;
  const auto port = server.listen_tcp();
  auto client = StreamClient::to_tcp(server.context, port);
  client.read_until("\n");

  server.host.restart_router();

  CHECK(client.wait_for_close());
  auto next = StreamClient::to_tcp(server.context, port);
  CHECK(next.read_until("\n") == "hello\r\n");
}

TEST_CASE("a unix console is a serial line for its owner only") {
  Server server;
  const auto path = server.directory.file("console");
  CHECK(server.listen("unix:" + path) == "unix:" + path);
  auto client = StreamClient::to_unix(server.context, path);

  CHECK(client.read_until("\n") == "hello\r\n");
  CHECK(server.host.opened[0].first == ConsoleKind::serial);
  using std::filesystem::perms;
  CHECK(std::filesystem::status(path).permissions() == (perms::owner_read | perms::owner_write));
}

TEST_CASE(
    "a pseudo terminal is a line that stays when a session ends and when the router restarts") {
  Server server;
  const auto place = server.listen("pty");
  REQUIRE(place.starts_with("pty:/dev/"));
  StreamClient client(server.context,
                      linux_os::FileDescriptor(::open(place.substr(4).c_str(), O_RDWR | O_NOCTTY)));

  CHECK(client.read_until("\n") == "hello\r\n");
  client.send("bye");
  CHECK(client.read_until("hello\r\n") == "closing\r\nhello\r\n");
  server.host.restart_router();
  CHECK(client.read_until("\n") == "hello\r\n");
  client.send("x");
  CHECK(client.read_until(">") == "<x>");
}

TEST_CASE("sockets are taken away at the end") {
  Server server;
  server.listen("unix:" + server.directory.file("console"));

  server.consoles.close();

  CHECK(std::filesystem::is_empty(server.directory.path()));
}

TEST_CASE("a console that cannot be made says why") {
  Server server;
  const auto port = server.listen_tcp();

  CHECK(server.refusal("telnet") ==
        "'telnet' is not a console; it is stdio, tcp:ADDRESS:PORT, unix:PATH, pty or serial:PATH");
  CHECK(server.refusal("tcp:nowhere") == "tcp:nowhere: needs tcp:ADDRESS:PORT");
  CHECK(server.refusal("tcp:127.0.0.1:70000") == "tcp:127.0.0.1:70000: needs tcp:ADDRESS:PORT");
  const auto taken = "tcp:127.0.0.1:" + std::to_string(port);
  CHECK(server.refusal(taken) == taken + ": Address already in use");
  CHECK(server.refusal("serial:/dev/no-such-line") ==
        "serial:/dev/no-such-line: No such file or directory");
  CHECK(server.refusal("serial:/dev/null,12345") ==
        "serial:/dev/null,12345: there is no baud rate 12345");
  CHECK(server.refusal("unix:" + std::string(200, 'x')).ends_with("has at most 107 characters"));
}
