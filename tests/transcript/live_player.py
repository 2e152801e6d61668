"""Plays dialogues to a real `kyoten run`, over telnet, a pseudo terminal or the control socket: live_player.py TRANSPORT.

The files are those of dialogue.hpp. A dialogue says by `%live telnet pty control` over which of them it makes sense:
not with virtual time, a chosen peer address or a look into the flash. Needs no privilege. KYOTEN is the program.
"""

import json
import os
import pathlib
import re
import select
import socket
import subprocess
import sys
import tempfile
import time
import traceback

KYOTEN = os.environ.get("KYOTEN", "kyoten")
DIALOGUES = pathlib.Path(__file__).with_name("dialogues")
PATIENCE = 10.0
QUIET = 0.15
CODECS = {"sjis": "cp932", "euc": "euc_jp", "utf8": "utf-8"}
KEYS = {"t": "\t", "e": "\x1b", "r": "\r", "s": " "}


def read_dialogue(path):
    steps = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.startswith("%"):
            what, _, argument = line[1:].partition(" ")
            steps.append((number, what, argument, []))
        elif steps:
            steps[-1][3].append(line)
    return steps


def keys_of(written):
    def key(match):
        text = match.group()
        return chr(ord(text[1]) - 64) if text[0] == "^" else KEYS.get(text[1], text[1])

    return re.sub(r"\^[@-_]|\\.", key, written)


def lines_of(output):
    """Output as the files write it; see lines_of() in play.cpp."""
    def visible(match):
        return {"\b": "\\b", "\r": "\\r"}.get(match.group(), f"\\x{ord(match.group()):02x}")

    lines = [re.sub(r"[\x00-\x1f\x7f]", visible, line) for line in output.split("\r\n")]
    return [line[:-1] + "\\s" if line.endswith(" ") else line for line in lines]


def matches(expected, actual):
    """Lines against lines: "..." is any lines, {*} inside of one any text."""
    if not expected:
        return not actual
    if expected[0] == "...":
        return any(matches(expected[1:], actual[at:]) for at in range(len(actual) + 1))
    pattern = ".*".join(map(re.escape, expected[0].split("{*}")))
    return bool(actual) and bool(re.fullmatch(pattern, actual[0])) and matches(expected[1:], actual[1:])


class Stream:
    """A console on a descriptor."""

    def __init__(self, descriptor, owner=None):
        self.descriptor, self.owner = descriptor, owner
        self.output = b""
        self.closed = False

    def send(self, text):
        os.write(self.descriptor, text.encode("latin-1"))

    def type_line(self, line):
        self.send(keys_of(line) + "\r")

    def poll(self, seconds):
        """True if something came."""
        if self.closed or not select.select([self.descriptor], [], [], seconds)[0]:
            return False
        part = os.read(self.descriptor, 65536)
        self.closed = not part
        self.output += part
        return True

    def text(self, code):
        return self.without_options(self.output).decode(CODECS.get(code, "utf-8"), "replace")

    @staticmethod
    def without_options(output):
        return output


class Telnet(Stream):
    """Takes the router's offers without a word, as a client does that knows no options."""

    @staticmethod
    def without_options(output):
        return re.sub(rb"\xff[\xfb-\xfe].", b"", output, flags=re.DOTALL)


class Control:
    """Whole lines over the control socket; the echo that a terminal would show is put in, so that dialogues read alike."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        self.file = self.socket.makefile("rb")
        self.output = ""
        self.closed = False
        self.prompt = self.ask({"prompt": True})["prompt"]

    def ask(self, request):
        self.socket.sendall(json.dumps({**request, "id": 1}).encode() + b"\n")
        while True:
            message = json.loads(self.file.readline())
            if message.get("id") == 1:
                return message
            self.take(message)

    def take(self, message):
        self.output += "".join(line + "\r\n" for line in message.get("output", []))
        if "finished" in message:
            self.output += message["prompt"]

    def type_line(self, line):
        line = keys_of(line)
        echo = "" if self.prompt.endswith("assword: ") or not line else line + " "
        answer = self.ask({"execute": line})
        self.prompt = answer["prompt"]
        self.output += echo + "\r\n" + "".join(row + "\r\n" for row in answer["lines"])
        self.closed = answer["close"]
        if not answer["running"] and not self.closed:
            self.output += self.prompt

    def poll(self, seconds):
        if self.closed or not select.select([self.socket], [], [], seconds)[0]:
            return False
        self.take(json.loads(self.file.readline()))
        return True

    def text(self, _):
        return self.output


class Player:
    def __init__(self, transport, directory, steps):
        self.transport, self.directory, self.steps = transport, directory, steps
        self.code = ""
        self.consoles = {}
        self.current = None
        self.process = None

    def play(self):
        try:
            for number, what, argument, lines in self.steps:
                self.number = number
                if what == "config":
                    self.configuration = "\n".join(lines) + "\n"
                elif what != "live":
                    if self.process is None:
                        self.start()
                    getattr(self, "on_" + what)(argument, lines)
        finally:
            if self.process is not None:
                self.process.terminate()
                self.process.wait(PATIENCE)

    def start(self):
        config = self.directory / "config"
        config.write_text(self.configuration)
        log = self.directory / "log"
        self.control = self.directory / "control"
        with log.open("w") as stream:
            self.process = subprocess.Popen(
                [KYOTEN, "run", "--config", str(config), "--console", "pty", "--console", "tcp:127.0.0.1:0", "--control",
                 f"unix:{self.control}"], stdin=subprocess.DEVNULL, stdout=stream, stderr=stream)
        deadline = time.monotonic() + PATIENCE
        while True:
            text = log.read_text()
            self.places = dict(re.findall(r"^console (pty|tcp):(\S+)$", text, re.M))
            if len(self.places) == 2 and "refused" not in self.places:
                break
            assert self.process.poll() is None and time.monotonic() < deadline, f"no consoles:\n{text}"
            time.sleep(0.01)

    def on_open(self, argument, _):
        name = argument.split()[0]
        if self.transport == "control":
            console = Control(self.control)
        elif self.transport == "pty":
            console = Stream(os.open(self.places["pty"], os.O_RDWR | os.O_NOCTTY))
        else:
            address, port = self.places["tcp"].split(":")
            client = socket.create_connection((address, int(port)))
            console = Telnet(client.fileno(), client)
        self.consoles[name] = self.current = console

    def on_on(self, name, _):
        self.current = self.consoles[name]

    def on_login(self, argument, _):
        self.on_open("console", [])
        if self.transport == "control":
            assert argument != "user", "the control socket begins at the administrator level"
            return
        self.type_and_wait(None, "Password: ")
        self.type_and_wait("\r", "> ")
        if argument != "user":
            self.type_and_wait("administrator\r", "Password: ")
            self.type_and_wait("\r", "# ")
        self.current.output = b""

    def type_and_wait(self, keys, end):
        if keys:
            self.current.send(keys)
        self.wait_until(lambda: self.current.text(self.code).endswith(end), f"{end!r} at the end")

    def wait_until(self, condition, what):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if not self.current.poll(0.05) and time.monotonic() > deadline:
                raise AssertionError(f"not {what}, but {self.current.text(self.code)!r}")

    def on_type(self, _, lines):
        for line in lines:
            self.current.type_line(line)

    def on_keys(self, _, lines):
        self.current.send("".join(map(keys_of, lines)))

    def on_expect(self, _, expected):
        def as_expected():
            return matches(expected, lines_of(self.current.text(self.code)))

        deadline = time.monotonic() + PATIENCE
        while True:
            # What matches must still do so when nothing more comes.
            came = self.current.poll(QUIET if as_expected() else 0.05)
            if not came and as_expected():
                break
            if not came and (self.current.closed or time.monotonic() > deadline):
                actual = "\n".join(lines_of(self.current.text(self.code)))
                wanted = "\n".join(expected)
                raise AssertionError(f"expected\n{wanted}\n--- but there came\n{actual}\n---")
        self.current.output = type(self.current.output)()

    def on_ignore(self, *_):
        while self.current.poll(2 * QUIET):
            pass
        self.current.output = type(self.current.output)()

    def on_closed(self, *_):
        self.wait_until(lambda: self.current.closed, "closed")

    def on_code(self, code, _):
        self.code = code

    def on_wait(self, seconds, _):
        assert int(seconds) <= 3, "real time does not pass faster"
        time.sleep(int(seconds))


def main(transport):
    failed = played = 0
    for path in sorted(DIALOGUES.glob("*.txt")):
        steps = read_dialogue(path)
        if not any(what == "live" and transport in argument.split() for _, what, argument, _ in steps):
            continue
        played += 1
        with tempfile.TemporaryDirectory(prefix="kyoten-live-") as directory:
            player = Player(transport, pathlib.Path(directory), steps)
            try:
                player.play()
                print(f"passed  {path.name}")
            except Exception as error:
                failed += 1
                print(f"FAILED  {path}:{player.number}: {error}")
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
    print(f"{played} dialogues over {transport}, {failed} failed")
    return 0 if played and not failed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
