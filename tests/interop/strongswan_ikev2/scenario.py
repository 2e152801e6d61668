"""A router and strongSwan join two networks by IKEv2 with a pre-shared key; either end begins, renews and deletes.

strongSwan's userspace ESP always goes through UDP 4500, so NAT traversal is on at the router.
"""

from support.harness import main, wait_until
from support.strongswan import Strongswan, ikev2_connections
from support.two_networks import TwoNetworks

CONFIGURATION = """\
console character ascii
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike version 1 2
  ipsec ike group 1 modp1024
  ipsec ike keepalive use 1 on rfc4306 10 3
  ipsec ike local address 1 192.0.2.1
  ipsec ike local name 1 branch.example fqdn
  ipsec ike nat-traversal 1 on force=on
  ipsec ike pfs 1 on
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote name 1 192.0.2.2 ipv4-addr
 tunnel enable 1
"""

# The router's group is not the one that strongSwan wants.
CONNECTIONS = ikev2_connections(ike="aes256-sha256-modp2048", esp="aes256-sha256-modp2048")


def renew_and_ping(strongswan, networks, *what):
    strongswan.swanctl("--rekey", *what)
    for _ in range(5):
        assert networks.passes(), f"a ping after rekeying {what}"


def test(directory):
    networks = TwoNetworks()
    # The router answers.
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS)
    router = networks.router(directory, CONFIGURATION)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(router.tunnel_is_up, 5, "the router's tunnel is up")
    wait_until(networks.passes, 5, "a ping through the tunnel")
    # The first is longer than the tunnel's MTU: the host hears that, and cuts the next.
    wait_until(lambda: networks.passes("-s", "1300"), 5, "a long ping through the tunnel")
    assert networks.passes_back(), "a ping from the other end"
    shown = router.type("show ipsec sa")
    assert "isakmp:1 send:1 recv:1" in shown and " ike " in shown, shown

    # strongSwan renews: three times each, without losing a ping.
    for _ in range(3):
        renew_and_ping(strongswan, networks, "--child", "net")
        renew_and_ping(strongswan, networks, "--ike", "net")
    wait_until(lambda: "isakmp:1 send:1 recv:1" in router.type("show ipsec sa"), 10, "old SAs are gone")

    # The other end goes; the router begins itself when it may.
    strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: not router.tunnel_is_up(), 5, "the router's tunnel is down")
    router.type("ipsec auto refresh on")
    wait_until(strongswan.child_is_installed, 20, "the router has begun")
    wait_until(networks.passes, 5, "a ping through the router's own tunnel")
    renew_and_ping(strongswan, networks, "--child", "net")
    renew_and_ping(strongswan, networks, "--ike", "net")

    # strongSwan vanishes without a word, comes back, and the router finds both out.
    strongswan.kill()
    wait_until(lambda: not router.tunnel_is_up(), 45, "the router finds its peer dead")
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS, name="charon2")
    wait_until(strongswan.child_is_installed, 20, "the router has begun again")
    wait_until(networks.passes, 5, "a ping after the restart")

    # An orderly end is told.
    assert router.stop() == 0
    wait_until(lambda: not strongswan.child_is_installed(), 5, "strongSwan heard of the router's end")
    strongswan.stop()


main(test)
