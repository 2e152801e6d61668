"""One cell in namespaces of its own: `cell.py KIND MODE BEGINS [nat|forwarded]`, a line of JSON for each thing tried.

KIND is life (steps.py), proposals or refusals; of vpnc clients.py. The program is started by matrix.py, once for each cell.
"""

import json
import sys

import cases
import clients
import proposals
import refusals
import steps
from cases import ROUTER, STRONGSWAN, VPNC, Case
from support.harness import main

KIND, MODE, BEGINS, *NAT = sys.argv[1:]
VERSION, _, AUTH = MODE.partition("-")
CASE = Case(mode=VERSION, auth=AUTH or "psk", begins={"router": ROUTER, "strongswan": STRONGSWAN, "vpnc": VPNC}[BEGINS.lower()],
            nat="".join(NAT))


def tell(what, result=None, wrong=None):
    print(json.dumps({"what": what, "result": result, "wrong": wrong}), flush=True)


def life(directory):
    if CASE.begins == VPNC:
        steps_of_life, cell = clients.STEPS, clients.Cell(clients.Networks(directory, CASE), CASE)
    else:
        steps_of_life, cell = steps.STEPS, steps.Cell(cases.Networks(directory, CASE), CASE)
    for name, step in steps_of_life.items():
        try:
            tell(name, step(cell))
        except AssertionError as error:
            tell(name, wrong=str(error).splitlines()[0])
            return


def every_proposal(directory):
    for name, wrong in (clients if CASE.begins == VPNC else proposals).try_all(directory, CASE):
        tell(name, None if wrong else "passes", wrong)


def every_refusal(directory):
    for difference, said, wrong in refusals.try_all(directory, CASE):
        tell(difference, said, wrong)


main({"life": life, "proposals": every_proposal, "refusals": every_refusal}[KIND], quiet=True)
