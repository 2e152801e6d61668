"""A small DHCP client (RFC 2131): DISCOVER, OFFER, REQUEST, ACK on one interface; prints the lease as JSON."""

import json
import os
import socket
import struct
import subprocess
import sys

interface = sys.argv[1]
subprocess.run(["ip", "link", "set", interface, "up"], check=True)
with open(f"/sys/class/net/{interface}/address") if os.path.exists(f"/sys/class/net/{interface}/address") else \
        subprocess.Popen(["ip", "-br", "link", "show", interface], stdout=subprocess.PIPE, text=True).stdout as file:
    mac = bytes.fromhex(next(word for word in file.read().split() if word.count(":") == 5).replace(":", ""))

transaction = os.urandom(4)
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
udp.setsockopt(socket.SOL_SOCKET, 25, interface.encode())  # SO_BINDTODEVICE
udp.settimeout(2)
udp.bind(("", 68))


def send(kind, options=b""):
    message = struct.pack("!BBBB4sHH16x16s192x4s", 1, 1, 6, 0, transaction, 0, 0x8000, mac, b"\x63\x82\x53\x63")
    message += bytes([53, 1, kind]) + options + b"\xff"
    udp.sendto(message.ljust(300, b"\0"), ("255.255.255.255", 67))


def receive(kind):
    while True:
        message, _ = udp.recvfrom(2048)
        if message[4:8] != transaction:
            continue
        options, at = {}, 240
        while at < len(message) and message[at] != 255:
            if message[at] == 0:
                at += 1
                continue
            length = message[at + 1]
            options[message[at]] = message[at + 2:at + 2 + length]
            at += 2 + length
        if options.get(53) == bytes([kind]):
            return socket.inet_ntoa(message[16:20]), options


for attempt in range(5):
    try:
        send(1)
        address, offer = receive(2)
        send(3, b"\x32\x04" + socket.inet_aton(address) + b"\x36\x04" + offer[54])
        address, options = receive(5)
        break
    except socket.timeout:
        continue
else:
    sys.exit("no lease")
print(json.dumps({"address": address, "mask": socket.inet_ntoa(options[1]), "router": socket.inet_ntoa(options[3])}))
