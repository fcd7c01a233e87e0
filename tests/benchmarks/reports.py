"""What many stations report in a season: sealed files, genuine in every byte.

Made without the libraries of the stations, which would take an hour: only the journals
that they would have written, under keys that their kits' tokens vouch for.
"""

from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from db.queries import offices, station_keys
from jisheng_desktop import __version__
from jisheng_desktop.domain.bundles import (
    FORMAT,
    Introduction,
    Manifest,
    Segment,
    encoded,
    file_name,
)
from jisheng_desktop.domain.decisions import decide
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import (
    Enrollment,
    enrollment_data,
    household_data,
)
from jisheng_desktop.domain.entries import counts_of, read_entry, sums_of
from jisheng_desktop.domain.journal import (
    STREAM_ID_BYTES,
    Entry,
    encode,
    first_hash,
    next_hash,
)
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.stations import NewStation
from jisheng_desktop.sealing import age, container
from jisheng_desktop.sealing.keys import introduce, new_secret, open_keys, token_name
from jisheng_desktop.services.keyring import own_keys
from jisheng_desktop.services.kits import issue_kit
from jisheng_desktop.services.moments import new_uid
from jisheng_desktop.services.operators import Session
from tests.benchmarks.libraries import GIVEN, SURNAMES
from tests.builders import case_scheme, id_number, xian

YEAR, DISTRICT = 2026, "610103"
WRITTEN = "2026-01-15T09:30:00+08:00"

# The first birthday of each member, and over how many days birthdays are spread: about
# seven of a season's 50,000 households share each one.
BORN = {
    "f": (date(1972, 1, 1), 7_000),
    "m": (date(1974, 1, 1), 7_001),
    "c": (date(2010, 1, 1), 5_400),
}


class Reporter(NamedTuple):
    """A station that reports, with what its kit told it; `first` is its first family."""

    station: NewStation
    token: bytes
    recipient: str
    schemes: dict[str, str]
    first: int


class Position(NamedTuple):
    """How far a station's journal has come: entries, chain, and bundles sent."""

    n: int
    hash: bytes
    seq: int
    previous: str


def equip(count: int, folder: Path, session: Session) -> list[Reporter]:
    """Issue kits to villages of the open district; the stations exist on paper only."""
    parent = f"{DISTRICT}001000"
    recipient = own_keys(session).recipient
    found = []
    for at in range(count):
        code = f"{DISTRICT}{at // 20 + 1:03}{at % 20 + 1:03}"
        station = NewStation("VILLAGE", code, f"第{at + 1}村", parent)
        issue_kit(station, folder / f"kit-{code}.jsb", session)
        registered = station_keys.registered(code)
        assert registered is not None
        schemes = offices.scheme_hashes()
        found.append(Reporter(station, registered.token, recipient, schemes, 0))
    return found


def report_all(
    reporters: list[Reporter], folder: Path, bundles: int, households: int
) -> list[Path]:
    """Write so many bundles of so many new households for every station."""
    numbered = [
        each._replace(first=at * bundles * households)
        for at, each in enumerate(reporters)
    ]
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        futures = [
            pool.submit(report, each, folder, bundles, households) for each in numbered
        ]
        return [file for future in futures for file in future.result()]


def report(
    reporter: Reporter, folder: Path, bundles: int, households: int
) -> list[Path]:
    """Write a station's bundles, each going on where the one before was answered."""
    secret, stream = new_secret(), new_uid().replace("-", "")[: 2 * STREAM_ID_BYTES]
    at = Position(0, first_hash(bytes.fromhex(stream)), 1, "")
    files = []
    for _ in range(bundles):
        first = reporter.first + (at.seq - 1) * households
        raw, head = _journal(reporter, at, range(first, first + households))
        segment = Segment(
            stream=stream,
            base=at.n,
            base_hash=at.hash.hex(),
            head=head.n,
            head_hash=head.hash.hex(),
        )
        content = _sealed(reporter, secret, at, segment, raw)
        file = folder / file_name(reporter.station.code, str(YEAR), at.seq)
        file.write_bytes(content)
        files.append(file)
        at = head._replace(previous=container.open_container(content).digest.hex())
    return files


def _journal(
    reporter: Reporter, at: Position, families: range
) -> tuple[list[bytes], Position]:
    raw: list[bytes] = []
    n, digest = at.n, at.hash
    for family in families:
        for entry in _entries(_enrollment(reporter, family)):
            n += 1
            raw.append(encode(msgspec.structs.replace(entry, n=n)))
            digest = next_hash(digest, raw[-1])
    return raw, Position(n, digest, at.seq + 1, "")


def _entries(one: Enrollment) -> tuple[Entry, Entry]:
    household = Entry(
        n=0,
        at=WRITTEN,
        mono=0,
        by=one.operator,
        kind="HOUSEHOLD",
        id=one.household_uid,
        rev=1,
        prev="",
        data=household_data(one),
    )
    data = enrollment_data(one, household_rev=1)
    return household, msgspec.structs.replace(
        household, kind="ENROLLMENT", id=one.uid, data=data
    )


def _enrollment(reporter: Reporter, family: int) -> Enrollment:
    code, counter = reporter.station.code, family - reporter.first + 1
    document = _document(code, family)
    return Enrollment(
        uid=new_uid(),
        household_uid=new_uid(),
        household_no=number(code, YEAR, "HOUSEHOLD", counter),
        enroll_no=number(code, YEAR, "ENROLLMENT", counter),
        receipt_no=number(code, YEAR, "RECEIPT", counter),
        state="CONFIRMED",
        document=document,
        decision=decide(document, case_scheme("xian-2025")),
        operator="op-1",
        confirmed_on=WRITTEN[:10],
        updated_at=WRITTEN,
    )


def _document(village: str, family: int) -> HouseholdDocument:
    document = normalise(read_document(xian("XA-01")))
    household = msgspec.structs.replace(
        document.household,
        village_code=village,
        group_name=f"{family % 9 + 1}组",
        hukou_address=f"某街道{family % 400 + 1}号",
        contact_phone=f"13{family + 100_000_000:09}",
    )
    members = tuple(
        _member(member, family, place) for place, member in enumerate(document.members)
    )
    return msgspec.structs.replace(document, household=household, members=members)


def _member(member: Member, family: int, place: int) -> Member:
    first, days = BORN[member.ref]
    # A prime that shares nothing with `days`: every birthday once in so many families.
    born = first + timedelta(days=family * 2_477 % days)
    serial = family // days * 2 + (member.sex == "M")
    return msgspec.structs.replace(
        member,
        name=_name(Random(family * 3 + place)),
        birth_date=born,
        id_no=id_number(DISTRICT, born.isoformat(), serial),
    )


def _name(dice: Random) -> str:
    """Return an invented name; one in five has two characters only."""
    given = dice.choices(GIVEN, k=1 if dice.random() < 0.2 else 2)
    return dice.choice(SURNAMES) + "".join(given)


def _sealed(
    reporter: Reporter, secret: bytes, at: Position, segment: Segment, raw: list[bytes]
) -> bytes:
    keys = open_keys(secret)
    manifest = _manifest(reporter, secret, at, segment, raw)
    payload, plain = container.seal_lines(
        [encoded(manifest), *raw],
        keys.sign,
        for_age=lambda packed: age.seal(packed, manifest.recipients),
    )
    return container.wrap(payload, plain, "bundle", new_uid(), keys.public, keys.sign)


def _manifest(
    reporter: Reporter, secret: bytes, at: Position, segment: Segment, raw: list[bytes]
) -> Manifest:
    entries = [read_entry(each) for each in raw]
    return Manifest(
        format=FORMAT,
        app=__version__,
        station=reporter.station.code,
        level=reporter.station.level,
        parent=reporter.station.parent,
        seq=at.seq,
        previous=at.previous,
        created=WRITTEN,
        key=open_keys(secret).public.hex(),
        recipients=(reporter.recipient,),
        introduction=_introduction(reporter, secret),
        segments=(segment,),
        answers=(),
        schemes=reporter.schemes,
        counts=counts_of(entries),
        sums_fen=sums_of(entries),
        receipts=(),
        parcels={},
    )


def _introduction(reporter: Reporter, secret: bytes) -> Introduction:
    keys = open_keys(secret)
    key = keys.public.hex()
    return Introduction(
        key=key,
        recipient=keys.recipient,
        token=token_name(reporter.token),
        mac=introduce(reporter.token, key, keys.recipient),
    )
