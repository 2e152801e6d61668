"""Clients inside of a masquerading router use IPsec of their own: one without NAT traversal, whose IKE keeps port 500 and whose ESP
is protocol 50, and one with it, in UDP. Both end at the same centre. A second one by protocol 50 to the same centre is refused, since
nothing in its packets says whose the answers are.

    host ---- lan1 [branch] lan2 --+
              [second]  lan2 ------+-- lan1 [gateway] lan2 ======== lan2 [centre] lan1 ---- server
              [third]   lan2 ------+
"""

from support.harness import Namespace, Router, main, wait_until, wire

GATEWAY = """\
ip lan1 address 192.168.7.1/24
ip lan2 address 192.0.2.1/24
ip lan2 nat descriptor 1
nat descriptor type 1 masquerade
nat descriptor address outer 1 primary
nat descriptor address inner 1 auto
"""

TUNNEL = """\
ip route 10.{network}.0.0/24 gateway tunnel {tunnel}
tunnel select {tunnel}
 tunnel encapsulation ipsec
 ipsec tunnel {policy}
  ipsec sa policy {policy} {tunnel} esp aes-cbc sha-hmac
  ipsec ike nat-traversal {tunnel} {nat}
  ipsec ike pre-shared-key {tunnel} text secret-{number}
  {peer}
 tunnel enable {tunnel}
"""


def branch(number, nat):
    peer = f"ipsec ike remote address 1 192.0.2.2\n  ipsec ike local address 1 192.168.7.1{number}\n  ipsec ike local name 1 branch{number} key-id"
    return (f"ip lan1 address 10.{number}.0.1/24\nip lan2 address 192.168.7.1{number}/24\n"
            "ip route default gateway 192.168.7.1\nipsec auto refresh on\n" +
            TUNNEL.format(network=9, tunnel=1, policy=101, nat=nat, number=number, peer=peer))


def centre(nats):
    text = "console character ascii\nip lan1 address 10.9.0.1/24\nip lan2 address 192.0.2.2/24\n"
    for number, nat in enumerate(nats, 1):
        peer = f"ipsec ike remote address {number} any\n  ipsec ike local address {number} 192.0.2.2\n  ipsec ike remote name {number} branch{number} key-id"
        text += TUNNEL.format(network=number, tunnel=number, policy=100 + number, nat=nat, number=number, peer=peer)
    return text


NATS = ("off", "on", "off")  # of the three branches


class Branch:
    def __init__(self, directory, number, between):
        self.host, self.box = Namespace(f"host{number}"), Namespace(f"box{number}")
        wire(self.host, "eth0", self.box, "lan0", mtu=1280)
        wire(self.box, "wan0", between, f"inside{number}")
        between.ip("link", "set", f"inside{number}", "master", "switch0")
        self.host.address("eth0", f"10.{number}.0.2/24", gateway=f"10.{number}.0.1")
        self.router = Router(directory, f"branch{number}", branch(number, NATS[number - 1]), "--port", "lan1=raw:lan0", "--port",
                             "lan2=raw:wan0", namespace=self.box)


def test(directory):
    between, box, server = Namespace("between"), Namespace("centre"), Namespace("server")
    between.ip("link", "add", "switch0", "type", "bridge")
    between.ip("link", "set", "switch0", "up")
    wire(between, "wan0", box, "wan0")
    wire(server, "eth0", box, "lan0", mtu=1280)
    server.address("eth0", "10.9.0.2/24", gateway="10.9.0.1")
    gateway = Router(directory, "gateway", GATEWAY, "--port", "lan1=raw:switch0", "--port", "lan2=raw:wan0", namespace=between)
    Router(directory, "centre", centre(NATS), "--port", "lan1=raw:lan0", "--port", "lan2=raw:wan0", namespace=box)

    first = Branch(directory, 1, between)
    wait_until(lambda: first.host.pings("10.9.0.2"), 15, "protocol 50 through the masquerade")
    second = Branch(directory, 2, between)
    wait_until(lambda: second.host.pings("10.9.0.2"), 15, "ESP in UDP beside it")
    assert first.host.pings("10.9.0.2", "-s", "1000") and server.pings("10.1.0.2") and server.pings("10.2.0.2")
    table = gateway.type("show nat descriptor address detail")
    assert "ESP" in table or " 50" in table, table

    third = Branch(directory, 3, between)
    wait_until(third.router.tunnel_is_up, 20, "IKE of the third gets its SAs")
    assert not third.host.pings("10.9.0.2"), "but its ESP would take the first one's answers"
    assert first.host.pings("10.9.0.2"), "which the first still gets"


main(test)
