"""Every algorithm that the two ends share, in every mode, whoever begins, with and without NAT: does a ping pass?"""

import dataclasses
import itertools

from cases import ESP_CIPHERS, ESP_COMBINED, GROUPS, HASHES, IKE_CIPHERS, UNNAMED, Case, Networks
from steps import Cell, up

# strongSwan's userspace ESP has no null cipher: ESP without encryption is tried in tests/unit/ipsec.
IKE = [Case(ike=suite) for suite in itertools.product(IKE_CIPHERS, HASHES, GROUPS)]
ESP = [Case(esp=suite) for suite in itertools.product(ESP_CIPHERS, HASHES)]
ESP_OF_IKEV2 = [Case(esp=(cipher,)) for cipher in ESP_COMBINED] + [Case(esp=(UNNAMED, "sha256"))]
IKE_OF_IKEV2 = [Case(ike=(UNNAMED, "sha256", "modp2048"))]


def suites(mode):
    """(what the table calls it, the algorithms) of every proposal that both ends know in a mode."""
    for case in IKE + (IKE_OF_IKEV2 if mode == "ikev2" else []):
        yield "IKE " + "-".join(case.ike), {"ike": case.ike}
    for case in ESP + (ESP_OF_IKEV2 if mode == "ikev2" else []):
        yield "ESP " + "-".join(case.esp), {"esp": case.esp}
    yield "ESP without PFS", {"pfs": False}


def try_all(directory, case):
    """Yields (proposal, None or what went wrong) for one mode, beginner and NAT; the networks stay, both ends start anew."""
    networks = Networks(directory, case)
    for name, algorithms in suites(case.mode):
        yield name, outcome(Cell(networks, dataclasses.replace(case, **algorithms)), up)


def outcome(cell, step):
    """None or what went wrong; both ends are gone after it."""
    try:
        step(cell)
        return None
    except AssertionError as error:
        return str(error).splitlines()[0]
    finally:
        cell.end()
