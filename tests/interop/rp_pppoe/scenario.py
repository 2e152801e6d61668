"""A router on a PPPoE line whose other end is rp-pppoe's server (Roaring Penguin's), with a PPP server made of scapy behind it.

    host ---- (veth) lan1 [router] lan2 (veth) ---- access
    192.168.1.10   192.168.1.1   PPPoE: 198.51.100.x    192.0.2.1

CHAP and PAP, the address by IPCP, the masquerade on the line, packets longer than the line takes, a wrong password, and a server
that dies: the router dials again. Then rp-pppoe's own discovery meets `kyoten provider`.
"""

import os
import pathlib
import re
import signal
import subprocess

from support.harness import KYOTEN, Namespace, Router, Skip, main, need, wait_until, wire

CONFIGURATION = """\
console character ascii
ip lan1 address 192.168.1.1/24
ip route default gateway pp 1
pp select 1
 pp always-on on
 pppoe use lan2
 pp auth accept pap chap
 pp auth myname user@example.local {password}
 ppp lcp mru on 1454
 ppp ipcp ipaddress on
 ppp ipcp msext on
 ip pp mtu 1454
 ip pp nat descriptor 1
 pp enable 1
nat descriptor type 1 masquerade
"""
PPP_SERVER = pathlib.Path(__file__).with_name("ppp_server.py")


class Access:
    """rp-pppoe's server in the foreground, on `interface`."""

    def __init__(self, directory, namespace, interface, method):
        self.log = directory / f"ppp-{method}.log"
        environment = {**os.environ, "PPP_METHOD": method, "PPP_NAME": "user@example.local", "PPP_PASSWORD": "right",
                       "PPP_LOG": str(self.log)}
        options = directory / "options"
        options.write_text("")
        self.process = subprocess.Popen(
            namespace.command("pppoe-server", "-F", "-I", interface, "-C", "access", "-L", "192.0.2.1", "-R", "198.51.100.7",
                              "-N", "4", "-O", str(options), "-q", str(PPP_SERVER), "-Q", "/usr/sbin/pppoe"),
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def said(self, text):
        return self.log.exists() and text in self.log.read_text()

    def process_behind(self):
        """That of the latest session."""
        return int(re.findall(r"process (\d+)", self.log.read_text())[-1])

    def stop(self):
        self.process.terminate()
        self.process.wait()


def try_line(directory, host, box, access, method):
    server = Access(directory, access, "eth0", method)
    host.ip("neighbour", "flush", "all")  # each router has addresses of its own
    router = Router(directory, f"router-{method}", CONFIGURATION.format(password="right"), "--port", "lan1=raw:inner0",
                    "--port", "lan2=raw:outer0", namespace=box)
    wait_until(lambda: server.said("up with 198.51.100."), 15, f"PPP by {method}")
    assert server.said(f"{method} good")
    status = router.type("show status pp 1")
    assert "Current PPPoE session status is Connected." in status, status
    assert "Access Concentrator: access" in status, status
    assert f"LCP Local: Magic-Number MRU, Remote: {method.upper()} Magic-Number MRU" in status, status
    assert "IPCP Local: IP-Address Primary-DNS(192.0.2.53), Remote: IP-Address" in status, status

    wait_until(lambda: host.pings("192.0.2.1"), 5, "a ping through the line and its masquerade")
    # The line carries 1454 bytes: the router cuts what is longer (the server, which puts nothing together, tells).
    host.pings("192.0.2.1", "-s", "1472")
    wait_until(lambda: server.said("fragment of"), 5, "a packet that was cut for the line")

    # The process behind the session dies: rp-pppoe ends it by PADT, and the line that is always on is dialled again.
    before = server.log.read_text().count("up with")
    os.kill(server.process_behind(), signal.SIGKILL)
    wait_until(lambda: server.log.read_text().count("up with") > before, 20, "the line dialled again")
    wait_until(lambda: host.pings("192.0.2.1"), 5, "a ping through the new line")

    # Hung up by the router: the session behind rp-pppoe ends.
    ended = server.log.read_text().count("ended")
    assert router.stop() == 0
    wait_until(lambda: server.log.read_text().count("ended") > ended, 5, "the end of the session at the server")
    server.stop()


def try_wrong_password(directory, box, access):
    server = Access(directory, access, "eth0", "chap")
    router = Router(directory, "router-wrong", CONFIGURATION.format(password="wrong"), "--port", "lan1=raw:inner0",
                    "--port", "lan2=raw:outer0", namespace=box)
    wait_until(lambda: server.said("chap bad"), 15, "a refusal")
    wait_until(lambda: "cause [PPP: Authentication failed]" in router.type("show log"), 10, "the log says why")
    router.stop()
    server.stop()


def try_discovery(directory, box, access):
    """rp-pppoe's client finds `kyoten provider`."""
    provider = subprocess.Popen(
        access.command(KYOTEN, "provider", "--port", "raw:eth0", "--name", "kyoten-access", "--account",
                       "user@example.local right 198.51.100.9"),
        stdout=subprocess.DEVNULL)
    found = wait_until(lambda: subprocess.run(box.command("pppoe", "-A", "-I", "outer0", "-t", "2"), capture_output=True,
                                              text=True).stdout, 15, "an answer to rp-pppoe's PADI")
    assert "Access-Concentrator: kyoten-access" in found, found
    provider.terminate()
    assert provider.wait() == 0


def test(directory):
    need("pppoe-server", "pppoe")
    try:
        import scapy.layers.ppp  # noqa: F401, pylint: disable=unused-import,import-outside-toplevel
    except ImportError as error:
        raise Skip("no scapy") from error
    host, box, access = Namespace("host"), Namespace("box"), Namespace("access")
    wire(host, "eth0", box, "inner0")
    wire(access, "eth0", box, "outer0")
    host.address("eth0", "192.168.1.10/24", gateway="192.168.1.1")
    for method in ("chap", "pap"):
        try_line(directory, host, box, access, method)
    try_wrong_password(directory, box, access)
    try_discovery(directory, box, access)


main(test)
