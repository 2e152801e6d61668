"""Every algorithm that the two ends share, in every mode, whoever begins, with and without NAT: does a ping pass?"""

import dataclasses
import itertools

from cases import ESP_CIPHERS, GROUPS, HASHES, IKE_CIPHERS, Case, Networks
from steps import Cell, up

# strongSwan's userspace ESP has no null cipher, so ESP without encryption is tried between two routers (tests/sim).
IKE = [Case(ike=suite) for suite in itertools.product(IKE_CIPHERS, HASHES, GROUPS)]
ESP = [Case(esp=suite) for suite in itertools.product(ESP_CIPHERS, HASHES)]


def suites():
    """(what the table calls it, the algorithms) of every proposal."""
    for case in IKE:
        yield "IKE " + "-".join(case.ike), {"ike": case.ike}
    for case in ESP:
        yield "ESP " + "-".join(case.esp), {"esp": case.esp}
    yield "ESP without PFS", {"pfs": False}


def try_all(directory, case):
    """Yields (proposal, None or what went wrong) for one mode, beginner and NAT; the networks stay, both ends start anew."""
    networks = Networks(directory, case)
    for name, algorithms in suites():
        yield name, try_one(networks, dataclasses.replace(case, **algorithms))


def try_one(networks, case):
    cell = Cell(networks, case)
    try:
        up(cell)
        return None
    except AssertionError as error:
        return str(error).splitlines()[0]
    finally:
        cell.router.stop()
        cell.strongswan.kill()
