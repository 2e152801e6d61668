#include "platform/lab/topology.hpp"

#include <catch2/catch.hpp>
#include <fstream>

using namespace kyoten;
using namespace kyoten::lab;

namespace {

constexpr std::string_view kNodes =
    "name: small\n"                                                           // 1
    "topology:\n"                                                             // 2
    "  nodes:\n"                                                              // 3
    "    r1: {kind: kyoten-router}\n"                                         // 4
    "    r2: {kind: linux, labels: {kyoten.kind: router}}\n"                  // 5
    "    pc:\n"                                                               // 6
    "      kind: kyoten-host\n"                                               // 7
    "      labels: {kyoten.address: 192.168.100.10/24, kyoten.check: pc2}\n"  // 8
    "    pc2:\n"                                                              // 9
    "      kind: kyoten-host\n"                                               // 10
    "      labels: {kyoten.address: dhcp}\n";                                 // 11

Result<Topology, TopologyError> parse(std::string_view text) {
  return parse_topology(std::string(text), "lab.clab.yml", ".");
}

std::string complaint_about(std::string_view text) {
  const auto result = parse(text);
  REQUIRE_FALSE(result.has_value());
  return result.error().text();
}

}  // namespace

TEST_CASE("a topology has its nodes in the order of the file, and links by node and port") {
  const auto result =
      parse(std::string(kNodes) +
            "  links:\n"
            "    - endpoints: [\"pc:eth1\", \"r1:lan1\"]\n"
            "    - {endpoints: [\"r1:lan2\", \"r2:lan2\"], labels: {kyoten.wan: yes}}\n");

  REQUIRE(result.has_value());
  CHECK(result->name == "small");
  REQUIRE(result->nodes.size() == 4);
  CHECK(result->nodes[1].kind == NodeKind::router);
  CHECK(result->nodes[2].address->text() == "192.168.100.10/24");
  CHECK(result->nodes[3].dhcp);
  REQUIRE(result->links.size() == 2);
  CHECK(result->links[0].name == "pc.eth1-r1.lan1");
  CHECK(result->links[1].ends[0].port == PortIndex{1});
  CHECK_FALSE(result->links[0].wan);
  CHECK(result->links[1].wan);
  REQUIRE(result->check);
  CHECK(result->check->from == 2);
  CHECK(result->check->to == 3);
}

TEST_CASE("a node may be switched on later than the others") {
  const auto result = parse(
      "name: x\ntopology:\n  nodes:\n    r: {kind: kyoten-router, startup-delay: 3}\n"
      "    s: {kind: kyoten-router}\n");

  REQUIRE(result.has_value());
  CHECK(result->nodes[0].startup_delay == std::chrono::seconds(3));
  CHECK(result->nodes[1].startup_delay == std::chrono::seconds(0));
}

TEST_CASE("no two ports of a lab have the same MAC address") {
  const auto result = parse(kNodes);

  std::vector<MacAddress> macs;
  for (auto& node : result->nodes) macs.insert(macs.end(), node.macs.begin(), node.macs.end());
  std::ranges::sort(macs);

  CHECK(macs.size() == 6);
  CHECK(std::ranges::adjacent_find(macs) == macs.end());
}

TEST_CASE("a mistake in a topology is reported with file, line and reason") {
  const auto with_link = [](std::string_view endpoints) {
    return std::string(kNodes) + "  links:\n    - endpoints: " + std::string(endpoints) + "\n";
  };

  CHECK(complaint_about("name: x\ntopology: {nodes: {a: {kind: ceos}}}\n") ==
        "lab.clab.yml:2: node `a`: kind `ceos` is none of kyoten-router, kyoten-host and kyoten-provider");
  CHECK(complaint_about("name: x\n") ==
        "lab.clab.yml:1: `topology:` with `nodes:` and `links:` "
        "is missing");
  CHECK(complaint_about(with_link("[\"r1:lan1\"]")).starts_with("lab.clab.yml:13: a link is"));
  CHECK(complaint_about(with_link("[\"r1:lan5\", \"pc:eth1\"]")) ==
        "lab.clab.yml:13: router `r1` has no port `lan5`: an RTX810 has lan1 and lan2, others "
        "at most lan1 to lan4");
  CHECK(complaint_about(with_link("[\"r9:lan1\", \"pc:eth1\"]")) ==
        "lab.clab.yml:13: there is no node `r9`");
  CHECK(complaint_about(with_link("[\"r1:lan1\", \"r1:lan1\"]")) ==
        "lab.clab.yml:13: a wire is already plugged into r1:lan1");
  CHECK(complaint_about(with_link("[\"pc:eth1\", \"pc:eth2\"]")) ==
        "lab.clab.yml:13: a wire is already plugged into pc:eth2");
  CHECK(complaint_about("name: x\ntopology:\n  nodes:\n    r: {kind: kyoten-router, "
                        "startup-config: absent.conf}\n") ==
        "lab.clab.yml:4: startup-config ./absent.conf: there is no such file");
  CHECK(complaint_about("name: ../up\ntopology: {}\n").starts_with("lab.clab.yml:1: `../up`"));
  CHECK(complaint_about("name: x\ntopology:\n  nodes:\n    r: {kind: kyoten-router, "
                        "startup-delay: soon}\n") ==
        "lab.clab.yml:4: startup-delay is a number from 0 to 3600");
  CHECK(complaint_about("name: [\n").starts_with("lab.clab.yml:2: not YAML"));
}

TEST_CASE("a provider has accounts, a port for each line, and an address of its own") {
  const std::string node = "name: x\ntopology:\n  nodes:\n    bas:\n      kind: kyoten-provider\n";
  const auto result = parse(node + "      labels: {kyoten.account.1: a@example b 192.0.2.7, kyoten.account.2: c d 192.0.2.8}\n"
                                   "    r: {kind: kyoten-router}\n  links:\n    - endpoints: [\"r:lan2\", \"bas:eth2\"]\n");
  REQUIRE(result.has_value());
  const auto settings = provider_settings(result->nodes[0]);
  CHECK(settings.name == "bas");
  CHECK(settings.address == *Ipv4Address::parse("192.0.2.1"));
  REQUIRE(settings.accounts.size() == 2);
  CHECK(settings.accounts[0] == ppp::Account{"a@example", "b", Ipv4Address::parse("192.0.2.7")});
  CHECK(settings.macs.size() == 2);
  CHECK(result->between_routers(result->links[0]));

  CHECK(complaint_about(node) == "lab.clab.yml:4: provider `bas` has no label kyoten.account.1 (\"NAME PASSWORD ADDRESS\")");
  CHECK(complaint_about(node + "      labels: {kyoten.account.1: a b}\n") ==
        "lab.clab.yml:6: kyoten.account.1 is not \"NAME PASSWORD ADDRESS\"");
  CHECK(complaint_about(node + "      labels: {kyoten.account.1: a b 192.0.2.7}\n    r: {kind: kyoten-router}\n  links:\n"
                               "    - endpoints: [\"r:lan2\", \"bas:lan1\"]\n") ==
        "lab.clab.yml:9: provider `bas` has no port `lan1`: eth1 to eth8");
}

TEST_CASE("a text that is no topology at all is refused") {
  const auto text = GENERATE(as<std::string>{}, "", "just text", "- a\n- b\n", "{}", "name: 1",
                             "name: x\ntopology: 3", "name: x\ntopology: {nodes: []}",
                             "name: x\ntopology: {nodes: {a: 1}}",
                             "name: x\ntopology: {nodes: {[a]: {kind: kyoten-router}}}");

  CHECK_FALSE(parse(text).has_value());
}

TEST_CASE("a directory without a topology file says so") {
  const auto result = load_topology("platform/lab-that-is-not-there");

  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().text() == "platform/lab-that-is-not-there: there is no such file");
}
