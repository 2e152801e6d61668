// The control socket: one JSON object a line, in and out.
#include "platform/linux/control_server.hpp"

#include <nlohmann/json.hpp>

#include "tests/unit/platform/fake_host.hpp"
#include "tests/unit/platform/stream_client.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using nlohmann::json;
using test::StreamClient;

namespace {

struct Control {
  linux_os::asio::io_context context;
  test::FakeHost host{context};
  linux_os::ControlServer server{context, host};
  test::TemporaryDirectory directory;
  std::string path = directory.file("router.control");

  Control() { REQUIRE(server.listen(path).empty()); }

  StreamClient connect() { return StreamClient::to_unix(context, path); }
};

json next(StreamClient& client) { return json::parse(client.read_until("\n"), nullptr, false); }

json ask(StreamClient& client, const json& request) {
  client.send(request.dump() + "\n");
  return next(client);
}

}  // namespace

TEST_CASE("a line is executed and answered with its lines and the prompt") {
  Control control;
  auto client = control.connect();

  const auto answer = ask(client, {{"id", 7}, {"execute", "show log"}});

  CHECK(answer["id"] == 7);
  CHECK(answer["lines"][0] == "you typed show log");
  CHECK(answer["lines"][1] == "\xef\xbf\xbd not UTF-8");
  CHECK(answer["prompt"] == "# ");
  CHECK(answer["running"] == false);
  CHECK(answer["close"] == false);
}

TEST_CASE("completion, help, prompt and status are answered") {
  Control control;
  auto client = control.connect();

  CHECK(ask(client, {{"complete", "sh"}, {"cursor", 1}})["completed"] == "show");
  CHECK(control.host.completed_at == 1);
  CHECK(ask(client, {{"complete", "sh"}, {"cursor", 99}})["unique"] == true);
  CHECK(control.host.completed_at == 2);
  CHECK(ask(client, {{"help", "ip route"}})["lines"] == json{"help of ip route"});
  CHECK(ask(client, {{"prompt", true}})["prompt"] == "tunnel1# ");
  const auto tunnels = ask(client, {{"status", true}})["tunnels"];
  CHECK(tunnels == json::parse(R"([{"tunnel":1,"up":true,"sentence":"up since then"}])"));
}

TEST_CASE("an operation runs until it is cancelled, and its end is told") {
  Control control;
  auto client = control.connect();
  CHECK(ask(client, {{"id", 1}, {"execute", "ping"}})["running"] == true);
  control.host.say(console::ConsoleId{1}, "received from 192.0.2.1\nreceived again\n");
  CHECK(next(client)["output"] == json{"received from 192.0.2.1", "received again"});

  CHECK(ask(client, {{"id", 2}, {"cancel", true}})["cancelled"] == true);

  const auto end = next(client);
  CHECK(end["finished"] == true);
  CHECK(end["prompt"] == "tunnel1# ");
}

TEST_CASE("a subscriber hears what happened and what happens") {
  Control control;
  control.host.past = {{Instant{} + std::chrono::milliseconds(12), router::Milestone::tunnel_up,
                        "tunnel1", "IPsec SA"}};
  auto client = control.connect();

  CHECK(ask(client, {{"subscribe", true}})["subscribed"] == true);
  CHECK(next(client)["progress"] ==
        json::parse(
            R"({"at_ms":12,"milestone":"tunnel_up","subject":"tunnel1","detail":"IPsec SA"})"));
  REQUIRE(control.host.listeners.size() == 1);
  (*control.host.listeners.begin())
      ->on_progress({Instant{}, router::Milestone::peer_dead, "gateway1", ""});
  CHECK(next(client)["progress"]["milestone"] == "peer_dead");

  client.close();
  control.context.restart();
  control.context.run_for(std::chrono::milliseconds(20));
  CHECK(control.host.listeners.empty());
}

TEST_CASE("what is not understood is answered as an error, and the connection goes on") {
  Control control;
  auto client = control.connect();

  client.send("garbage\n");
  CHECK(next(client)["error"] == "not a JSON object");
  client.send("[1,2]\n");
  CHECK(next(client)["error"] == "not a JSON object");
  client.send("\xff\xfe\n");
  CHECK(next(client)["error"] == "not a JSON object");
  CHECK(ask(client, {{"id", 3}, {"dance", true}})["error"].is_string());
  CHECK(ask(client, {{"execute", 5}})["error"].is_string());
  CHECK(ask(client, {{"id", 4}, {"execute", "show log"}})["id"] == 4);
}

TEST_CASE("exit ends the connection behind its answer") {
  Control control;
  auto client = control.connect();

  CHECK(ask(client, {{"execute", "exit"}})["close"] == true);
  CHECK(client.wait_for_close());
  CHECK(control.host.closed == 1);
}

TEST_CASE("a line without end is cut off at its limit") {
  Control control;
  auto client = control.connect();

  client.send(std::string(linux_os::ControlServer::kMostLineBytes + 1, 'x'));

  CHECK(client.wait_for_close());
}

TEST_CASE("a restart of the router is told, and the console goes on at the new one") {
  Control control;
  auto client = control.connect();
  ask(client, {{"prompt", true}});

  control.host.restart_router();

  CHECK(next(client)["restarted"] == true);
  CHECK(ask(client, {{"execute", "show log"}})["lines"][0] == "you typed show log");
}

TEST_CASE("clients beyond the limit are cut off") {
  Control control;
  std::vector<StreamClient> clients;
  for (std::size_t i = 0; i < linux_os::ControlServer::kMostClients; ++i) {
    clients.push_back(control.connect());
    ask(clients.back(), {{"prompt", true}});
  }

  auto surplus = control.connect();

  CHECK(surplus.wait_for_close());
}

TEST_CASE("a second router cannot take a living one's control socket") {
  Control control;
  linux_os::ControlServer second(control.context, control.host);

  CHECK(second.listen(control.path) == "unix:" + control.path + ": another program uses it");
}
