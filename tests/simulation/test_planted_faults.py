"""The histories can fail: each of these faults, planted in the protocol, is caught."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.queries import households, streams
from jisheng_desktop.domain.standing import Standing
from jisheng_desktop.services import answers_taken, folding, ruling
from jisheng_desktop.services import applying as applied
from tests.simulation.conftest import fresh

STORY = (
    ("enrolls", 0),
    ("enrolls", 1),
    ("enrolls_known", 0),
    ("enrolls_known", 1),
    ("exports", 0),
    ("delivers", 0),
    ("corrects", 0),
    ("enrolls", 0),
    ("voids", 0),
    ("exports", 0),
)

Plant = Callable[[pytest.MonkeyPatch], None]


def lived(root: Path) -> None:
    world = fresh(root)
    for name, number in STORY:
        getattr(world, name)(number)
    world.heals()
    world.must_hold()


def sent_is_received_and_never_taken_back(patch: pytest.MonkeyPatch) -> None:
    mark = households.mark_exported

    def forget(records: tuple[str, ...]) -> None:
        mark(records)
        for stream in streams.own():
            streams.acknowledge(stream, streams.head(stream).n)

    patch.setattr(households, "mark_exported", forget)
    patch.setattr(answers_taken, "_acknowledge", lambda _: None)


def everybody_stands(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        ruling, "settle", lambda claims: {c.uid: Standing("ACCEPTED") for c in claims}
    )


def verdicts_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers_taken, "_hear", lambda *_: False)


def the_first_revision_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(applied, "latest", _without)


def _without(links: object, known: dict[str, object]) -> object:
    found = folding.latest(links, known)  # type: ignore[arg-type]
    return {uid: each for uid, each in found.items() if uid not in known}


def voids_are_overlooked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(applied, "_store_void", lambda *_: None)


FAULTS: tuple[Plant, ...] = (
    sent_is_received_and_never_taken_back,
    everybody_stands,
    verdicts_are_not_heard,
    the_first_revision_wins,
    voids_are_overlooked,
)


def test_the_story_holds_without_a_fault(founded: Path) -> None:
    lived(founded)


@pytest.mark.parametrize("plant", FAULTS)
def test_a_planted_fault_is_caught(
    founded: Path, plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(Exception):  # noqa: B017, PT011 - any way of noticing will do
        lived(founded)
