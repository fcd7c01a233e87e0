"""Bundles: the size of a week, export beside its bare steps, merging beside bare rows.

The floor of merging is the bare `executemany` upsert of the rows that it leaves behind:
each one in `TABLES` (entries with their hashes, households, records, the documents they
show, persons, subsidies, verdicts), in one transaction, on a library opened as ours is
and synced as ours is, into tables with their primary keys and nothing else. Search,
secondary indexes, the queue of suspicions, and opening, checking and deciding are ours.
"""

import os
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from db import connection
from db.connection import Row, select
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.keys import new_secret, open_keys
from jisheng_desktop.services.exporting import export
from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import ROOT
from tests.benchmarks.reports import equip, report_all
from tests.exchange import TOWNSHIP, Country, home, spare_key_derivation
from tests.households import CODE

WEEK, SEASON = 40, 1000
VILLAGE = f"{CODE}999001"

STATIONS, BUNDLES, HOUSEHOLDS = 100, 5, 100
FILES = STATIONS * BUNDLES
FLAT = 1.3
TABLES = (
    *("stream", "journal", "household", "enrollment", "content", "person", "subsidy"),
    "verdict",
)


def figures() -> Iterable[Figure]:
    """Measure a village's export, then a district that takes a whole season in."""
    with _country() as country:
        yield from _exports(country)
        yield from _merges(country)


def _exports(country: Country) -> Iterator[Figure]:
    country.found(NewStation("VILLAGE", VILLAGE, "一村", TOWNSHIP.code))
    country.enroll(VILLAGE, *(home(n, VILLAGE) for n in range(WEEK)))
    small = Path(country.export(VILLAGE).file)
    week = small.stat().st_size / 1000
    yield Figure(
        f"a weekly bundle of {WEEK} households",
        0,
        week,
        20,
        "kB",
        bound_is_ratio=False,
    )
    country.enroll(VILLAGE, *(home(n, VILLAGE) for n in range(WEEK, SEASON)))
    with country.at(VILLAGE) as session:
        lines = [raw for (raw,) in select("SELECT entry FROM journal ORDER BY n")]
        pairs = [
            (
                _once_ms(lambda: _bare_export(lines, small.with_suffix(".bare"))),
                _once_ms(lambda: export(small.parent, session)),
            )
            for _ in range(5)
        ]
    floor, ours = (min(each) for each in zip(*pairs, strict=True))
    yield Figure(f"export {SEASON} households / the bare steps", floor, ours, 3)


def _merges(country: Country) -> Iterator[Figure]:
    folder = country.root / "season"
    folder.mkdir()
    with country.at(CODE) as session:
        reporters = equip(STATIONS, country.root, session)
    report_all(reporters, folder, BUNDLES, HOUSEHOLDS)
    cost = _merged(country.folder(CODE), folder)
    assert cost["applied"] == FILES * HOUSEHOLDS
    with country.at(CODE):
        rows = {table: select(f"SELECT * FROM {table}") for table in TABLES}
    name = f"merge {FILES} bundles × {HOUSEHOLDS} households / their bare rows"
    yield Figure(name, _bare_rows_ms(country, rows), cost["merged"], 8)
    for words, column in (("time of", 1), ("CPU to store", 2)):
        ends = _ends([(moment[0], moment[column]) for moment in cost["moments"]])
        yield Figure(f"{words} a bundle at the end / at the beginning", *ends, FLAT)
    again, memory = cost["again"], cost["memory"]
    yield Figure("the same bundles again", 0, again, 100, bound_is_ratio=False)
    yield Figure("memory of the merge", 0, memory, 300, "MB", bound_is_ratio=False)


def _merged(data: Path, folder: Path) -> dict[str, Any]:
    """Let a program of its own take the bundles in; return what that cost."""
    lab = "tests.benchmarks.merge_lab"
    program = [sys.executable, "-m", lab, str(data), str(folder)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, check=True)
    cost: dict[str, Any] = msgspec.json.decode(done.stdout)
    return cost


@contextmanager
def _country() -> Iterator[Country]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(Path(folder) / "state"))
        spare_key_derivation(patch)
        (Path(folder) / "country").mkdir()
        yield Country(Path(folder) / "country")


def _bare_export(lines: list[bytes], file: Path) -> None:
    """Encode, pack, seal and sync the bytes that the bundle holds."""
    text = b"\n".join(msgspec.json.encode(msgspec.json.decode(raw)) for raw in lines)
    sealed = age.seal(zlib.compress(text), [open_keys(new_secret()).recipient])
    with file.open("wb") as stream:
        stream.write(sealed)
        stream.flush()
        os.fsync(stream.fileno())


def _ends(moments: list[tuple[int, float]]) -> tuple[float, float]:
    """Median times of a bundle in the first and the last tenth of groups, in ms.

    The very first groups are left out: processes start, and caches fill.
    """
    times = [(b - a) / (to - at) for (at, a), (to, b) in pairwise(moments)][2:]
    tenth = max(len(times) // 10, 1)
    return statistics.median(times[:tenth]), statistics.median(times[-tenth:])


def _bare_rows_ms(country: Country, rows: dict[str, list[Row]]) -> float:
    """Upsert what merging left behind into bare tables: keys, no search, no indexes."""
    with country.at(CODE):
        tables = [
            sql
            for name in TABLES
            for (sql,) in select("SELECT sql FROM sqlite_master WHERE name = ?", name)
        ]
    connection.configure(country.root / "bare.db")
    connection.connect()
    try:
        with connection.transaction():
            for sql in tables:
                connection.write(sql)
        select("PRAGMA foreign_keys = 0")
        return _once_ms(lambda: _upsert(rows))
    finally:
        connection.disconnect()


def _upsert(rows: dict[str, list[Row]]) -> None:
    with connection.transaction():
        for table, found in rows.items():
            marks = ", ".join("?" * len(found[0]))
            connection.write_all(
                f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found
            )


def _once_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
