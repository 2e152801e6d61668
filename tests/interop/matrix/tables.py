"""What was found, as tables for a terminal and for docs/interop.md."""

import datetime
import os
import subprocess

TITLES = {
    "life": "The life of a tunnel",
    "proposals": "Every algorithm that both ends know",
    "refusals": "What must not come up",
}


def text(results):
    return "\n\n".join(f"{title}\n\n" + "\n".join(aligned(table)) for title, table in tables(results))


def markdown(results):
    parts = [HEAD.format(date=datetime.date.today(), versions="\n".join(f"* {line}" for line in versions()))]
    for title, table in tables(results):
        head, *rows = table
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        parts.append("\n".join([f"## {title}", "", EXPLAINED[title], "", "| " + " | ".join(head) + " |",
                                "|" + "---|" * len(head), *lines]))
    return "\n\n".join(parts) + "\n"


def tables(results):
    for kind, make in (("life", lives), ("proposals", proposals), ("refusals", refusals)):
        rows = {cell[1:]: found for cell, found in results.items() if cell[0] == kind}
        if rows:
            yield TITLES[kind], make(rows)


def said(row):
    return row["result"] if row["wrong"] is None else f"FAILED: {row['wrong']}"


MODES = {"main": "IKEv1 main", "aggressive": "IKEv1 aggressive", "main-xauth": "IKEv1 main, XAUTH",
         "aggressive-xauth": "IKEv1 aggressive, XAUTH", "ikev2": "IKEv2", "ikev2-certificate": "IKEv2 certificate"}
NATS = {"": "no", "nat": "yes", "forwarded": "other end"}


def name(mode, begins, nat=""):
    return [MODES[mode], begins, NATS[nat]]


def lives(rows):
    """The table lies on its side: a column for each tunnel would not fit, a column for each step does."""
    steps = list(dict.fromkeys(row["what"] for found in rows.values() for row in found))
    yield ["mode", "begins", "NAT", *steps]
    for cell, found in rows.items():
        by_step = {row["what"]: said(row) for row in found}
        yield [*name(*cell), *(by_step.get(step, "-") for step in steps)]


def proposals(rows):
    yield ["mode", "begins", "NAT", "IKE", "ESP", "which do not"]
    for cell, found in rows.items():
        counts = []
        for layer in ("IKE", "ESP"):
            of_layer = [row for row in found if row["what"].startswith(layer)]
            counts.append(f"{sum(row['wrong'] is None for row in of_layer)} of {len(of_layer)}")
        bad = [f"{row['what']} ({row['wrong']})" for row in found if row["wrong"] is not None]
        yield [*name(*cell), *counts, "; ".join(bad) or "-"]


def refusals(rows):
    yield ["mode", "begins", "differs", "the router's log", "notify"]
    for cell, found in rows.items():
        for row in found:
            log, notify = row["result"] or (said(row), "")
            yield [*name(*cell)[:2], row["what"], log, notify]


def aligned(table):
    table = list(table)
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()


def versions():
    listed = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "charon-systemd", "libcharon-extra-plugins", "libcharon-extauth-plugins",
                             "vpnc", "iperf3"], text=True, capture_output=True).stdout.split("\n")
    own = subprocess.run([os.environ["KYOTEN"], "--version"], text=True, capture_output=True).stdout.splitlines()
    return [own[0], *(line for line in listed if line), f"Linux {os.uname().release}, {os.cpu_count()} processors"]


HEAD = """\
# Interoperability

What a router and strongSwan, a widely used implementation by other people, do with each other, and the router and a client, vpnc.
Made by

    ./kyoten interop --markdown docs/interop.md

on {date}; every cell was tried then, on one machine, in network namespaces:

{versions}

strongSwan protects packets in userspace here, which always means tunnel mode in UDP 4500: so NAT traversal is on at the
router in every cell, and `NAT` says whether a masquerading router really stands in front of who begins (`yes`), or with
static entries in front of the other end. With XAUTH who begins logs in with a name and a password. vpnc sends ESP as protocol 50
where no NAT is on the way. Transport mode and
ESP as protocol 50 are tried between two routers instead (`tests/sim`)."""

EXPLAINED = {
    TITLES["life"]: "Each row is one tunnel that lives through all columns, from left to right. The three rekeys are strongSwan's, of "
    "each SA in turn, under a TCP stream that may not stop for one of iperf3's seconds. The router rekeys by a lifetime in "
    "kilobytes, under 20 Mbit/s of UDP; in IKEv1 the lifetime is that of who begins. Messages of beyond 280 bytes come "
    "from strongSwan in fragments. vpnc asks for SAs of 24 days and renews none: whose SAs are taken away makes new ones, but goes on "
    "with the old keys under the new SPIs. It ends when it hears no more from the router, or that its SAs are deleted.",
    TITLES["proposals"]: "IKE: {des, 3des, aes128, aes256} x {md5, sha1, sha256} x {modp768, modp1024, modp1536, modp2048}. ESP: the same "
    "ciphers and hashes with PFS, and once without PFS. IKEv2 also: aes192 in both, and for ESP aes128gcm16, aes256gcm16 and "
    "chacha20poly1305. With vpnc, which offers no sha256, the others. A proposal passes if a ping goes through the tunnel.",
    TITLES["refusals"]: "One thing is different at strongSwan. Nothing may pass, and the router's log must say why.",
}
