"""The real program, killed in every phase: nothing lost, nothing twice, all agree."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.processes.histories import History, Pace, judge
from tests.processes.world import World

HISTORIES = int(os.environ.get("JISHENG_PROCESS_HISTORIES", "50"))


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_whenever_programs_are_killed_all_of_it_arrives_once(
    template: Path, tmp_path: Path
) -> None:
    pace = Pace()

    def play(seed: int) -> History:
        world = World(template, tmp_path / f"history-{seed}")
        return History(seed, world, pace).play()

    kills = 0
    with ThreadPoolExecutor(os.cpu_count()) as hands:
        for history in hands.map(play, range(HISTORIES)):
            print(history)
            judge(history)
            history.world.remove()
            kills += history.kills
    assert kills >= HISTORIES
