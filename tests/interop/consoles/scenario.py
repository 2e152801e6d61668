"""One router and all the ways to its console: stdio, pty, telnet, unix socket, kyoten console; and its life and death:
start, save, restart, SIGTERM, wrong options.
"""

import json
import os
import pathlib
import pty
import re
import select
import signal
import socket
import subprocess
import time

from support.harness import KYOTEN, Router, main, wait_until

CONFIGURATION = """\
console character ascii
console prompt kyoten
ip lan1 address 192.168.100.1/24
"""


class Terminal:
    """Types on a descriptor and waits for what must come."""

    def __init__(self, descriptor):
        self.descriptor = descriptor
        self.seen = b""

    def expect(self, text, limit=5):
        wanted = text.encode()
        deadline = time.monotonic() + limit
        while wanted not in self.seen:
            left = deadline - time.monotonic()
            assert left > 0, f"no {text!r} in {self.seen!r}"
            if select.select([self.descriptor], [], [], left)[0]:
                part = os.read(self.descriptor, 65536)
                assert part, f"end of file before {text!r} in {self.seen!r}"
                self.seen += part
        before, self.seen = self.seen.split(wanted, 1)
        return before.decode(errors="replace")

    def type(self, text, expect):
        os.write(self.descriptor, text.encode())
        return self.expect(expect)


def log_in(terminal):
    terminal.expect("Password: ")
    terminal.type("\r", "kyoten> ")
    terminal.type("administrator\r", "Password: ")
    terminal.type("\r", "kyoten# ")


def place_of(router, kind):
    """What the router prints for a console: "tcp:127.0.0.1:2323"."""
    return wait_until(lambda: re.search(rf"^console ({kind}:\S+)", router.log.read_text(), re.M), 5,
                      f"a console {kind}").group(1)


def test_pty(router):
    line = place_of(router, "pty").removeprefix("pty:")
    terminal = Terminal(os.open(line, os.O_RDWR | os.O_NOCTTY))
    os.write(terminal.descriptor, b"\r")
    log_in(terminal)
    environment = terminal.type("show environment\r", "kyoten# ")
    assert "RTX810 Rev.11.01.34" in environment, environment
    # A screenful, TAB, ?, history and an abandoned line.
    terminal.type("sh\tconf\t\r", "# RTX810 Rev.11.01.34")
    terminal.expect("kyoten# ")
    terminal.type("\x1b[A", "show config")
    terminal.type("\x03", "kyoten# ")
    assert "candidates" not in terminal.type("show status ?", "kyoten# show status ")
    terminal.type("\x15exit\r", "kyoten> ")
    terminal.type("exit\r", "Password: ")


def test_telnet(router):
    address, port = place_of(router, "tcp").removeprefix("tcp:").split(":")
    client = socket.create_connection((address, int(port)))
    terminal = Terminal(client.fileno())
    terminal.expect("Password: ")
    client.sendall(b"\xff\xfd\x01\xff\xfd\x03\xff\xfb\x1f\xff\xfa\x1f\x00\x50\x00\x18\xff\xf0")
    terminal.type("\r\0", "kyoten> ")
    assert "Error: Invalid command name" in terminal.type("frobnicate\r\0", "kyoten> ")
    # A flood of options is answered once, not each time, and the console goes on.
    client.sendall(b"\xff\xfd\x05\xff\xfb\x05" * 20000)
    terminal.type("show log\r\0", "show log ")
    flood = terminal.expect("kyoten> ")
    assert len(flood) < 20000, len(flood)
    client.close()

    # The real client on a terminal of its own.
    child, descriptor = pty.fork()
    if child == 0:
        os.execvp("telnet", ["telnet", address, port])
    terminal = Terminal(descriptor)
    log_in(terminal)
    assert "192.168.100.1/24" in terminal.type("show status lan1\r", "kyoten# ")
    terminal.type("exit\r", "kyoten> ")
    terminal.type("exit\r", "Connection closed")
    os.waitpid(child, 0)


def test_unix(path):
    client = socket.socket(socket.AF_UNIX)
    client.connect(str(path))
    terminal = Terminal(client.fileno())
    log_in(terminal)
    terminal.type("console prompt unix\r", "unix# ")
    terminal.type("console prompt kyoten\r", "kyoten# ")
    client.close()


def test_stdio(directory):
    """A script on standard input: its answers come out."""
    config = directory / "stdio.conf"
    config.write_text(CONFIGURATION)
    process = subprocess.Popen([KYOTEN, "run", "--config", str(config), "--console", "stdio"], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    terminal = Terminal(process.stdout.fileno())
    terminal.expect("Password: ")
    process.stdin.write(b"\rshow config\r")
    process.stdin.flush()
    terminal.expect("ip lan1 address 192.168.100.1/24")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    assert b"shut down" in process.stderr.read()


def test_stdio_on_a_terminal(directory):
    child, descriptor = pty.fork()
    if child == 0:
        os.execvp(KYOTEN, [KYOTEN, "run", "--config", str(directory / "stdio.conf")])
    terminal = Terminal(descriptor)
    log_in(terminal)
    terminal.type("show arp\r", "Count of Entry: 0")
    terminal.type("\x1d", "shut down")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_kyoten_console(router):
    assert "192.168.100.1/24" in router.type("show status lan1")
    refused = subprocess.run([KYOTEN, "console", str(router.control), "-c", "frobnicate"], capture_output=True, text=True)
    assert refused.returncode == 1 and "Error: Invalid command name" in refused.stdout, refused

    # With readline on a terminal: completion, help, history.
    child, descriptor = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "dumb", "HOME": str(router.directory), "INPUTRC": "/dev/null"})
        os.execvp(KYOTEN, [KYOTEN, "console", str(router.control)])
    terminal = Terminal(descriptor)
    terminal.expect("kyoten# ")
    terminal.type("sh\t", "show ")
    terminal.type("conf\t", "config ")
    terminal.type("\r", "ip lan1 address")
    terminal.expect("kyoten# ")
    terminal.type("\x10", "show config")
    terminal.type("\x15console lines ?", "10")
    terminal.type("\x15exit\r", "exit")
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0

    # By a lab's name for it: the control socket stands in the user's runtime directory.
    lab = router.directory / f"kyoten-{os.getuid()}" / "some-lab"
    lab.mkdir(parents=True)
    (lab / "site-a.control").symlink_to(router.control)
    os.environ["XDG_RUNTIME_DIR"] = str(router.directory)
    by_name = subprocess.run([KYOTEN, "console", "site-a", "-c", "show arp"], capture_output=True, text=True)
    assert by_name.returncode == 0 and "Count of Entry" in by_name.stdout, by_name

    unknown = subprocess.run([KYOTEN, "console", "no-such-router"], capture_output=True, text=True)
    assert unknown.returncode == 1 and "no router 'no-such-router' is running; there is: site-a" in unknown.stderr, unknown


def memory_megabytes(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def test_flash(directory):
    flash = directory / "flash"
    options = ("--flash", str(flash))
    router = Router(directory, "first", CONFIGURATION, *options)
    assert "Saving ... CONFIG0 Done ." in router.type("console prompt saved", "save")
    assert router.stop() == 0
    assert "console prompt saved" in (flash / "config0").read_text()

    router = Router(directory, "second", CONFIGURATION, *options)
    assert "console prompt saved" in router.type("show config")
    busy = subprocess.run([KYOTEN, "run", "--flash", str(flash)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert busy.returncode == 1 and "another router uses it" in busy.stderr, busy

    # restart loses what was not saved, and a console goes on at the restarted router.
    router.type("console prompt lost")
    assert "lost" in router.type("show config")
    router.type("restart")
    wait_until(lambda: "console prompt saved" in router.type("show config"), 5, "the router has restarted")
    assert router.stop() == 0


def test_wrong_usage(directory):
    def status_and_reason(*words):
        result = subprocess.run([KYOTEN, *words], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        return result.returncode, result.stderr

    missing = str(directory / "missing.conf")
    assert status_and_reason("run", "--config", missing) == (2, f"kyoten run: {missing}: No such file or directory\n")
    status, reason = status_and_reason("run", "--port", "lan9=tap:x")
    assert status == 2 and "needs lanN=..., with lan1 to lan4" in reason, reason
    status, reason = status_and_reason("run", "--port", "lan1=raw:no-such-if")
    assert status == 1 and "there is no such interface" in reason, reason
    status, reason = status_and_reason("run", "--console", "tcp:nowhere")
    assert status == 1 and "needs tcp:ADDRESS:PORT" in reason, reason
    assert status_and_reason("run", "--frobnicate")[0] == 2
    assert status_and_reason()[0] == 2


def test_check(directory):
    good, bad = directory / "good.conf", directory / "bad.conf"
    good.write_text(CONFIGURATION)
    bad.write_text("ip lan1 address 192.168.100.1/24\nfrobnicate\nip lan1 address 300.1.1.1/24\n")
    (directory / "long.conf").write_bytes(b"x" * (1 << 20))
    (directory / "broken.conf").write_bytes(b"description lan1 \xff\xfe\x80\nip lan1 address 192.168.100.1/24\r\n\0\n")

    def check(*words):
        return subprocess.run([KYOTEN, "check", *words], capture_output=True, text=True, errors="replace", timeout=10)

    assert check(str(good)).returncode == 0
    result = check(str(bad))
    assert result.returncode == 1, result
    assert f"{bad}:2:1: refused: Error: Invalid command name" in result.stdout, result.stdout
    assert f"{bad}:3:17: refused: Error: Unrecognized IP address parameter" in result.stdout, result.stdout
    assert "3 statements: 1 accepted (0 of them stored only), 2 refused" in result.stdout, result.stdout

    report = json.loads(check("--json", str(good), str(bad)).stdout)
    assert [part["summary"]["refused"] for part in report] == [0, 2], report
    assert report[1]["findings"][0]["line"] == 2, report
    assert check(str(directory)).stderr.strip().endswith("is a directory; name a configuration file in it")
    assert check(str(directory)).returncode == 2
    assert "No such file" in check(str(directory / "missing")).stderr
    assert check(str(directory / "long.conf")).returncode == 1
    assert len(check(str(directory / "long.conf")).stdout) < 2000
    assert check(str(directory / "broken.conf")).returncode in (0, 1)


def test(directory):
    test_wrong_usage(directory)
    test_check(directory)
    path = directory / "console.sock"
    router = Router(directory, "router", CONFIGURATION, "--console", "pty", "--console", "tcp:127.0.0.1:0",
                    "--console", f"unix:{path}", "--port", "lan1=udp:10001:127.0.0.1:10002")
    test_pty(router)
    test_telnet(router)
    test_unix(path)
    test_kyoten_console(router)
    print(f"ready after {router.ready_after:.3f} s, {memory_megabytes(router.process):.1f} MB")
    assert router.ready_after < float(os.environ.get("KYOTEN_START_LIMIT", "0.3"))
    assert memory_megabytes(router.process) < float(os.environ.get("KYOTEN_MEMORY_LIMIT", "40"))
    assert router.stop() == 0
    assert not path.exists() and not router.control.exists(), "sockets are taken away"
    test_stdio(directory)
    test_stdio_on_a_terminal(directory)
    test_flash(directory)


main(test)
