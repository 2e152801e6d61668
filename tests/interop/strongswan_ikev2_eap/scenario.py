"""IKEv2 with an initiator that logs in by EAP-MD5, and a responder that shows a certificate: strongSwan logs in at the
router, and the router at strongSwan. Who shows a wrong password is not let in, and both ends say so. And strongSwan asks for
an address on the inside (configuration payload).

    host ---- lan1 [router] lan2 ======== wan0 [strongSwan] lo        (support/two_networks.py)
"""

from support.certificates import Authority
from support.harness import Router, main, wait_until
from support.strongswan import Strongswan
from support.two_networks import PORTS, TwoNetworks

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
  ipsec ike auth method 1 eap-md5
  ipsec ike local address 1 192.0.2.1
  ipsec ike local name 1 branch.example fqdn
  ipsec ike nat-traversal 1 on force=on
  ipsec ike pki file 1 certificate=1
  ipsec ike remote address 1 192.0.2.2
  ipsec ike remote name 1 centre.example fqdn
{more} tunnel enable 1
auth user 1 alice wonder-1
auth user 2 bob builder-1
auth user group 1 1-2
auth user group attribute 1 eap-md5=on
ipsec ike mode-cfg address pool 1 10.9.0.5-10.9.0.9/32
pki certificate file 1 branch.pem x509-pem
"""

SERVER = "  ipsec ike eap request 1 on 1\n"
CLIENT = "  ipsec ike eap myname 1 {user} {password}\n  ipsec ike eap send certreq 1 on\n"

# strongSwan's two parts; braces for format.
LOGS_IN = """\
connections {{ net {{
    version = 2
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = aes256-sha256-modp2048
    {vips}
    local {{ auth = eap-md5
      id = centre.example
      eap_id = {user} }}
    remote {{ auth = pubkey
      id = branch.example }}
    children {{ net {{
      {local_ts}
      remote_ts = 10.1.0.0/24
      esp_proposals = aes256-sha256 }} }} }} }}
secrets {{ eap-one {{ id = {user}
    secret = "{password}" }} }}
"""
ASKS = """\
connections { net {
    version = 2
    local_addrs = 192.0.2.2
    remote_addrs = 192.0.2.1
    proposals = aes256-sha256-modp2048
    local { auth = pubkey
      certs = own.pem
      id = centre.example }
    remote { auth = eap-md5
      id = branch.example
      eap_id = %any }
    children { net {
      local_ts = 10.2.0.0/24
      remote_ts = 10.1.0.0/24
      esp_proposals = aes256-sha256 } } } }
secrets { eap-one { id = carol
    secret = "singer-1" } }
"""
NETWORK = "local_ts = 10.2.0.0/24"


class Site:
    def __init__(self, directory):
        self.directory, self.networks = directory, TwoNetworks()
        self.flash = directory / "flash"
        self.flash.mkdir()
        self.daemons = 0

    def router(self, more):
        return Router(self.directory, "router", CONFIGURATION.format(more=more), *PORTS, "--flash", str(self.flash),
                      namespace=self.networks.box)

    def strongswan(self, connections):
        self.daemons += 1
        return Strongswan(self.directory, self.networks.peer, connections, name=f"charon{self.daemons}")

    @staticmethod
    def end(router, strongswan):
        assert router.stop() == 0
        router.control.unlink(missing_ok=True)
        strongswan.stop()


def logs_in(user, password, vips="", local_ts=NETWORK):
    return LOGS_IN.format(user=user, password=password, vips=vips, local_ts=local_ts)


def strongswan_logs_in(site):
    strongswan, router = site.strongswan(logs_in("bob", "builder-1")), site.router(SERVER)
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(site.networks.passes, 5, "a ping through the tunnel of the user")
    for what in (("--ike", "net"), ("--child", "net")):
        strongswan.swanctl("--rekey", *what)
        assert site.networks.passes(), f"a ping after rekeying {what}"
    site.end(router, strongswan)


def strongswan_is_refused(site):
    for user, password in (("bob", "builder-2"), ("mallory", "builder-1")):
        strongswan, router = site.strongswan(logs_in(user, password)), site.router(SERVER)
        strongswan.swanctl("--initiate", "--child", "net", "--timeout", "5", check=False)
        wait_until(lambda: f"user authentication refused ({user})" in router.type("show log"), 5, "the router says who")
        wait_until(lambda: "EAP method EAP_MD5 failed" in strongswan.log.read_text()
                   or "received EAP_FAILURE" in strongswan.log.read_text(), 5, "strongSwan hears of it")
        assert not strongswan.child_is_installed() and not router.tunnel_is_up()
        site.end(router, strongswan)


def strongswan_gets_an_address(site):
    connections = logs_in("alice", "wonder-1", vips="vips = 0.0.0.0", local_ts="")
    strongswan, router = site.strongswan(connections), site.router(SERVER + "  ipsec ike mode-cfg address 1 1\n")
    strongswan.swanctl("--initiate", "--child", "net", "--timeout", "15")
    wait_until(lambda: "10.9.0.5" in site.networks.peer.ip("address"), 5, "strongSwan has put its address on")
    assert "10.9.0.5/32" in router.type("show ip route")
    wait_until(lambda: site.networks.host.pings("10.9.0.5"), 5, "a ping to the address")
    assert not site.networks.passes(), "it speaks for that address only"
    strongswan.swanctl("--terminate", "--ike", "net")
    wait_until(lambda: "10.9.0.5/32" not in router.type("show ip route"), 5, "the address is given back")
    site.end(router, strongswan)


def router_logs_in(site):
    strongswan, router = site.strongswan(ASKS), site.router(CLIENT.format(user="carol", password="singer-1"))
    router.type("ipsec auto refresh on")
    wait_until(strongswan.child_is_installed, 15, "the router has begun")
    wait_until(site.networks.passes, 5, "a ping through the tunnel of the router")
    assert "EAP method EAP_MD5 succeeded" in strongswan.log.read_text()
    site.end(router, strongswan)


def router_is_refused(site):
    strongswan, router = site.strongswan(ASKS), site.router(CLIENT.format(user="carol", password="singer-2"))
    router.type("ipsec auto refresh on")
    wait_until(lambda: "user authentication refused" in router.type("show log"), 15, "the router says that it was refused")
    assert not strongswan.child_is_installed() and not router.tunnel_is_up()
    site.end(router, strongswan)


def test(directory):
    site = Site(directory)
    authority = Authority(directory / "ca")
    authority.issue("branch", "branch.example")
    authority.issue("centre", "centre.example")
    authority.pem("branch", site.flash / "branch.pem")
    with (site.flash / "branch.pem").open("a") as file:
        file.write(authority.certificate.read_text())
    authority.give_to_strongswan("centre", directory)
    for case in (strongswan_logs_in, strongswan_is_refused, strongswan_gets_an_address, router_logs_in, router_is_refused):
        case(site)


main(test)
