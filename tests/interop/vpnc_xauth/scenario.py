"""Two clients (vpnc) behind one NAT log in by XAUTH as two users of one group; each gets an address and reaches the
network behind the router, and the other client. Who shows a wrong password is not let in.

    host ---- lan1 [router] lan2 ==== lan2 [gateway] lan1 ---- (switch) ---- eth0 [first], eth0 [second]
    10.1.0.2   10.1.0.1   192.0.2.1   192.0.2.2    192.168.7.1               .11            .12
"""

import subprocess

from support.harness import Namespace, Router, main, need, need_tun, wait_until, wire

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
auth user attribute 3 xauth-address=10.9.0.77
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

CLIENT = """\
IPSec gateway 192.0.2.1
IPSec ID travellers
IPSec secret group-secret
Xauth username {user}
Xauth password {password}
IKE DH Group dh2
NAT Traversal Mode natt
Local Port 0
No Detach
Interface name vpn0
Script {script}
Pidfile {pid}
"""

SCRIPT = """\
#!/bin/sh
[ "$reason" = connect ] || exit 0
echo "$INTERNAL_IP4_ADDRESS $INTERNAL_IP4_DNS" > {given}
ip address add "$INTERNAL_IP4_ADDRESS/32" dev "$TUNDEV"
ip link set "$TUNDEV" up mtu 1300
ip route add 10.0.0.0/8 dev "$TUNDEV" src "$INTERNAL_IP4_ADDRESS"
"""


class Client:
    def __init__(self, directory, namespace, user, password):
        need("vpnc")
        need_tun()
        self.namespace = namespace
        self.given = directory / f"{user}.given"
        self.given.unlink(missing_ok=True)
        script, settings = directory / f"{user}.sh", directory / f"{user}.vpnc"
        script.write_text(SCRIPT.format(given=self.given))
        script.chmod(0o755)
        settings.write_text(CLIENT.format(user=user, password=password, script=script, pid=directory / f"{user}.pid"))
        self.log = directory / f"{user}-vpnc.log"
        self.process = subprocess.Popen(namespace.command("vpnc", str(settings)), stdout=self.log.open("w"),
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def connected(self):
        """(address, DNS server) that it was given."""
        wait_until(lambda: self.given.exists() and self.given.read_text().endswith("\n"), 10, "the client has an address")
        wait_until(lambda: "10.9.0." in self.namespace.ip("address"), 5, "the client uses it")
        return tuple(self.given.read_text().split())

    def leave(self):
        self.process.terminate()
        self.process.wait(timeout=10)


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
    alice = Client(directory, first, "alice", "wonder-1")
    assert alice.connected() == ("10.9.0.1", "10.1.0.53")
    bob = Client(directory, second, "bob", "builder-1")
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
    carol = Client(directory, second, "carol", "singer-1")
    assert carol.connected() == ("10.9.0.77", "10.1.0.53"), "her own address"
    assert second.pings("10.1.0.2") and host.pings("10.9.0.77")
    carol.leave()

    for user, password in (("bob", "guessed-1"), ("mallory", "letmein-1"), ("nobody", "anything-1")):
        refused = Client(directory, second, user, password)
        assert refused.process.wait(timeout=20) != 0, "the client gives up"
        assert not refused.given.exists()
        wait_until(lambda: f"user authentication refused ({user})" in router.type("show log"), 5, "the router says who it was")
    wait_until(lambda: "isakmp:1 send:1 recv:1" in router.type("show ipsec sa"), 5, "only alice is left")
    assert first.pings("10.1.0.2")
    alice.leave()


main(test)
