"""scapy opens what a lab captured: an implementation of ESP and AH that has nothing in common with the router's or tshark's.

Of every packet between two sites the ICV is right, and what is inside is, byte for byte, what the LAN on this side saw
(but for the time to live). Each cipher, each hash, AH, IPComp below them (RFC 3173, which scapy does not know: its four bytes are
read here), and what Wireshark cannot open.
"""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import zlib

from support.harness import KYOTEN, Skip, main

LAB = pathlib.Path(__file__).parents[3] / "examples/fixed-addresses"
WAN, LAN_A, LAN_B = "internet.lan2-site-b.lan3", "pc-a.eth1-site-a.lan1", "site-b.lan1-pc-b.eth1"
IPCOMP = 108
PUBLISHED = "ipsec sa policy 101 1 esp aes-cbc sha-hmac"

# The policy, and whether it is negotiated by IKEv2. `+ipcomp`: with compression.
POLICIES = [
    ("esp des-cbc md5-hmac", False),
    ("esp 3des-cbc sha-hmac", False),
    ("esp aes-cbc sha-hmac", False),
    ("esp aes-cbc sha256-hmac", True),
    ("esp aes256-cbc sha256-hmac", False),
    ("esp aes-gcm", True),
    ("esp aes256-gcm", True),
    ("esp chacha20-poly1305", True),
    ("ah md5-hmac", False),
    ("ah sha-hmac", True),
    ("ah sha256-hmac", False),
    ("esp aes-cbc sha-hmac +ipcomp", False),
    ("esp aes256-gcm +ipcomp", True),
    ("ah sha-hmac +ipcomp", False),
]
CIPHERS = {"DES": "DES", "Trip": "3DES", "AES-C": "AES-CBC", "AES-G": "AES-GCM", "ChaC": "CHACHA20-POLY1305"}
HASHES = {"HMAC-MD5": "HMAC-MD5-96", "HMAC-SHA-1": "HMAC-SHA1-96", "HMAC-SHA-256": "SHA2-256-128", "NULL": "NULL"}


def by_prefix(table, name):
    return next(value for prefix, value in table.items() if name.startswith(prefix))


def associations(directory):
    """The exported SAs, as scapy's, by SPI."""
    from scapy.layers.ipsec import AH, ESP, SecurityAssociation

    found = {}
    for file in ("esp_sa", "other_sa"):
        for _, _, _, spi, cipher, key, integrity, integrity_key in csv.reader((directory / file).open()):
            key, integrity_key = (bytes.fromhex(text[2:]) for text in (key, integrity_key))
            ah = cipher.startswith("AH")
            sa = SecurityAssociation(
                AH if ah else ESP, spi=int(spi, 16), auth_key=integrity_key or None, auth_algo=by_prefix(HASHES, integrity),
                **({} if ah else {"crypt_algo": by_prefix(CIPHERS, cipher), "crypt_key": key}))
            found[int(spi, 16)] = sa
    return found


def packets(directory, wire):
    from scapy.all import IP, rdpcap

    return [packet[IP] for packet in rdpcap(str(directory / f"{wire}.pcapng")) if IP in packet]


def said(packet):
    """What a packet says, whatever hops have counted its time to live down."""
    from scapy.all import IP

    copy = IP(bytes(packet)[: packet.len])  # without what Ethernet pads
    copy.ttl = 0
    del copy.chksum
    return bytes(copy)


def expanded(payload):
    """Next header 1, flags 1 (zero), CPI 2, and behind them DEFLATE without zlib's own frame (RFC 2394)."""
    assert payload[0] == 4 and payload[1] == 0, payload[:4].hex()
    return zlib.decompress(payload[4:], wbits=-15)


def check(directory, policy, version_2):
    from scapy.all import IP
    from scapy.layers.ipsec import AH, ESP

    lab = directory / re.sub(r"\W", "-", policy)
    shutil.copytree(LAB, lab)
    for site in ("site-a", "site-b"):
        file = lab / f"{site}.conf"
        text = file.read_text()
        assert PUBLISHED in text
        compresses = policy.endswith(" +ipcomp")
        text = text.replace(PUBLISHED, f"ipsec sa policy 101 1 {policy.removesuffix(' +ipcomp')}\n  ipsec ike version 1 {2 if version_2 else 1}")
        if compresses:
            text = text.replace(" ipsec tunnel 101\n", " ipsec tunnel 101\n ipsec ipcomp type deflate\n")
        file.write_text(text.replace("1 on heartbeat 10 6", "1 on rfc4306 10 6") if version_2 else text)
    captures = lab / "captures"
    # That AH hides nothing is a check that fails; all others have to pass.
    lab_run = subprocess.run([KYOTEN, "lab", lab, "--check", "--json", "--virtual", "--seed", "7", "--capture", captures], capture_output=True)
    failed = [row["check"] for row in json.loads(lab_run.stdout)["checks"] if not row["passed"]]
    assert failed == (["in_the_clear"] if policy.startswith("ah") else []), failed

    sas = associations(captures)
    on_lans = {said(packet) for wire in (LAN_A, LAN_B) for packet in packets(captures, wire)}
    opened = compressed = 0
    for packet in packets(captures, WAN):
        layer = packet.getlayer(ESP) or packet.getlayer(AH)
        if layer is None:
            continue
        outer = sas[layer.spi].decrypt(packet)  # raises if the ICV is wrong
        payload = bytes(outer.payload)
        if outer.proto == IPCOMP:
            compressed += 1
            payload = expanded(payload)
        inner = IP(payload)
        assert said(inner) in on_lans, (policy, inner.summary())
        opened += 1
    assert opened >= 8, (policy, opened)
    # What compression would not shorten goes as it is (RFC 3173 section 2.2).
    assert (compressed > 0) == compresses, (policy, compressed)
    print(f"{policy:30} {opened} packets opened" + (f", {compressed} of them compressed" if compresses else ""))


def test(directory):
    try:
        import scapy.all  # noqa: F401
    except ImportError:
        raise Skip("no scapy for this Python")
    for policy, version_2 in POLICIES:
        check(directory, policy, version_2)


main(test)
