"""Connections and transactions: nothing is written by accident."""

import sqlite3
from pathlib import Path
from threading import Thread
from typing import Any, cast

import pytest

from db import connection
from db.connection import (
    NestedTransactionError,
    WriteOutsideTransactionError,
    add_all,
    configure,
    connect,
    copy_to,
    database,
    disconnect,
    reading_from,
    roomy,
    select,
    select_row,
    select_value,
    snapshot,
    together,
    transaction,
    write,
    write_all,
)
from db.failures import StorageFailure
from db.models import FactRow

ADD = "INSERT INTO fact (name, value) VALUES (?, ?)"


def facts() -> list[tuple[Any, ...]]:
    return select("SELECT name, value FROM fact ORDER BY name")


def test_the_pragmas_that_keep_work_safe_are_set(library: Path) -> None:
    assert select_value("PRAGMA journal_mode") == "wal"
    assert select_value("PRAGMA synchronous") == 3
    assert select_value("PRAGMA foreign_keys") == 1


def test_synchronous_is_set_before_the_switch_to_wal() -> None:
    names = [name for name, _ in connection.PRAGMAS]
    assert names.index("synchronous") < names.index("journal_mode")


def test_many_rows_are_added_by_few_statements(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "MOST_VALUES", 7)
    rows = [(f"name {n:02}", str(n)) for n in range(10)]
    insert = "INSERT INTO fact (name, value) VALUES"
    with pytest.raises(WriteOutsideTransactionError):
        add_all(insert, rows)
    statements: list[str] = []
    database.connection.set_trace_callback(statements.append)
    with transaction():
        add_all(insert, [])
        add_all(insert, rows)
    database.connection.set_trace_callback(None)
    assert sum(text.startswith("INSERT") for text in statements) == 4
    assert facts() == rows


def test_a_transaction_keeps_everything_or_nothing(library: Path) -> None:
    with transaction():
        write(ADD, "a", "1")
        write_all(ADD, [("b", "2"), ("c", "3")])
    with pytest.raises(ZeroDivisionError), transaction():
        write(ADD, "d", "4")
        1 / 0  # noqa: B018
    assert facts() == [("a", "1"), ("b", "2"), ("c", "3")]


def test_writing_outside_of_a_transaction_is_a_bug(library: Path) -> None:
    with pytest.raises(WriteOutsideTransactionError):
        write(ADD, "a", "1")
    with pytest.raises(WriteOutsideTransactionError):
        write_all(ADD, [("a", "1")])
    with pytest.raises(WriteOutsideTransactionError):
        FactRow.insert(name="a", value="1").execute()
    with pytest.raises(WriteOutsideTransactionError):
        select("  delete FROM fact")
    assert facts() == []


def test_transactions_do_not_nest(library: Path) -> None:
    with transaction(), pytest.raises(NestedTransactionError), transaction():
        pass


def test_transactions_together_stand_or_fall_each_by_itself(library: Path) -> None:
    with together():
        with transaction():
            write(ADD, "a", "1")
        with pytest.raises(ZeroDivisionError), transaction():
            write(ADD, "b", "2")
            1 / 0  # noqa: B018
        with pytest.raises(WriteOutsideTransactionError):
            write(ADD, "c", "3")
        with transaction(), pytest.raises(NestedTransactionError), transaction():
            pass
        with reading_from(library):
            assert facts() == []
    assert facts() == [("a", "1")]


def test_what_leaves_a_group_undoes_all_of_it(library: Path) -> None:
    with pytest.raises(ZeroDivisionError), together():
        with transaction():
            write(ADD, "a", "1")
        1 / 0  # noqa: B018
    assert facts() == []
    with transaction():
        write(ADD, "b", "2")
    assert facts() == [("b", "2")]


def test_a_roomy_connection_is_as_it_was_afterwards(library: Path) -> None:
    before = select_value("PRAGMA cache_size")
    with roomy():
        for name, value in connection.ROOMY:
            assert select_value(f"PRAGMA {name}") == value
    assert select_value("PRAGMA cache_size") == before


def test_a_snapshot_sees_one_state(library: Path) -> None:
    def add() -> None:
        with transaction():
            write(ADD, "a", "1")
        disconnect()

    with snapshot():
        assert facts() == []
        other = Thread(target=add)
        other.start()
        other.join()
        assert facts() == []
    assert facts() == [("a", "1")]


def test_threads_write_in_turns(library: Path) -> None:
    def add(name: str) -> None:
        for number in range(20):
            with transaction():
                write(ADD, f"{name}{number}", "")
        disconnect()

    threads = [Thread(target=add, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(facts()) == 80


def test_a_copy_holds_what_the_wal_holds(library: Path, tmp_path: Path) -> None:
    with transaction():
        write(ADD, "a", "1")
    copy = tmp_path / "copy.db"
    copy_to(copy)
    with transaction():
        write(ADD, "b", "2")
    with reading_from(copy):
        assert facts() == [("a", "1")]
        with pytest.raises(StorageFailure, match="只读"):
            select("DELETE FROM fact")
    assert len(facts()) == 2


def test_a_missing_row_is_none(library: Path) -> None:
    assert select_row("SELECT * FROM office") is None
    assert select_value("SELECT code FROM office") is None


def test_another_driver_may_open_the_file(file: Path) -> None:
    opened: list[str] = []

    def driver(path: str, **options: Any) -> sqlite3.Connection:
        opened.append(path)
        return cast("sqlite3.Connection", sqlite3.connect(path, **options))

    configure(file, driver)
    connect()
    try:
        assert select_value("SELECT 1") == 1
    finally:
        disconnect()
        configure(file)
    assert opened == [str(file)]


def test_a_refused_pragma_leaves_no_connection(tmp_path: Path) -> None:
    def broken(path: str, **options: Any) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open")

    configure(tmp_path / "x.db", broken)
    with pytest.raises(Exception, match="unable to open"):
        connect()
    assert database.is_closed()
    configure(tmp_path / "x.db")
