"""A real router forwards while strangers maltreat its telnet console: a hundred connections that never log in, floods of
telnet options, 64 KiB lines, broken Shift_JIS. Needs no privilege: its two LANs are UDP sockets of this program.
"""

import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import time

KYOTEN = os.environ.get("KYOTEN", "kyoten")
MOST_MEGABYTES = float(os.environ.get("KYOTEN_MEMORY_LIMIT", "60"))
CONFIGURATION = """\
console character ascii
login password secret
ip lan1 address 192.168.100.1/24
ip lan2 address 192.0.2.1/24
"""
ROUTER_LAN1, ROUTER_LAN2 = bytes.fromhex("02ffff000001"), bytes.fromhex("02ffff000002")


class Host:
    """One host on a LAN whose cable is UDP; answers ARP, sends and sees datagrams."""

    def __init__(self, address, mac):
        self.address, self.mac = socket.inet_aton(address), bytes.fromhex(mac)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.05)
        self.port = self.socket.getsockname()[1]

    def plug(self, router_port):
        self.router = ("127.0.0.1", router_port)

    def send(self, frame):
        self.socket.sendto(frame.ljust(60, b"\0"), self.router)

    def announce(self):
        self.arp(1, b"\xff" * 6, self.address, self.address)

    def arp(self, operation, target_mac, sender, target):
        header = target_mac + self.mac + b"\x08\x06" + struct.pack("!HHBBH", 1, 0x800, 6, 4, operation)
        self.send(header + self.mac + sender + target_mac + target)

    def datagram(self, gateway_mac, target, payload):
        udp = struct.pack("!HHHH", 5000, 5001, 8 + len(payload), 0) + payload
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(udp), 0, 0, 64, 17, 0, self.address, target)
        total = sum(struct.unpack("!10H", head))
        total = (total & 0xFFFF) + (total >> 16)
        total = ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF
        self.send(gateway_mac + self.mac + b"\x08\x00" + head[:10] + struct.pack("!H", total) + head[12:] + udp)

    def receive(self):
        """The payload of a datagram for this host, or nothing; ARP is answered by the way."""
        try:
            frame = self.socket.recv(2048)
        except socket.timeout:
            return None
        if frame[12:14] == b"\x08\x06" and frame[20:22] == b"\0\x01" and frame[38:42] == self.address:
            self.arp(2, frame[22:28], self.address, frame[28:32])
        if frame[12:14] == b"\x08\x00" and frame[30:34] == self.address:
            return frame[42:14 + struct.unpack("!H", frame[16:18])[0]]
        return None


class Lab:
    def __init__(self, directory):
        self.lan1, self.lan2 = Host("192.168.100.2", "021111111111"), Host("192.0.2.2", "022222222222")
        ports = []
        for _ in range(2):
            probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            probe.bind(("127.0.0.1", 0))
            ports.append(probe.getsockname()[1])
            probe.close()
        config, self.log = directory / "config", directory / "log"
        config.write_text(CONFIGURATION)
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [KYOTEN, "run", "--config", str(config), "--console", "tcp:127.0.0.1:0", "--mac", "lan1=02:ff:ff:00:00:01",
                 "--mac", "lan2=02:ff:ff:00:00:02", "--port", f"lan1=udp:{ports[0]}:127.0.0.1:{self.lan1.port}", "--port",
                 f"lan2=udp:{ports[1]}:127.0.0.1:{self.lan2.port}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.lan1.plug(ports[0])
        self.lan2.plug(ports[1])
        deadline = time.monotonic() + 10
        while not (place := re.search(r"^console tcp:(\S+):(\d+)$", self.log.read_text(), re.M)):
            assert self.process.poll() is None and time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.01)
        self.place = (place[1], int(place[2]))
        self.count = 0

    def forwards(self):
        """Datagrams from LAN1 arrive at LAN2."""
        self.count += 1
        payload = f"datagram {self.count}".encode()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            self.lan1.datagram(ROUTER_LAN1, self.lan2.address, payload)
            for _ in range(3):
                if self.lan2.receive() == payload:
                    return True
        return False

    def connect(self):
        client = socket.create_connection(self.place)
        client.settimeout(5)
        return client

    def log_in(self):
        """A user with the password: his connection, at the prompt."""
        client = self.connect()
        read_until(client, b"Password: ")
        client.sendall(b"secret\r")
        read_until(client, b"> ")
        return client

    def megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def read_until(client, end):
    seen = b""
    while not seen.endswith(end):
        part = client.recv(65536)
        assert part, f"closed before {end!r}: {seen!r}"
        seen += part
    return seen


def ask(client, command):
    client.sendall(command + b"\r")
    return read_until(client, b"> ")


def test_strangers(lab):
    owner = lab.log_in()
    before = lab.descriptors()
    strangers = [lab.connect() for _ in range(100)]
    assert lab.forwards()
    late = lab.log_in()
    assert b"Count of Entry" in ask(late, b"show arp") and b"Count of Entry" in ask(owner, b"show arp")
    assert lab.descriptors() < before + 50, lab.descriptors()
    for client in strangers + [late, owner]:
        client.close()


def send_all_that_is_taken(client, data):
    """Until all is sent, the router reads no more for a while, or has closed."""
    client.settimeout(1)
    try:
        for at in range(0, len(data), 16384):
            client.sendall(data[at:at + 16384])
    except (socket.timeout, ConnectionError):
        pass


def test_floods(lab):
    floods = {
        "telnet options": bytes(byte for option in range(256) for verb in range(251, 255) for byte in (255, verb, option)) * 200,
        "a subnegotiation without end": b"\xff\xfa\x18" + b"A" * (1 << 20),
        "64 KiB lines": (b"x" * 65536 + b"\r") * 10,
        "control characters": bytes(range(32)) * 10000,
        "broken Shift_JIS": b"\x82\xff\x81\x20\xfc\xfd\r" * 20000,
        "help without end": b"show ?" * 20000,
        "TAB without end": b"\x15ip lan1 \t" * 20000,
    }
    for name, flood in floods.items():
        for client in (lab.connect(), lab.log_in()):
            send_all_that_is_taken(client, flood)
            begun = time.monotonic()
            assert lab.forwards(), f"no forwarding during: {name}"
            assert time.monotonic() - begun < 4, f"forwarding waits during: {name}"
            owner = lab.log_in()
            assert b"Count of Entry" in ask(owner, b"show arp"), name
            owner.close()
            client.close()
        print(f"{name}: {lab.megabytes():.1f} MB at most")


def main():
    with tempfile.TemporaryDirectory(prefix="kyoten-abuse-") as directory:
        lab = Lab(pathlib.Path(directory))
        try:
            lab.lan1.announce()
            assert lab.forwards(), "the router does not forward to begin with"
            test_strangers(lab)
            test_floods(lab)
            assert lab.megabytes() < MOST_MEGABYTES, lab.megabytes()
        finally:
            lab.process.terminate()
            status = lab.process.wait(10)
        assert status == 0, lab.log.read_text()
    print("passed")


if __name__ == "__main__":
    sys.exit(main())
