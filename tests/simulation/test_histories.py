"""Any history, then at most three exchanges in which everything arrives: all must agree.

`JISHENG_HISTORIES` says how many histories are tried; `make soak` tries new ones for hours.
"""

import os
from itertools import islice
from pathlib import Path

import pytest

from tests.simulation.histories import EVERYDAY, STEPS, Step, live, smallest, thrown
from tests.simulation.kept import FAILED_ONCE, steps
from tests.simulation.laboratory import founded, memory
from tests.simulation.many import endings, told

HISTORIES = int(os.environ.get("JISHENG_HISTORIES", "2000"))
SHOWN = 3

# Whatever can happen to a record, at the full price of keys and disks.
ORDINARY = (
    ("enrolls", 1, 0),
    ("enrolls_known", 1, 0),
    ("enrolls_known", 3, 0),
    ("exports", 1, 0),
    ("delivers", 0, 1),
    ("exports", 0, 0),
    ("delivers", 0, 0),
    ("corrects", 1, 0),
    ("voids", 3, 0),
    ("exports", 3, 0),
    ("damages", 0, 5),
    ("delivers", 0, 0),
    ("answers", 0, 0),
    ("backs_up", 1, 0),
    ("corrects", 1, 0),
    ("restores", 1, 0),
    ("corrects", 1, 0),
    ("clones", 2, 0),
    ("enrolls", 2, 0),
    ("enrolls", 6, 0),
)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_history_holds() -> None:
    failed = (e for e in endings(range(HISTORIES)) if e.why is not None)
    found = [told(each.seed) for each in islice(failed, SHOWN)]
    assert not found, "\n\n".join(found)


@pytest.mark.parametrize("name", FAILED_ONCE)
def test_what_failed_once_holds(country: Path, name: str) -> None:
    live(country, steps(FAILED_ONCE[name]))


@pytest.mark.slow
def test_a_history_at_real_cost() -> None:
    with memory() as folder, founded(folder / "c", at_real_cost=True) as root:
        live(root, steps(ORDINARY))


def test_a_seed_is_enough_to_live_a_history_again() -> None:
    assert thrown(7) == thrown(7) != thrown(8)
    assert {step.name for seed in range(200) for step in thrown(seed)} == set(STEPS)
    assert {step.name for step in thrown(4)} <= set(EVERYDAY)


def test_a_failing_history_is_cut_down_to_what_makes_it_fail(
    country: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_world: object, which: int, _how: int) -> None:
        assert which != 13

    monkeypatch.setitem(STEPS, "jumps", breaks)
    long = steps(
        (("enrolls", 1, 0), ("jumps", 2, 0), ("jumps", 13, 0), ("answers", 0, 0))
    )
    assert smallest(country, long) == (Step("jumps", 13, 0),)
