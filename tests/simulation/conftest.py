"""A founded country to copy for every history of a test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.laboratory import founded, memory


@pytest.fixture(scope="module")
def country() -> Iterator[Path]:
    """Give a district, a township and three villages; histories live in copies."""
    with memory() as folder, founded(folder / "country") as root:
        yield root
