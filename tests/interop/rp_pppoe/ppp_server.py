#!/usr/bin/python3
"""Stands where rp-pppoe's server starts pppd, which needs a kernel with PPP: a PPP server in user space, made of scapy's layers.

rp-pppoe starts it as `pppd pty "pppoe ..." ... LOCAL:REMOTE ...`; the program behind `pty` carries asynchronous HDLC (RFC 1662) on
its standard input and output. The environment says what is asked for: PPP_METHOD (chap, pap), PPP_NAME, PPP_PASSWORD; what
happens goes into PPP_LOG, one line each. Pings to LOCAL are answered.
"""

import hashlib
import os
import re
import signal
import struct
import subprocess
import sys

from scapy.layers.inet import ICMP, IP
from scapy.layers.ppp import PPP, PPP_CHAP, PPP_CHAP_ChallengeResponse, PPP_IPCP, PPP_IPCP_Option_DNS1
from scapy.layers.ppp import PPP_IPCP_Option_IPAddress, PPP_LCP_Auth_Protocol_Option, PPP_LCP_Configure, PPP_LCP_Echo
from scapy.layers.ppp import PPP_LCP_Magic_Number_Option, PPP_LCP_MRU_Option, PPP_LCP_Terminate, PPP_PAP_Request
from scapy.layers.ppp import PPP_PAP_Response

REQUEST, ACK, NAK, REJECT = 1, 2, 3, 4
LCP, IPCP, PAP, CHAP, IPV4 = 0xC021, 0x8021, 0xC023, 0xC223, 0x0021
MAGIC = 0x5EEDCAFE
CHALLENGE = bytes(range(16))


def fcs(data):
    """RFC 1662 appendix C.2."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x8408 if value & 1 else 0)
    return value ^ 0xFFFF


class Hdlc:
    def __init__(self, stream_in, stream_out):
        self.stream_in, self.stream_out = stream_in, stream_out
        self.rest = b""

    def send(self, frame):
        data = b"\xff\x03" + frame
        data += struct.pack("<H", fcs(data))
        escaped = b"".join(bytes([0x7D, b ^ 0x20]) if b < 0x20 or b in (0x7D, 0x7E) else bytes([b]) for b in data)
        self.stream_out.write(b"\x7e" + escaped + b"\x7e")
        self.stream_out.flush()

    def frames(self):
        while True:
            got = os.read(self.stream_in.fileno(), 65536)
            if not got:
                return
            *whole, self.rest = (self.rest + got).split(b"\x7e")
            for piece in whole:
                data = re.sub(rb"\x7d(.)", lambda m: bytes([m[1][0] ^ 0x20]), piece, flags=re.DOTALL)
                if len(data) > 4 and fcs(data[:-2]) == struct.unpack("<H", data[-2:])[0]:
                    yield data[2:-2] if data[:2] == b"\xff\x03" else data[:-2]


class Server:
    def __init__(self, link, local, remote):
        self.link, self.local, self.remote = link, local, remote
        self.method = os.environ["PPP_METHOD"]
        self.log_file = open(os.environ["PPP_LOG"], "a", buffering=1)
        self.log(f"process {os.getpid()}")
        self.acked = {LCP: [False, False], IPCP: [False, False]}  # ours, theirs

    def log(self, text):
        print(text, file=self.log_file)

    def send(self, protocol, packet):
        self.link.send(struct.pack(">H", protocol) + bytes(packet))

    def request(self, protocol):
        if protocol == LCP:
            method = [PPP_LCP_Auth_Protocol_Option(auth_protocol=CHAP, algorithm=5) if self.method == "chap"
                      else PPP_LCP_Auth_Protocol_Option(auth_protocol=PAP)]
            options = [PPP_LCP_MRU_Option(max_recv_unit=1454), *method, PPP_LCP_Magic_Number_Option(magic_number=MAGIC)]
            self.send(LCP, PPP_LCP_Configure(code=REQUEST, id=1, options=options))
        else:
            self.send(IPCP, PPP_IPCP(code=REQUEST, id=1, options=[PPP_IPCP_Option_IPAddress(data=self.local)]))

    def run(self):
        self.request(LCP)
        for frame in self.link.frames():
            protocol = struct.unpack(">H", frame[:2])[0]
            body = frame[2:]
            if protocol in (LCP, IPCP):
                self.configure(protocol, body)
            elif protocol == CHAP:
                self.judge_chap(PPP_CHAP_ChallengeResponse(body))
            elif protocol == PAP:
                self.judge_pap(PPP_PAP_Request(body))
            elif protocol == IPV4:
                self.ip(IP(body))

    def configure(self, protocol, body):
        code = body[0]
        if code == REQUEST:
            self.judge(protocol, (PPP_LCP_Configure if protocol == LCP else PPP_IPCP)(body))
        elif code == ACK:
            self.acked[protocol][0] = True
            self.after(protocol)
        elif code == 5:
            self.log("terminated by the peer")
            self.send(protocol, PPP_LCP_Terminate(code=6, id=body[1]))
        elif code == 9 and protocol == LCP:
            self.send(LCP, PPP_LCP_Echo(code=10, id=body[1], magic_number=MAGIC, data=body[8:]))
        elif code in (NAK, REJECT):
            self.log(f"refused by the peer: {body.hex()}")

    def judge(self, protocol, asked):
        if protocol == IPCP:
            wanted = [o for o in asked.options if o.type == 3 and o.data != self.remote]
            wanted += [o for o in asked.options if o.type == 129 and o.data != "192.0.2.53"]
            unknown = [o for o in asked.options if o.type not in (3, 129)]
            if unknown:
                return self.send(IPCP, PPP_IPCP(code=REJECT, id=asked.id, options=unknown))
            if wanted:
                better = [PPP_IPCP_Option_IPAddress(data=self.remote) if o.type == 3 else PPP_IPCP_Option_DNS1(data="192.0.2.53")
                          for o in wanted]
                return self.send(IPCP, PPP_IPCP(code=NAK, id=asked.id, options=better))
        else:
            self.log("LCP options " + " ".join(str(o.type) for o in asked.options))
        asked.code = ACK
        self.send(protocol, asked)
        self.acked[protocol][1] = True
        self.after(protocol)

    def after(self, protocol):
        if self.acked[protocol] != [True, True]:
            return
        if protocol == IPCP:
            self.log(f"up with {self.remote}")
        elif self.method == "chap":
            self.send(CHAP, PPP_CHAP_ChallengeResponse(code=1, id=9, value=CHALLENGE, optional_name=b"access"))

    def judge_chap(self, response):
        expected = hashlib.md5(bytes([9]) + os.environ["PPP_PASSWORD"].encode() + CHALLENGE).digest()
        good = bytes(response.value) == expected and bytes(response.optional_name).decode() == os.environ["PPP_NAME"]
        self.verdict(CHAP, PPP_CHAP(code=3 if good else 4, id=response.id, data=b"welcome" if good else b"who are you"), good)

    def judge_pap(self, request):
        good = (bytes(request.username).decode(), bytes(request.password).decode()) == (os.environ["PPP_NAME"], os.environ["PPP_PASSWORD"])
        self.verdict(PAP, PPP_PAP_Response(code=2 if good else 3, id=request.id, message=b"hello" if good else b"no"), good)

    def verdict(self, protocol, packet, good):
        self.log(f"{self.method} {'good' if good else 'bad'}")
        self.send(protocol, packet)
        if good:
            self.request(IPCP)

    def ip(self, packet):
        if packet.frag or packet.flags.MF:
            self.log(f"fragment of {packet.len}")
        elif packet.dst == self.local and ICMP in packet and packet[ICMP].type == 8:
            reply = IP(src=packet.dst, dst=packet.src) / ICMP(type=0, id=packet[ICMP].id, seq=packet[ICMP].seq) / packet[ICMP].payload
            self.send(IPV4, reply)


def main():
    command = sys.argv[sys.argv.index("pty") + 1]
    local, remote = next(word for word in sys.argv if re.fullmatch(r"[\d.]+:[\d.]+", word)).split(":")
    with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as carrier:
        server = Server(Hdlc(carrier.stdout, carrier.stdin), local, remote)
        # rp-pppoe's server takes a PADT and sends this signal.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            server.run()
        finally:
            server.log("ended")


main()
