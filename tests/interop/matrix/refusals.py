"""What differs at strongSwan keeps the tunnel down: what the router's log says of it, and what strongSwan hears."""

import re

from cases import STRONGSWAN, Networks
from support.harness import wait_until

DIFFERENCES = {
    "another key": {"secret": "another"},
    "another name than the router expects": {"own_id": "fqdn:elsewhere.example"},
    "another name than strongSwan expects": {"peer_id": "fqdn:other.example"},
    "no IKE algorithm in common": {"ike": "aes256-sha256-modp2048"},
    "no ESP algorithm in common": {"esp": "aes256-sha256-modp1024"},
    "other traffic selectors": {"local_ts": "10.9.0.0/24"},
}


# Without a name to expect, the router takes any that knows the key.
EXPECTS = {"another name than the router expects": ["ipsec ike remote name 1 centre.example fqdn"]}


def try_all(directory, case):
    """Yields (difference, what each end says, what went wrong)."""
    networks = Networks(directory, case)
    for difference in DIFFERENCES:
        if case.mode == "main" and difference in EXPECTS:
            continue  # main mode knows its peer by the address
        try:
            yield difference, try_one(networks, case, difference), None
        except AssertionError as error:
            yield difference, None, str(error).splitlines()[0]


def try_one(networks, case, difference):
    """(the router's reason, strongSwan's words) of a tunnel that must not come up."""
    strongswan = networks.strongswan(case, **DIFFERENCES[difference])
    router = networks.router(case, EXPECTS.get(difference, ()))
    try:
        if case.begins == STRONGSWAN:
            strongswan.swanctl("--initiate", "--child", "net", "--timeout", "3", check=False)
        said = wait_until(lambda: reason(router), 20, "the router's log says why")
        assert not networks.passes(), "nothing passes"
        return said, heard(strongswan)
    finally:
        router.stop()
        strongswan.kill()


def reason(router):
    lines = [line for line in router.type("show log").splitlines() if "failed" in line or "refused" in line]
    return lines[-1].split("] ", 1)[-1] if lines else None


NOTIFY = re.compile(r"(parsed|generating) .*\bN\((AUTH_FAILED|NO_PROP|INVAL\w*|TS_UNACCEPT|PLD_MAL)\)")


def heard(strongswan):
    """The last notify that strongSwan sent or got."""
    found = NOTIFY.findall(strongswan.log.read_text(errors="replace"))
    if not found:
        return "-"
    direction, notify = found[-1]
    return f"{notify} from {'the router' if direction == 'parsed' else 'strongSwan'}"
