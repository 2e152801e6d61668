"""What every scenario stands on: private namespaces, routers, patience.

A scenario is a program. `main(test)` starts it again inside of fresh network, mount and process namespaces, as root or
as a user who may make user namespaces; everything it starts dies with it, and no name can clash with another run's.
Exit status: 0 passed, 1 failed, 77 this machine cannot run it.
"""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

SKIPPED = 77
INSIDE = "KYOTEN_INTEROP_INSIDE"
ECHO = pathlib.Path(__file__).with_name("echo.py")
KYOTEN = os.environ.get("KYOTEN", "kyoten")


class Skip(Exception):
    """This machine lacks something; the reason is the argument."""


def need(*programs):
    for program in programs:
        if shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin:/sbin") is None:
            raise Skip(f"no program {program}")


def need_tun():
    """TAP interfaces and strongSwan's TUN device."""
    try:
        os.close(os.open("/dev/net/tun", os.O_RDWR))
    except OSError as error:
        raise Skip(f"/dev/net/tun: {error.strerror}")


def main(test, quiet=False):
    """`quiet`: nothing but what the test prints itself, unless it fails."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    if INSIDE not in os.environ:
        go_inside()
    run("mount", "-t", "tmpfs", "none", "/run")
    run("ip", "link", "set", "lo", "up")
    with tempfile.TemporaryDirectory(prefix="kyoten-interop-") as directory:
        sys.exit(outcome(test, pathlib.Path(directory), quiet))


def outcome(test, directory, quiet):
    try:
        test(directory)
    except Skip as reason:
        print(f"skipped: {reason}")
        return SKIPPED
    except Exception:
        traceback.print_exc()
        for log in sorted(directory.glob("*.log")):
            print(f"--- {log.name}")
            print(log.read_text(errors="replace")[-8000:])
        return 1
    if not quiet:
        print("passed")
    return 0


def go_inside():
    if shutil.which(KYOTEN) is None:
        print(f"no program {KYOTEN}; set KYOTEN to its path")
        sys.exit(1)
    unshare = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    if os.geteuid() != 0:
        unshare += ["--user", "--map-root-user"]
    if subprocess.run(unshare + ["true"], capture_output=True).returncode != 0:
        print("skipped: no namespaces for this user")
        sys.exit(SKIPPED)
    os.environ[INSIDE] = "1"
    os.execvp(unshare[0], unshare + [sys.executable, *sys.argv])


def run(*command, **options):
    return subprocess.run(command, check=True, text=True, capture_output=True, **options).stdout


def wait_until(condition, limit, what, interval=0.02):
    """The first true value of condition(); an error that says what did not happen within `limit` seconds."""
    deadline = time.monotonic() + limit
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {limit} s: {what}")
        time.sleep(interval)


class Namespace:
    def __init__(self, name):
        self.name = name
        run("ip", "netns", "add", name)
        self.ip("link", "set", "lo", "up")

    def command(self, *words):
        return ["ip", "netns", "exec", self.name, *words]

    def ip(self, *words):
        return run("ip", "-n", self.name, *words)

    def run(self, *words, **options):
        return run(*self.command(*words), **options)

    def address(self, interface, address, gateway=None):
        self.ip("address", "add", address, "dev", interface)
        self.ip("link", "set", interface, "up")
        if gateway:
            self.ip("route", "add", "default", "via", gateway)

    def pings(self, address, *options):
        """True if one echo request is answered, with its own data, within a second."""
        return subprocess.run(self.command(sys.executable, str(ECHO), address, *options)).returncode == 0


def wire(first, first_name, second, second_name, mtu=None):
    """A veth pair with one end in each namespace, up. Interfaces whose offloads a router has to cope with."""
    run("ip", "link", "add", first_name, "netns", first.name, "type", "veth", "peer", "name", second_name,
        "netns", second.name)
    for namespace, name in ((first, first_name), (second, second_name)):
        if mtu:
            namespace.ip("link", "set", name, "mtu", str(mtu))
        namespace.ip("link", "set", name, "up")


class Router:
    """kyoten run, with a control socket through which `type` does one line and returns what it prints."""

    def __init__(self, directory, name, configuration, *options, namespace=None, wait=True):
        self.directory = directory
        self.name = name
        self.control = directory / f"{name}.control"
        self.log = directory / f"{name}.log"
        config = directory / f"{name}.conf"
        config.write_text(configuration)
        command = [KYOTEN, "run", "--name", name, "--config", str(config), "--control", f"unix:{self.control}",
                   *options]
        if namespace:
            command = namespace.command(*command)
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=self.log.open("a"),
                                        stdout=subprocess.DEVNULL)
        if wait:
            self.wait()

    def wait(self):
        def ready():
            if self.process.poll() is not None:
                raise AssertionError(f"{self.name} has ended with status {self.process.returncode}")
            return self.control.exists()
        wait_until(ready, 10, f"{self.name} has booted", interval=0.005)
        self.ready_after = time.monotonic() - self.started

    def type(self, *lines):
        command = [KYOTEN, "console", str(self.control)]
        for line in lines:
            command += ["-c", line]
        done = subprocess.run(command, text=True, capture_output=True, timeout=60)
        assert done.returncode == 0 or done.stdout, f"the console: {done.stderr.strip()}"
        return done.stdout

    def tunnel_is_up(self, number=1):
        return "Current status is Online." in self.type("console character ascii", f"show status tunnel {number}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=10)
