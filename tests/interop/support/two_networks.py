"""A router and a peer with a network behind each, as most scenarios join them.

    host ---- lan1 [router] lan2 ======== wan0 [peer] lo
    10.1.0.2   10.1.0.1   192.0.2.1       192.0.2.2   10.2.0.1
"""

from support.harness import Namespace, Router, wire

PORTS = ("--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0")


class TwoNetworks:
    def __init__(self):
        self.host, self.box, self.peer = Namespace("host"), Namespace("box"), Namespace("peer")
        wire(self.host, "eth0", self.box, "inner0", mtu=1400)
        wire(self.peer, "wan0", self.box, "outer0")
        self.host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
        self.peer.address("wan0", "192.0.2.2/24")
        self.peer.ip("address", "add", "10.2.0.1/24", "dev", "lo")

    def router(self, directory, configuration):
        return Router(directory, "router", configuration, *PORTS, namespace=self.box)

    def passes(self, *options):
        """A ping from the host to what stands behind the peer."""
        return self.host.pings("10.2.0.1", *options)

    def passes_back(self):
        return self.peer.pings("10.1.0.2", "-I", "10.2.0.1")
