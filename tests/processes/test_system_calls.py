"""Export and import killed, or refused by the disk, at their every writing system call."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, groupby, product
from pathlib import Path
from typing import NamedTuple

import pytest

from jisheng_desktop.sealing.container import open_container
from tests.households import CODE
from tests.processes.program import Ended
from tests.processes.system_calls import Call, run_with, traced
from tests.processes.world import NEAR, World

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
]

# All calls with all errors take some ten minutes.
IS_SOAKING = "JISHENG_EVERY_CALL" in os.environ
TROUBLE = 3
ERRORS = ("EIO", "ENOSPC", "EROFS", "EACCES")


class Act(NamedTuple):
    """A command at a station, and what the folder of files is called."""

    station: str
    command: str
    stick: str = "stick"

    def words(self, world: World) -> tuple[str, ...]:
        stick = str(world.root / self.stick)
        out = ("--out", stick) if self.command == "export" else (stick,)
        return (self.command, *out)


class Scene(NamedTuple):
    """The state before an act, and the writing calls of the act."""

    act: Act
    template: Path
    calls: list[Call]


EXPORT, IMPORT = Act(NEAR.code, "export"), Act(CODE, "import")


@pytest.fixture(scope="module", params=[EXPORT, IMPORT], ids=lambda act: act.command)
def scene(
    request: pytest.FixtureRequest,
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Scene:
    act: Act = request.param
    root = tmp_path_factory.mktemp(act.command)
    world = World(template, root / "before")
    world.does_here(NEAR.code, "enroll", world.family(1, NEAR.code))
    if act is IMPORT:
        world.does_here(NEAR.code, *EXPORT.words(world))
    before = world.settled()
    trial = World(before, root / "trial")
    calls = traced(trial.at(act.station), *act.words(trial))
    return Scene(act, before, calls)


def test_a_kill_at_any_writing_call_leaves_all_or_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    calls = scene.calls if IS_SOAKING else edges(scene.calls)
    faults = [(call, "signal=KILL") for call in calls]
    for call, world, ended in faulty(scene, faults, tmp_path):
        # How many files Python opens as it loads may differ by one or two.
        assert ended.killed or call.name == "openat", (call, ended)
        require_whole(scene.act, world)


def test_an_error_of_the_disk_is_said_and_harms_nothing(
    scene: Scene, tmp_path: Path
) -> None:
    calls = list(firsts(scene.calls))
    pairs = product(calls, ERRORS) if IS_SOAKING else zip(calls, cycle(ERRORS))
    faults = [(call, f"error={error}") for call, error in pairs]
    for call, world, ended in faulty(scene, faults, tmp_path):
        assert ended.code in (0, TROUBLE), (call, ended)
        if ended.code == TROUBLE:
            (sentence,) = ended.said.splitlines()
            assert "请" in sentence, (call, ended)
            assert str(world.root) in sentence or call.kind == "output", (call, ended)
        require_whole(scene.act, world)


def edges(calls: list[Call]) -> Iterator[Call]:
    """Where the same call to the same file is repeated: its first and its last."""
    for _, streak in groupby(calls, key=lambda call: (call.name, call.kind)):
        first, *others = streak
        yield from (first, *others[-1:])


def firsts(calls: list[Call]) -> Iterator[Call]:
    """Each kind of call to each kind of file, once."""
    seen: set[tuple[str, str]] = set()
    for call in calls:
        if (call.name, call.kind) not in seen:
            seen.add((call.name, call.kind))
            yield call


def faulty(
    scene: Scene, faults: list[tuple[Call, str]], folder: Path
) -> Iterator[tuple[Call, World, Ended]]:
    """Do the act once for each fault, in a world of its own."""

    def attempt(job: tuple[Call, str]) -> tuple[Call, World, Ended]:
        call, fault = job
        world = World(scene.template, folder / f"{call.name}-{call.n}-{fault}")
        computer, words = world.at(scene.act.station), scene.act.words(world)
        return call, world, run_with(computer, call, fault, *words)

    with ThreadPoolExecutor(os.cpu_count()) as hands:
        for call, world, ended in hands.map(attempt, faults):
            yield call, world, ended
            world.remove()


def require_whole(act: Act, world: World) -> None:
    """Libraries and files are whole, and the act done again brings all to its end."""
    assert not world.look(act.station).faults
    for file in (world.root / act.stick).glob("*.jsb"):
        open_container(file.read_bytes())
    for each in (act, EXPORT, IMPORT):
        world.does_here(each.station, *each.words(world))
    for code, state in ((NEAR.code, "EXPORTED"), (CODE, "ACCEPTED")):
        seen = world.look(code)
        assert not seen.faults
        assert list(seen.records.values()) == [state]
