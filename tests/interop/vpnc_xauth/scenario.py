"""Two clients (vpnc) behind one NAT log in by XAUTH as two users of one group; each gets an address and reaches the
network behind the router, and the other client; the third has a filter set of her own. Who shows a wrong password is not let in.

    host ---- lan1 [router] lan2 ==== lan2 [gateway] lan1 ---- (switch) ---- eth0 [first], eth0 [second]
    10.1.0.2   10.1.0.1   192.0.2.1   192.0.2.2    192.168.7.1               .11            .12
"""

from support.harness import Namespace, Router, main, wait_until, wire
from support.vpnc import Vpnc

ROUTER = """\
console character ascii
syslog info on
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike encryption 1 aes256-cbc
  ipsec ike local address 1 192.0.2.1
  ipsec ike mode-cfg address 1 1
  ipsec ike nat-traversal 1 on
  ipsec ike pre-shared-key 1 text group-secret
  ipsec ike remote address 1 any
  ipsec ike remote name 1 travellers key-id
  ipsec ike xauth request 1 on 1
 tunnel enable 1
ipsec ike mode-cfg address pool 1 10.9.0.1-10.9.0.2/32
auth user 1 alice wonder-1
auth user 2 bob builder-1
auth user 3 carol singer-1
auth user 9 mallory letmein-1
auth user attribute 3 xauth-address=10.9.0.77 xauth-filter=guests
ip filter 1 pass * 10.1.0.1 icmp * *
ip filter 2 pass 10.1.0.1 * icmp * *
ip filter set guests in 1 out 2
auth user group 1 1-3
auth user group attribute 1 xauth=on xauth-dns=10.1.0.53
"""

GATEWAY = """\
ip lan1 address 192.168.7.1/24
ip lan2 address 192.0.2.2/24
ip lan2 nat descriptor 1
nat descriptor type 1 masquerade
nat descriptor address outer 1 primary
nat descriptor address inner 1 auto
"""


def networks(directory):
    names = ("host", "box", "between", "first", "second")
    host, box, between, first, second = (Namespace(name) for name in names)
    wire(host, "eth0", box, "inner0", mtu=1300)
    wire(between, "wan0", box, "outer0")
    between.ip("link", "add", "switch0", "type", "bridge")
    between.ip("link", "set", "switch0", "up")
    for number, client in ((1, first), (2, second)):
        wire(client, "eth0", between, f"client{number}")
        between.ip("link", "set", f"client{number}", "master", "switch0")
        client.address("eth0", f"192.168.7.1{number}/24", gateway="192.168.7.1")
    host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
    router = Router(directory, "router", ROUTER, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0", namespace=box)
    Router(directory, "gateway", GATEWAY, "--port", "lan1=raw:switch0", "--port", "lan2=raw:wan0", namespace=between)
    return router, host, first, second


def test(directory):
    router, host, first, second = networks(directory)
    alice = Vpnc(directory, first, "alice", "wonder-1")
    assert alice.connected() == ("10.9.0.1", "10.1.0.53")
    bob = Vpnc(directory, second, "bob", "builder-1")
    assert bob.connected() == ("10.9.0.2", "10.1.0.53")
    for client in (first, second):
        assert client.pings("10.1.0.2", "-s", "1000"), "a client reaches the host"
    for address in ("10.9.0.1", "10.9.0.2"):
        assert host.pings(address), "the host reaches each client"
    assert first.pings("10.9.0.2"), "one client reaches the other through the router"
    assert "10.9.0.2/32" in router.type("show ip route")
    shown = router.type("show ipsec sa")
    assert shown.count("alice(10.9.0.1)") == 3 and shown.count("bob(10.9.0.2)") == 3, shown

    bob.leave()
    wait_until(lambda: "bob left, address 10.9.0.2" in router.type("show log"), 5, "the router hears that bob left")
    assert first.pings("10.1.0.2") and host.pings("10.9.0.1"), "that does not concern the other"
    assert not host.pings("10.9.0.2") and "10.9.0.2/32" not in router.type("show ip route")
    carol = Vpnc(directory, second, "carol", "singer-1")
    assert carol.connected() == ("10.9.0.77", "10.1.0.53"), "her own address"
    assert second.pings("10.1.0.1"), "what her filters pass"
    assert not second.pings("10.1.0.2") and not host.pings("10.9.0.77"), "and what they do not, either way"
    assert first.pings("10.1.0.2"), "they are hers alone"
    carol.leave()

    for user, password in (("bob", "guessed-1"), ("mallory", "letmein-1"), ("nobody", "anything-1")):
        refused = Vpnc(directory, second, user, password)
        assert refused.process.wait(timeout=20) != 0, "the client gives up"
        assert not refused.given.exists()
        wait_until(lambda: f"user authentication refused ({user})" in router.type("show log"), 5, "the router says who it was")
    wait_until(lambda: "isakmp:1 send:1 recv:1" in router.type("show ipsec sa"), 5, "only alice is left")
    assert first.pings("10.1.0.2")
    alice.leave()


main(test)
