"""A router behind a second router's masquerade dials strongSwan by IKEv1 aggressive mode with a name as its identity.

    host ---- lan1 [router] lan2 ---- lan1 [gateway] lan2 ---- wan0 [strongSwan] lo
    10.1.0.2   10.1.0.1   192.168.7.2  192.168.7.1  192.0.2.1   192.0.2.2        10.2.0.1
"""

from support.harness import Namespace, Router, main, wait_until, wire
from support.strongswan import Strongswan

CONFIGURATION = """\
console character ascii
ip route default gateway 192.168.7.1
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ip lan2 address 192.168.7.2/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike encryption 1 aes-cbc
  ipsec ike group 1 modp1024
  ipsec ike hash 1 sha
  ipsec ike keepalive use 1 on dpd 10 3
  ipsec ike local address 1 192.168.7.2
  ipsec ike local id 1 10.1.0.0/24
  ipsec ike local name 1 branch.example fqdn
  ipsec ike nat-traversal 1 on
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote id 1 10.2.0.0/24
 tunnel enable 1
ipsec auto refresh on
"""

GATEWAY = """\
ip lan1 address 192.168.7.1/24
ip lan2 address 192.0.2.1/24
ip lan2 nat descriptor 1
nat descriptor type 1 masquerade
nat descriptor address outer 1 primary
nat descriptor address inner 1 auto
"""

CONNECTIONS = """\
connections { net {
    version = 1
    aggressive = yes
    local_addrs = 192.0.2.2
    remote_addrs = %any
    proposals = aes128-sha1-modp1024
    local { auth = psk
      id = 192.0.2.2 }
    remote { auth = psk
      id = fqdn:branch.example }
    children { net {
      local_ts = 10.2.0.0/24
      remote_ts = 10.1.0.0/24
      esp_proposals = aes128-sha1
      start_action = none } } } }
secrets { ike-net { secret = "shared-text" } }
"""


def test(directory):
    host, box, peer = Namespace("host"), Namespace("box"), Namespace("peer")
    wire(host, "eth0", box, "inner0", mtu=1400)
    wire(box, "outer0", box, "home0")
    wire(box, "wan0", peer, "wan0")
    host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
    peer.address("wan0", "192.0.2.2/24")
    peer.ip("address", "add", "10.2.0.1/24", "dev", "lo")

    strongswan = Strongswan(directory, peer, CONNECTIONS)
    gateway = Router(directory, "gateway", GATEWAY, "--port", "lan1=raw:home0", "--port", "lan2=raw:wan0",
                     namespace=box)
    router = Router(directory, "router", CONFIGURATION, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0",
                    namespace=box)
    wait_until(strongswan.child_is_installed, 30, "the tunnel is up")
    wait_until(router.tunnel_is_up, 5, "the router's tunnel is up")
    wait_until(lambda: host.pings("10.2.0.1"), 5, "a ping through the tunnel")
    assert peer.pings("10.1.0.2", "-I", "10.2.0.1"), "a ping from the other end"
    assert "branch.example" in strongswan.swanctl("--list-sas")

    assert "udp" in gateway.type("show nat descriptor address 1 detail").lower()
    assert router.stop() == 0
    wait_until(lambda: not strongswan.child_is_installed(), 5, "strongSwan heard of the router's end")
    assert gateway.stop() == 0
    strongswan.stop()


main(test)
