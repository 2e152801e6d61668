"""tshark reads what a lab captured: everything decrypts, every checksum and digest is right, nothing is malformed.

    kyoten lab examples/LAB --virtual --capture DIR              one pcapng for each wire, and the key files
    WIRESHARK_CONFIG_DIR=DIR tshark -r DIR/WIRE.pcapng           an independent reader of the same bytes
"""

import os
import pathlib

from support.harness import KYOTEN, main, need, run

LABS = pathlib.Path(__file__).parents[3] / "examples"
WAN_WIRES = ("site-a.lan2-home-gateway.lan1", "home-gateway.lan2-isp.lan1", "isp.lan2-site-b.lan2")


def tshark(directory, wire, *options):
    environment = {**os.environ, "WIRESHARK_CONFIG_DIR": str(directory)}
    return run("tshark", "-r", str(directory / f"{wire}.pcapng"), *options, env=environment)


def count(directory, wire, condition):
    return len(tshark(directory, wire, "-Y", condition).splitlines())


def complaints(directory, wire):
    """What the reader finds wrong: malformed packets, checksums, ICVs, digests."""
    return tshark(directory, wire, "-Y", "_ws.expert.severity >= warning", "-V")


def captured(directory, lab):
    """The wires of a run."""
    run(KYOTEN, "lab", str(LABS / lab), "--check", "--virtual", "--seed", "7", "--capture", str(directory))
    wires = sorted(path.stem for path in directory.glob("*.pcapng"))
    for wire in wires:
        assert complaints(directory, wire) == "", wire
    return wires


def two_homes(directory):
    assert len(captured(directory, "two-homes")) == 5
    for wire in WAN_WIRES:
        assert count(directory, wire, "isakmp") > 0, wire
        # Encrypted, and opened by the exported keys.
        assert count(directory, wire, "isakmp.ike.attr or isakmp.hash") > 0, wire
        assert count(directory, wire, "esp and l2tp and icmp") > 0, wire
        assert count(directory, wire, "l2tp and not esp") == 0, wire


def over_ipv6(directory):
    wires = captured(directory, "over-ipv6")
    for wire in wires:
        if "internet" not in wire:
            continue
        assert count(directory, wire, "isakmp and ipv6") > 0, wire
        # What stands in the encrypted payload, and what ESP carries.
        assert count(directory, wire, "isakmp.auth.data") > 0, wire
        assert count(directory, wire, "ipv6 and esp and icmp") > 0, wire
        assert count(directory, wire, "icmp and not esp") == 0, wire


def test(directory):
    need("tshark")
    for lab in (two_homes, over_ipv6):
        (directory / lab.__name__).mkdir()
        lab(directory / lab.__name__)


main(test)
