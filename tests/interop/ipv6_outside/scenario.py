"""Two routers whose way to each other is IPv6, with two of Linux between them and a link that is narrower than theirs: IPv4 and
IPv6 go through, by both versions of IKE and every protection, also what does not fit through the narrow link in one piece.

    host a --- lan1 [router a] lan2 === [path 1] --mtu 1300-- [path 2] === lan2 [router b] lan1 --- host b
    10.1.0.2         2001:db8:f1::1   fe80::ff              fe80::ff     2001:db8:f2::1       10.2.0.2
    2001:db8:1::2/64                                                                     2001:db8:2::2/64
"""

from support.dual_stack import Site
from support.harness import Namespace, main, wait_until, wire

SITE = """\
console character ascii
ip route 10.{other}.0.0/24 gateway tunnel 1
ip lan1 address 10.{own}.0.1/24
ipv6 route default gateway fe80::ff%lan2
ipv6 route 2001:db8:{other}::/64 gateway tunnel 1
ipv6 lan1 address 2001:db8:{own}::1/64
ipv6 lan2 address 2001:db8:f{own}::1/64
ipv6 lan2 secure filter in 1 2 3 4
ipv6 filter 1 pass * * icmp6 * *
ipv6 filter 2 pass * * udp * 500,4500
ipv6 filter 3 pass * * esp,ah
ipv6 filter 4 reject * *
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 {protection}
  ipsec ike version 1 {version}
  ipsec ike keepalive use 1 {keepalive}
  ipsec ike local address 1 2001:db8:f{own}::1
  ipsec ike nat-traversal 1 {nat}
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 2001:db8:f{other}::1
 {compression}
 ip tunnel mtu 1500
 tunnel enable 1
ipsec auto refresh on
"""

TRANSPORT = """\
console character ascii
ipv6 route default gateway fe80::ff%lan2
ipv6 lan2 address 2001:db8:f{own}::1/64
ipsec ike local address 1 2001:db8:f{own}::1
ipsec ike pre-shared-key 1 text shared-text
ipsec ike remote address 1 2001:db8:f{other}::1
ipsec ike version 1 {version}
ipsec sa policy 101 1 esp aes-cbc sha-hmac
ipsec transport 1 101 icmp6
ipsec auto refresh on
"""

# Version of IKE, protection, whether in UDP, IPComp.
CASES = (
    (1, "esp aes-cbc sha-hmac", "off", ""),
    (2, "esp aes256-cbc sha256-hmac", "off", ""),
    (1, "esp 3des-cbc md5-hmac", "on force=on", ""),
    (2, "esp aes-gcm", "on force=on", ""),
    (1, "ah sha256-hmac", "off", ""),
    (2, "ah sha-hmac", "off", ""),
    (2, "esp aes-cbc sha-hmac", "off", "ipsec ipcomp type deflate"),
)


class SiteOnPath(Site):
    """With the Linux router that stands between it and the narrow link."""

    def __init__(self, number):
        super().__init__(number)
        self.path = Namespace(f"path{number}")
        wire(self.box, "wan0", self.path, "eth0")
        self.path.run("sysctl", "-q", "-w", "net.ipv6.conf.all.forwarding=1")
        for address in (f"2001:db8:f{number}::ff/64", "fe80::ff/64"):
            self.path.ip("-6", "address", "add", address, "dev", "eth0", "nodad")

    def join(self, other):
        """The path goes on to the other site."""
        self.path.ip("-6", "address", "add", f"2001:db8:ff::{self.number}/64", "dev", "middle", "nodad")
        self.path.ip("-6", "route", "add", f"2001:db8:f{other}::/64", "via", f"2001:db8:ff::{other}")


def try_case(directory, a, b, case):
    version, protection, nat, compression = case
    words = dict(version=version, protection=protection, nat=nat, compression=compression,
                 keepalive="on dpd 10 3" if version == 1 else "on rfc4306 10 3")
    routers = [a.router(directory, 2, SITE, **words), b.router(directory, 1, SITE, **words)]
    wait_until(routers[0].tunnel_is_up, 15, f"{case}: the tunnel is up")
    wait_until(lambda: a.host.pings("10.2.0.2"), 5, f"{case}: a ping by IPv4")
    wait_until(lambda: a.host.pings("2001:db8:2::2"), 5, f"{case}: a ping by IPv6")
    # Around it is more than the narrow link takes: the first is lost there, the router hears it and cuts.
    wait_until(lambda: a.host.pings("10.2.0.2", "-s", "1200"), 5, f"{case}: what does not fit in one piece")
    wait_until(lambda: b.host.pings("2001:db8:1::2", "-s", "1200"), 5, f"{case}: and back, by IPv6")
    # And what does not even leave by the router's own link in one piece.
    assert a.host.pings("10.2.0.2", "-s", "1472"), f"{case}: a full packet"
    answer = routers[0].type("ping6 -c 1 fe80::ff lan2")
    assert " 0.0% packet loss" in answer, f"{case}: a neighbour on the link: {answer}"
    shown = routers[0].type("show ipsec sa gateway 1 detail")
    assert "2001:db8:f2::1" in shown, shown
    for router in routers:
        assert router.stop() == 0


def try_transport(directory, a, b, version):
    routers = [a.router(directory, 2, TRANSPORT, version=version), b.router(directory, 1, TRANSPORT, version=version)]
    wait_until(lambda: " 0.0% packet loss" in routers[0].type("ping6 -c 1 2001:db8:f2::1"), 20,
               f"IKEv{version}: the routers ping each other in transport mode")
    # A stranger's echo is of the kind that the policy is for, and comes bare.
    assert not a.path.pings("2001:db8:f1::1"), f"IKEv{version}: what is bare is refused"
    for router in routers:
        assert router.stop() == 0


def test(directory):
    a, b = SiteOnPath(1), SiteOnPath(2)
    wire(a.path, "middle", b.path, "middle", mtu=1300)
    a.join(2)
    b.join(1)
    for case in CASES:
        try_case(directory, a, b, case)
    for version in (1, 2):
        try_transport(directory, a, b, version)


main(test)
