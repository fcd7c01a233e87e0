"""Histories: thrown from a seed, lived through, and cut down to what makes them fail."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tests.simulation import decisions, invariants, misfortunes
from tests.simulation.laboratory import STATIONS, dice, fresh
from tests.simulation.world import World

SHORTEST, LONGEST = 8, 24
NUMBERS = 64
AWAY = 0.25


class Step(NamedTuple):
    """Something that happens, and two numbers that say where and how."""

    name: str
    which: int
    how: int


History = tuple[Step, ...]

STEPS: dict[str, Callable[[World, int, int], None]] = {
    "enrolls": World.enrolls,
    "enrolls_known": World.enrolls_known,
    "corrects": World.corrects,
    "voids": World.voids,
    "exports": World.exports,
    "answers": World.answers,
    "exchanges": World.exchanges,
    "passes_on": World.passes_on,
    "delivers": World.delivers,
    "damages": World.damages,
    "is_killed": World.is_killed,
    "crashes": misfortunes.crashes,
    "jumps": misfortunes.jumps,
    "backs_up": misfortunes.backs_up,
    "restores": misfortunes.restores,
    "restores_disk": misfortunes.restores_disk,
    "district_backs_up": misfortunes.district_backs_up,
    "district_restores": misfortunes.district_restores,
    "district_restores_disk": misfortunes.district_restores_disk,
    "clones": misfortunes.clones,
    "is_stolen": misfortunes.is_stolen,
    "is_replaced": misfortunes.is_replaced,
    "moves": decisions.moves,
    "insures": decisions.insures,
    "changes_keys": decisions.changes_keys,
}

# How often each happens; what is rare in life is common enough here to be met.
EVERYDAY = {
    "enrolls": 3,
    "enrolls_known": 3,
    "corrects": 7,
    "voids": 1,
    "exports": 5,
    "answers": 2,
    "exchanges": 3,
    "passes_on": 1,
    "delivers": 8,
    "damages": 1,
    "is_killed": 2,
    "crashes": 1,
    "jumps": 1,
    "moves": 1,
    "insures": 1,
}
# What befalls every second history once or twice, in this order.
BAD_LUCK = (
    ("backs_up", "restores"),
    ("backs_up", "restores_disk"),
    ("district_backs_up", "district_restores"),
    ("district_backs_up", "district_restores_disk"),
    ("clones",),
    ("clones",),
    ("is_stolen",),
    ("is_replaced",),
    ("changes_keys",),
)


def thrown(seed: int) -> History:
    """Return the history of a seed. Most of it happens at one station and to a few
    records, so that things meet.
    """
    chance = random.Random(seed)
    length = chance.randint(SHORTEST, LONGEST)
    names = chance.choices(list(EVERYDAY), list(EVERYDAY.values()), k=length)
    for misfortune in chance.sample(BAD_LUCK, chance.randint(1, 2) * (seed % 2)):
        places = sorted(chance.choices(range(length), k=len(misfortune)))
        for place, name in zip(reversed(places), reversed(misfortune), strict=True):
            names.insert(place, name)
    home, few = chance.randrange(len(STATIONS)), chance.sample(range(NUMBERS), 3)
    return tuple(
        Step(name, _where(name, chance, home), chance.choice(few)) for name in names
    )


def _where(name: str, chance: random.Random, home: int) -> int:
    """Name a file lately written, or one of the computers, most often at home."""
    if name in ("delivers", "damages"):
        return chance.randrange(4)
    away = chance.randrange(len(STATIONS)) if chance.random() < AWAY else home
    return away + len(STATIONS) * chance.randrange(4)


def live(root: Path, history: History, seed: int = 0) -> None:
    """Live through a history; raise AssertionError when something does not hold."""
    with dice(seed):
        world = World(fresh(root))
        try:
            for step in history:
                STEPS[step.name](world, step.which, step.how)
            invariants.heal(world)
            invariants.no_false_alarm(world, {step.name for step in history})
        finally:
            world.leaves()


def why_it_fails(root: Path, history: History, seed: int = 0) -> str | None:
    """Return in what way a history fails, None when everything holds."""
    try:
        live(root, history, seed)
    except Exception as error:  # noqa: BLE001 - any way of failing is a finding
        return f"{type(error).__name__}: {error}"
    return None


def smallest(root: Path, history: History, seed: int = 0) -> History:
    """Return a history that still fails though nothing more can be left out."""
    kept = list(history)
    with suppress(StopIteration):
        while True:
            kept = next(
                shorter
                for shorter in _shorter(kept)
                if why_it_fails(root, tuple(shorter), seed) is not None
            )
    return tuple(kept)


def _shorter(history: Sequence[Step]) -> Iterator[list[Step]]:
    size = len(history) // 2
    while size:
        for at in range(0, len(history), size):
            yield [*history[:at], *history[at + size :]]
        size //= 2
