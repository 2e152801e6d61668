"""Two routers joined by UDP datagrams, as GNS3 and QEMU join them; one of them is restarted.

    [left] lan2 (udp 10001) ---- (udp 10002) lan2 [right]
           192.0.2.1                         192.0.2.2
"""

from support.harness import Router, main, wait_until


def start(directory, name, address, local, remote):
    return Router(directory, name, f"console character ascii\nip lan2 address {address}/24\n",
                  "--port", f"lan2=udp:{local}:127.0.0.1:{remote}")


def test(directory):
    left = start(directory, "left", "192.0.2.1", 10001, 10002)
    right = start(directory, "right", "192.0.2.2", 10002, 10001)

    def answered():
        return "1 packets transmitted, 1 packets received" in left.type("ping -c 1 192.0.2.2")

    wait_until(answered, 5, "right answers left")
    assert "192.0.2.1" in right.type("show arp")

    assert right.stop() == 0
    right.control.unlink(missing_ok=True)
    assert not answered(), "nobody is there"
    right = start(directory, "right", "192.0.2.2", 10002, 10001)
    wait_until(answered, 5, "right answers again after its restart")
    assert left.stop() == 0
    assert right.stop() == 0


main(test)
