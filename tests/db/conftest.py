"""An open library file without an office."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db import migrations
from db.connection import configure, connect, database, disconnect


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a path for a library file."""
    return tmp_path / "library.db"


@pytest.fixture
def library(file: Path) -> Iterator[Path]:
    """Give an open library of today's schema."""
    configure(file)
    connect()
    migrations.upgrade()
    yield file
    assert not database.in_transaction(), "a transaction was left open"
    disconnect()
