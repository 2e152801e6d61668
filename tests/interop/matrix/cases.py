"""One cell of the matrix: how the two ends authenticate, with which algorithms, who begins, and where a NAT stands.

    host ---- lan1 [router] lan2 ====================================== wan0 [strongSwan] lo      no NAT
    host ---- lan1 [router] lan2 ---- lan1 [gateway] lan2 ============= wan0 [strongSwan] lo      NAT, the router begins
    host ---- lan1 [router] lan2 ====================== lan2 [gateway] lan1 ---- wan0 [strongSwan] lo     NAT, strongSwan begins
    10.1.0.2                                                                             10.2.0.1

The gateway is a router that masquerades. In front of who begins it is just there; in front of the other (`forwarded`) it has
static entries for UDP 500 and 4500, or nobody could begin.
strongSwan's userspace ESP always goes through UDP 4500, so NAT traversal is on at the router in every case.
"""

import dataclasses

from support.certificates import Authority
from support.harness import Namespace, Router, wire
from support.strongswan import Strongswan

MODES = ("main", "aggressive", "main-xauth", "aggressive-xauth", "ikev2", "ikev2-certificate")
ROUTER, STRONGSWAN, VPNC = "router", "strongSwan", "vpnc"
NATS = ("", "nat", "forwarded")

IKE_CIPHERS = {"des": "des-cbc", "3des": "3des-cbc", "aes128": "aes-cbc", "aes256": "aes256-cbc"}
ESP_CIPHERS = IKE_CIPHERS
# Cipher and authentication in one, IKEv2 only.
ESP_COMBINED = {"aes128gcm16": "aes-gcm", "aes256gcm16": "aes256-gcm", "chacha20poly1305": "chacha20-poly1305"}
# No command names it: taken in IKEv2 when a peer wants nothing else.
UNNAMED = "aes192"
HASHES = {"md5": "md5", "sha1": "sha", "sha256": "sha256"}
GROUPS = ("modp768", "modp1024", "modp1536", "modp2048")


@dataclasses.dataclass(frozen=True)
class Case:
    mode: str = "ikev2"
    auth: str = "psk"
    begins: str = ROUTER
    nat: str = ""
    ike: tuple = ("aes128", "sha1", "modp1024")
    esp: tuple = ("aes128", "sha1")
    pfs: bool = True

    def is_behind_nat(self, end):
        return {"": False, "nat": self.begins == end, "forwarded": self.begins != end}[self.nat]

    @property
    def router_address(self):
        return "192.168.7.2" if self.is_behind_nat(ROUTER) else "192.0.2.1"

    @property
    def peer_address(self):
        return "192.168.7.2" if self.is_behind_nat(STRONGSWAN) else "192.0.2.2"


def esp_words(suite):
    """As `ipsec sa policy` takes them."""
    if suite[0] in ESP_COMBINED:
        return ESP_COMBINED[suite[0]]
    return f"{ESP_CIPHERS.get(suite[0], 'aes-cbc')} {HASHES[suite[1]]}-hmac"


def router_configuration(case, differs=()):
    """`differs`: lines that come last and so take the place of others."""
    cipher, digest, group = case.ike
    lines = [
        "console character ascii",
        "syslog info on",
        "ip route 10.2.0.0/24 gateway tunnel 1",
        "ip route default gateway " + ("192.168.7.1" if case.is_behind_nat(ROUTER) else "192.0.2.2"),
        "ip lan1 address 10.1.0.1/24",
        f"ip lan2 address {case.router_address}/24",
        "tunnel select 1",
        "tunnel encapsulation ipsec",
        "ipsec tunnel 101",
        f"ipsec sa policy 101 1 esp {esp_words(case.esp)}",
        f"ipsec ike encryption 1 {IKE_CIPHERS.get(cipher, 'aes-cbc')}",
        f"ipsec ike hash 1 {HASHES[digest]}",
        f"ipsec ike group 1 {group} {group}",
        "ipsec ike negotiate-strictly 1 on",
        f"ipsec ike local address 1 {case.router_address}",
        "ipsec ike local id 1 10.1.0.0/24",
        "ipsec ike remote id 1 10.2.0.0/24",
        f"ipsec ike pfs 1 {'on' if case.pfs else 'off'}",
        *OF_AUTH[case.auth](case),
        *OF_MODE[case.mode](case),
        *differs,
        "tunnel enable 1",
        "tunnel select none",
    ]
    if case.begins == ROUTER:
        lines.append("ipsec auto refresh on")
    return "\n".join(lines) + "\n"


def main_mode(case):
    return ["ipsec ike nat-traversal 1 on", "ipsec ike keepalive use 1 on dpd 2 2",
            "ipsec ike remote address 1 192.0.2.2"]


def aggressive_mode(case):
    """A name makes aggressive mode: whose address the other end cannot know says it."""
    lines = ["ipsec ike nat-traversal 1 on", "ipsec ike keepalive use 1 on dpd 2 2"]
    if case.begins == ROUTER:
        return [*lines, "ipsec ike remote address 1 192.0.2.2", "ipsec ike local name 1 branch.example fqdn"]
    return [*lines, "ipsec ike remote address 1 any", "ipsec ike remote name 1 centre.example fqdn"]


def ikev2(case):
    return ["ipsec ike version 1 2", "ipsec ike nat-traversal 1 on force=on", "ipsec ike keepalive use 1 on rfc4306 2 2",
            f"ipsec ike proposal-limitation 1 {'off' if UNNAMED in case.ike + case.esp else 'on'}", "ipsec ike remote address 1 192.0.2.2",
            "ipsec ike local name 1 branch.example fqdn", "ipsec ike remote name 1 centre.example fqdn"]


def by_key(case):
    return ["ipsec ike pre-shared-key 1 text shared-text"]


def by_certificate(case):
    return ["ipsec ike auth method 1 certificate", "ipsec ike pki file 1 certificate=1 crl=1",
            "pki certificate file 1 usb1:/branch.p12 pkcs12 secret-1", "pki crl file 1 usb1:/revoked.crl"]


def by_xauth(case):
    """Behind the key, who begins logs in."""
    if case.begins == ROUTER:
        return [*by_key(case), "ipsec ike xauth myname 1 alice wonder-1"]
    return [*by_key(case), "ipsec ike xauth request 1 on 1", "auth user 1 alice wonder-1", "auth user group 1 1",
            "auth user group attribute 1 xauth=on"]


OF_AUTH = {"psk": by_key, "certificate": by_certificate, "xauth": by_xauth}
OF_MODE = {"main": main_mode, "aggressive": aggressive_mode, "ikev2": ikev2}

CONNECTIONS = """\
connections {{ net {{
    version = {version}
    aggressive = {aggressive}
    local_addrs = {me}
    remote_addrs = {peer}
    proposals = {ike}
    rekey_time = 0
    dpd_delay = 2s
    dpd_timeout = 5s
    local {{ {own_auth}
      id = {own_id} }}
    remote {{ auth = {auth}
      id = {peer_id} }}
    {second_auth}
    children {{ net {{
      local_ts = {local_ts}
      remote_ts = {remote_ts}
      esp_proposals = {esp}
      rekey_time = 0
      dpd_action = {dpd_action}
      start_action = none }} }} }} }}
secrets {{ ike-net {{ secret = "{secret}" }}
  xauth-alice {{ id = alice
    secret = "wonder-1" }} }}
"""
XAUTH_CLIENT = "local-2 { auth = xauth\n      xauth_id = alice }"
XAUTH_SERVER = "remote-2 { auth = xauth }"


def second_auth(case):
    if case.auth != "xauth":
        return ""
    return XAUTH_SERVER if case.begins == ROUTER else XAUTH_CLIENT


def identities(case):
    """strongSwan's own and the router's, as strongSwan is told them."""
    if case.mode == "ikev2":
        return "fqdn:centre.example", "fqdn:branch.example"
    if case.mode == "aggressive" and case.begins == ROUTER:
        return "192.0.2.2", "fqdn:branch.example"
    if case.mode == "aggressive":
        return "fqdn:centre.example", case.router_address
    return "192.0.2.2", case.router_address


def connections(case, **differs):
    own_id, peer_id = identities(case)
    values = {
        "version": 2 if case.mode == "ikev2" else 1,
        "aggressive": "yes" if case.mode == "aggressive" else "no",
        "me": case.peer_address,
        "peer": "192.0.2.1",
        "ike": "-".join(case.ike),
        "esp": "-".join(case.esp) + (f"-{case.ike[2]}" if case.pfs else ""),
        "own_auth": "auth = pubkey\n      certs = own.pem" if case.auth == "certificate" else "auth = psk",
        "auth": "pubkey" if case.auth == "certificate" else "psk",
        "second_auth": second_auth(case),
        "own_id": own_id,
        "peer_id": peer_id,
        "local_ts": "10.2.0.0/24",
        "remote_ts": "10.1.0.0/24",
        "secret": "shared-text",
        "dpd_action": "restart" if case.begins == STRONGSWAN else "clear",
    }
    return CONNECTIONS.format(**{**values, **differs})


GATEWAY = """\
ip lan1 address 192.168.7.1/24
ip lan2 address {outer}/24
ip lan2 nat descriptor 1
nat descriptor type 1 masquerade
nat descriptor address outer 1 primary
nat descriptor address inner 1 auto
"""
FORWARDED = """\
nat descriptor masquerade static 1 1 192.168.7.2 udp 500
nat descriptor masquerade static 1 2 192.168.7.2 udp 4500
"""


class Networks:
    """Namespaces and wires of a case, and what is started in them. The cases of one object share who begins and the NAT."""

    far = "10.2.0.1"  # what streams go to, in the peer's namespace

    def __init__(self, directory, case):
        self.directory = directory
        self.started = 0
        self.host, self.box, self.peer = Namespace("host"), Namespace("box"), Namespace("peer")
        wire(self.host, "eth0", self.box, "inner0", mtu=1300)
        self.host.address("eth0", "10.1.0.2/24", gateway="10.1.0.1")
        if case.nat:
            self.gateway(case)
        else:
            wire(self.peer, "wan0", self.box, "outer0")
        self.peer.address("wan0", f"{case.peer_address}/24")
        if case.is_behind_nat(STRONGSWAN):
            self.peer.ip("route", "add", "default", "via", "192.168.7.1")
        self.peer.ip("address", "add", "10.2.0.1/24", "dev", "lo")
        self.usb = directory / "usb"
        self.usb.mkdir()
        if case.auth == "certificate":
            self.certificates()

    def certificates(self):
        """One authority; the router has its certificate in a memory in the slot."""
        authority = Authority(self.directory / "ca")
        authority.issue("branch", "branch.example")
        authority.issue("centre", "centre.example")
        authority.pkcs12("branch", self.usb / "branch.p12", "secret-1")
        authority.revocations(self.usb / "revoked.crl")
        authority.give_to_strongswan("centre", self.directory)

    def gateway(self, case):
        inside, outside = ((self.box, "outer0"), (self.peer, "wan0"))
        if case.is_behind_nat(STRONGSWAN):
            inside, outside = outside, inside
        between = Namespace("between")
        wire(*inside, between, "home0")
        wire(*outside, between, "wan0")
        outer = "192.0.2.1" if case.is_behind_nat(ROUTER) else "192.0.2.2"
        entries = FORWARDED if case.nat == "forwarded" else ""
        Router(self.directory, "gateway", GATEWAY.format(outer=outer) + entries, "--port", "lan1=raw:home0", "--port",
               "lan2=raw:wan0", namespace=between)

    def router(self, case, differs=()):
        """Started again it is the same box: its addresses come from its name."""
        (self.directory / "router.control").unlink(missing_ok=True)
        return Router(self.directory, "router", router_configuration(case, differs), "--port", "lan1=raw:inner0",
                      "--port", "lan2=raw:outer0", "--usb1", str(self.usb), namespace=self.box)

    def strongswan(self, case, **differs):
        self.started += 1
        return Strongswan(self.directory, self.peer, connections(case, **differs), name=f"charon{self.started}")

    def passes(self, *options):
        """A ping from the host to what stands behind the peer."""
        return self.host.pings("10.2.0.1", *options)

    def passes_back(self):
        return self.peer.pings("10.1.0.2", "-I", "10.2.0.1")
