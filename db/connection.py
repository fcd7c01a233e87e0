"""The one open library: connections, transactions, and no write outside of them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import RLock, local
from typing import Any

from db.failures import storage_failures

Value = str | int | bytes | None
Row = tuple[Any, ...]

APPLICATION_ID = 0x4A53_4844  # "JSHD"
BUSY_TIMEOUT_S = 5

# EXTRA must be set before the switch to WAL, or the moment the library is created
# is weak against power cuts (sync.md section 2).
PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("synchronous", "EXTRA"),
    ("journal_mode", "WAL"),
    ("foreign_keys", 1),
    ("cache_size", -16_384),
    ("temp_store", "MEMORY"),
)

# While a lot is taken in: memory for the indexes of some 50,000 households (a negative
# size counts KiB), and a WAL of 80 MB, so that pages written again and again are folded
# into the library once for many commits.
ROOMY = (("cache_size", -65_536), ("wal_autocheckpoint", 20_000))

# How many values one statement may carry, in every SQLite since 3.32.
MOST_VALUES = 32_766

_HARMLESS = ("SELECT", "PRAGMA", "WITH", "EXPLAIN")


# What opens a database file: the standard `sqlite3.connect`, or an encrypting twin.
Driver = Callable[..., Any]


class WriteOutsideTransactionError(RuntimeError):
    """A statement that writes was about to run without a transaction: a bug."""


class NestedTransactionError(RuntimeError):
    """A use case called another: the real boundary is unclear, which is a bug."""


class Source:
    """Which file is the library, and what opens it; the same for all threads."""

    def __init__(self) -> None:
        self.file = Path()
        self.driver: Driver = sqlite3.connect


class Library(local):
    """SQLite that refuses to write outside of `transaction()`: a connection a thread.

    Plain `sqlite3`: the tables of `db.models` write through the same door, but the
    program reads its library and shows its window before they are needed.
    """

    def __init__(self) -> None:
        self._connection: Any = None
        self._in_transaction = False
        self._is_grouping = False

    @property
    def connection(self) -> Any:
        """The connection of the calling thread, opened now if it was not."""
        if self._connection is None:
            self._connection = self._opened()
        return self._connection

    def is_closed(self) -> bool:
        """Tell whether this thread has no connection."""
        return self._connection is None

    def in_transaction(self) -> bool:
        """Tell whether this thread is inside `transaction()` or `snapshot()`."""
        return self._in_transaction

    def close(self) -> None:
        """Close this thread's connection, if any."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def execute(self, sql: str, values: Sequence[Value] = ()) -> Any:
        """Run one statement; one that writes needs a transaction around it."""
        if not self._in_transaction and not sql.lstrip().startswith(_HARMLESS):
            raise WriteOutsideTransactionError(sql)
        return self.connection.execute(sql, values)

    @contextmanager
    def atomic(self, kind: str) -> Iterator[None]:
        """Commit all statements of the block or none, inside `grouping` a part of it."""
        self.connection.execute(
            "SAVEPOINT one" if self._is_grouping else f"BEGIN {kind}"
        )
        self._in_transaction = True
        try:
            yield
            self.commit()
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._in_transaction = False

    @contextmanager
    def grouping(self) -> Iterator[None]:
        """Commit the transactions of the block in one go, at its end."""
        with self.atomic("IMMEDIATE"):
            self._in_transaction, self._is_grouping = False, True
            try:
                yield
            finally:
                self._is_grouping = False

    def commit(self) -> None:
        """Make what the transaction wrote stay."""
        self.connection.execute("RELEASE one" if self._is_grouping else "COMMIT")

    def _roll_back(self) -> None:
        # On a full disk SQLite has rolled back by itself.
        if not self.connection.in_transaction:
            return
        if self._is_grouping:
            self.connection.execute("ROLLBACK TO one")
            self.connection.execute("RELEASE one")
        else:
            self.connection.execute("ROLLBACK")

    def _opened(self) -> Any:
        connection = source.driver(
            str(source.file), timeout=BUSY_TIMEOUT_S, isolation_level=None
        )
        try:
            for name, value in PRAGMAS:
                connection.execute(f"PRAGMA {name} = {value}")
        except BaseException:
            connection.close()
            raise
        return connection


source = Source()
database = Library()

# SQLite before 3.51.3 can lose a commit when two connections write or checkpoint at
# the same moment (the WAL-reset race), so threads of this process take turns.
_one_writer = RLock()

# The other file from which a thread reads inside `reading_from`.
_elsewhere = local()


def configure(path: Path, driver: Driver = sqlite3.connect) -> None:
    """Name the library's file and what opens it; nothing is opened yet."""
    database.close()
    source.file, source.driver = path, driver


def file_in_use() -> Path:
    """Return the library's file."""
    return source.file


def connect() -> None:
    """Open this thread's connection, or raise `StorageFailure`."""
    with storage_failures(source.file):
        _ = database.connection


def disconnect() -> None:
    """Close this thread's connection, if any; the last one folds in the WAL."""
    with _one_writer, storage_failures(source.file):
        database.close()


@contextmanager
def transaction() -> Iterator[None]:
    """Commit everything in the block or nothing; the only place where writing happens.

    Takes the write lock at once, so that nothing fails halfway for want of it.
    """
    if database.in_transaction():
        raise NestedTransactionError
    with _one_writer, storage_failures(source.file), database.atomic("IMMEDIATE"):
        yield


class _TakenBack(Exception):
    """Leaves a trial, so that nothing of it stays."""


@contextmanager
def trial() -> Iterator[None]:
    """Let the block write and see what would come of it; nothing of it stays."""
    with suppress(_TakenBack), transaction():
        yield
        raise _TakenBack


@contextmanager
def together() -> Iterator[None]:
    """Bring the transactions of the block to disk in one go, at its end.

    Each stays whole or undone by itself; an error that leaves the block, or a kill in
    it, undoes them all. Nobody may be told of one before the block has ended.
    """
    if database.in_transaction():
        raise NestedTransactionError
    with _one_writer, storage_failures(source.file), database.grouping():
        yield


@contextmanager
def roomy() -> Iterator[None]:
    """Let this thread keep more of the library in memory while it takes in a lot."""
    usual = [(name, select_value(f"PRAGMA {name}")) for name, _ in ROOMY]
    make_room()
    try:
        yield
    finally:
        _set(usual)


def make_room() -> None:
    """Let this thread keep more of the library in memory until it disconnects."""
    _set(ROOMY)


def _set(pragmas: Iterable[tuple[str, int]]) -> None:
    for name, value in pragmas:
        select(f"PRAGMA {name} = {value}")


@contextmanager
def snapshot() -> Iterator[None]:
    """Let the queries of the block see one and the same state of the library."""
    if database.in_transaction():
        yield
        return
    with storage_failures(source.file), database.atomic("DEFERRED"):
        yield


@contextmanager
def reading_from(file: Path) -> Iterator[None]:
    """Let this thread's queries read another library's file, without changing it."""
    with storage_failures(file):
        other = source.driver(str(file), isolation_level=None)
        try:
            other.execute("PRAGMA query_only = 1")
            _elsewhere.connection = other
            yield
        finally:
            _elsewhere.connection = None
            other.close()


def select(sql: str, *values: Value) -> list[Row]:
    """Return all rows of a query."""
    with storage_failures(source.file):
        rows: list[Row] = _cursor(sql, values).fetchall()
        return rows


def select_row(sql: str, *values: Value) -> Row | None:
    """Return the first row of a query, or None."""
    with storage_failures(source.file):
        row: Row | None = _cursor(sql, values).fetchone()
        return row


def select_value(sql: str, *values: Value) -> Any:
    """Return the first column of the first row, or None when there is no row."""
    row = select_row(sql, *values)
    return row[0] if row else None


def write(sql: str, *values: Value) -> int:
    """Run one writing statement; return how many rows it touched."""
    touched: int = database.execute(sql, values).rowcount
    return touched


def write_all(sql: str, rows: Sequence[Sequence[Value]]) -> None:
    """Run one writing statement for each row of values."""
    if not database.in_transaction():
        raise WriteOutsideTransactionError(sql)
    database.connection.executemany(sql, rows)


def add_all(insert: str, rows: Sequence[Sequence[Value]]) -> None:
    """Add rows, all of one width, by few statements; `insert` ends in VALUES.

    Other threads go on while a statement runs: with `write_all` they stop at each row.
    """
    if not rows:
        return
    width = len(rows[0])
    most = MOST_VALUES // width
    marks = f"({', '.join('?' * width)})"
    for start in range(0, len(rows), most):
        part = rows[start : start + most]
        sql = f"{insert} {', '.join([marks] * len(part))}"
        database.execute(sql, [value for row in part for value in row])


def copy_to(file: Path) -> None:
    """Write a consistent copy of the library to a new file, while it stays in use."""
    with storage_failures(source.file):
        target = sqlite3.connect(file)
        try:
            database.connection.backup(target)
        finally:
            target.close()


def _cursor(sql: str, values: Sequence[Value]) -> Any:
    other = getattr(_elsewhere, "connection", None)
    return other.execute(sql, values) if other else database.execute(sql, values)
