"""Many tunnels on one router: how long until all stand, what one costs in memory, and what renewing them costs.

    router a lan2 ======== lan2 router b          N IKEv2 tunnels with a pre-shared key each, aes-cbc, sha

The RTX810 has 6; a router takes what a sister model has unless started with --strict. Prints one line of JSON.

    KYOTEN=build/release/platform/app/kyoten python3 tests/bench/end_to_end/many_tunnels.py [--tunnels 1000] [--renew]

With --renew the SAs live for 300 seconds, and from a host behind a to one behind b a datagram goes through each tunnel each second
until every SA of either kind has been renewed (about 6 minutes): none may be lost.

    host ---- lan1 a lan2 ======== lan2 b lan1 ---- host
"""

import argparse
import json
import pathlib
import re
import socket
import struct
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "interop"))
from support.harness import Namespace, Router, main, wait_until, wire  # noqa: E402

TUNNEL = """\
ip route {network}.{high}.{low}.0/24 gateway tunnel {i}
tunnel select {i}
 ipsec tunnel {i}
  ipsec sa policy {i} {i} esp aes-cbc sha-hmac
  ipsec ike version {i} 2
  ipsec ike duration ipsec-sa {i} {life}
  ipsec ike duration isakmp-sa {i} {life}
  ipsec ike local address {i} 192.0.2.{own}
  ipsec ike local name {i} site{own}-{i} key-id
  ipsec ike pre-shared-key {i} text secret-{i}
  ipsec ike remote address {i} 192.0.2.{other}
  ipsec ike remote name {i} site{other}-{i} key-id
 tunnel enable {i}
"""


EIGHT_HOURS = 28800
PORT = 9000
# Which tunnel, and which second.
PROBE = struct.Struct("!II")


def behind(i):
    """A host behind b, at the far end of a tunnel: each end has a network of its own for each."""
    return f"172.{16 + i // 256}.{i % 256}.10"


def site(own, other, tunnels, life):
    lines = ["console character ascii", f"ip lan1 address 192.168.{own}.1/24", f"ip lan2 address 192.0.2.{own}/24",
             "ipsec auto refresh on", f"ip route {172 if own == 2 else 10}.0.0.0/8 gateway 192.168.{own}.2"]
    network = 172 if other == 2 else 10
    lines += [TUNNEL.format(i=i, own=own, other=other, network=network, high=16 + i // 256, low=i % 256, life=life)
              for i in range(1, tunnels + 1)]
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


def watch(namespace, tunnels, seconds, receive):
    """The other half of this program, in a host's namespace; it says what it did as JSON."""
    words = (sys.executable, __file__, "--host", "receive" if receive else "send", "--tunnels", str(tunnels), "--seconds", str(seconds))
    return subprocess.Popen(namespace.command(*words), stdout=subprocess.PIPE, text=True)


def send(tunnels, seconds):
    """One datagram through each tunnel each second, spread over it."""
    probes = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    begun = time.monotonic()
    for second in range(seconds):
        for i in range(1, tunnels + 1):
            wait = begun + second + i / (tunnels + 1) - time.monotonic()
            if wait > 0.002:
                time.sleep(wait)
            probes.sendto(PROBE.pack(i, second), (behind(i), PORT))
    print(json.dumps({"sent": tunnels * seconds}))


def receive(tunnels, seconds):
    probes = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    probes.setsockopt(socket.SOL_SOCKET, 33, 4 << 20)  # SO_RCVBUFFORCE: this program must not be what loses them
    probes.bind(("0.0.0.0", PORT))
    probes.settimeout(5)
    print("ready", flush=True)
    seen, twice = set(), 0
    try:
        while len(seen) < tunnels * seconds:
            probe = PROBE.unpack(probes.recv(64))
            twice += probe in seen
            seen.add(probe)
    except TimeoutError:
        pass
    print(json.dumps({"arrived": len(seen), "twice": twice}))


def hosts(a, b):
    """A host beside each router."""
    ends = []
    for number, box in ((1, a), (2, b)):
        end = Namespace(f"host{number}")
        wire(end, "eth0", box, "lan0", mtu=1280)
        end.address("eth0", f"192.168.{number}.2/24", gateway=f"192.168.{number}.1")
        end.ip("route", "add", "local", "172.16.0.0/12" if number == 2 else "10.16.0.0/12", "dev", "lo")
        ends.append(end)
    return ends


def renewals(directory, tunnels):
    """Traffic through every tunnel for longer than any of its SAs lives."""
    seconds = 360
    a, b = Namespace("renew-a"), Namespace("renew-b")
    wire(a, "wan0", b, "wan0")
    from_host, to_host = hosts(a, b)
    ports = ("--port", "lan1=raw:lan0", "--port", "lan2=raw:wan0")
    first = Router(directory, "renew-a", site(1, 2, tunnels, 300), *ports, namespace=a)
    second = Router(directory, "renew-b", site(2, 1, tunnels, 300), *ports, namespace=b)
    wait_until(lambda: standing(first) >= tunnels, 600, "all tunnels stand", interval=0.5)
    receiver = watch(to_host, tunnels, seconds, True)
    assert receiver.stdout.readline() == "ready\n"
    sender = watch(from_host, tunnels, seconds, False)
    spent = cpu_seconds(first)
    said = {**json.loads(sender.communicate()[0]), **json.loads(receiver.communicate()[0])}
    spent = cpu_seconds(first) - spent
    up = standing(first)
    for router in (first, second):
        router.stop()
    print(json.dumps({"bench": "many_tunnels_renewed", "tunnels": tunnels, **said, "lost": said["sent"] - said["arrived"],
                      "standing_at_the_end": up, "cpu_seconds_of_one_router": round(spent, 1)}))


def run_with(directory, name, tunnels):
    """Both routers without any SA, then with all: (memory before, after, seconds, CPU seconds)."""
    a, b = Namespace(f"{name}-a"), Namespace(f"{name}-b")
    wire(a, "wan0", b, "wan0")
    first = Router(directory, f"{name}-a", site(1, 2, tunnels, EIGHT_HOURS), "--port", "lan2=raw:wan0", namespace=a)
    # What a port keeps for its first frames is no tunnel's.
    b.address("wan0", "192.0.2.9/24")
    wait_until(lambda: b.pings("192.0.2.1"), 10, "the router answers")
    b.ip("address", "flush", "dev", "wan0")
    alone = kilobytes(first)
    begun = time.monotonic()
    second = Router(directory, f"{name}-b", site(2, 1, tunnels, EIGHT_HOURS), "--port", "lan2=raw:wan0", namespace=b)
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
    parser.add_argument("--renew", action="store_true")
    options = parser.parse_args()
    tunnels = options.tunnels
    if options.renew:
        return renewals(directory, tunnels)
    alone, with_all, took, spent = run_with(directory, "many", tunnels)
    print(json.dumps({
        "bench": "many_tunnels", "tunnels": tunnels, "seconds_until_all_stand": round(took, 1),
        "cpu_seconds_of_one_router": round(spent, 1), "megabytes_configured": round(alone / 1024, 1),
        "megabytes_with_all": round(with_all / 1024, 1), "kilobytes_for_each_tunnel": round((with_all - alone) / tunnels, 1)}))


if "--host" in sys.argv:
    half = argparse.ArgumentParser()
    half.add_argument("--host", choices=("send", "receive"))
    half.add_argument("--tunnels", type=int)
    half.add_argument("--seconds", type=int)
    mine = half.parse_args()
    (receive if mine.host == "receive" else send)(mine.tunnels, mine.seconds)
else:
    main(bench, quiet=True)
