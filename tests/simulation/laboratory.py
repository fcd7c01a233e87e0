"""What makes a history cheap and repeatable, and the country every one begins with.

Left out are key derivation and syncing to disk; clock and dice are the history's own.
Everything else is the program: real libraries, real files, real signatures.
"""

import os
import random
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, Self

import pytest
from typing_extensions import override

from db import connection
from jisheng_desktop.sealing import passwords
from jisheng_desktop.services import library, moments
from tests.exchange import ONE, THREE, TOWNSHIP, TWO, Country, spare_key_derivation
from tests.households import CODE

STATIONS = (TOWNSHIP, ONE, TWO, THREE)
PARENTS = {station.code: station.parent for station in STATIONS}

# Where files cost no disk, on systems that have such a place.
MEMORY = Path("/dev/shm")


class Clock(datetime):
    """Stands still until it is moved, in either direction."""

    present = datetime(2026, 1, 15, 9, tzinfo=timezone(timedelta(hours=8)))

    @override
    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        """Return the present of the history."""
        return cls.present


class Ticks:
    """The finer clocks of a history: they agree with `Clock`, and never stand still."""

    def __init__(self) -> None:
        self.ticks = 0

    def monotonic_ns(self) -> int:
        """Return how long the history lasts."""
        self.ticks += 1_000_000
        return self.ticks

    def time_ns(self) -> int:
        """Return the present; no computer knows of a time before 1970."""
        return max(0, int(Clock.present.timestamp())) * 10**9 + self.monotonic_ns()


class Killed(BaseException):
    """The process died here."""


class Fuse:
    """Kills the process at a statement that writes; unlit, it does nothing."""

    left: int | None = None

    def burn(self) -> None:
        """Count a statement."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Killed


FUSE = Fuse()


@contextmanager
def controlled() -> Iterator[pytest.MonkeyPatch]:
    """Let a history move the clock and kill the process."""
    mortal = partial(sqlite3.connect, factory=Mortal)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            connection, "configure", partial(connection.configure, driver=mortal)
        )
        patch.setattr(moments, "datetime", Clock)
        patch.setenv("JISHENG_STATE", "")
        yield patch


def spare(patch: pytest.MonkeyPatch) -> None:
    """Leave out what costs time and is tried elsewhere."""
    quick = tuple(
        ("synchronous", "OFF") if name == "synchronous" else (name, value)
        for name, value in connection.PRAGMAS
    )
    patch.setattr(connection, "PRAGMAS", quick)
    patch.setattr(os, "fsync", lambda _descriptor: None)
    patch.setattr(passwords, "MEMORY_KIB", 8)
    patch.setattr(passwords, "PASSES", 1)
    spare_key_derivation(patch)


class MortalCursor(sqlite3.Cursor):
    """Counts what it writes."""

    @override
    def execute(self, sql: str, *values: Any) -> Self:
        if not sql.lstrip().startswith(("SELECT", "PRAGMA", "ROLLBACK")):
            FUSE.burn()
        return super().execute(sql, *values)

    @override
    def executemany(self, sql: str, rows: Any, /) -> Self:
        FUSE.burn()
        return super().executemany(sql, rows)


class Mortal(sqlite3.Connection):
    """A connection in which the process may die."""

    @override
    def cursor(self, *_: Any) -> MortalCursor:  # type: ignore[override]
        return super().cursor(MortalCursor)

    @override
    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        return self.cursor().execute(sql, *values)

    @override
    def executemany(self, sql: str, rows: Any, /) -> sqlite3.Cursor:
        return self.cursor().executemany(sql, rows)


@contextmanager
def dice(seed: int) -> Iterator[None]:
    """Let identities and streams of a history be the same whenever it is repeated."""
    fallen = random.Random(seed).randbytes
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", fallen)
        patch.setattr(secrets, "token_bytes", fallen)
        patch.setattr(Clock, "present", Clock.present)
        patch.setattr(moments, "time", Ticks())
        yield


@contextmanager
def memory() -> Iterator[Path]:
    """Give a folder that costs no disk, where the system has such a place."""
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@contextmanager
def founded(root: Path, *, at_real_cost: bool = False) -> Iterator[Path]:
    """Found what every history begins with: a district, a township, three villages."""
    with controlled() as patch:
        if not at_real_cost:
            spare(patch)
        world = root / "world"
        world.mkdir(parents=True)
        patch.setenv("JISHENG_STATE", str(world / f"state-{CODE}"))
        country = Country(world)
        for station in STATIONS:
            country.found(station)
            country.round(station.code)
        for station in STATIONS:
            state = world / f"state-{CODE}"
            shutil.copytree(state, world / f"state-{station.code}")
        world.rename(root / "template")
        yield root


def fresh(root: Path) -> Path:
    """Return a copy of the country, in the one place where its anchors know it."""
    place = root / "world"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root / "template", place)
    library.close_library()
    return place
