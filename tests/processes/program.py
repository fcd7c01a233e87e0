"""The real program as processes of its own, as a script at an office starts it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "jisheng_desktop")
TOO_LONG_S = 120


class Ended(NamedTuple):
    """How a command ended: its exit code (minus the signal that killed it), its words."""

    code: int
    output: str
    said: str

    @property
    def killed(self) -> bool:
        return self.code == -signal.SIGKILL

    @property
    def answer(self) -> Any:
        return json.loads(self.output)


class Computer(NamedTuple):
    """A data folder, and the folder of its anchors outside of it."""

    data: Path
    state: Path
    password: str = ""

    def command(self, *arguments: str) -> list[str]:
        return [*PROGRAM, *arguments, "--json", "--data", str(self.data)]

    def start(
        self, *arguments: str, inside: Sequence[str] = ()
    ) -> "subprocess.Popen[str]":
        """Start a command, perhaps `inside` another one that watches or limits it."""
        ours = {"JISHENG_STATE": str(self.state), "JISHENG_PASSWORD": self.password}
        return subprocess.Popen(
            [*inside, *self.command(*arguments)],
            cwd=ROOT,
            env=os.environ | ours,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, inside: Sequence[str] = ()) -> Ended:
        """Run a command to its end."""
        with self.start(*arguments, inside=inside) as process:
            return _ended(process, TOO_LONG_S)

    def run_until(self, seconds: float, *arguments: str) -> Ended:
        """Run a command, and kill it without a warning if it is not done by then."""
        with self.start(*arguments) as process:
            try:
                return _ended(process, seconds)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, signal.SIGKILL)
                return _ended(process, TOO_LONG_S)

    def does(self, *arguments: str) -> Any:
        """Run a command that must succeed; return its answer."""
        ended = self.run(*arguments)
        assert ended.code == 0, (arguments, ended)
        return ended.answer


def _ended(process: "subprocess.Popen[str]", seconds: float) -> Ended:
    output, said = process.communicate(timeout=seconds)
    return Ended(process.returncode, output, said)
