"""tshark reads what a lab captured: everything decrypts, every checksum and digest is right, nothing is malformed.

    kyoten lab examples/two-homes --virtual --capture DIR        one pcapng for each wire, and the key files
    WIRESHARK_CONFIG_DIR=DIR tshark -r DIR/WIRE.pcapng           an independent reader of the same bytes
"""

import os
import pathlib

from support.harness import KYOTEN, main, need, run

LAB = pathlib.Path(__file__).parents[3] / "examples/two-homes"
WAN_WIRES = ("site-a.lan2-home-gateway.lan1", "home-gateway.lan2-isp.lan1", "isp.lan2-site-b.lan2")


def tshark(directory, wire, *options):
    environment = {**os.environ, "WIRESHARK_CONFIG_DIR": str(directory)}
    return run("tshark", "-r", str(directory / f"{wire}.pcapng"), *options, env=environment)


def count(directory, wire, condition):
    return len(tshark(directory, wire, "-Y", condition).splitlines())


def complaints(directory, wire):
    """What the reader finds wrong: malformed packets, checksums, ICVs, digests."""
    return tshark(directory, wire, "-Y", "_ws.expert.severity >= warning", "-V")


def test(directory):
    need("tshark")
    run(KYOTEN, "lab", str(LAB), "--check", "--virtual", "--seed", "7", "--capture", str(directory))
    wires = sorted(path.stem for path in directory.glob("*.pcapng"))
    assert len(wires) == 5, wires
    for wire in wires:
        assert complaints(directory, wire) == "", wire
    for wire in WAN_WIRES:
        assert count(directory, wire, "isakmp") > 0, wire
        # Encrypted, and opened by the exported keys.
        assert count(directory, wire, "isakmp.ike.attr or isakmp.hash") > 0, wire
        assert count(directory, wire, "esp and l2tp and icmp") > 0, wire
        assert count(directory, wire, "l2tp and not esp") == 0, wire


main(test)
