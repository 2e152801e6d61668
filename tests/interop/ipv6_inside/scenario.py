"""Two routers join two networks, and IPv6 goes through the tunnel as IPv4 does: by both versions of IKE, under ESP and AH, with
IPComp and through a tunnel in UDP. The hosts and their neighbour discovery are Linux's.

    host a ---- lan1 [router a] lan2 ======== lan2 [router b] lan1 ---- host b
    10.1.0.2                 192.0.2.1        192.0.2.2                10.2.0.2
    2001:db8:1::2/64                                                   2001:db8:2::2/64
"""

from support.dual_stack import Site
from support.harness import main, wait_until, wire

SITE = """\
console character ascii
ip route 10.{other}.0.0/24 gateway tunnel 1
ip lan1 address 10.{own}.0.1/24
ip lan2 address 192.0.2.{own}/24
ipv6 route 2001:db8:{other}::/64 gateway tunnel 1
ipv6 lan1 address 2001:db8:{own}::1/64
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 {protection}
  ipsec ike version 1 {version}
  ipsec ike local address 1 192.0.2.{own}
  ipsec ike local name 1 site{own} key-id
  ipsec ike remote name 1 site{other} key-id
  ipsec ike nat-traversal 1 {nat}
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 192.0.2.{other}
 {compression}
 tunnel enable 1
ipsec auto refresh on
"""

# Version of IKE, protection, whether in UDP, IPComp.
CASES = (
    (1, "esp aes-cbc sha-hmac", "off", ""),
    (2, "esp aes-cbc sha-hmac", "off", ""),
    (2, "esp aes-gcm", "on force=on", ""),
    (1, "ah sha-hmac", "off", ""),
    (2, "esp aes256-cbc sha256-hmac", "off", "ipsec ipcomp type deflate"),
)

def try_case(directory, a, b, case):
    words = dict(zip(("version", "protection", "nat", "compression"), case))
    routers = [a.router(directory, 2, SITE, **words), b.router(directory, 1, SITE, **words)]
    wait_until(routers[0].tunnel_is_up, 15, f"{case}: the tunnel is up")
    wait_until(lambda: a.host.pings("2001:db8:2::2"), 5, f"{case}: a ping by IPv6")
    assert b.host.pings("2001:db8:1::2", "-s", "1000"), f"{case}: a longer one back"
    # The host is told what fits, and cuts: a router never does.
    wait_until(lambda: a.host.pings("2001:db8:2::2", "-s", "1400"), 5, f"{case}: what is longer than the tunnel's MTU")
    assert a.host.pings("10.2.0.2", "-s", "1000"), f"{case}: and IPv4"
    assert a.host.pings("2001:db8:1::1"), f"{case}: the router itself"
    assert "2001:db8:1::2" in routers[0].type("show ipv6 neighbor cache")
    assert "2001:db8:2::/64" in routers[0].type("show ipv6 route")
    shown = routers[0].type("show status tunnel 1")
    assert "(IPv6) 0 packet" not in shown, shown
    for router in routers:
        assert router.stop() == 0


def test(directory):
    a, b = Site(1), Site(2)
    wire(a.box, "wan0", b.box, "wan0")
    for case in CASES:
        try_case(directory, a, b, case)


main(test)
