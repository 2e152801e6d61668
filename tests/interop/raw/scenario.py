"""A Linux client gets its address by DHCP and reaches the outside through NAT masquerade; ports are veth interfaces.

    client ---- (veth) lan1 [router] lan2 (veth) ---- outside
    by DHCP   192.168.100.1   198.51.100.1            198.51.100.2 (knows no way to 192.168.100.0/24)
"""

import json
import subprocess

from support.harness import Namespace, Router, main, need, wait_until, wire

CONFIGURATION = """\
console character ascii
ip lan1 address 192.168.100.1/24
ip lan2 address 198.51.100.1/24
ip lan2 nat descriptor 1
nat descriptor type 1 masquerade
nat descriptor address outer 1 primary
nat descriptor address inner 1 auto
dhcp service server
dhcp server rfc2131 compliant except remain-silent
dhcp scope 1 192.168.100.2-192.168.100.191/24
"""


def test(directory):
    need("iperf3")
    client, box, outside = Namespace("client"), Namespace("box"), Namespace("outside")
    wire(client, "eth0", box, "inner0")
    wire(outside, "eth0", box, "outer0")
    outside.address("eth0", "198.51.100.2/24")
    router = Router(directory, "router", CONFIGURATION, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0",
                    namespace=box)

    lease = json.loads(client.run("/usr/bin/python3", __file__.replace("scenario.py", "dhcp_client.py"), "eth0"))
    assert lease["address"].startswith("192.168.100."), lease
    assert lease["router"] == "192.168.100.1", lease
    client.address("eth0", lease["address"] + "/24", gateway=lease["router"])
    assert lease["address"] in router.type("show status dhcp")

    wait_until(lambda: client.pings("198.51.100.2"), 5, "a ping through the masquerade")
    assert client.pings("198.51.100.2", "-s", "1472"), "a full-size ping"
    assert lease["address"] in router.type("show nat descriptor address 1 detail")

    # TCP, with the super-packets and unfinished checksums that a veth hands over.
    server = outside.command("iperf3", "-s", "-1", "--forceflush")
    with subprocess.Popen(server, stdout=subprocess.PIPE) as listening:
        listening.stdout.readline()
        report = json.loads(client.run("iperf3", "-c", "198.51.100.2", "-t", "1", "-J"))
        listening.stdout.read()
    assert report["end"]["sum_received"]["bytes"] > 1_000_000, report["end"]
    assert "198.51.100.1" in outside.run("ip", "neigh")
    assert router.stop() == 0


main(test)
