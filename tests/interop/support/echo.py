"""ping for machines that have none: `echo.py ADDRESS [-s BYTES] [-I SOURCE]`, one request, exit status 0 if answered.
The address is of IPv4 or IPv6."""

import argparse
import os
import socket
import struct
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("address")
parser.add_argument("-s", type=int, default=56)
parser.add_argument("-I", default="")
options = parser.parse_args()

SIX = ":" in options.address
REQUEST, REPLY = (128, 129) if SIX else (8, 0)


def with_checksum(message):
    """Linux computes that of ICMPv6 itself: it covers the source address."""
    if SIX:
        return message
    total = sum(struct.unpack(f"!{len(message + b'x') // 2}H", message + b"\0" * (len(message) % 2)))
    total = (total >> 16) + (total & 0xffff)
    return message[:2] + struct.pack("!H", ~(total + (total >> 16)) & 0xffff) + message[4:]


def message_in(packet):
    """A raw socket of IPv4 gives the header with it."""
    return packet if SIX else packet[(packet[0] & 15) * 4:]


if SIX:
    icmp = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
else:
    icmp = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)
if options.I:
    icmp.bind((options.I, 0))
data = bytes(i & 0xff for i in range(options.s))
message = with_checksum(struct.pack("!BBHHH", REQUEST, 0, 0, os.getpid() & 0xffff, 1) + data)
try:
    icmp.sendto(message, (options.address, 0))
except OSError:
    sys.exit(1)
deadline = time.monotonic() + 1
while (left := deadline - time.monotonic()) > 0:
    icmp.settimeout(left)
    try:
        packet, (source, *_) = icmp.recvfrom(65536)
    except OSError:
        break
    answer = message_in(packet)
    if source == options.address and answer[0] == REPLY and answer[4:6] == message[4:6]:
        sys.exit(0 if answer[8:] == data else 2)
sys.exit(1)
