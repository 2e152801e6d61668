"""Many tunnels on one router: how long until all stand, what one costs in memory, and what renewing them costs.

    router a lan2 ======== lan2 router b          N IKEv2 tunnels with a pre-shared key each, aes-cbc, sha

The RTX810 has 6; a router takes what a sister model has unless started with --strict. Prints one line of JSON.

    KYOTEN=build/release/platform/app/kyoten python3 tests/bench/end_to_end/many_tunnels.py [--tunnels 1000]
"""

import argparse
import json
import pathlib
import re
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
from support.harness import Namespace, Router, main, wait_until, wire  # noqa: E402

TUNNEL = """\
ip route 172.{high}.{low}.0/24 gateway tunnel {i}
tunnel select {i}
 ipsec tunnel {i}
  ipsec sa policy {i} {i} esp aes-cbc sha-hmac
  ipsec ike version {i} 2
  ipsec ike local address {i} 192.0.2.{own}
  ipsec ike local name {i} site{own}-{i} key-id
  ipsec ike pre-shared-key {i} text secret-{i}
  ipsec ike remote address {i} 192.0.2.{other}
  ipsec ike remote name {i} site{other}-{i} key-id
 tunnel enable {i}
"""


def site(own, other, tunnels):
    lines = ["console character ascii", f"ip lan2 address 192.0.2.{own}/24", "ipsec auto refresh on"]
    lines += [TUNNEL.format(i=i, own=own, other=other, high=16 + i // 256, low=i % 256) for i in range(1, tunnels + 1)]
    return "\n".join(lines) + "\n"


def kilobytes(router):
    status = pathlib.Path(f"/proc/{router.process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def cpu_seconds(router):
    fields = pathlib.Path(f"/proc/{router.process.pid}/schedstat").read_text().split()
    return int(fields[0]) / 1e9


def standing(router):
    found = re.search(r"isakmp:(\d+) send:(\d+) recv:(\d+)", router.type("show ipsec sa"))
    return min(map(int, found.groups())) if found else 0


def run_with(directory, name, tunnels):
    """Both routers without any SA, then with all: (memory before, after, seconds, CPU seconds)."""
    a, b = Namespace(f"{name}-a"), Namespace(f"{name}-b")
    wire(a, "wan0", b, "wan0")
    first = Router(directory, f"{name}-a", site(1, 2, tunnels), "--port", "lan2=raw:wan0", namespace=a)
    alone = kilobytes(first)
    begun = time.monotonic()
    second = Router(directory, f"{name}-b", site(2, 1, tunnels), "--port", "lan2=raw:wan0", namespace=b)
    wait_until(lambda: standing(first) >= tunnels, 600, "all tunnels stand", interval=0.5)
    took = time.monotonic() - begun
    spent = cpu_seconds(first)
    with_all = kilobytes(first)
    for router in (first, second):
        router.stop()
    return alone, with_all, took, spent


def bench(directory):
    parser = argparse.ArgumentParser()
    parser.add_argument("--tunnels", type=int, default=1000)
    tunnels = parser.parse_args().tunnels
    alone, with_all, took, spent = run_with(directory, "many", tunnels)
    print(json.dumps({
        "bench": "many_tunnels", "tunnels": tunnels, "seconds_until_all_stand": round(took, 1),
        "cpu_seconds_of_one_router": round(spent, 1), "megabytes_configured": round(alone / 1024, 1),
        "megabytes_with_all": round(with_all / 1024, 1), "kilobytes_for_each_tunnel": round((with_all - alone) / tunnels, 1)}))


main(bench, quiet=True)
