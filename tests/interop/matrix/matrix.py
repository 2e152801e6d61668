"""Every way in which a router and strongSwan can join two networks by IPsec, and vpnc can be the router's client, tried for real and
printed as tables.

    ./kyoten interop [--only REGEX] [--jobs N] [--markdown FILE]

Cells (cases.py, clients.py) are tried in namespaces of their own: the life of a tunnel (steps.py), every algorithm that both know
(proposals.py), and what must not come up (refusals.py). Exit status 0 if everything was as it should be.
"""

import argparse
import concurrent.futures
import itertools
import json
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from cases import MODES, NATS, ROUTER, STRONGSWAN, VPNC  # noqa: E402
from support.harness import SKIPPED  # noqa: E402
from tables import markdown, text  # noqa: E402

KINDS = ("life", "proposals", "refusals")
# Scenarios of their own try who is not let in: certificates, and the users of XAUTH.
REFUSED_ELSEWHERE = ("ikev2-certificate", "main-xauth", "aggressive-xauth")


def cells(only):
    for kind, mode, begins, nat in itertools.product(KINDS, MODES, (ROUTER, STRONGSWAN, VPNC), NATS):
        # vpnc begins, and always by a name; the router answers by its own address.
        if begins == VPNC and (mode != "aggressive-xauth" or nat == "forwarded"):
            continue
        if kind == "refusals" and (nat or mode in REFUSED_ELSEWHERE):
            continue  # what is said does not depend on the path
        if kind == "proposals" and nat == "forwarded":
            continue  # nor do algorithms on which end a NAT is at
        cell = (kind, mode, begins, *([nat] if nat else []))
        if re.search(only, " ".join(cell)):
            yield cell


def try_cell(cell):
    """(cell, [{what, result, wrong}]); a program that says nothing has failed as a whole."""
    begun = time.monotonic()
    environment = {**os.environ, "PYTHONPATH": f"{HERE}:{HERE.parent}", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, str(HERE / "cell.py"), *cell], text=True, capture_output=True,
                          env=environment, stdin=subprocess.DEVNULL)
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode == SKIPPED:
        print(done.stdout.strip())
        os._exit(SKIPPED)
    if done.returncode != 0 or not rows:
        rows.append({"what": "the cell", "result": None, "wrong": (done.stdout + done.stderr).strip()[-300:]})
    wrong = sum(row["wrong"] is not None for row in rows)
    print(f"{' '.join(cell):44} {len(rows) - wrong:3} of {len(rows):3}  {time.monotonic() - begun:4.0f} s", file=sys.stderr)
    return cell, rows


def main():
    parser = argparse.ArgumentParser(prog="kyoten interop", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="REGEX", help="cells whose words match, as 'life ikev2'")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="cells at a time (speeds shrink)")
    parser.add_argument("--markdown", metavar="FILE", type=pathlib.Path, help="also write the tables there")
    options = parser.parse_args()
    chosen = list(cells(options.only))
    if not chosen:
        parser.error(f"no cell matches '{options.only}'")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = dict(pool.map(try_cell, chosen))
    print(text(results))
    if options.markdown:
        options.markdown.write_text(markdown(results))
    sys.exit(any(row["wrong"] is not None for rows in results.values() for row in rows))


main()
