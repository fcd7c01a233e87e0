"""Any history, then three rounds in which everything arrives: both sides must agree.

`JISHENG_HISTORIES` says how many histories are tried; `make soak` tries thousands.
"""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.households import CODE
from tests.simulation.conftest import fresh
from tests.simulation.world import World

HISTORIES = int(os.environ.get("JISHENG_HISTORIES", "25"))

Step = tuple[str, int]

HONEST = (
    "enrolls",
    "enrolls",
    "enrolls_known",
    "corrects",
    "voids",
    "exports",
    "exports",
    "answers",
    "delivers",
    "delivers",
    "damages",
    "crashes",
)
UNLUCKY = (*HONEST, "backs_up", "restores")

numbers = st.integers(0, 40)


def histories(names: tuple[str, ...]) -> st.SearchStrategy[list[Step]]:
    return st.lists(st.tuples(st.sampled_from(names), numbers), max_size=14)


def lived(root: Path, steps: list[Step]) -> World:
    world = fresh(root)
    for name, number in steps:
        step = getattr(world, name)
        step() if name == "answers" else step(number)
    world.heals()
    return world


tried = settings(
    max_examples=HISTORIES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.slow
@tried
@given(steps=histories(HONEST))
def test_lost_repeated_reordered_and_damaged_files(
    founded: Path, steps: list[Step]
) -> None:
    world = lived(founded, steps)
    world.must_hold()
    world.no_false_alarm()


@pytest.mark.slow
@tried
@given(steps=histories(UNLUCKY))
def test_restored_computers(founded: Path, steps: list[Step]) -> None:
    world = lived(founded, steps)
    world.must_hold()


@pytest.mark.slow
def test_a_cloned_disk_is_noticed_and_loses_nothing(founded: Path) -> None:
    world = fresh(founded)
    for name, number in (
        ("enrolls", 0),
        ("exports", 0),
        ("delivers", 0),
        ("clones", 0),
        ("enrolls", 0),
        ("enrolls", 2),
        ("corrects", 2),
    ):
        getattr(world, name)(number)
    world.heals()
    assert any(each.code == "E912" for each in world.outcomes)
    assert set(world.typed) <= set(world.states(CODE))
