"""Trouble of the storage is told in words, and nothing is lost."""

import os
import sqlite3
from pathlib import Path

import pytest

from db.connection import (
    configure,
    connect,
    database,
    disconnect,
    select,
    select_value,
    transaction,
    write,
)
from db.failures import SENTENCES, NotALibrary, StorageFailure, classify

ADD = "INSERT INTO fact (name, value) VALUES (?, ?)"


def test_a_full_disk_is_named_though_the_rollback_fails_too(library: Path) -> None:
    with transaction():
        write(ADD, "before", "kept")
    pages = select_value("PRAGMA page_count")
    select(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageFailure, match="磁盘已满，什么都没有保存"), transaction():
        for number in range(1000):
            write(ADD, str(number), "x" * 1000)
    assert not database.in_transaction()
    assert select("SELECT name FROM fact") == [("before",)]
    select("PRAGMA max_page_count = 1000000")
    with transaction():
        write(ADD, "after", "works")


def test_a_file_that_is_no_database_is_named(file: Path) -> None:
    file.write_bytes(b"PK\3\4" * 1000)
    configure(file)
    with pytest.raises(NotALibrary, match="恢复备份"):
        connect()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    configure(tmp_path / "nowhere" / "library.db")
    with pytest.raises(StorageFailure, match="打不开"):
        connect()


def test_a_damaged_page_is_named(library: Path, file: Path) -> None:
    with transaction():
        for number in range(200):
            write(ADD, str(number), "x" * 500)
    disconnect()
    damaged = bytearray(file.read_bytes())
    damaged[8192 : len(damaged)] = b"\xff" * (len(damaged) - 8192)
    file.write_bytes(damaged)
    with pytest.raises(NotALibrary):
        connect()
    disconnect()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root")
def test_a_read_only_folder_is_named(library: Path, file: Path) -> None:
    file.chmod(0o400)
    with pytest.raises(StorageFailure, match="只读"), transaction():
        write(ADD, "a", "1")


def test_a_query_only_connection_counts_as_read_only(library: Path) -> None:
    select("PRAGMA query_only = 1")
    with pytest.raises(StorageFailure, match="只读"), transaction():
        write(ADD, "a", "1")
    select("PRAGMA query_only = 0")


def test_a_busy_library_asks_to_wait(library: Path, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    select("PRAGMA busy_timeout = 10")
    with pytest.raises(StorageFailure, match="另一个程序"), transaction():
        write(ADD, "a", "1")
    other.close()


def test_a_broken_constraint_is_a_bug_not_a_storage_failure(library: Path) -> None:
    with pytest.raises(Exception, match="UNIQUE") as caught, transaction():
        write(ADD, "a", "1")
        write(ADD, "a", "2")
    assert not isinstance(caught.value, StorageFailure)
    assert select("SELECT name FROM fact") == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_code_has_a_sentence_that_says_what_to_do(code: int) -> None:
    oldest = sqlite3.OperationalError("cause")
    oldest.sqlite_errorcode = code | 0x300
    newest = RuntimeError("cannot rollback")
    newest.__context__ = oldest
    failure = classify(newest)
    assert failure is not None
    assert str(failure) == SENTENCES[code]
    assert failure.exit_code == 3


def test_what_has_no_code_is_no_failure() -> None:
    assert classify(ValueError("x")) is None
