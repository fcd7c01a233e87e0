"""Records of other stations in this library: whole bundles looked up and stored at once."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.connection import select, select_value, write, write_all
from db.queries.enrollments import FROM, enrollment_of
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.states import State


class Known(NamedTuple):
    """A record as it stands here, and whose it is."""

    enrollment: Enrollment
    station: str


class Household(NamedTuple):
    """A household of another station; its number is None when another bears it."""

    uid: str
    number: str | None
    head_key: str


class Ruling(NamedTuple):
    """What was judged about a record, and what of it has been answered.

    `flaw` is what is wrong with the record by itself; `latched` means that its
    acceptance was answered, `kept` that a person chose it (1) or decided against (-1).
    """

    uid: str
    station: str
    rev: int
    result: str
    code: str
    text: str
    flaw_code: str
    flaw: str
    latched: int
    kept: int
    answered_in: int
    answered: str


_LISTED = "(SELECT value FROM json_each(?))"
_RULING = """
    SELECT uid, station, rev, result, code, text, flaw_code, flaw, latched, kept,
        answered_in, answered
    FROM verdict
"""


def records(uids: Iterable[str]) -> dict[str, Known]:
    """Return the records with these uids that are known here."""
    wanted = json.dumps(list(uids))
    rows = select(f"{FROM} WHERE e.uid IN {_LISTED}", wanted)
    owners = select(
        f"SELECT uid, station FROM enrollment WHERE uid IN {_LISTED}", wanted
    )
    stations: dict[str, str] = dict(owners)
    found = (enrollment_of(row) for row in rows)
    return {each.uid: Known(each, stations[each.uid]) for each in found}


def rivals(numbers: Iterable[str], households: Iterable[str], year: int) -> set[str]:
    """Return the uids of records that insure one of the persons, or are a household's."""
    rows = select(
        "SELECT e.uid FROM json_each(?) w JOIN person p ON p.id_no = w.value"
        " JOIN enrollment e ON e.id = p.enrollment_id"
        " WHERE p.insured = 1 AND p.policy_year = ?"
        " AND e.state NOT IN ('DRAFT', 'VOID', 'MOVED')",
        json.dumps(list(numbers)),
        year,
    )
    more = select(
        "SELECT e.uid FROM json_each(?) w JOIN household h ON h.uid = w.value"
        " JOIN enrollment e ON e.household_id = h.id"
        " WHERE e.policy_year = ? AND e.state NOT IN ('DRAFT', 'VOID', 'MOVED')",
        json.dumps(list(households)),
        year,
    )
    return {uid for (uid,) in (*rows, *more)}


def bearers(numbers: Iterable[str]) -> dict[str, str]:
    """Return the uid of the record that bears each of these enrolment or receipt numbers."""
    wanted = json.dumps(list(numbers))
    rows = select(
        f"SELECT number, uid FROM enrollment WHERE number IN {_LISTED}"
        f" UNION ALL SELECT receipt_no, uid FROM enrollment WHERE receipt_no IN {_LISTED}",
        wanted,
        wanted,
    )
    return dict(rows)


def household_ids(households: Sequence[Household], station: str) -> dict[str, int]:
    """Return the row of each household, added where it is new here."""
    wanted = json.dumps([each.uid for each in households])
    known: dict[str, int] = dict(
        select(f"SELECT uid, id FROM household WHERE uid IN {_LISTED}", wanted)
    )
    bearers = _numbers_taken(households)
    first = 1 + (select_value("SELECT max(id) FROM household") or 0)
    fresh = [each for each in households if each.uid not in known]
    for each in fresh:
        bearers.setdefault(each.number, each.uid)
    write_all(
        "INSERT INTO household (id, uid, number, station, head_key)"
        " VALUES (?, ?, ?, ?, ?)",
        [
            (
                row_id,
                each.uid,
                each.number if bearers[each.number] == each.uid else None,
                station,
                each.head_key,
            )
            for row_id, each in enumerate(fresh, first)
        ],
    )
    known |= {each.uid: row_id for row_id, each in enumerate(fresh, first)}
    return known


def set_state(uid: str, state: State, verdict: str | None, *, live: bool) -> None:
    """Change where a record stands, and whether it claims its persons."""
    write(
        "UPDATE enrollment SET state = ?, verdict = ?, live = ? WHERE uid = ?",
        state,
        verdict,
        int(live),
        uid,
    )
    for table in ("person", "subsidy"):
        write(
            f"UPDATE {table} SET live = ?1 WHERE live != ?1 AND enrollment_id ="
            " (SELECT id FROM enrollment WHERE uid = ?2)",
            int(live),
            uid,
        )


def rulings(uids: Iterable[str]) -> dict[str, Ruling]:
    """Return what was judged about these records."""
    rows = select(f"{_RULING} WHERE uid IN {_LISTED}", json.dumps(list(uids)))
    return {row[0]: Ruling(*row) for row in rows}


def rulings_on(station: str) -> tuple[Ruling, ...]:
    """Return what was judged about a station's records."""
    rows = select(f"{_RULING} WHERE station = ? ORDER BY uid", station)
    return tuple(Ruling(*row) for row in rows)


def put_rulings(found: Sequence[Ruling]) -> None:
    """Write down what was judged; a newer ruling replaces the one before."""
    write_all(
        "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        found,
    )


def drop_ruling(uid: str) -> None:
    """Forget the ruling on a record that has become void."""
    write("DELETE FROM verdict WHERE uid = ?", uid)


def _numbers_taken(households: Sequence[Household]) -> dict[str | None, str]:
    numbers = json.dumps([each.number for each in households if each.number])
    rows = select(
        f"SELECT number, uid FROM household WHERE number IN {_LISTED}", numbers
    )
    return dict(rows)
