"""vpnc, a client by other people for gateways that give out addresses by XAUTH and mode-cfg. ESP in userspace: protocol 50 by a
raw socket, or in UDP 4500 where a NAT is on the way."""

import subprocess

from support.harness import need, need_tun, wait_until

SETTINGS = """\
IPSec gateway {gateway}
IPSec ID {group}
IPSec secret {secret}
Xauth username {user}
Xauth password {password}
IKE DH Group {dh}
Perfect Forward Secrecy {pfs}
Enable weak encryption
Enable weak authentication
DPD idle timeout (our side) {dpd}
NAT Traversal Mode natt
Local Port {local_port}
No Detach
Interface name vpn0
Script {script}
Pidfile {pid}
"""

SCRIPT = """\
#!/bin/sh
[ "$reason" = connect ] || exit 0
ip address add "$INTERNAL_IP4_ADDRESS/32" dev "$TUNDEV"
ip link set "$TUNDEV" up mtu 1300
ip route add 10.0.0.0/8 dev "$TUNDEV" src "$INTERNAL_IP4_ADDRESS"
echo "$INTERNAL_IP4_ADDRESS $INTERNAL_IP4_DNS" > {given}
"""


class Vpnc:
    def __init__(self, directory, namespace, user, password, gateway="192.0.2.1", group="travellers", secret="group-secret",
                 dh="dh2", pfs="server", dpd=10, local_port=0):
        need("vpnc")
        need_tun()
        self.namespace = namespace
        self.given = directory / f"{user}.given"
        self.given.unlink(missing_ok=True)
        script, settings = directory / f"{user}.sh", directory / f"{user}.vpnc"
        script.write_text(SCRIPT.format(given=self.given))
        script.chmod(0o755)
        settings.write_text(SETTINGS.format(gateway=gateway, group=group, secret=secret, user=user, password=password, dh=dh, pfs=pfs,
                                            dpd=dpd, local_port=local_port, script=script, pid=directory / f"{user}.pid"))
        self.log = directory / f"{user}-vpnc.log"
        self.process = subprocess.Popen(namespace.command("vpnc", str(settings)), stdout=self.log.open("w"),
                                        stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)

    def connected(self):
        """(address, DNS server) that it was given, and its routes are set; what it was not told is left out."""
        def told():
            if self.process.poll() is not None:
                raise AssertionError(f"the client has ended: {self.log.read_text(errors='replace').strip()[-150:]}")
            return self.given.exists() and self.given.read_text().endswith("\n")
        wait_until(told, 15, "the client has an address")
        return tuple(self.given.read_text().split())

    def is_over(self):
        return self.process.poll() is not None

    def leave(self):
        self.process.terminate()
        self.process.wait(timeout=10)

    def kill(self):
        """Without a word to the peer."""
        self.process.kill()
        self.process.wait(timeout=10)
