"""The register of claims: one row a record, its content whole beside what is counted."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from db.connection import Value, select, select_row, write
from db.queries.enrollments import FROM, enrollment_of
from jisheng_desktop.domain.claims import Claim, Registered
from jisheng_desktop.domain.enrollments import Enrollment

_decoder = msgspec.json.Decoder(Claim)

_PUT = """
    INSERT INTO claim (uid, station, replaces, key, event, enrollment_id, scheme,
        policy_year, village, name, id_no, benefit, accident_on, result, paid_fen,
        content, updated_at)
    SELECT ?, ?, ?, ?, ?, e.id, e.scheme, e.policy_year, e.village, ?, ?, ?, ?, ?, ?, ?,
        ?
    FROM enrollment e WHERE e.uid = ?
    ON CONFLICT (uid) DO UPDATE SET enrollment_id = excluded.enrollment_id,
        replaces = excluded.replaces, key = excluded.key, event = excluded.event,
        scheme = excluded.scheme, policy_year = excluded.policy_year,
        village = excluded.village, name = excluded.name, id_no = excluded.id_no,
        benefit = excluded.benefit, accident_on = excluded.accident_on,
        result = excluded.result, paid_fen = excluded.paid_fen,
        content = excluded.content, updated_at = excluded.updated_at
"""
_ROWS = """
    SELECT c.id, c.uid, c.station, c.replaces, e.uid, e.number, c.village,
        coalesce(v.name, c.village), c.updated_at, c.content
    FROM claim c JOIN enrollment e ON e.id = c.enrollment_id
    LEFT JOIN village v ON v.code = c.village
"""
# A record that another has taken over stands no more.
_STANDING = "NOT EXISTS (SELECT 1 FROM claim o WHERE o.replaces = c.uid)"
_OF_YEAR = f"c.scheme = ? AND c.policy_year = ? AND {_STANDING}"


class ClaimSums(NamedTuple):
    """What SQL counts over a scheme and year: claims, paid ones, and fen paid."""

    cases: int
    paid: int
    paid_fen: int


class Record(NamedTuple):
    """A claim as a station says it stands, on its way into the register."""

    uid: str
    station: str
    replaces: str | None
    enrollment_uid: str
    claim: Claim


def put(record: Record, updated_at: str) -> None:
    """Add a record to the register, or bring it to what its station says now.

    Nothing is added for an enrolment that is not known here.
    """
    claim = record.claim
    write(
        _PUT,
        record.uid,
        record.station,
        record.replaces,
        claim.claim_no or claim.event,
        claim.event,
        claim.name,
        claim.id_no,
        claim.benefit,
        claim.accident_on.isoformat(),
        claim.result,
        claim.paid_fen,
        msgspec.json.encode(claim),
        updated_at,
        record.enrollment_uid,
    )


def same_case(claim: Claim) -> Registered | None:
    """Return the standing record about the same case: by its number, else by the event."""
    found = _rows(
        f"WHERE (c.key = ? OR c.event = ?) AND {_STANDING} ORDER BY c.id",
        claim.claim_no or claim.event,
        claim.event,
    )
    same = [each for each in found if claim.is_same_as(each.claim)]
    same.sort(key=lambda each: each.claim.claim_no is None)
    return same[0] if same else None


def with_number(number: int) -> Registered | None:
    """Return the record with a number of this register."""
    return next(_rows("WHERE c.id = ?", number), None)


def with_uid(uid: str) -> Registered | None:
    """Return the record with this identity."""
    return next(_rows("WHERE c.uid = ?", uid), None)


def owners(uids: Iterable[str]) -> dict[str, str]:
    """Return whose each of these records is, as far as they are known here."""
    rows = select(
        "SELECT uid, station FROM claim WHERE uid IN (SELECT value FROM json_each(?))",
        json.dumps(list(uids)),
    )
    return dict(rows)


def registered(scheme: str, year: int) -> tuple[Registered, ...]:
    """Return the standing claims of a scheme and year by the day of the accident."""
    return tuple(_rows(f"WHERE {_OF_YEAR} ORDER BY c.accident_on, c.id", scheme, year))


def everything() -> tuple[Registered, ...]:
    """Return every record, in the order in which they came."""
    return tuple(_rows("ORDER BY c.id"))


def written_about(station: str, by: str) -> tuple[Registered, ...]:
    """Return the records of one station's register about another's enrolments."""
    return tuple(
        _rows("WHERE e.station = ? AND c.station = ? ORDER BY c.id", station, by)
    )


def about(enrollment_uid: str) -> tuple[Registered, ...]:
    """Return the standing claims on an enrolment, in the order in which they came."""
    return tuple(
        _rows(f"WHERE e.uid = ? AND {_STANDING} ORDER BY c.id", enrollment_uid)
    )


def sums(scheme: str, year: int) -> ClaimSums:
    """Return what the database counts of a scheme and year; withdrawn is no case."""
    row = select_row(
        "SELECT count(*), total(result = 'PAID'), total(paid_fen) FROM claim c"
        f" WHERE c.result != 'WITHDRAWN' AND {_OF_YEAR}",
        scheme,
        year,
    )
    return ClaimSums(*(int(value or 0) for value in row or ()))


def enrollments_of(id_no: str) -> tuple[Enrollment, ...]:
    """Return the live enrolments that insure a person, the newest year first."""
    rows = select(
        f"{FROM} JOIN person p ON p.enrollment_id = e.id WHERE p.id_no = ?"
        " AND p.live = 1 AND p.insured = 1 ORDER BY e.policy_year DESC, e.id DESC",
        id_no,
    )
    return tuple(enrollment_of(row) for row in rows)


def _rows(condition: str, *values: Value) -> Iterator[Registered]:
    for row in select(f"{_ROWS} {condition}", *values):
        yield Registered._make((*row[:-1], _decoder.decode(row[-1])))
