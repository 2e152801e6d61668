"""Checks the source tree for what the compiler lets pass. Usage: tidy.py RULE [ROOT]; RULE is includes, tokens, sizes or headers.

Each finding is one line FILE:LINE: text. Exit status 1 if there is any.
"""
import pathlib
import re
import sys

# Folder -> the folders whose headers it may include, besides its own. The order of the libraries in CMakeLists.txt.
ENGINES = ("firmware/ike", "firmware/l2tp", "firmware/dhcp", "firmware/dns", "firmware/ppp", "firmware/pppoe")
FIRMWARE = ("firmware/base", "firmware/ports", "firmware/wire", "firmware/crypto", "firmware/ipsec", *ENGINES,
            "firmware/dataplane", "firmware/config", "firmware/console", "firmware/router")
ALLOWED = {
    "firmware/base": (),
    "cli-grammar": ("firmware/base",),
    "firmware/ports": ("firmware/base",),
    "firmware/wire": ("firmware/base",),
    "firmware/crypto": ("firmware/base",),
    "firmware/ipsec": ("firmware/base", "firmware/wire", "firmware/crypto"),
    "firmware/ike": ("firmware/base", "firmware/wire", "firmware/crypto", "firmware/ipsec"),
    "firmware/l2tp": ("firmware/base", "firmware/wire", "firmware/crypto"),
    "firmware/dhcp": ("firmware/base", "firmware/wire", "firmware/crypto"),
    "firmware/dns": ("firmware/base", "firmware/wire"),
    "firmware/ppp": ("firmware/base", "firmware/wire", "firmware/crypto"),
    "firmware/pppoe": ("firmware/base", "firmware/wire", "firmware/crypto"),
    "firmware/dataplane": ("firmware/base", "firmware/wire", "firmware/crypto", "firmware/ipsec"),
    # Of engines and data plane config sees what can be configured, console what can be shown: see PUBLISHED.
    "firmware/config": ("firmware/base", "cli-grammar", "firmware/ports", "firmware/ipsec", *ENGINES, "firmware/dataplane"),
    "firmware/console": ("firmware/base", "cli-grammar", "firmware/config", "firmware/ports", "firmware/ipsec", *ENGINES,
                         "firmware/dataplane"),
    "firmware/router": (*FIRMWARE, "cli-grammar"),
    "platform/linux": ("firmware/base", "firmware/ports", "firmware/router", "firmware/dataplane/worker.hpp"),
    "platform/sim": ("firmware/base", "firmware/ports", "firmware/router", "firmware/dataplane/worker.hpp",
                     "platform/decorate"),
    "platform/decorate": ("firmware/base", "firmware/ports"),
    # The lab drives whole routers: in processes of their own (linux), or all in one (sim).
    "platform/lab": (*FIRMWARE, "cli-grammar", "platform/linux", "platform/sim", "platform/decorate"),
    "platform/app": (*FIRMWARE, "cli-grammar", "platform"),
    "tests": (*FIRMWARE, "cli-grammar", "platform", "tests"),
}
PUBLISHED = {
    "firmware/config": {"settings.hpp", "plan.hpp", "sa.hpp"},
    "firmware/console": {"settings.hpp", "status.hpp", "plan.hpp", "sa.hpp", "events.hpp"},
}
OWN_ROOTS = ("firmware/", "cli-grammar/", "platform/", "tests/")

# In firmware/ and cli-grammar/: nothing reads a clock, sleeps, draws, prints or asks the system by itself.
BANNED = {
    r"(steady|system|high_resolution)_clock::now": "time comes in as an argument",
    r"\b(time|gettimeofday|clock_gettime)\(": "time comes in as an argument",
    r"\b(rand|srand|random)\(|\brandom_device\b": "randomness comes in as Entropy&",
    r"\b(sleep|usleep|nanosleep|sleep_for|sleep_until)\(": "nothing waits; deadlines go out",
    r"std::(cout|cerr|clog)\b|\b(printf|puts|fprintf)\(": "text goes out as values",
    r"\b(getenv|system|popen|fork|fopen)\(|::(open|socket)\(": "only platform/ touches the system",
    r"std::(thread|mutex|async)\b": "firmware is single-threaded",
    r"\bthrow\b": "errors are values",
}
# Programs of the build and the last words of a bug may print.
MAY_PRINT = {"firmware/base/assert.cpp", "cli-grammar/check_main.cpp", "cli-grammar/grammar.cpp"}
# The end of memory is an exception everywhere, as `new` has it.
MAY_THROW = {"firmware/crypto/library_must.hpp"}
SYSTEM_HEADERS = re.compile(r"\s*#\s*include\s+<(unistd|fcntl|poll|sys/\w+|netinet/\w+|arpa/\w+|linux/\w+|pthread|thread|mutex|iostream)(\.h)?>")
# Includes against the table that stand, each with its reason. The list may only become shorter.
KNOWN_INCLUDES = {
    ("firmware/console/backend.hpp", "firmware/dhcp/client.hpp"): "dhcp keeps its status structs with its engines",
    ("firmware/console/backend.hpp", "firmware/dhcp/server.hpp"): "dhcp keeps its status structs with its engines",
    ("platform/linux/console_host.hpp", "firmware/console/session.hpp"): "what a session puts out is in the Router's interface",
    ("platform/linux/cpu_meter.hpp", "firmware/console/backend.hpp"): "the load that `show environment` prints is in the Router's interface",
}
MOST_LINES = 600
DATA_FILES = {"firmware/console/jis_x_0208.cpp"}
MOST_FUNCTION_LINES = 70


def sources(root, *folders, suffixes=(".hpp", ".cpp")):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path, path.relative_to(root).as_posix()


def folder_of(name):
    return max((f for f in ALLOWED if name.startswith(f + "/")), key=len, default=None)


def without_text(line, in_block=False):
    """The code of a line: no comments, no strings, no characters. Second: does a block comment go on?"""
    if in_block:
        end = line.find("*/")
        if end < 0:
            return "", True
        line = line[end + 2:]
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    line = re.sub(r"'(\\.|[^'\\])'", "' '", line)
    line = re.sub(r"/\*.*?\*/", "", line)
    line = line.split("//")[0]
    if "/*" in line:
        return line.split("/*")[0], True
    return line, False


def code_lines(text):
    in_block = False
    for number, line in enumerate(text.splitlines(), 1):
        code, in_block = without_text(line, in_block)
        yield number, code


def check_includes(root):
    for path, name in sources(root, "firmware", "cli-grammar", "platform", "tests"):
        folder = folder_of(name)
        if folder is None:
            yield name, 1, "stands in a folder that the table of tests/tidy/tidy.py does not know"
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            include = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if not include:
                continue
            header = include.group(1)
            if not header.startswith(OWN_ROOTS):
                yield name, number, f"'{header}' is not written from the root of the repository"
                continue
            if not (root / header).exists():
                yield name, number, f"'{header}' does not exist"
            if header.startswith(folder + "/") or (name, header) in KNOWN_INCLUDES:
                continue
            if not any(header == a or header.startswith(a + "/") for a in ALLOWED[folder]):
                yield name, number, f"{folder} must not include '{header}'"
            published = PUBLISHED.get(folder)
            engine = header.startswith((*(e + "/" for e in ENGINES), "firmware/dataplane/", "firmware/ipsec/"))
            if published and engine and header.rsplit("/", 1)[1] not in published:
                yield name, number, f"{folder} sees only {', '.join(sorted(published))} of '{header.rsplit('/', 1)[0]}'"


def check_tokens(root):
    for path, name in sources(root, "firmware", "cli-grammar"):
        for number, code in code_lines(path.read_text(errors="replace")):
            for pattern, reason in BANNED.items():
                for found in re.finditer(pattern, code):
                    token = re.sub(r"^std::|\($", "", found.group(0))
                    before = code[:found.start()].rstrip()
                    is_member = before.endswith((".", "->"))
                    # `bool open(...)`, `Shell::open(...)` and a definition of that name are not the system's function.
                    is_name = re.search(r"(\w|>|&|\*|::)$", before) and not re.search(r"\b(return|std::)$", before)
                    if found.group(0).endswith("(") and (is_member or is_name):
                        continue
                    prints = name in MAY_PRINT and token in {"printf", "fprintf", "puts", "cout", "cerr"}
                    if not prints and not (name in MAY_THROW and token == "throw"):
                        yield name, number, f"'{token}': {reason}"
    for path, name in sources(root, "firmware", "cli-grammar"):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if SYSTEM_HEADERS.match(line) and name not in MAY_PRINT:
                yield name, number, "a header of the operating system"
            if path.suffix == ".hpp" and re.match(r"\s*#\s*include\s+<boost/(asio|spirit)", line):
                yield name, number, "no Asio or Spirit in a header: it costs every file that includes it seconds"
    for path, name in sources(root, "firmware", "cli-grammar", "platform", "tests"):
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if "\t" in line or line != line.rstrip():
                yield name, number, "tab, or blanks at the end of the line"


def functions(text):
    """(first line, lines) of each function body: a brace block that follows a `)` outside of any other function."""
    depth, start, before = 0, None, ""
    stack = []
    for number, code in code_lines(text):
        if code.lstrip().startswith("#"):
            continue
        for at, character in enumerate(code):
            if character == "{":
                head = (before + code[:at]).rstrip()
                opens = start is None and re.search(r"\)\s*(const|noexcept|override|final|mutable|->\s*[\w:<>&*, ]+|\s)*$", head) is not None
                stack.append(opens)
                if opens:
                    start = number
                before = ""
                depth += 1
            elif character == "}":
                depth -= 1
                if stack and stack.pop():
                    yield start, number - start + 1
                    start = None
        if not code.strip().endswith(("{", "}", ";")):
            before = (before + " " + code)[-400:]
        else:
            before = ""


def check_sizes(root):
    for path, name in sources(root, "firmware", "cli-grammar", "platform", "tests"):
        text = path.read_text(errors="replace")
        lines = text.count("\n")
        if lines > MOST_LINES and name not in DATA_FILES and not name.startswith("tests/"):
            yield name, lines, f"{lines} lines: two files are hiding in it (at most {MOST_LINES})"
        if name.startswith("tests/"):
            continue
        for first, length in functions(text):
            if length > MOST_FUNCTION_LINES:
                yield name, first, f"a function of {length} lines (at most {MOST_FUNCTION_LINES})"


def check_headers(root):
    for path, name in sources(root, "firmware", "cli-grammar", "platform", "tests", suffixes=(".hpp",)):
        text = path.read_text(errors="replace")
        guards = [n for n, code in code_lines(text) if code.strip() == "#pragma once"]
        if len(guards) != 1:
            yield name, 1, "exactly one #pragma once"
        if not text.startswith("// "):
            yield name, 1, "the file does not begin with a comment that says what it is for"
    for path, name in sources(root, "firmware", "cli-grammar", "platform", suffixes=(".hpp",)):
        # A header that no file includes is dead.
        header = f'"{name}"'
        if not any(header in other.read_text(errors="replace") for other, _ in sources(root, "firmware", "cli-grammar", "platform", "tests")
                   if other != path) and name not in {"firmware/base/precompiled.hpp"}:
            yield name, 1, "no file includes it"


RULES = {"includes": check_includes, "tokens": check_tokens, "sizes": check_sizes, "headers": check_headers}


def main(arguments):
    rule = arguments[1] if len(arguments) > 1 else ""
    if rule not in RULES:
        print(__doc__)
        return 2
    root = pathlib.Path(arguments[2] if len(arguments) > 2 else ".").resolve()
    findings = list(RULES[rule](root))
    for name, line, text in findings:
        print(f"{name}:{line}: {text}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
