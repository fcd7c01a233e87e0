"""Many histories on every core; one that fails is cut down to its smallest form."""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from tests.simulation.histories import Step, smallest, thrown, why_it_fails
from tests.simulation.laboratory import founded, memory

PROCESSES = 2
AT_ONCE = 10
BATCH = 100


class Ending(NamedTuple):
    """How the history of a seed ended: `why` it failed, None when all held."""

    seed: int
    why: str | None


class _Here:
    """The country of this worker process, founded once."""

    root = Path()
    country: AbstractContextManager[Path]


def endings(seeds: Iterable[int]) -> Iterator[Ending]:
    """Live through the histories of seeds on several cores; yield how each ended, in
    the order of the seeds.
    """
    coming = iter(seeds)
    with memory() as folder, _workers(folder) as pool:
        while batch := list(islice(coming, BATCH)):
            yield from pool.map(_lived, batch, chunksize=AT_ONCE)


def told(seed: int) -> str:
    """Return the smallest history that still fails as the one of a seed does."""
    with memory() as folder, founded(folder / "smallest") as root:
        steps = smallest(root, thrown(seed), seed)
        return told_of(steps, seed, why_it_fails(root, steps, seed))


def told_of(steps: Iterable[Step], seed: int, why: str | None) -> str:
    """Return a history in the form in which it can be kept as a test."""
    lines = "\n".join(f'    ("{s.name}", {s.which}, {s.how}),' for s in steps)
    return f"seed {seed}: {why}\n(\n{lines}\n)"


def _workers(folder: Path) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        PROCESSES,
        mp_context=get_context("spawn"),
        initializer=_settle,
        initargs=(str(folder),),
    )


def _settle(folder: str) -> None:
    """Stay in a country of one's own for as long as this process lives."""
    _Here.country = founded(Path(folder) / str(os.getpid()))
    _Here.root = _Here.country.__enter__()


def _lived(seed: int) -> Ending:
    return Ending(seed, why_it_fails(_Here.root, thrown(seed), seed))
