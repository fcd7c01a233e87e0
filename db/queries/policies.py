"""The numbers of policies, by enrolment and insured person."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from db.connection import select, write, write_all
from jisheng_desktop.domain.policies import Holder

_PUT = """
    INSERT OR REPLACE INTO policy (enrollment_id, person, number, taken_at)
    SELECT e.id, ?, ?, ? FROM enrollment e WHERE e.uid = ?
"""
_OF_LISTED = (
    "enrollment_id IN (SELECT id FROM enrollment"
    " WHERE uid IN (SELECT value FROM json_each(?)))"
)


class Kept(NamedTuple):
    """A policy as it is kept: whose, its number, and since when it is known."""

    person: str
    number: str
    taken_at: str


class Answerable(NamedTuple):
    """A record that was judged, its numbers, and whether an answer told all of them."""

    uid: str
    numbers: dict[str, str]
    is_said: bool


def holders(scheme: str, year: int) -> Iterator[Holder]:
    """Yield the insured persons of everything confirmed in a scheme and year."""
    rows = select(
        "SELECT e.uid, coalesce(e.number, ''), coalesce(e.receipt_no, ''), e.state,"
        " p.name, p.id_no, coalesce(y.number, '')"
        " FROM enrollment e JOIN person p ON p.enrollment_id = e.id AND p.insured = 1"
        " LEFT JOIN policy y ON y.enrollment_id = e.id"
        " AND y.person = iif(p.id_no = '', p.name, p.id_no)"
        " WHERE e.scheme = ? AND e.policy_year = ? AND e.state != 'DRAFT'"
        " ORDER BY e.id, p.id",
        scheme,
        year,
    )
    yield from (Holder(*row) for row in rows)


def kept(uid: str) -> tuple[Kept, ...]:
    """Return the policies of an enrolment."""
    rows = select(
        "SELECT y.person, y.number, y.taken_at FROM policy y"
        " JOIN enrollment e ON e.id = y.enrollment_id WHERE e.uid = ?"
        " ORDER BY y.taken_at, y.person",
        uid,
    )
    return tuple(Kept(*row) for row in rows)


def numbers(uid: str) -> dict[str, str]:
    """Return the policy numbers of an enrolment by person."""
    return {each.person: each.number for each in kept(uid)}


def of_scheme(scheme: str, year: int) -> dict[str, dict[str, str]]:
    """Return by enrolment the policy numbers of a scheme and year, by person."""
    rows = select(
        "SELECT e.uid, y.person, y.number FROM policy y"
        " JOIN enrollment e ON e.id = y.enrollment_id"
        " WHERE e.scheme = ? AND e.policy_year = ?",
        scheme,
        year,
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for uid, person, number in rows:
        found[uid][person] = number
    return found


def put(uid: str, numbers: Mapping[str, str], taken_at: str) -> None:
    """Keep the policies of an enrolment; a person's new number replaces the old one."""
    write_all(
        _PUT, [(person, number, taken_at, uid) for person, number in numbers.items()]
    )


def forget(uid: str) -> None:
    """Forget the policies of an enrolment."""
    write(f"DELETE FROM policy WHERE {_OF_LISTED}", json.dumps([uid]))


def insure(uids: Sequence[str]) -> None:
    """Mark enrolments that count as 已承保."""
    write(
        "UPDATE enrollment SET state = 'INSURED', verdict = NULL WHERE live = 1"
        " AND uid IN (SELECT value FROM json_each(?))",
        json.dumps(uids),
    )


def answerable(station: str, stream: int) -> tuple[Answerable, ...]:
    """Return the policies of a station's records; `stream` is in which it is answered."""
    rows = select(
        "SELECT v.uid, y.person, y.number, y.said_in = ? FROM verdict v"
        " JOIN enrollment e ON e.uid = v.uid JOIN policy y ON y.enrollment_id = e.id"
        " WHERE v.station = ? ORDER BY v.uid, y.person",
        stream,
        station,
    )
    found: dict[str, Answerable] = {}
    for uid, person, number, said in rows:
        before = found.get(uid, Answerable(uid, {}, is_said=True))
        said_all = before.is_said and bool(said)
        found[uid] = Answerable(uid, {**before.numbers, person: number}, said_all)
    return tuple(found.values())


def note_said(uids: Sequence[str], stream: int) -> None:
    """Note that an answer has told the policies of these enrolments."""
    write(f"UPDATE policy SET said_in = ? WHERE {_OF_LISTED}", stream, json.dumps(uids))


def holder_of(number: str, name: str) -> str | None:
    """Return who of this name a policy covers, by identity number; None for nobody."""
    rows = select(
        "SELECT DISTINCT p.id_no FROM policy y JOIN person p"
        " ON p.enrollment_id = y.enrollment_id AND p.insured = 1 AND p.id_no = y.person"
        " WHERE y.number = ? AND p.name = ?",
        number,
        name,
    )
    return rows[0][0] if len(rows) == 1 else None


def everything() -> Iterator[tuple[str, str, str]]:
    """Yield enrolment, person and number of every policy that is kept."""
    rows = select(
        "SELECT e.uid, y.person, y.number FROM policy y"
        " JOIN enrollment e ON e.id = y.enrollment_id ORDER BY e.id, y.person"
    )
    yield from ((uid, person, number) for uid, person, number in rows)
