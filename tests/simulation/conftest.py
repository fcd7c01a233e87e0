"""A founded district to copy for every history."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from tests.exchange import ONE, TWO, Country, spare_key_derivation
from tests.households import CODE
from tests.simulation.world import World


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give a district with two villages; every history begins with a copy of it."""
    root = tmp_path_factory.mktemp("simulation")
    quick = tuple(
        ("synchronous", "OFF") if p[0] == "synchronous" else p
        for p in connection.PRAGMAS
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "PRAGMAS", quick)
        patch.setattr(os, "fsync", lambda _descriptor: None)
        patch.setenv("JISHENG_STATE", str(root / "world" / f"state-{CODE}"))
        spare_key_derivation(patch)
        (root / "world").mkdir()
        country = Country(root / "world")
        for station in (ONE, TWO):
            patch.setenv("JISHENG_STATE", str(root / "world" / f"state-{CODE}"))
            _found(country, station, patch)
        (root / "world").rename(root / "template")
        yield root


def _found(country: Country, station: object, patch: pytest.MonkeyPatch) -> None:
    country.found(station)  # type: ignore[arg-type]
    for code in (CODE, ONE.code, TWO.code):
        state = country.root / f"state-{code}"
        source = country.root / f"state-{CODE}"
        if not state.exists():
            shutil.copytree(source, state)


def fresh(root: Path) -> World:
    """Return the world at its beginning, in the one place where its anchors know it."""
    place = root / "world"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(root / "template", place)
    return World(place)
