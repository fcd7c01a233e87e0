"""Files that are whole or not there, and nothing left of those who were killed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jisheng_desktop.services.files import streamed_file, unfinished, write_file

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from pathlib import Path
from jisheng_desktop.services.files import write_file

write_file(Path(sys.argv[1]), b"new", lambda _: os.kill(os.getpid(), signal.SIGKILL))
"""


def hidden(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob(".*"))


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_what_a_killed_process_left_goes_with_the_next_file(tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"old")
    command = [sys.executable, "-c", KILLED, str(file)]
    subprocess.run(command, cwd=ROOT, timeout=60, check=False)
    assert len(hidden(tmp_path)) == 1
    assert file.read_bytes() == b"old"
    write_file(tmp_path / "别的.pdf", b"other")
    assert hidden(tmp_path) == []


def test_what_others_left_and_what_is_being_written_stays(tmp_path: Path) -> None:
    running = tmp_path / f".a.xlsx.{os.getppid() or 1}.jisheng"
    names = [".profile", ".a.xlsx.99999", ".a.jisheng", ".a.xlsx.0.jisheng"]
    for each in (running, *(tmp_path / name for name in names)):
        each.touch()
    write_file(tmp_path / "b.xlsx", b"b")
    assert hidden(tmp_path) == sorted([running.name, *names])


def test_an_unfinished_file_is_hidden_and_says_who_writes_it(tmp_path: Path) -> None:
    name = unfinished(tmp_path / "a.xlsx").name
    assert name == f".a.xlsx.{os.getpid()}.jisheng"


def test_a_stream_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with (
        pytest.raises(ZeroDivisionError),
        streamed_file(tmp_path / "a.xlsx") as stream,
    ):
        stream.write(b"half")
        1 / 0  # noqa: B018
    assert list(tmp_path.iterdir()) == []
