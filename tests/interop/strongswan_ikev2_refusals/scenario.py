"""What keeps an IKEv2 tunnel between a router and strongSwan down, and what each end says of it, whoever begins.

    host ---- lan1 [router] lan2 ======== wan0 [strongSwan] lo        (support/two_networks.py)
"""

from support.harness import main, wait_until
from support.strongswan import Strongswan, ikev2_connections
from support.two_networks import TwoNetworks

CONFIGURATION = """\
console character ascii
syslog info on
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike version 1 2
  ipsec ike always-on 1 on
  ipsec ike encryption 1 aes-cbc
  ipsec ike group 1 modp1024
  ipsec ike hash 1 sha
  ipsec ike local address 1 192.0.2.1
  ipsec ike local name 1 branch.example fqdn
  ipsec ike nat-traversal 1 on force=on
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike proposal-limitation 1 on
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote name 1 192.0.2.2 ipv4-addr
 tunnel enable 1
"""

# What differs at strongSwan; what the router's log says when strongSwan begins, and when it begins itself.
CASES = {
    "another key": ({"secret": "another"}, "authentication failed", "authentication refused by peer"),
    "another name than the router expects": ({"own_id": "centre.example"}, "unknown peer name", "authentication refused by peer"),
    "another name than strongSwan expects": ({"peer_id": "other.example"}, None, "authentication refused by peer"),
    "no IKE algorithm in common": ({"ike": "aes256-sha256-modp2048"}, "no proposal chosen", "no proposal chosen"),
    "no ESP algorithm in common": ({"esp": "aes256-sha256"}, "no proposal chosen", "no proposal chosen"),
}


def says(router, reason):
    return f"failed: {reason}" in router.type("show log")


def try_case(directory, networks, number, name, differs, when_called, when_calling):
    strongswan = Strongswan(directory, networks.peer, ikev2_connections(**differs), name=f"charon{number}")
    router = networks.router(directory, CONFIGURATION)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "3", check=False)
    assert not strongswan.child_is_installed(), name
    if when_called:
        wait_until(lambda: says(router, when_called), 5, f"{name}: the log says '{when_called}'")
    strongswan.swanctl("--terminate", "--ike", "net", check=False)
    router.type("clear log", "ipsec auto refresh on")
    wait_until(lambda: says(router, when_calling), 20, f"{name}: the router begins, and its log says '{when_calling}'")
    assert not router.tunnel_is_up() and not networks.passes(), name
    assert router.stop() == 0
    router.control.unlink(missing_ok=True)
    strongswan.stop()


def test(directory):
    networks = TwoNetworks()
    for number, (name, case) in enumerate(CASES.items()):
        try_case(directory, networks, number, name, *case)


main(test)
