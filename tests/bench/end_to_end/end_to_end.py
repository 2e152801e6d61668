"""Speed of a whole tunnel, process to process: iperf3 through two Kyoten routers, and through strongSwan's userspace
ESP (kernel-libipsec) on the same machine in the same run. Prints one line of JSON.

    west ---- lan1 [router a] lan2 ======== lan2 [router b] lan1 ---- east
    10.1.0.2      bridge1  192.0.2.1     192.0.2.2  bridge1       10.1.0.3      L2TPv3 over IPsec transport mode

    west ---- [strongSwan a] ======== [strongSwan b] ---- east                  IPsec tunnel mode in UDP 4500
    10.1.0.2   10.1.0.1  192.0.2.1     192.0.2.2 10.2.0.1    10.2.0.2

Both use aes-cbc (128) and sha-hmac (HMAC-SHA-1-96). CPU is what the two daemons or routers spent, user and system.

    KYOTEN=build/release/platform/app/kyoten python3 tests/bench/end_to_end/end_to_end.py [--seconds 5] [--port raw|tap]
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
from support.harness import Namespace, Router, Skip, main, need, run, wait_until, wire  # noqa: E402
from support.strongswan import Strongswan  # noqa: E402

KYOTEN_SITE = """\
console character ascii
bridge member bridge1 lan1 tunnel1
ip bridge1 address 10.1.0.{bridge}/24
ip lan2 address {me}/24
tunnel select 1
 tunnel encapsulation l2tpv3
 tunnel endpoint address {me} {peer}
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike keepalive use 1 on dpd 10 3
  ipsec ike local address 1 {me}
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 {peer}
 l2tp always-on on
 l2tp tunnel disconnect time off
 l2tp local router-id {me}
 l2tp remote router-id {peer}
 l2tp remote end-id bench
 tunnel enable 1
ipsec auto refresh on
ipsec transport 1 101 udp 1701
l2tp service on l2tpv3
"""

SWAN_SITE = """\
connections {{ net {{
    version = 1
    local_addrs = {me}
    remote_addrs = {peer}
    proposals = aes128-sha1-modp1024
    local {{ auth = psk
      id = {me} }}
    remote {{ auth = psk
      id = {peer} }}
    children {{ net {{
      local_ts = {mine}
      remote_ts = {theirs}
      esp_proposals = aes128-sha1
      start_action = none }} }} }} }}
secrets {{ ike-net {{ secret = "shared-text" }} }}
"""


def cpu_seconds(process):
    """User and system time of a process and of all that it started (ip netns exec becomes the program itself)."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def iperf(west, east, address, seconds, *options):
    with subprocess.Popen(east.command("iperf3", "-s", "-1", "--forceflush"), stdout=subprocess.PIPE) as server:
        server.stdout.readline()
        time.sleep(0.1)
        report = subprocess.run(west.command("iperf3", "-c", address, "-t", str(seconds), "-J", *options), text=True,
                                capture_output=True, timeout=seconds + 30)
        server.wait(timeout=15)
    return json.loads(report.stdout)["end"]


def measure(west, east, address, seconds, processes):
    before = sum(cpu_seconds(process) for process in processes)
    tcp = iperf(west, east, address, seconds)["sum_received"]
    spent = sum(cpu_seconds(process) for process in processes) - before
    # Small packets, faster than any of them goes: what arrives is what passes.
    udp = iperf(west, east, address, seconds, "-u", "-l", "64", "-b", "400M")
    summary = udp.get("sum_received") or udp["sum"]
    arrived = summary["packets"] - summary["lost_packets"]
    return {
        "tcp_mbit_per_second": round(tcp["bits_per_second"] / 1e6, 1),
        "cpu_seconds_per_gigabyte": round(spent / (tcp["bytes"] / 1e9), 2),
        "udp_64_byte_packets_per_second": round(arrived / summary["seconds"]),
    }


def set_up_wires(*pairs):
    for first, first_name, second, second_name, mtu in pairs:
        wire(first, first_name, second, second_name, mtu=mtu)


def kyoten(directory, seconds, kind):
    west, a, b, east = (Namespace(f"k-{name}") for name in ("west", "a", "b", "east"))
    if kind == "raw":
        set_up_wires((west, "eth0", a, "lan0", 1400), (east, "eth0", b, "lan0", 1400))
    set_up_wires((a, "wan0", b, "wan0", None))
    routers = []
    for namespace, me, peer, bridge in ((a, "192.0.2.1", "192.0.2.2", 1), (b, "192.0.2.2", "192.0.2.1", 254)):
        lan1 = "raw:lan0" if kind == "raw" else "tap:lan0"
        routers.append(Router(directory, f"kyoten-{namespace.name}", KYOTEN_SITE.format(me=me, peer=peer, bridge=bridge),
                              "--port", f"lan1={lan1}", "--port", "lan2=raw:wan0", namespace=namespace))
    if kind == "tap":
        for namespace, machine in ((a, west), (b, east)):
            run("ip", "-n", namespace.name, "link", "set", "lan0", "netns", machine.name, "name", "eth0")
            machine.ip("link", "set", "eth0", "mtu", "1400")
    west.address("eth0", "10.1.0.2/24")
    east.address("eth0", "10.1.0.3/24")
    wait_until(lambda: west.pings("10.1.0.3"), 30, "the routers' tunnel carries a ping")
    result = measure(west, east, "10.1.0.3", seconds, [router.process for router in routers])
    for router in routers:
        router.stop()
    return result


def strongswan(directory, seconds):
    west, a, b, east = (Namespace(f"s-{name}") for name in ("west", "a", "b", "east"))
    set_up_wires((west, "eth0", a, "lan0", 1400), (east, "eth0", b, "lan0", 1400), (a, "wan0", b, "wan0", None))
    west.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
    east.address("eth0", "10.2.0.2/24", gateway="10.2.0.1")
    for namespace, lan, me in ((a, "10.1.0.1/24", "192.0.2.1/24"), (b, "10.2.0.1/24", "192.0.2.2/24")):
        namespace.address("lan0", lan)
        namespace.address("wan0", me)
        namespace.run("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv4.conf.all.rp_filter=0",
                      "net.ipv4.conf.default.rp_filter=0")
    daemons = [
        Strongswan(directory, a, SWAN_SITE.format(me="192.0.2.1", peer="192.0.2.2", mine="10.1.0.0/24",
                                                  theirs="10.2.0.0/24"), name="swan-a"),
        Strongswan(directory, b, SWAN_SITE.format(me="192.0.2.2", peer="192.0.2.1", mine="10.2.0.0/24",
                                                  theirs="10.1.0.0/24"), name="swan-b")]
    daemons[0].swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(lambda: west.pings("10.2.0.2"), 10, "strongSwan's tunnel carries a ping")
    result = measure(west, east, "10.2.0.2", seconds, [daemon.process for daemon in daemons])
    for daemon in daemons:
        daemon.stop()
    return result


def bench(directory):
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--port", choices=("raw", "tap"), default="raw")
    options = parser.parse_args()
    need("iperf3")
    result = {"bench": "end_to_end", "seconds": options.seconds, "port": options.port, "cipher": "aes-cbc sha-hmac",
              "kyoten_l2tpv3_ipsec": kyoten(directory, options.seconds, options.port)}
    try:
        result["strongswan_libipsec_tunnel"] = strongswan(directory, options.seconds)
    except Skip as reason:
        result["strongswan_libipsec_tunnel"] = f"skipped: {reason}"
    print(json.dumps(result))


main(bench, quiet=True)
