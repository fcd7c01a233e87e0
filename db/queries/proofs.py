"""What SQLite itself can tell about the soundness of the file, and its numbers."""

import sqlite3
from typing import NamedTuple

from db.connection import select, select_row

# Before these, two connections that write or checkpoint at once may lose a commit.
_RACE_ENDS = (3, 51, 3)
_RACE_ENDS_EARLIER = {(3, 44): 6, (3, 50): 7}


class Series(NamedTuple):
    """A series of numbers: the last one given out, and all that exist."""

    series: str
    year: int
    last: int
    numbers: tuple[str, ...]


def damages() -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file itself."""
    found = (text for (text,) in select("PRAGMA integrity_check"))
    return tuple(text for text in found if text != "ok")


def broken_references() -> int:
    """Count the rows that refer to nothing."""
    return len(select("PRAGMA foreign_key_check"))


def number_series() -> tuple[Series, ...]:
    """Return every series of this station with the numbers that exist in it."""
    counters = select("SELECT series, year, last FROM counter ORDER BY series, year")
    known = {
        "HOUSEHOLD": _numbers("SELECT number FROM household"),
        "ENROLLMENT": _numbers("SELECT number FROM enrollment"),
        "RECEIPT": _numbers("SELECT receipt_no FROM enrollment"),
    }
    return tuple(
        Series(series, year, last, tuple(_of_year(known[series], year)))
        for series, year, last in counters
    )


def has_wal_reset_race() -> bool:
    """Tell whether this SQLite may lose a commit between two connections."""
    version = sqlite3.sqlite_version_info
    fixed_at = _RACE_ENDS_EARLIER.get(version[:2])
    return version < _RACE_ENDS and (fixed_at is None or version[2] < fixed_at)


def sqlite_version() -> str:
    """Return the version of the SQLite in use."""
    return sqlite3.sqlite_version


def _numbers(sql: str) -> list[str]:
    column = sql.split()[1]
    own = select(f"{sql} WHERE {column} LIKE (SELECT code FROM office) || '-%'")
    return [number for (number,) in own if number]


def _of_year(numbers: list[str], year: int) -> list[str]:
    return [number for number in numbers if number.split("-")[-3] == str(year)]


def library_bytes() -> int:
    """Return how many bytes a whole copy of the library has."""
    row = select_row(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    )
    return int(row[0]) if row else 0
