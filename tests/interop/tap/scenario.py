"""Two Linux machines on the two TAP interfaces of a router reach each other through it.

    west ---- (TAP) lan1 [router] lan2 (TAP) ---- east
    192.0.2.2     192.0.2.1   198.51.100.1       198.51.100.2
"""

from support.harness import Namespace, Router, main, need_tun, run, wait_until

CONFIGURATION = """\
console character ascii
ip lan1 address 192.0.2.1/24
ip lan2 address 198.51.100.1/24
"""


def test(directory):
    need_tun()
    router = Router(directory, "router", CONFIGURATION, "--port", "lan1=tap:kytap1", "--port", "lan2=tap:kytap2")
    west, east = Namespace("west"), Namespace("east")
    for machine, tap in ((west, "kytap1"), (east, "kytap2")):
        run("ip", "link", "set", tap, "netns", machine.name)
    west.address("kytap1", "192.0.2.2/24", gateway="192.0.2.1")
    east.address("kytap2", "198.51.100.2/24", gateway="198.51.100.1")

    wait_until(lambda: west.pings("192.0.2.1"), 5, "the router answers a ping")
    wait_until(lambda: west.pings("198.51.100.2"), 5, "east answers west")
    assert east.pings("192.0.2.2", "-s", "1472"), "a full-size packet from east to west"
    assert west.pings("198.51.100.2", "-s", "4000"), "a fragmented packet"

    arp = router.type("show arp")
    assert "192.0.2.2" in arp and "198.51.100.2" in arp, arp
    assert "received from 198.51.100.2: icmp_seq=0" in router.type("ping -c 1 198.51.100.2")
    assert router.stop() == 0


main(test)
