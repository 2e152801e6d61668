"""Two routers that know each other by name only; dnsmasq, between them, knows their addresses.

    host 1 ---- lan1 [router 1] lan2 ==== eth1 [middle: Linux, dnsmasq] eth2 ==== lan2 [router 2] lan1 ---- host 2
    10.1.0.2        192.0.2.2     192.0.2.1                    198.51.100.1       198.51.100.N         10.2.0.2

Aliases and IPv4, a name that is not there yet, a peer that comes back with another address, and a ping by name from the console.
Router 1 gets the server by DHCP from dnsmasq, router 2 has it written.
"""

import signal
import subprocess

from support.harness import Namespace, Router, main, need, wait_until, wire

CONFIGURATION = """\
console character ascii
ip route default gateway {gateway}
ip route 10.{other}.0.0/24 gateway tunnel 1
ip lan1 address 10.{own}.0.1/24
ip lan2 address {address}
tunnel select 1
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike version 1 {version}
  ipsec ike keepalive use 1 {keepalive}
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 {peer}
  {names}
 tunnel enable 1
ipsec auto refresh on
{dns}
"""


class NameServer:
    def __init__(self, directory, namespace):
        self.hosts = directory / "hosts"
        self.hosts.write_text("")
        self.process = subprocess.Popen(
            namespace.command("dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--user=root", "--pid-file",
                              f"--addn-hosts={self.hosts}", "--local-ttl=2", "--cname=parents.example,line2.example", "--log-queries",
                              f"--log-facility={directory / 'dnsmasq.log'}", "--dhcp-range=192.0.2.2,192.0.2.2,1h",
                              f"--dhcp-leasefile={directory / 'leases'}", "--bind-interfaces", "--interface=eth1", "--interface=eth2"))
        self.log = directory / "dnsmasq.log"
        wait_until(self.log.exists, 5, "dnsmasq runs")  # a signal before that would end it

    def knows(self, **addresses):
        self.hosts.write_text("".join(f"{address} {name}.example\n" for name, address in addresses.items()))
        self.process.send_signal(signal.SIGHUP)

    def queries(self, name):
        return self.log.read_text().count(f"query[A] {name} ")

    def stop(self):
        self.process.terminate()
        self.process.wait()


class Site:
    def __init__(self, number, middle):
        self.number = number
        self.host, self.box = Namespace(f"host{number}"), Namespace(f"box{number}")
        wire(self.host, "eth0", self.box, "inner0")
        wire(middle, f"eth{number}", self.box, "outer0")
        self.host.address("eth0", f"10.{number}.0.2/24", gateway=f"10.{number}.0.1")

    def router(self, directory, version, **words):
        keepalive = "on dpd 5 2" if version == 1 else "on rfc4306 5 2"
        # IKEv2 knows who is there by their names.
        own, other = self.number, 3 - self.number
        names = "" if version == 1 else f"ipsec ike local name 1 site{own}.example fqdn\n  ipsec ike remote name 1 site{other}.example fqdn"
        text = CONFIGURATION.format(own=own, other=other, version=version, keepalive=keepalive, names=names, **words)
        name = f"router{own}"
        (directory / f"{name}.control").unlink(missing_ok=True)
        return Router(directory, name, text, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0", namespace=self.box)


def try_version(directory, version, names, first, second):
    names.knows(line1="192.0.2.2")
    before = names.queries("parents.example")
    one = first.router(directory, version, gateway="dhcp lan2", address="dhcp", peer="parents.example", dns="")
    two = second.router(directory, version, gateway="198.51.100.1", address="198.51.100.2/24", peer="line1.example",
                        dns="dns server 198.51.100.1")
    # The alias is there; what it stands for is not.
    wait_until(lambda: names.queries("parents.example") > before, 10, "a query for the peer")
    # In IKEv2 the other end is known by its own name, wherever it comes from.
    assert version == 2 or not one.tunnel_is_up()
    names.knows(line1="192.0.2.2", line2="198.51.100.2")
    wait_until(lambda: one.tunnel_is_up() and two.tunnel_is_up(), 30, f"IKEv{version}: the tunnel by names")
    wait_until(lambda: first.host.pings("10.2.0.2"), 5, "a ping through the tunnel")
    answer = one.type("ping -c 1 parents.example")
    assert "received from 198.51.100.2" in answer, answer

    # The other line comes back with another address, as lines of homes do.
    two.process.kill()
    two.process.wait()
    names.knows(line1="192.0.2.2", line2="198.51.100.3")
    two = second.router(directory, version, gateway="198.51.100.1", address="198.51.100.3/24", peer="line1.example",
                        dns="dns server 198.51.100.1")
    wait_until(lambda: first.host.pings("10.2.0.2"), 60, f"IKEv{version}: the peer found at its new address")
    assert one.tunnel_is_up() and two.tunnel_is_up()
    for router in (one, two):
        assert router.stop() == 0


def test(directory):
    need("dnsmasq")
    middle = Namespace("middle")
    first, second = Site(1, middle), Site(2, middle)
    middle.address("eth1", "192.0.2.1/24")
    middle.address("eth2", "198.51.100.1/24")
    middle.run("sysctl", "-q", "-w", "net.ipv4.ip_forward=1")
    names = NameServer(directory, middle)
    for version in (1, 2):
        try_version(directory, version, names, first, second)
    names.stop()


main(test)
