"""What is tried in a cell of the matrix, in this order. Each step returns what the table shows, or raises."""

import json
import subprocess
import time

from cases import ROUTER
from support.harness import wait_until


class Cell:
    def __init__(self, networks, case):
        self.networks, self.case = networks, case
        self.strongswan = networks.strongswan(case)
        self.router = networks.router(case)

    def begin(self):
        if self.case.begins != ROUTER:
            wait_until(lambda: "net" in self.strongswan.swanctl("--list-conns"), 5, "strongSwan knows its connection")
            self.strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")

    def end(self):
        self.router.stop()
        self.strongswan.kill()

    def stands(self, limit=20):
        wait_until(self.strongswan.child_is_installed, limit, "strongSwan has its child SA")
        wait_until(self.router.tunnel_is_up, limit, "the router's tunnel is up")
        wait_until(self.networks.passes, limit, "a ping through the tunnel")

    def one_sa_each_way(self):
        """With IKEv1, strongSwan lets what it has renewed live on to its end."""
        return self.case.mode != "ikev2" or "isakmp:1 send:1 recv:1" in self.router.type("show ipsec sa")

    @property
    def peer_may_begin(self):
        """Of XAUTH there is one who logs in: the other end does not begin phase 1."""
        return not (self.case.auth == "xauth" and self.case.begins == ROUTER)

    def rekey(self):
        self.strongswan.swanctl("--rekey", "--child", "net")
        time.sleep(1)
        if not self.peer_may_begin:
            return
        self.strongswan.swanctl("--rekey", "--ike-id", self.strongswan.newest_ike_sa("net"))
        time.sleep(1)


def up(cell):
    begun = time.monotonic()
    cell.begin()
    cell.stands()
    return f"{time.monotonic() - begun:.1f} s"


def ping(cell):
    assert cell.networks.passes("-s", "1200"), "a long ping"
    assert cell.networks.passes_back(), "a ping from the other end"
    return "both ways"


class Stream:
    """iperf3, TCP unless told otherwise, from the host to what is behind strongSwan."""

    def __init__(self, cell, *options):
        self.server = subprocess.Popen(cell.networks.peer.command("iperf3", "-s", "-1", "-B", cell.networks.far, "--forceflush"),
                                       stdout=subprocess.PIPE)
        self.server.stdout.readline()
        self.client = subprocess.Popen(cell.networks.host.command("iperf3", "-c", cell.networks.far, "-J", *options),
                                       stdout=subprocess.PIPE, text=True)

    def report(self, limit=120):
        report = json.loads(self.client.communicate(timeout=limit)[0])
        self.server.wait(timeout=15)
        assert "error" not in report, report["error"]
        return report


def hundred_megabytes(cell):
    received = Stream(cell, "-n", "100M").report()["end"]["sum_received"]
    assert received["bytes"] >= 100e6, received
    return f"{received['bits_per_second'] / 1e6:.0f} Mbit/s"


def three_rekeys(cell):
    """Each SA three times by strongSwan under a TCP stream that must not stop."""
    stream = Stream(cell, "-t", "9")
    for _ in range(3):
        cell.rekey()
    report = stream.report()
    stalled = [interval["sum"]["start"] for interval in report["intervals"] if interval["sum"]["bytes"] == 0]
    assert not stalled, f"nothing passed in the seconds from {stalled}"
    wait_until(cell.one_sa_each_way, 40, "old SAs are gone")
    return "TCP goes on" if cell.peer_may_begin else "TCP goes on (IPsec SAs)"


def own_rekeys(cell):
    """The router renews the child SA each 3 MB. Steadily and not at full speed: strongSwan reads IKE from the socket that
    ESP floods, and what gets lost there the router says again 5 seconds later, when the SA's hard limit is near."""
    if cell.case.mode != "ikev2" and cell.case.begins != ROUTER:
        return "-"  # the lifetime is the initiator's, and strongSwan has no such one
    before = cell.strongswan.children_made()
    cell.router.type("ipsec ike duration ipsec-sa 1 28800 4000", "ipsec auto refresh on", "ipsec refresh sa")
    wait_until(lambda: cell.strongswan.children_made() > before and cell.networks.passes(), 20, "up again with that lifetime")
    before = cell.strongswan.children_made()
    sent = Stream(cell, "-u", "-b", "20M", "-l", "1000", "-t", "6").report()["end"]["sum"]
    renewed = cell.strongswan.children_made() - before
    assert renewed >= 4, f"renewed {renewed} times in 15 MB, not each 3 MB"
    assert sent["lost_percent"] < 0.5, f"{sent['lost_packets']} of {sent['packets']} datagrams lost"
    cell.router.type("no ipsec ike duration ipsec-sa 1", *([] if cell.case.begins == ROUTER else ["ipsec auto refresh off"]))
    cell.strongswan.swanctl("--rekey", "--child", "net")
    wait_until(cell.one_sa_each_way, 40, "old SAs are gone")
    return f"{renewed} times, {sent['lost_packets']} of {sent['packets']} datagrams lost"


def peer_is_killed(cell):
    cell.strongswan.kill()
    begun = time.monotonic()
    wait_until(lambda: not cell.router.tunnel_is_up(), 30, "the router finds its peer dead")
    return f"after {time.monotonic() - begun:.0f} s"


def peer_restarts(cell):
    cell.strongswan = cell.networks.strongswan(cell.case)
    cell.begin()
    cell.stands(60)
    return "up again"


def router_restarts(cell):
    cell.router.process.kill()
    cell.router.process.wait()
    cell.router = cell.networks.router(cell.case)
    cell.stands(60)
    return "up again"


def peer_deletes(cell):
    cell.router.type("ipsec auto refresh off")
    cell.strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: not cell.router.tunnel_is_up(), 5, "the router's tunnel is down")
    return "down"


def router_deletes(cell):
    if cell.case.begins == ROUTER:
        cell.router.type("ipsec auto refresh on")
    cell.begin()
    cell.stands(30)
    cell.router.type("ipsec auto refresh off", "ipsec sa delete all")
    wait_until(lambda: not cell.strongswan.child_is_installed(), 5, "strongSwan heard of the deletion")
    return "down"


STEPS = {
    "up": up,
    "ping": ping,
    "100 MB": hundred_megabytes,
    "3 rekeys of each SA": three_rekeys,
    "router rekeys by kilobytes": own_rekeys,
    "peer killed": peer_is_killed,
    "peer restarts": peer_restarts,
    "router restarts": router_restarts,
    "peer deletes": peer_deletes,
    "router deletes": router_deletes,
}
