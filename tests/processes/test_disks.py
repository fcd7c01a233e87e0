"""A full disk, a read-only medium: said in one sentence, and everything as it was."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.households import CODE
from tests.processes.program import Ended
from tests.processes.world import NEAR, World

TROUBLE = 3
# Bytes a file may have: too few for SQLite's index of its log, for the log, for a copy.
LIMITS = (2048, 40_000, 300_000)


class Deed(NamedTuple):
    """A command at a station; `{root}` stands for the world's folder."""

    station: str
    words: tuple[str, ...]

    def within(self, world: World) -> tuple[str, ...]:
        return tuple(word.format(root=world.root) for word in self.words)


DEEDS = {
    "enroll": Deed(NEAR.code, ("enroll", "{root}/family-2-" + NEAR.code + ".json")),
    "export": Deed(NEAR.code, ("export", "--out", "{root}/stick/new")),
    "import": Deed(CODE, ("import", "{root}/stick")),
    "ack": Deed(CODE, ("ack", "--out", "{root}/stick/answers")),
    "backup": Deed(NEAR.code, ("backup", "--out", "{root}/stick/b.jsbak")),
    "restore": Deed(NEAR.code, ("restore", "{root}/old.jsbak")),
    "receipt": Deed(
        NEAR.code, ("receipt", "--all-unprinted", "--out", "{root}/stick/r.pdf")
    ),
    "report": Deed(CODE, ("report", "summary", "--out", "{root}/stick/s.xlsx")),
}
TO_THE_MEDIUM = ("export", "ack", "backup", "receipt", "report")


@pytest.fixture(scope="module")
def before(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A village with one family reported and one on paper; both sticks are ready."""
    world = World(template, tmp_path_factory.mktemp("disks") / "before")
    world.does_here(NEAR.code, "enroll", world.family(1, NEAR.code))
    world.does_here(NEAR.code, "backup", "--out", f"{world.root}/old.jsbak")
    world.does_here(NEAR.code, "export", "--out", f"{world.root}/stick")
    world.does_here(CODE, "import", f"{world.root}/stick")
    world.does_here(NEAR.code, "enroll", world.family(3, NEAR.code))
    world.does_here(NEAR.code, "export", "--out", f"{world.root}/stick")
    world.family(2, NEAR.code)
    return world.settled()


@pytest.fixture
def world(before: Path, tmp_path: Path) -> World:
    return World(before, tmp_path / "world")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("prlimit") is None, reason="needs prlimit")
@pytest.mark.parametrize("name", DEEDS)
def test_a_full_disk_is_said_and_changes_nothing(name: str, world: World) -> None:
    """Wherever the space runs out: at the library, at the file, or near its end."""
    deed = DEEDS[name]
    records, files = shown(world), names(world.root / "stick")
    for limit in LIMITS:
        full = ("prlimit", f"--fsize={limit}")
        ended = world.at(deed.station).run(*deed.within(world), inside=full)
        if ended.code == 0:
            return
        require_said(ended, world.root)
        if "磁盘已满" in ended.said:
            assert "还剩" in ended.said
        assert shown(world) == records
        assert names(world.root / "stick") == files
    world.does_here(deed.station, *deed.within(world))


@pytest.fixture
def read_only_stick(world: World) -> Iterator[Path]:
    """A medium that cannot be written to, whoever we are."""
    stick = world.root / "stick"
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,ro", "stick", str(stick)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs the right to mount")
    yield stick
    subprocess.run(["umount", str(stick)], check=True)


@pytest.mark.parametrize("name", TO_THE_MEDIUM)
def test_a_read_only_medium_is_named_and_nothing_is_lost(
    name: str, world: World, read_only_stick: Path
) -> None:
    deed = DEEDS[name]
    records = shown(world)
    ended = world.at(deed.station).run(*deed.within(world))
    require_said(ended, read_only_stick)
    assert "只读" in ended.said
    assert shown(world) == records


def require_said(ended: Ended, where: Path) -> None:
    """One sentence that names the place and says what to do; the same as JSON."""
    assert ended.code == TROUBLE, ended
    (sentence,) = ended.said.splitlines()
    assert str(where) in sentence
    assert "请" in sentence
    assert ended.answer == {"error": sentence}, json.dumps(ended)


def shown(world: World) -> list[object]:
    """Return what the libraries show, and that they are whole."""
    seen = [world.look(code) for code in (NEAR.code, CODE)]
    assert not any(each.faults for each in seen)
    return [(each.records, each.status.unsent) for each in seen]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
