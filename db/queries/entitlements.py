"""The official lists of persons entitled to a subsidy, held against who has it."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.connection import select, write, write_all
from db.queries.claims import Entitled


class Missing(NamedTuple):
    """Somebody entitled whom nobody has enrolled, or who was enrolled without subsidy."""

    category: str
    id_no: str
    name: str
    proof_no: str | None
    valid_to: str | None
    village: str | None
    enroll_no: str | None


class Undue(NamedTuple):
    """A subsidy of somebody whom the list does not, or no longer, entitle to it."""

    category: str
    id_no: str
    name: str
    amount_fen: int
    village: str
    enroll_no: str


class Namesake(NamedTuple):
    """An insured person who bears the name of somebody entitled."""

    name: str
    id_no: str
    village: str
    enroll_no: str | None


_IN = "IN (SELECT value FROM json_each(?))"
_VALID = "(r.valid_to IS NULL OR r.valid_to >= ?)"


def replace(categories: Iterable[str], entitled: Sequence[Entitled]) -> None:
    """Put new lists of some categories in the place of the old ones."""
    write(f"DELETE FROM roster WHERE category {_IN}", json.dumps(list(categories)))
    write_all("INSERT OR REPLACE INTO roster VALUES (?, ?, ?, ?, ?)", entitled)


def everybody() -> dict[tuple[str, str], str | None]:
    """Return until when who is entitled to what, by identity number and category."""
    rows = select("SELECT id_no, category, valid_to FROM roster")
    return {(id_no, category): valid_to for id_no, category, valid_to in rows}


def count(categories: Iterable[str]) -> dict[str, int]:
    """Count the persons on the lists of some categories."""
    rows = select(
        f"SELECT category, count(*) FROM roster WHERE category {_IN} GROUP BY category",
        json.dumps(list(categories)),
    )
    return dict(rows)


def missing(
    categories: Iterable[str], scheme: str, year: int, on: str
) -> tuple[Missing, ...]:
    """Return who is entitled on a day and has no live subsidy in a scheme and year.

    Village and enrolment number are those of an enrolment without the subsidy.
    """
    rows = select(
        "SELECT r.category, r.id_no, r.name, r.proof_no, r.valid_to, e.village, e.number"
        " FROM roster r LEFT JOIN person p ON p.id_no = r.id_no AND p.scheme = ?"
        " AND p.policy_year = ? AND p.live = 1 AND p.insured = 1"
        " LEFT JOIN enrollment e ON e.id = p.enrollment_id"
        f" WHERE r.category {_IN} AND {_VALID} AND NOT EXISTS"
        " (SELECT 1 FROM subsidy s WHERE s.key = 'P/' || ? || '/' || r.id_no"
        " AND s.live = 1) ORDER BY r.category, r.id_no",
        scheme,
        year,
        json.dumps(list(categories)),
        on,
        str(year),
    )
    return tuple(Missing(*row) for row in rows)


def undue(categories: Iterable[str], scheme: str, year: int) -> tuple[Undue, ...]:
    """Return live subsidies that the lists did not entitle to on the day of enrolment."""
    rows = select(
        "SELECT s.category, p.id_no, p.name, s.amount_fen, e.village, e.number"
        " FROM subsidy s JOIN enrollment e ON e.id = s.enrollment_id"
        " JOIN person p ON p.enrollment_id = e.id"
        " AND s.key = 'P/' || s.policy_year || '/' || p.id_no"
        f" WHERE s.live = 1 AND s.scheme = ? AND s.policy_year = ? AND s.category {_IN}"
        " AND NOT EXISTS (SELECT 1 FROM roster r WHERE r.category = s.category"
        " AND r.id_no = p.id_no AND (r.valid_to IS NULL OR r.valid_to >= e.enrolled_on))"
        " ORDER BY s.category, p.id_no",
        scheme,
        year,
        json.dumps(list(categories)),
    )
    return tuple(Undue(*row) for row in rows)


def namesakes(names: Iterable[str], scheme: str, year: int) -> tuple[Namesake, ...]:
    """Return the persons of a scheme and year who bear one of these names."""
    rows = select(
        "SELECT p.name, p.id_no, e.village, e.number FROM person p"
        " JOIN enrollment e ON e.id = p.enrollment_id"
        f" WHERE p.name {_IN} AND p.scheme = ? AND p.policy_year = ? AND e.state != 'VOID'"
        " ORDER BY p.name, p.id_no",
        json.dumps(list(names)),
        scheme,
        year,
    )
    return tuple(Namesake(*row) for row in rows)
