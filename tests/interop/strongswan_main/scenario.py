"""A router and strongSwan join two networks by IKEv1 main mode with a pre-shared key; either end begins.

    host ---- lan1 [router] lan2 ======== wan0 [strongSwan] lo
    10.1.0.2   10.1.0.1   192.0.2.1       192.0.2.2         10.2.0.1

strongSwan's userspace ESP always goes through UDP 4500, so NAT traversal is on at the router.
"""

from support.harness import Namespace, Router, main, wait_until, wire
from support.strongswan import Strongswan

CONFIGURATION = """\
console character ascii
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac local-id=10.1.0.0/24 remote-id=10.2.0.0/24
  ipsec ike encryption 1 aes-cbc
  ipsec ike group 1 modp1024
  ipsec ike hash 1 sha
  ipsec ike keepalive use 1 on dpd 10 3
  ipsec ike local address 1 192.0.2.1
  ipsec ike local id 1 10.1.0.0/24
  ipsec ike nat-traversal 1 on
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote id 1 10.2.0.0/24
 tunnel enable 1
"""

CONNECTIONS = """\
connections { net {
    version = 1
    aggressive = no
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = aes128-sha1-modp1024
    local { auth = psk
      id = 192.0.2.2 }
    remote { auth = psk
      id = 192.0.2.1 }
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
    wire(peer, "wan0", box, "outer0")
    host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
    peer.address("wan0", "192.0.2.2/24")
    peer.ip("address", "add", "10.2.0.1/24", "dev", "lo")

    # The router answers: `ipsec auto refresh` is off.
    strongswan = Strongswan(directory, peer, CONNECTIONS)
    router = Router(directory, "router", CONFIGURATION, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0",
                    namespace=box)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(router.tunnel_is_up, 5, "the router's tunnel is up")
    wait_until(lambda: host.pings("10.2.0.1"), 5, "a ping through the tunnel")
    assert host.pings("10.2.0.1", "-s", "1300"), "a long ping through the tunnel"
    assert peer.pings("10.1.0.2", "-I", "10.2.0.1"), "a ping from the other end"
    assert "isakmp:1 send:1 recv:1" in router.type("show ipsec sa"), router.type("show ipsec sa")

    # Rekeyed, traffic goes on.
    strongswan.swanctl("--rekey", "--child", "net")
    wait_until(lambda: host.pings("10.2.0.1"), 5, "a ping after rekeying")

    # The other end goes; the router notices by the delete and begins itself when asked to.
    strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: not router.tunnel_is_up(), 5, "the router's tunnel is down")
    router.type("ipsec auto refresh on")
    wait_until(lambda: (host.pings("10.2.0.1"), strongswan.child_is_installed())[1], 20, "the router has begun")
    wait_until(lambda: host.pings("10.2.0.1"), 5, "a ping through the router's own tunnel")

    # An orderly end is told.
    assert router.stop() == 0
    wait_until(lambda: not strongswan.child_is_installed(), 5, "strongSwan heard of the router's end")
    strongswan.stop()


main(test)
