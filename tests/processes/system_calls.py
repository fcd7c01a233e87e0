"""strace around the program: which system calls write, and making one of them fail."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.processes.program import Computer, Ended

# Calls that change what is on the disk; `openat` only where it may make a file.
WRITING = (
    "write,pwrite64,writev,pwritev,fsync,fdatasync,ftruncate,fallocate,"
    "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,"
    "sendfile,copy_file_range,openat"
)
# Not with --seccomp-bpf: strace 6.1 then injects errors, but no signals.
STRACE = ("strace", "-y", "-qq", "-e", f"trace={WRITING}")

_LINE = re.compile(r"(?P<name>\w+)\((?P<rest>.*)")
_OPEN = re.compile(r"\d+<(?P<path>[^>]*)>")
_NAMED = re.compile(r'"(?P<path>/[^"]*)"')


class Call(NamedTuple):
    """The n-th call of its name in a run; `kind` tells which file it touches."""

    name: str
    n: int
    kind: str


def traced(computer: Computer, *command: str) -> list[Call]:
    """Run a command to its end; return its writing calls in order."""
    log = computer.data.parent / "calls.txt"
    ended = computer.run(*command, inside=(*STRACE, "-o", str(log)))
    assert ended.code == 0, ended
    return list(_calls(log))


def run_with(computer: Computer, call: Call, fault: str, *command: str) -> Ended:
    """Run a command in which one call meets a fault, as strace's --inject says it."""
    inject = f"--inject={call.name}:{fault}:when={call.n}"
    quiet = ("-o", str(computer.data.parent / "calls.txt"))
    return computer.run(*command, inside=(*STRACE, *quiet, inject))


def _calls(log: Path) -> Iterator[Call]:
    counted: Counter[str] = Counter()
    for line in log.read_text(errors="replace").splitlines():
        found = _LINE.match(line)
        if found is None:
            continue
        name, rest = found["name"], found["rest"]
        counted[name] += 1
        if name != "openat" or "O_CREAT" in rest:
            yield Call(name, counted[name], _kind(rest))


def _kind(rest: str) -> str:
    """Return what kind of file a call touches: its suffix, or its folder's name."""
    found = _OPEN.match(rest) or list(_NAMED.finditer(rest))[-1]
    path = Path(found["path"])
    if not path.is_absolute():
        return "output"
    return re.sub(r"\d+", "", path.suffix or path.name) or "fresh"
