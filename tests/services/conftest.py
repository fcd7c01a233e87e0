"""A real library in a temporary folder, opened as the product opens it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import database
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.sealing import passwords
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.operators import Session
from tests.households import district


@pytest.fixture(autouse=True)
def nothing_open() -> Iterator[None]:
    """Fail a test that leaves a transaction open; close its library."""
    yield
    left = database.in_transaction()
    close_library()
    assert not left, "a transaction was left open"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the slowness with which argon2id protects real passwords."""
    monkeypatch.setattr(passwords, "MEMORY_KIB", 64)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def session(folder: Path) -> Session:
    """Give an open district office without a password."""
    return district(folder)


@pytest.fixture
def operator(session: Session) -> Operator:
    """Give the operator of an open district office."""
    return session.operator
