"""Taking in rosters: whole chunks of households looked up and stored at once."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.connection import add_all, select, select_value
from db.queries.enrollments import FROM, add_rows, enrollment_of
from db.queries.households import Household
from jisheng_desktop.domain.enrollments import Enrollment, head_key


class Insured(NamedTuple):
    """A live enrolment that insures a person."""

    uid: str
    receipt_no: str
    village: str
    enrolled_on: str


class Draft(NamedTuple):
    """A new draft and the household it belongs to, None for one that is new itself."""

    enrollment: Enrollment
    household: Household | None


_NUMBERED = """
    FROM json_each(?) wanted JOIN person p ON p.id_no = wanted.value
    JOIN enrollment e ON e.id = p.enrollment_id
    WHERE p.scheme = ? AND p.policy_year = ?
"""


def records_with(
    numbers: Iterable[str], scheme: str, year: int
) -> dict[str, tuple[Enrollment, ...]]:
    """Return the records, drafts included, in which persons with these numbers stand."""
    rows = select(
        f"SELECT p.id_no, e.uid {_NUMBERED} AND e.state != 'VOID' ORDER BY e.id",
        json.dumps(list(numbers)),
        scheme,
        year,
    )
    uids = sorted({uid for _, uid in rows})
    known = {
        each.uid: each
        for each in map(
            enrollment_of,
            select(
                f"{FROM} WHERE e.uid IN (SELECT value FROM json_each(?))",
                json.dumps(uids),
            ),
        )
    }
    found: dict[str, tuple[Enrollment, ...]] = {}
    for number, uid in rows:
        found[number] = (*found.get(number, ()), known[uid])
    return found


def insured_in(numbers: Iterable[str], scheme: str, year: int) -> dict[str, Insured]:
    """Return the live enrolments that insure persons with these numbers."""
    rows = select(
        f"SELECT p.id_no, e.uid, e.receipt_no, e.village, e.enrolled_on {_NUMBERED}"
        " AND p.live = 1 AND p.insured = 1",
        json.dumps(list(numbers)),
        scheme,
        year,
    )
    return {row[0]: Insured(*row[1:]) for row in rows}


def households_headed_by(keys: Iterable[str]) -> dict[str, Household]:
    """Return the numbered households whose heads bear these identity numbers."""
    rows = select(
        "SELECT h.head_key, h.id, h.uid, h.number FROM json_each(?) wanted"
        " JOIN household h ON h.head_key = wanted.value AND h.number IS NOT NULL"
        " ORDER BY h.id DESC",
        json.dumps([key for key in keys if key]),
    )
    return {row[0]: Household(*row[1:]) for row in rows}


def namesakes(name: str, beginnings: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return numbers, and their last year, of persons so named whose number begins so."""
    found: list[tuple[str, int]] = []
    for beginning in beginnings:
        found += [
            (number, year)
            for number, year in select(
                "SELECT id_no, max(policy_year) FROM person WHERE id_no >= ?"
                " AND id_no < ? AND name = ? GROUP BY id_no LIMIT 3",
                beginning,
                f"{beginning}~",
                name,
            )
        ]
    return tuple(found)


def add_drafts(drafts: Sequence[Draft], station: str) -> None:
    """Store new drafts, and the households that are new with them."""
    following = 1 + (select_value("SELECT max(id) FROM household") or 0)
    ids: list[int] = []
    fresh: list[tuple[int, str, str, str]] = []
    for draft in drafts:
        if draft.household is not None:
            ids.append(draft.household.id)
            continue
        ids.append(following)
        key = head_key(draft.enrollment.document)
        fresh.append((following, draft.enrollment.household_uid, station, key))
        following += 1
    add_all("INSERT INTO household (id, uid, station, head_key) VALUES", fresh)
    add_rows([draft.enrollment for draft in drafts], ids, station)
