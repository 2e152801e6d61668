"""A router and strongSwan believe each other by certificates (IKEv2); either end begins. And certificates that are
not believed: expired, revoked, of another authority, of somebody else; each end says why.

    host ---- lan1 [router] lan2 ======== wan0 [strongSwan] lo        (support/two_networks.py)
"""

from support.certificates import Authority
from support.harness import main, wait_until
from support.strongswan import Strongswan
from support.two_networks import TwoNetworks

CONFIGURATION = """\
console character ascii
syslog info on
ip route 10.2.0.0/24 gateway tunnel 1
ip lan1 address 10.1.0.1/24
ip lan2 address 192.0.2.1/24
tunnel select 1
 tunnel encapsulation ipsec
 ipsec tunnel 101
  ipsec sa policy 101 1 esp aes-cbc sha-hmac
  ipsec ike version 1 2
  ipsec ike always-on 1 on
  ipsec ike auth method 1 certificate
  ipsec ike local address 1 192.0.2.1
  ipsec ike local name 1 branch.example fqdn
  ipsec ike nat-traversal 1 on force=on
  ipsec ike pki file 1 certificate=1 crl=1
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote name 1 centre.example fqdn
 tunnel enable 1
pki certificate file 1 {file}
pki crl file 1 usb1:/revoked.crl
"""

CONNECTIONS = """\
connections {{ net {{
    version = 2
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = aes256-sha256-modp2048
    local {{ auth = pubkey
      certs = own.pem
      {own_id} }}
    remote {{ auth = pubkey
      id = branch.example }}
    children {{ net {{
      local_ts = 10.2.0.0/24
      remote_ts = 10.1.0.0/24
      esp_proposals = aes256-sha256
      start_action = none }} }} }} }}
"""

NAMED = "id = centre.example"

# Who strongSwan is; what the router's log says when strongSwan begins, and when it begins itself.
REFUSED = {
    "expired": (NAMED, "certificate expired", "certificate expired"),
    "revoked": (NAMED, "certificate revoked", "certificate revoked"),
    "stranger": (NAMED, "certificate of unknown CA", None),
    "somebody": ("", "certificate is for another identity (CN=somebody shows CN=somebody)", None),
}


class Site:
    """The router with its memory in the slot and its flash."""

    def __init__(self, directory, networks):
        self.directory, self.networks = directory, networks
        self.usb, self.flash = directory / "usb", directory / "flash"
        self.usb.mkdir()
        self.flash.mkdir()

    def router(self, file):
        from support.harness import Router
        from support.two_networks import PORTS
        return Router(self.directory, "router", CONFIGURATION.format(file=file), *PORTS, "--usb1", str(self.usb),
                      "--flash", str(self.flash), namespace=self.networks.box)


def end(router, strongswan):
    assert router.stop() == 0
    router.control.unlink(missing_ok=True)
    strongswan.stop()


def try_good(directory, networks, site, authority, file, options, name, peer="centre"):
    """Both directions; `options` of strongSwan choose how it signs."""
    authority.give_to_strongswan(peer, directory)
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS.format(own_id=NAMED), name=name, options=options)
    router = site.router(file)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(router.tunnel_is_up, 5, "the router's tunnel is up")
    wait_until(networks.passes, 5, "a ping through the tunnel")
    strongswan.swanctl("--rekey", "--ike", "net")
    assert networks.passes(), "a ping after rekeying"
    strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: not router.tunnel_is_up(), 5, "the router's tunnel is down")
    router.type("ipsec auto refresh on")
    wait_until(strongswan.child_is_installed, 20, "the router has begun")
    wait_until(networks.passes, 5, "a ping through the router's own tunnel")
    end(router, strongswan)
    return strongswan.log.read_text()


def try_refused(directory, networks, site, authority, name, case):
    own_id, when_called, when_calling = case
    authority.give_to_strongswan(name, directory)
    (directory / "x509ca" / "ca.pem").write_text(site.authority.certificate.read_text())
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS.format(own_id=own_id), name=f"charon-{name}")
    router = site.router("usb1:/branch.p12 pkcs12 secret-1")
    says = lambda text: text in router.type("show log")
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "3", check=False)
    wait_until(lambda: says(f"failed: {when_called}"), 5, f"{name}: the log says '{when_called}'")
    assert not strongswan.child_is_installed(), name
    if when_calling:
        router.type("clear log", "ipsec auto refresh on")
        wait_until(lambda: says(f"failed: {when_calling}"), 20, f"{name}: the router begins, and its log says why not")
    assert not router.tunnel_is_up() and not networks.passes(), name
    end(router, strongswan)


def try_own_refused(directory, networks, site, authority):
    """strongSwan does not know the router's authority: the router hears of it."""
    stranger = Authority(directory / "third", "Third Root")
    stranger.issue("branch", "branch.example")
    stranger.pem("branch", site.flash / "stranger.pem")
    with (site.flash / "stranger.pem").open("a") as file:
        file.write(authority.certificate.read_text())
    authority.give_to_strongswan("centre", directory)
    strongswan = Strongswan(directory, networks.peer, CONNECTIONS.format(own_id=NAMED), name="charon-own")
    router = site.router("stranger.pem x509-pem")
    router.type("ipsec auto refresh on")
    wait_until(lambda: "authentication refused by peer" in router.type("show log"), 10, "strongSwan's refusal is told")
    end(router, strongswan)


def test(directory):
    networks = TwoNetworks()
    site = Site(directory, networks)
    authority = site.authority = Authority(directory / "ca")
    authority.issue("branch", "branch.example")
    for name in ("centre", "revoked"):
        authority.issue(name, "centre.example")
    authority.issue("expired", "centre.example", expired=True)
    authority.issue("somebody")
    authority.revoke("revoked")
    authority.revocations(site.usb / "revoked.crl")
    authority.pkcs12("branch", site.usb / "branch.p12", "secret-1")
    authority.pem("branch", site.flash / "branch.pem")
    other = Authority(directory / "other", "Other Root")
    other.issue("stranger", "centre.example")

    log = try_good(directory, networks, site, authority, "usb1:/branch.p12 pkcs12 secret-1", "", "charon-digital")
    assert "with RSA_EMSA_PKCS1_SHA2_256 successful" in log, "signatures are RFC 7427's"
    log = try_good(directory, networks, site, authority, "/branch.pem x509-pem", "signature_authentication = no",
                   "charon-rsa")
    assert "with RSA signature successful" in log, "signatures are RFC 7296's"
    for curve, scheme in (("P-256", "ECDSA_WITH_SHA256_DER"), ("P-384", "ECDSA_WITH_SHA384_DER")):
        authority.issue(f"branch-{curve}", "branch.example", curve=curve)
        authority.issue(f"centre-{curve}", "centre.example", curve=curve)
        authority.pem(f"branch-{curve}", site.flash / f"{curve}.pem")
        log = try_good(directory, networks, site, authority, f"/{curve}.pem x509-pem", "", f"charon-{curve}", f"centre-{curve}")
        assert f"with {scheme} successful" in log, f"both sign by {curve}"
    for name, case in REFUSED.items():
        try_refused(directory, networks, site, other if name == "stranger" else authority, name, case)
    try_own_refused(directory, networks, site, authority)


main(test)
