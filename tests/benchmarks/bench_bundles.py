"""Bundles: the size of a week, export beside its bare steps, merging beside bare rows."""

import os
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest

from db import connection, migrations
from db.connection import select, transaction, write_all
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.keys import new_secret, open_keys
from tests.benchmarks.figures import Figure
from tests.exchange import TOWNSHIP, Country, home, spare_key_derivation
from tests.households import CODE

WEEK = 40
SEASON = 1000
VILLAGES = 6
TABLES = ("stream", "journal", "household", "enrollment", "person", "subsidy")


def figures() -> Iterable[Figure]:
    """Measure on a district of a few villages, each with one weekly bundle."""
    with _country() as country:
        season, export_ms = _reported(country, VILLAGES, SEASON)
        lines = _entries(country, season.name.split("-")[0])
        floor = min(_once_ms(lambda: _bare_export(lines, season)) for _ in range(5))
        yield Figure(
            f"export {SEASON} households / the bare steps", floor, export_ms, 3
        )
        files = [_reported(country, n, WEEK)[0] for n in range(VILLAGES)]
        largest = max(file.stat().st_size for file in files) / 1000
        yield Figure(
            "a weekly bundle of 40 households",
            0,
            largest,
            20,
            "kB",
            bound_is_ratio=False,
        )
        merge = _once_ms(lambda: country.take(CODE, *files))
        bare = _bare_rows_ms(country)
        yield Figure(f"merge {VILLAGES} bundles / their bare rows", bare, merge, 8)
        again = _once_ms(lambda: country.take(CODE, *files))
        yield Figure("the same bundles again", 0, again, 100, bound_is_ratio=False)


@contextmanager
def _country() -> Iterator[Country]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(Path(folder) / "state"))
        spare_key_derivation(patch)
        (Path(folder) / "country").mkdir()
        yield Country(Path(folder) / "country")


def _reported(country: Country, number: int, households: int) -> tuple[Path, float]:
    """Set a village up and let it report; return its bundle and the time of export."""
    code = f"6101030010{number + 10}"
    country.found(NewStation("VILLAGE", code, f"{number}村", TOWNSHIP.code))
    first = SEASON + number * WEEK if households == WEEK else 0
    country.enroll(code, *(home(first + n, code) for n in range(households)))
    began = time.perf_counter()
    file = Path(country.export(code).file)
    return file, (time.perf_counter() - began) * 1000


def _entries(country: Country, code: str) -> list[bytes]:
    with country.at(code):
        return [raw for (raw,) in select("SELECT entry FROM journal ORDER BY n")]


def _bare_export(lines: list[bytes], file: Path) -> None:
    """Encode, pack, seal and sync the bytes that the bundle holds."""
    text = b"\n".join(msgspec.json.encode(msgspec.json.decode(raw)) for raw in lines)
    sealed = age.seal(zlib.compress(text), [open_keys(new_secret()).recipient])
    with file.with_suffix(".bare").open("wb") as stream:
        stream.write(sealed)
        stream.flush()
        os.fsync(stream.fileno())


def _bare_rows_ms(country: Country) -> float:
    """Insert the rows that merging left behind into an empty library."""
    with country.at(CODE):
        rows = {table: select(f"SELECT * FROM {table}") for table in TABLES}
    connection.configure(country.root / "bare.db")
    connection.connect()
    try:
        migrations.upgrade()
        return _once_ms(lambda: _insert(rows))
    finally:
        connection.disconnect()


def _insert(rows: dict[str, list[connection.Row]]) -> None:
    with transaction():
        for table, found in rows.items():
            marks = ", ".join("?" * len(found[0]))
            write_all(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", found)


def _once_ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
