"""A site whose host has both versions of IP, behind a router in a namespace of its own.

    host N ---- lan0 [box N]
    10.N.0.2, 2001:db8:N::2/64; the router is to have .1 and ::1
"""

from support.harness import Namespace, Router, wire

PORTS = ("--port", "lan1=raw:lan0", "--port", "lan2=raw:wan0")


class Site:
    def __init__(self, number):
        self.number = number
        self.host, self.box = Namespace(f"host{number}"), Namespace(f"box{number}")
        wire(self.host, "eth0", self.box, "lan0")
        self.host.address("eth0", f"10.{number}.0.2/24", gateway=f"10.{number}.0.1")
        # Duplicate address detection would have it wait a second.
        self.host.ip("-6", "address", "add", f"2001:db8:{number}::2/64", "dev", "eth0", "nodad")
        self.host.ip("-6", "route", "add", "default", "via", f"2001:db8:{number}::1")

    def router(self, directory, other, text, **words):
        """Of the configuration, with {own} and {other}, the numbers of the sites, and `words` filled in."""
        name = f"router{self.number}"
        (directory / f"{name}.control").unlink(missing_ok=True)
        return Router(directory, name, text.format(own=self.number, other=other, **words), *PORTS, namespace=self.box)
