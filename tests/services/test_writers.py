"""Every writer stores, or leaves nothing behind, whichever statement fails."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.connection import Library, database
from db.failures import StorageFailure
from jisheng_desktop.services.checking import check
from tests.services.writers import WRITERS, everything, prepared

MOST_STATEMENTS = 60


class Failing:
    """Lets so many writing statements pass and fails the next, like a broken disk."""

    def __init__(self, passing: int) -> None:
        self.left = passing

    def count(self) -> None:
        self.left -= 1
        if self.left < 0:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error

    def around(self, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(library: Library, *arguments: Any, **options: Any) -> Any:
            reads = arguments and str(arguments[0]).lstrip().startswith(
                ("SELECT", "PRAGMA")
            )
            if not reads:
                self.count()
            return work(library, *arguments, **options)

        return run


@pytest.mark.parametrize("name", WRITERS)
def test_a_writer_stores(name: str, folder: Path) -> None:
    scene = prepared(folder)
    before = everything()
    WRITERS[name](scene)
    assert everything() != before
    assert all(each.ok for each in check())


@pytest.mark.parametrize("name", WRITERS)
def test_a_failing_writer_leaves_nothing_behind(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = prepared(folder)
    before = everything()
    failures = 0
    for passing in range(MOST_STATEMENTS):
        failing = Failing(passing)
        with monkeypatch.context() as patch:
            for method in ("execute", "commit"):
                patch.setattr(Library, method, failing.around(getattr(Library, method)))
            try:
                WRITERS[name](scene)
            except StorageFailure:
                failures += 1
            else:
                break
        assert not database.in_transaction()
        assert everything() == before
    else:
        pytest.fail("never came to an end")
    assert failures > 0
    assert everything() != before
