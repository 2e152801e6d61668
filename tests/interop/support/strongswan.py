"""strongSwan with ESP in userspace (kernel-libipsec): needs no ESP in the kernel, always encapsulates in UDP 4500."""

import os
import pathlib
import re
import subprocess

from support.harness import Skip, need, need_tun, wait_until

PLUGIN = pathlib.Path("/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so")

DAEMON = """\
charon-systemd {{
  load = random nonce x509 pubkey pem pkcs1 pkcs8 aesni openssl aes sha1 sha2 md5 hmac kdf gmp kernel-libipsec kernel-netlink socket-default vici eap-identity eap-md5 xauth-generic
  delete_rekeyed = yes
  fragment_size = 280
  retransmit_base = 1.0
  retransmit_timeout = 1.0
  retransmit_tries = 4
  {options}
  i_dont_care_about_security_and_use_aggressive_mode_psk = yes
  syslog {{ daemon {{ default = -1 }} auth {{ default = -1 }} }}
  journal {{ default = -1 }}
  filelog {{ main {{ path = {log}
    default = {level}
    ike = {ike_level}
    flush_line = yes }} }}
  plugins {{ vici {{ socket = unix://{socket} }} }}
}}
swanctl {{ socket = unix://{socket} }}
"""

# The peer of support/two_networks.py, which knows the router by a name.
IKEV2_CONNECTIONS = """\
connections {{ net {{
    version = 2
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = {ike}
    local {{ auth = psk
      id = {own_id} }}
    remote {{ auth = psk
      id = {peer_id} }}
    children {{ net {{
      local_ts = 10.2.0.0/24
      remote_ts = 10.1.0.0/24
      esp_proposals = {esp}
      start_action = none }} }} }} }}
secrets {{ ike-net {{ secret = "{secret}" }} }}
"""


def ikev2_connections(ike="aes128-sha1-modp1024", esp="aes128-sha1", own_id="192.0.2.2", peer_id="branch.example",
                      secret="shared-text"):
    return IKEV2_CONNECTIONS.format(ike=ike, esp=esp, own_id=own_id, peer_id=peer_id, secret=secret)


class Strongswan:
    def __init__(self, directory, namespace, connections, name="charon", log_level=1, options=""):
        """`options` are more lines of strongswan.conf's charon section."""
        need("charon-systemd", "swanctl")
        need_tun()
        if not PLUGIN.exists():
            raise Skip(f"no {PLUGIN} (package libcharon-extra-plugins)")
        self.namespace = namespace
        self.log = directory / f"{name}.log"
        socket = directory / f"{name}.vici"
        settings = directory / f"{name}.strongswan"
        settings.write_text(DAEMON.format(log=self.log, socket=socket, level=log_level, options=options,
                                          ike_level=max(log_level, 2 * log_level)))
        self.connections = directory / f"{name}.swanctl"
        self.connections.write_text(connections)
        self.environment = {**os.environ, "STRONGSWAN_CONF": str(settings)}
        self.output = (directory / f"{name}-output.log").open("w")
        self.process = subprocess.Popen(namespace.command("charon-systemd"), env=self.environment,
                                        stdout=self.output, stderr=subprocess.STDOUT)
        wait_until(socket.exists, 5, "strongSwan listens")
        self.swanctl("--load-all", "--file", str(self.connections), "--noprompt")

    def swanctl(self, *words, check=True):
        result = subprocess.run(self.namespace.command("swanctl", *words), env=self.environment, text=True,
                                capture_output=True, timeout=60)
        if check and result.returncode != 0:
            raise AssertionError(f"swanctl {' '.join(words)}: {result.stdout}{result.stderr}".replace("\n", " | "))
        return result.stdout

    def child_is_installed(self):
        return "INSTALLED, TUNNEL-in-UDP" in self.swanctl("--list-sas", check=False)

    def children_made(self):
        """How many child SAs it has ever agreed on."""
        numbers = re.findall(r"CHILD_SA \w+\{(\d+)\} established", self.log.read_text(errors="replace"))
        return max(map(int, numbers), default=0)

    def newest_ike_sa(self, connection):
        """Its unique number, as --ike-id takes it."""
        numbers = re.findall(rf"^{connection}: #(\d+),", self.swanctl("--list-sas"), re.MULTILINE)
        return max(numbers, key=int)

    def kill(self):
        """Without a word to the peer."""
        self.process.kill()
        self.process.wait(timeout=10)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)
