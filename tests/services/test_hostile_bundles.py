"""What a station with genuine keys may sign, and must not get in: refused, cheaply."""

import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jisheng_desktop.domain.bundles import LONGEST_LINE
from jisheng_desktop.domain.refusals import DAMAGED, Refusal
from jisheng_desktop.sealing.container import open_container
from jisheng_desktop.sealing.readers import reader_of
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.opening import Opener, open_bundle
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, Country, spare_key_derivation
from tests.households import CODE
from tests.services.bad_station import BadStation, canonical

SECONDS = 0.1
BYTES = 50 * 1024 * 1024
TRIES = 3

Hostile = Callable[[BadStation], bytes]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> BadStation:
    root = tmp_path_factory.mktemp("country")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(root / "state"))
        spare_key_derivation(patch)
        country = Country(root)
        country.found(ONE)
        return BadStation(country)


# -- the manifest -------------------------------------------------------------------


def replaced(old: bytes, new: bytes) -> Hostile:
    """Change the bytes of the manifest; what is changed must be there."""

    def change(bad: BadStation) -> bytes:
        assert old in bad.lines[0]
        return bad.with_manifest(bad.lines[0].replace(old, new, 1))

    return change


def said(**changes: Any) -> Hostile:
    """Say something else in the manifest, in canonical bytes."""
    return lambda bad: bad.with_manifest(canonical(json.loads(bad.lines[0]) | changes))


def nested(depth: int) -> Any:
    value: Any = 0
    for _ in range(depth):
        value = [value]
    return value


def deep(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


MANIFESTS: dict[str, Hostile] = {
    "white space": replaced(b'"format":1', b'"format": 1'),
    "a key twice": replaced(b'"format":1', b'"format":1,"format":1'),
    "keys out of order": replaced(b'{"answers":[],', b'{"zeal":1,"answers":[],'),
    "an unknown key": said(zeal=1),
    "a fraction": replaced(b'"seq":1', b'"seq":1.0'),
    "an exponent": replaced(b'"seq":1', b'"seq":1e0'),
    "not a number": replaced(b'"seq":1', b'"seq":NaN'),
    "infinity": replaced(b'"seq":1', b'"seq":Infinity'),
    "a leading zero": replaced(b'"seq":1', b'"seq":01'),
    "minus nothing": replaced(b'"premium":16500', b'"premium":-0'),
    "a negative amount": replaced(b'"premium":16500', b'"premium":-1'),
    "a huge integer": said(seq=10**40),
    "digits without end": replaced(b'"seq":1', b'"seq":' + b"9" * 60_000),
    "an escaped letter": replaced(b'"VILLAGE"', b'"\\u0056ILLAGE"'),
    "half a character": replaced(b'"VILLAGE"', b'"\\ud800"'),
    "no UTF-8": replaced(b'"VILLAGE"', b'"\xff\xfe"'),
    "deep JSON": lambda bad: bad.with_manifest(deep(30_000)),
    "deep JSON in its place": replaced(b'"parcels":{}', b'"parcels":' + deep(20_000)),
    "10,000 recipients": said(recipients=["age1" + "q" * 58] * 10_000),
    "500 recipients": said(recipients=["age1" + "q" * 58] * 500),
    "a range backwards": lambda bad: bad.with_manifest(ranged(bad, head=0, base=1)),
    "a range without end": lambda bad: bad.with_manifest(ranged(bad, head=2**53)),
    "an odd hash": lambda bad: bad.with_manifest(ranged(bad, head_hash="abc")),
    "ten thousand ranges": lambda bad: bad.with_manifest(many_ranges(bad)),
    "the way to another folder": said(parcels={"ab" * 32: "../../library.db"}),
    "a name that ends early": said(parcels={"ab" * 32: "a\0b"}),
    "a line of its own": lambda bad: bad.with_manifest(b"x" * (LONGEST_LINE + 1)),
    "nothing": lambda bad: bad.with_manifest(b""),
    "no lines at all": lambda bad: bad.sealed([]),
}


def ranged(bad: BadStation, **changes: Any) -> bytes:
    value = json.loads(bad.lines[0])
    value["segments"][0] |= changes
    return canonical(value)


def many_ranges(bad: BadStation) -> bytes:
    value = json.loads(bad.lines[0])
    value["segments"] *= 10_000
    return canonical(value)


# -- the entries --------------------------------------------------------------------


def entry(old: bytes, new: bytes) -> Hostile:
    """Change the bytes of the first entry; chain and signature are made to fit."""

    def change(bad: BadStation) -> bytes:
        assert old in bad.lines[1]
        return bad.with_entry(0, bad.lines[1].replace(old, new, 1))

    return change


def rich(bad: BadStation) -> bytes:
    """Return an enrolment in which one person's subsidy fits into no column."""

    def change(value: Any) -> None:
        value["data"]["decision"]["insured"][0]["subsidy_fen"] = 2**63

    return bad.entry(1, change)


def unknown(data: bytes) -> Hostile:
    """Put an entry of a kind from the future, with any data in it."""
    raw = (
        b'{"at":"2026-01-15","by":"op","data":' + data + b',"id":"x","kind":"FUTURE",'
        b'"mono":1,"n":1,"prev":"","rev":1}'
    )
    return lambda bad: bad.with_entry(0, raw, counts={"ENROLLMENT": 1, "FUTURE": 1})


ENTRIES: dict[str, Hostile] = {
    "white space": entry(b'"rev":1', b'"rev": 1'),
    "a key twice": entry(b'"rev":1', b'"rev":1,"rev":1'),
    "an unknown key": entry(b'"rev":1', b'"rev":1,"zeal":1'),
    "a fraction": entry(b'"rev":1', b'"rev":1.0'),
    "not a number": entry(b'"rev":1', b'"rev":NaN'),
    "a huge revision": entry(b'"rev":1', b'"rev":' + b"9" * 40),
    "a huge number of its own": entry(b'"n":1', b'"n":' + b"9" * 40),
    "a huge time": entry(b'"mono":', b'"mono":' + b"9" * 40),
    "not composed": entry(b'"by":"op-1"', '"by":"e\u0301"'.encode()),
    "a number of no shape": entry(b"-H000001-", b"-"),
    "money beyond the library": lambda bad: bad.with_entry(1, rich(bad)),
    "another number": entry(b'"n":1', b'"n":2'),
    "deep JSON": entry(b'"data":{', b'"data":' + deep(20_000) + b',"x":{'),
    "a line too long": lambda bad: bad.with_entry(0, b" " * (LONGEST_LINE + 1)),
    "the future, deep": unknown(deep(33)),
    "the future, very deep": unknown(deep(30_000)),
    "the future, a huge integer": unknown(b"9" * 60_000),
    "the future, a fraction": unknown(b"1.5"),
    "the future, not a number": unknown(b"NaN"),
    "the future, a key twice": unknown(b'{"a":1,"a":1}'),
    "nothing": lambda bad: bad.with_entry(0, b""),
}

HOSTILE = [
    *(pytest.param(f, id=f"manifest: {name}") for name, f in MANIFESTS.items()),
    *(pytest.param(f, id=f"entry: {name}") for name, f in ENTRIES.items()),
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_it_is_refused_within_100_ms_and_50_mb(
    hostile: Hostile, bad: BadStation
) -> None:
    file, opener = hostile(bad), Opener(reader_of(bad.reader), None)

    def attempt() -> float:
        start = time.perf_counter()
        with pytest.raises(Refusal) as refusal:
            open_bundle(open_container(file), opener)
        seconds = time.perf_counter() - start
        assert refusal.value.code == DAMAGED
        return seconds

    assert min(attempt() for _ in range(TRIES)) < SECONDS
    tracemalloc.start()
    attempt()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < BYTES


def test_a_district_that_is_handed_all_of_it_stays_as_it_was(
    bad: BadStation, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for number, each in enumerate([*MANIFESTS.values(), *ENTRIES.values()]):
        (stick / f"{number}.jsb").write_bytes(each(bad))
    results = bad.country.take(CODE, stick)
    assert {(each.outcome, each.code) for each in results} == {("refused", DAMAGED)}
    with bad.country.at(CODE):
        assert [each for each in check() if not each.ok] == []
        assert status().households == 0
