"""A large library to measure against: 50,000 invented households of three.

Written in bulk, yet row for row and entry for entry what the services would write.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import write, write_all
from db.queries import enrollments, journal
from db.queries.journal import Head
from jisheng_desktop.domain.decisions import Decision, decide
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import (
    Enrollment,
    enrollment_data,
    head_key,
    household_data,
)
from jisheng_desktop.domain.journal import Entry, encode, next_hash
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.numbering import number
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.states import State
from jisheng_desktop.services.founding import found_district
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.moments import new_uid
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.villages import set_village
from tests.builders import CASES, case_scheme, id_number, xian

HOUSEHOLDS = 50_000
BATCH = 500
STATION, YEAR = "610103", 2026
VILLAGES = tuple(f"6101030010{n:02}" for n in range(1, 41))
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗单翟区仇尉"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国华梅雨晨子轩浩然欣怡思涵"

# Born in these years of twelve months all have the same age when cover begins, so one
# decision is right for every household.
FIRST_BIRTHDAYS = {
    "f": date(1984, 3, 2),
    "m": date(1986, 3, 2),
    "c": date(2013, 3, 2),
}

ENTRY_COLUMNS = "stream_id, n, kind, record, rev, entry, hash"


class Pattern(NamedTuple):
    """The household after which all others are made."""

    document: HouseholdDocument
    decision: Decision
    operator: str


@cache
def large_library() -> Path:
    """Return the data folder of a closed library with `HOUSEHOLDS` households.

    It is built once in a process and removed at its end.
    """
    folder = Path(tempfile.mkdtemp(prefix="jisheng-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["JISHENG_STATE"] = str(folder / "state")
    fill(folder / "data", HOUSEHOLDS)
    return folder / "data"


def fill(folder: Path, households: int) -> None:
    """Found a district office in `folder`, enrol that many households, close it."""
    scheme_text = (CASES / "xian-2025.scheme.toml").read_text("utf-8")
    session = found_district(folder, STATION, "碑林区办公室", [scheme_text], "")
    try:
        for village in VILLAGES:
            set_village(
                village, f"第{int(village[-2:])}社区", HOUSEHOLDS // len(VILLAGES)
            )
        _enroll_all(session, households)
    finally:
        close_library()


def person_name(serial: int) -> str:
    """Return the invented name of the `serial`-th person: two or three characters."""
    surname = SURNAMES[serial * 7 % len(SURNAMES)]
    first = GIVEN[serial % len(GIVEN)]
    second = GIVEN[serial // len(GIVEN) % len(GIVEN)] if serial % 3 else ""
    return surname + first + second


def _enroll_all(session: Session, households: int) -> None:
    pattern = _pattern(session)
    with recording(session.operator):
        for first in range(0, households, BATCH):
            count = min(BATCH, households - first)
            _store([_enrollment(pattern, first + n) for n in range(count)], first)
        write("INSERT INTO counter VALUES ('HOUSEHOLD', ?, ?)", YEAR, households)
        write("INSERT INTO counter VALUES ('ENROLLMENT', ?, ?)", YEAR, households)
        write("INSERT INTO counter VALUES ('RECEIPT', ?, ?)", YEAR, households)
        write("UPDATE stream SET acknowledged = ?", households * 19 // 10)


def _pattern(session: Session) -> Pattern:
    scheme = case_scheme("xian-2025")
    document = normalise(read_document(xian("XA-01")))
    return Pattern(document, decide(document, scheme), session.operator.id)


def _enrollment(pattern: Pattern, serial: int) -> Enrollment:
    enrolled_on = date(2026, 1, 1) + timedelta(days=serial % 50)
    return Enrollment(
        uid=new_uid(),
        household_uid=new_uid(),
        household_no=number(STATION, YEAR, "HOUSEHOLD", serial + 1),
        enroll_no=number(STATION, YEAR, "ENROLLMENT", serial + 1),
        receipt_no=number(STATION, YEAR, "RECEIPT", serial + 1),
        state=_state(serial),
        document=_document(pattern.document, serial, enrolled_on),
        decision=pattern.decision,
        operator=pattern.operator,
        confirmed_on=enrolled_on.isoformat(),
        updated_at=f"{enrolled_on}T09:{serial % 60:02}:00+08:00",
    )


def _state(serial: int) -> State:
    if serial % 97 == 0:
        return "RETURNED"
    return "CONFIRMED" if serial % 20 == 0 else "ACCEPTED"


def _document(
    document: HouseholdDocument, serial: int, enrolled_on: date
) -> HouseholdDocument:
    household = msgspec.structs.replace(
        document.household,
        village_code=VILLAGES[serial % len(VILLAGES)],
        group_name=f"{serial % 9 + 1}组",
        contact_phone=f"13{serial + 100_000_000:09}",
    )
    members = tuple(
        _member(member, serial * 3 + place, serial)
        for place, member in enumerate(document.members)
    )
    return msgspec.structs.replace(
        document, household=household, members=members, enrolled_on=enrolled_on
    )


def _member(member: Member, person: int, household: int) -> Member:
    day, serial = household % 364, household // 364 * 2 + (member.sex == "M")
    born = FIRST_BIRTHDAYS[member.ref] + timedelta(days=day)
    return msgspec.structs.replace(
        member,
        name=person_name(person),
        birth_date=born,
        id_no=id_number(STATION, born.isoformat(), serial),
    )


def _store(batch: list[Enrollment], first: int) -> None:
    """Write one batch; row ids are counted from 1 in the order of the households."""
    ids = range(first + 1, first + 1 + len(batch))
    write_all(
        "INSERT INTO household (id, uid, number, station, head_key)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (
                row_id,
                one.household_uid,
                one.household_no,
                STATION,
                head_key(one.document),
            )
            for row_id, one in zip(ids, batch, strict=True)
        ],
    )
    enrollments.add_rows(batch, ids, STATION)
    write_all(
        f"INSERT INTO journal ({ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        list(_journal_rows(batch, journal.head())),
    )


def _journal_rows(
    batch: list[Enrollment], head: Head
) -> Iterator[tuple[int, int, str, str, int, bytes, bytes]]:
    n, digest = head.n, head.hash
    for entry in _entries(batch):
        n += 1
        raw = encode(msgspec.structs.replace(entry, n=n))
        digest = next_hash(digest, raw)
        yield head.stream, n, entry.kind, entry.id, 1, raw, digest


def _entries(batch: list[Enrollment]) -> Iterator[Entry]:
    for one in batch:
        for kind, record, data in (
            ("HOUSEHOLD", one.household_uid, household_data(one)),
            ("ENROLLMENT", one.uid, enrollment_data(one, household_rev=1)),
        ):
            yield Entry(
                n=0,
                at=one.updated_at,
                mono=0,
                by=one.operator,
                kind=kind,
                id=record,
                rev=1,
                prev="",
                data=data,
            )
