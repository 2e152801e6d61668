"""Handshakes a second on one core, of whoever answers: a router and strongSwan, called by the same strongSwan, one after
the other in the same run. A handshake is phase 1 and phase 2 with a pre-shared key, aes-cbc (128), sha, modp1024. What is
measured is the processor time that the answering process took (all its threads), not how fast it is called.

    caller wan0 ======== wan0 answerer
    192.0.2.2            192.0.2.1

    KYOTEN=build/release/platform/app/kyoten python3 tests/bench/end_to_end/handshakes.py [--count 200]
"""

import argparse
import json
import pathlib
import sys

TESTS = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(TESTS / "interop"), str(TESTS / "interop" / "matrix")]
from cases import STRONGSWAN, Case, connections, identities, router_configuration  # noqa: E402
from support.harness import Namespace, Router, main, wire  # noqa: E402
from support.strongswan import Strongswan  # noqa: E402


def cpu_seconds(process):
    """Of all threads, from the scheduler's own account in nanoseconds."""
    tasks = pathlib.Path(f"/proc/{process.pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


def handshakes(caller, count):
    for _ in range(count):
        caller.swanctl("--initiate", "--child", "net", "--timeout", "10")
        caller.swanctl("--terminate", "--ike", "net")


def per_second(caller, process, count):
    handshakes(caller, 5)  # what is done only once is not counted
    before = cpu_seconds(process)
    handshakes(caller, count)
    spent = cpu_seconds(process) - before
    return {"handshakes_per_cpu_second": round(count / spent, 1), "cpu_ms_per_handshake": round(spent / count * 1000, 3)}


def namespaces(name):
    caller, answerer = Namespace(f"{name}-caller"), Namespace(f"{name}-answerer")
    wire(caller, "wan0", answerer, "wan0")
    caller.address("wan0", "192.0.2.2/24")
    caller.ip("address", "add", "10.2.0.1/24", "dev", "lo")
    return caller, answerer


def calling(directory, name, case, namespace):
    return Strongswan(directory, namespace, connections(case, dpd_action="clear"), name=f"{name}-caller", log_level=-1)


def kyoten(directory, case, count):
    name = f"kyoten-{case.mode}"
    here, there = namespaces(name)
    router = Router(directory, name, router_configuration(case), "--port", "lan2=raw:wan0", namespace=there)
    caller = calling(directory, name, case, here)
    result = per_second(caller, router.process, count)
    caller.stop()
    router.stop()
    return result


def strongswan(directory, case, count):
    name = f"strongswan-{case.mode}"
    here, there = namespaces(name)
    there.address("wan0", "192.0.2.1/24")
    there.ip("address", "add", "10.1.0.1/24", "dev", "lo")
    peer_id, own_id = identities(case)
    answering = connections(case, me="192.0.2.1", peer="192.0.2.2", own_id=own_id, peer_id=peer_id, dpd_action="clear",
                            local_ts="10.1.0.0/24", remote_ts="10.2.0.0/24")
    answerer = Strongswan(directory, there, answering, name=name, log_level=-1)
    caller = calling(directory, name, case, here)
    result = per_second(caller, answerer.process, count)
    caller.stop()
    answerer.stop()
    return result


def bench(directory):
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    result = {"bench": "handshakes", "count": options.count}
    for mode in ("aggressive", "ikev2"):
        case = Case(mode=mode, begins=STRONGSWAN, pfs=False)
        result[mode] = {"kyoten": kyoten(directory, case, options.count),
                        "strongswan": strongswan(directory, case, options.count)}
    print(json.dumps(result))


main(bench, quiet=True)
