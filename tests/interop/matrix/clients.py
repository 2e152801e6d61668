"""Cells whose peer is vpnc: a client without a network of its own, which begins by aggressive mode, logs in by XAUTH and is given an
address. Without a NAT it sends ESP as protocol 50.

vpnc asks for SAs of 24 days and renews none. Whose SAs are deleted makes new ones, but goes on with the keys of the old ones
under the new SPIs, as the ICVs of captured packets show: so nothing is renewed here.

    host ---- lan1 [router] lan2 ======================================= eth0 [client] vpn0
    host ---- lan1 [router] lan2 ====== lan2 [gateway] lan1 ------------ eth0 [client] vpn0      NAT
    10.1.0.2                192.0.2.1                                           10.9.0.1
"""

import dataclasses
import time

from cases import ESP_CIPHERS, GATEWAY, HASHES, IKE_CIPHERS
from proposals import outcome, suites
from steps import Stream
from support.harness import Namespace, Router, wait_until, wire
from support.vpnc import Vpnc

UNKNOWN_TO_VPNC = "sha256"  # it offers SHA-1 and MD5
DH = {"modp768": "dh1", "modp1024": "dh2", "modp1536": "dh5", "modp2048": "dh14"}

ROUTER = """\
console character ascii
syslog info on
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp {esp_cipher} {esp_hash}-hmac
  ipsec ike encryption 1 {cipher}
  ipsec ike group 1 {group} {group}
  ipsec ike hash 1 {hash}
  ipsec ike keepalive use 1 on dpd 2 2
  ipsec ike local address 1 192.0.2.1
  ipsec ike mode-cfg address 1 1
  ipsec ike nat-traversal 1 on
  ipsec ike negotiate-strictly 1 on
  ipsec ike pfs 1 {pfs}
  ipsec ike pre-shared-key 1 text group-secret
  ipsec ike remote address 1 any
  ipsec ike remote name 1 travellers key-id
  ipsec ike xauth request 1 on 1
 tunnel enable 1
ipsec ike mode-cfg address pool 1 10.9.0.1-10.9.0.9/32
auth user 1 alice wonder-1
auth user group 1 1
auth user group attribute 1 xauth=on
"""


def router_configuration(case):
    cipher, digest, group = case.ike
    return ROUTER.format(cipher=IKE_CIPHERS[cipher], hash=HASHES[digest], group=group, esp_cipher=ESP_CIPHERS[case.esp[0]],
                         esp_hash=HASHES[case.esp[1]], pfs="on" if case.pfs else "off")


class Networks:
    """The cases of one object share the NAT."""

    def __init__(self, directory, case):
        self.directory = directory
        self.host, self.box, self.peer = Namespace("host"), Namespace("box"), Namespace("client")
        wire(self.host, "eth0", self.box, "inner0", mtu=1300)
        self.host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
        if case.nat:
            between = Namespace("between")
            wire(self.peer, "eth0", between, "home0")
            wire(self.box, "outer0", between, "wan0")
            self.peer.address("eth0", "192.168.7.2/24", gateway="192.168.7.1")
            Router(directory, "gateway", GATEWAY.format(outer="192.0.2.2"), "--port", "lan1=raw:home0", "--port", "lan2=raw:wan0",
                   namespace=between)
        else:
            wire(self.peer, "eth0", self.box, "outer0")
            self.peer.address("eth0", "192.0.2.2/24")
        self.far = None  # the address that the client was given

    def router(self, case):
        (self.directory / "router.control").unlink(missing_ok=True)
        return Router(self.directory, "router", router_configuration(case), "--port", "lan1=raw:inner0", "--port",
                      "lan2=raw:outer0", namespace=self.box)

    def client(self, case):
        dh = DH[case.ike[2]]
        return Vpnc(self.directory, self.peer, "alice", "wonder-1", dh=dh, pfs=dh if case.pfs else "nopfs",
                    local_port=0 if case.nat else 500)  # another source port is taken for a NAT


class Cell:
    def __init__(self, networks, case):
        self.networks, self.case = networks, case
        self.router = networks.router(case)
        self.client = None

    def begin(self):
        self.client = self.networks.client(self.case)
        self.networks.far = self.client.connected()[0]
        wait_until(lambda: self.networks.peer.pings("10.1.0.2"), 10, "a ping through the tunnel")

    def end(self):
        self.router.stop()
        self.client.kill()

    def has_client(self):
        return "alice(" in self.router.type("show ipsec sa")


def up(cell):
    begun = time.monotonic()
    cell.begin()
    after = time.monotonic() - begun
    in_udp = "NAT on the path" in cell.router.log.read_text()
    assert in_udp == bool(cell.case.nat), f"ESP goes {'in UDP' if in_udp else 'as protocol 50'}"
    return f"{after:.1f} s"


def ping(cell):
    assert cell.networks.peer.pings("10.1.0.2", "-s", "1200"), "a long ping"
    assert cell.networks.host.pings(cell.networks.far), "a ping to the client"
    return "both ways"


def hundred_megabytes(cell):
    received = Stream(cell, "-n", "100M").report()["end"]["sum_received"]
    assert received["bytes"] >= 100e6, received
    return f"{received['bits_per_second'] / 1e6:.0f} Mbit/s"


def peer_is_killed(cell):
    cell.client.kill()
    begun = time.monotonic()
    wait_until(lambda: not cell.has_client(), 30, "the router finds its client dead")
    return f"after {time.monotonic() - begun:.0f} s"


def peer_restarts(cell):
    cell.begin()
    return "up again"


def router_restarts(cell):
    """vpnc hears nothing from the router, ends, and may come again."""
    cell.router.process.kill()
    cell.router.process.wait()
    cell.router = cell.networks.router(cell.case)
    begun = time.monotonic()
    wait_until(cell.client.is_over, 60, "the client gives up")
    after = time.monotonic() - begun
    cell.begin()
    return f"client ends after {after:.0f} s, comes again"


def peer_deletes(cell):
    cell.client.leave()
    wait_until(lambda: not cell.has_client(), 5, "the router hears that the client left")
    return "down"


def router_deletes(cell):
    cell.begin()
    cell.router.type("ipsec sa delete all")
    begun = time.monotonic()
    wait_until(cell.client.is_over, 90, "the client hears of the deletion")
    return f"client ends after {time.monotonic() - begun:.0f} s"


STEPS = {
    "up": up,
    "ping": ping,
    "100 MB": hundred_megabytes,
    "peer killed": peer_is_killed,
    "peer restarts": peer_restarts,
    "router restarts": router_restarts,
    "peer deletes": peer_deletes,
    "router deletes": router_deletes,
}


def try_all(directory, case):
    """Yields (proposal, None or what went wrong); the networks stay, both ends start anew."""
    networks = Networks(directory, case)
    for name, algorithms in suites(case.mode):
        if UNKNOWN_TO_VPNC in name:
            continue
        yield name, outcome(Cell(networks, dataclasses.replace(case, **algorithms)), up)
