"""Storing one step behind: in order, never ahead of what is told, errors and all."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db import connection
from db.connection import select, transaction, write
from db.failures import StorageFailure
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.services.storing_behind import stored_behind


def put(number: int) -> int:
    with transaction():
        write("INSERT INTO fact (name, value) VALUES (?, 'x')", f"step {number}")
    return number


def stored() -> list[str]:
    rows = select("SELECT name FROM fact WHERE name LIKE 'step %' ORDER BY name")
    return [row[0] for row in rows]


@pytest.mark.usefixtures("operator")
def test_each_step_is_told_when_it_and_nothing_after_it_is_stored() -> None:
    for number in stored_behind(range(5), put):
        assert stored() == [f"step {n}" for n in range(number + 1)]
    assert len(stored()) == 5


@pytest.mark.usefixtures("operator")
def test_the_next_step_is_at_work_while_one_is_stored() -> None:
    asked = threading.Event()

    def steps() -> Iterator[int]:
        yield 0
        asked.set()
        yield 1

    def wait(number: int) -> int:
        assert asked.wait(10)
        return put(number)

    assert list(stored_behind(steps(), wait)) == [0, 1]


@pytest.mark.usefixtures("operator")
def test_who_stops_there_leaves_what_was_told() -> None:
    with closing(stored_behind(range(9), put)) as numbers:
        for number in numbers:
            if number == 2:
                break
    assert stored() == ["step 0", "step 1", "step 2"]


@pytest.mark.usefixtures("operator")
def test_what_fails_is_raised_and_nothing_follows() -> None:
    def fail(number: int) -> int:
        if number == 1:
            raise ZeroDivisionError
        return put(number)

    with pytest.raises(ZeroDivisionError):
        list(stored_behind(range(9), fail))
    assert stored() == ["step 0"]


def test_the_thread_leaves_no_connection_behind(operator: Operator) -> None:
    before = threading.active_count()
    assert list(stored_behind([operator.name], str)) == [operator.name]
    assert threading.active_count() == before
    assert not list(stored_behind([], put))


@pytest.mark.usefixtures("operator")
def test_a_library_that_opens_no_second_time_is_trouble_and_no_bug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(_file: str, **_options: object) -> sqlite3.Connection:
        return sqlite3.connect(tmp_path / "gone" / "library.db")

    monkeypatch.setattr(connection.source, "driver", elsewhere)
    with pytest.raises(StorageFailure):
        list(stored_behind(range(2), put))
    monkeypatch.undo()
    assert stored() == []
