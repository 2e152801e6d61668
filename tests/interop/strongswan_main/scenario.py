"""A router and strongSwan join two networks by IKEv1 main mode with a pre-shared key; either end begins.

strongSwan's userspace ESP always goes through UDP 4500, so NAT traversal is on at the router. Its IKE messages come in
fragments (support/strongswan.py sets the size).
"""

from support.harness import main, wait_until
from support.strongswan import Strongswan
from support.two_networks import TwoNetworks

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
  ipsec ike group 1 modp2048
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
    proposals = aes128-sha1-modp2048
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
    networks = TwoNetworks()
    # The router answers: `ipsec auto refresh` is off.
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS)
    router = networks.router(directory, CONFIGURATION)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(router.tunnel_is_up, 5, "the router's tunnel is up")
    assert "splitting IKE message" in strongswan.log.read_text(), "strongSwan cuts what is longer than 280 bytes"
    wait_until(networks.passes, 5, "a ping through the tunnel")
    # The first is longer than the tunnel's MTU: the host hears that, and cuts the next.
    wait_until(lambda: networks.passes("-s", "1300"), 5, "a long ping through the tunnel")
    assert networks.passes_back(), "a ping from the other end"
    assert "isakmp:1 send:1 recv:1" in router.type("show ipsec sa"), router.type("show ipsec sa")

    # Rekeyed, traffic goes on.
    strongswan.swanctl("--rekey", "--child", "net")
    wait_until(networks.passes, 5, "a ping after rekeying")

    # The other end goes; the router notices by the delete and begins itself when asked to.
    strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: not router.tunnel_is_up(), 5, "the router's tunnel is down")
    router.type("ipsec auto refresh on")
    wait_until(lambda: (networks.passes(), strongswan.child_is_installed())[1], 20, "the router has begun")
    wait_until(networks.passes, 5, "a ping through the router's own tunnel")

    # An orderly end is told.
    assert router.stop() == 0
    wait_until(lambda: not strongswan.child_is_installed(), 5, "strongSwan heard of the router's end")
    strongswan.stop()


main(test)
