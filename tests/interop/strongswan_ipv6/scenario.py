"""A router and strongSwan reach each other by IPv6 and join two networks, of IPv4 and of IPv6: by IKEv1 in main mode and by IKEv2,
whoever begins, renewed by strongSwan while pings go through.

strongSwan's userspace ESP always goes through UDP 4500, so NAT traversal is forced.

    host ---- lan1 [router] lan2 ======== wan0 [strongSwan] lo
    10.1.0.2            2001:db8:f::1   2001:db8:f::2          10.2.0.1
    2001:db8:1::2                                              2001:db8:2::1
"""

from support.harness import Namespace, Router, main, wait_until, wire
from support.strongswan import Strongswan

CONFIGURATION = """\
console character ascii
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ipv6 route 2001:db8:2::/64 gateway tunnel 1
ipv6 lan1 address 2001:db8:1::1/64
ipv6 lan2 address 2001:db8:f::1/64
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike version 1 {version}
  ipsec ike encryption 1 aes-cbc
  ipsec ike group 1 modp1024
  ipsec ike keepalive use 1 on {keepalive} 10 3
  ipsec ike local address 1 2001:db8:f::1
  {ids}
  ipsec ike nat-traversal 1 on force=on
  ipsec ike pfs 1 on
  ipsec ike pre-shared-key 1 text shared-text
  ipsec ike remote address 1 2001:db8:f::2
 tunnel enable 1
"""

# IKEv1 has one pair of networks in an SA; IKEv2 takes both versions of IP into one.
IDS = """ipsec ike local id 1 {own}
  ipsec ike remote id 1 {peer}"""
NETWORKS = {4: ("10.1.0.0/24", "10.2.0.0/24"), 6: ("2001:db8:1::/64", "2001:db8:2::/64")}

CONNECTIONS = """\
connections {{ net {{
    version = {version}
    local_addrs = 2001:db8:f::2
    remote_addrs = 2001:db8:f::1
    proposals = aes128-sha1-modp1024
    encap = yes
    local {{ auth = psk
      id = 2001:db8:f::2 }}
    remote {{ auth = psk
      id = 2001:db8:f::1 }}
    children {{ net {{
      local_ts = {own}
      remote_ts = {peer}
      esp_proposals = aes128-sha1-modp1024
      start_action = none }} }} }} }}
secrets {{ ike-net {{ secret = "shared-text" }} }}
"""

# Version of IKE, versions of IP inside, who begins.
CASES = ((1, (4,), "strongSwan"), (1, (6,), "strongSwan"), (1, (6,), "router"), (2, (4, 6), "strongSwan"), (2, (4, 6), "router"))


def try_case(directory, host, box, peer, case):
    version, inside, begins = case
    own = ",".join(NETWORKS[ip][0] for ip in inside)
    theirs = ",".join(NETWORKS[ip][1] for ip in inside)
    ids = IDS.format(own=own, peer=theirs) if version == 1 else ""
    configuration = CONFIGURATION.format(version=version, keepalive="dpd" if version == 1 else "rfc4306", ids=ids)
    for left in ("router.control", "charon.vici"):
        (directory / left).unlink(missing_ok=True)
    strongswan = Strongswan(directory, peer, CONNECTIONS.format(version=version, own=theirs, peer=own))
    router = Router(directory, "router", configuration, "--port", "lan1=raw:inner0", "--port", "lan2=raw:outer0", namespace=box)
    if begins == "router":
        router.type("ipsec auto refresh on")
    else:
        strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(router.tunnel_is_up, 15, f"{case}: the tunnel is up")
    wait_until(strongswan.child_is_installed, 5, f"{case}: strongSwan has it too")
    passes = {4: lambda *options: host.pings("10.2.0.1", *options), 6: lambda *options: host.pings("2001:db8:2::1", *options)}
    for ip in inside:
        wait_until(passes[ip], 5, f"{case}: a ping by IPv{ip}")
        wait_until(lambda: passes[ip]("-s", "1150"), 5, f"{case}: a long ping by IPv{ip}")
    if 6 in inside:
        assert peer.pings("2001:db8:1::2", "-I", "2001:db8:2::1"), f"{case}: a ping back"
    for what in ("--child", "--ike") if version == 2 else ("--child",):
        for _ in range(3):
            strongswan.swanctl("--rekey", what, "net")
            for ip in inside:
                assert passes[ip](), f"{case}: a ping by IPv{ip} after rekeying {what}"
    if begins == "strongSwan":  # else the router begins anew at once
        strongswan.swanctl("--terminate", "--ike", "net")
        wait_until(lambda: not router.tunnel_is_up(), 5, f"{case}: strongSwan's delete takes it down")
    assert router.stop() == 0
    strongswan.stop()


def test(directory):
    host, box, peer = Namespace("host"), Namespace("box"), Namespace("peer")
    wire(host, "eth0", box, "inner0")
    wire(peer, "wan0", box, "outer0")
    host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
    # Duplicate address detection would have them wait a second.
    host.ip("-6", "address", "add", "2001:db8:1::2/64", "dev", "eth0", "nodad")
    host.ip("-6", "route", "add", "default", "via", "2001:db8:1::1")
    peer.ip("-6", "address", "add", "2001:db8:f::2/64", "dev", "wan0", "nodad")
    peer.ip("address", "add", "10.2.0.1/24", "dev", "lo")
    peer.ip("-6", "address", "add", "2001:db8:2::1/64", "dev", "lo", "nodad")
    for case in CASES:
        try_case(directory, host, box, peer, case)


main(test)
