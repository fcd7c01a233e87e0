"""Who already claims what: the questions behind the rules that need the library."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from db.connection import select, select_row, select_value
from db.queries.enrollments import FROM, enrollment_of
from jisheng_desktop.domain.enrollments import Enrollment


class Claim(NamedTuple):
    """A record that already claims a person or a household."""

    enroll_no: str
    receipt_no: str
    household_no: str
    village: str
    enrolled_on: str


class Terms(NamedTuple):
    """Plan and premium of an earlier year, in fen."""

    plan: str | None
    premium_fen: int | None


_CLAIM = """
    SELECT e.number, e.receipt_no, h.number, e.village, e.enrolled_on
    FROM enrollment e JOIN household h ON h.id = e.household_id
"""


def of_person(id_no: str, scheme: str, year: int, *, but: str | None) -> Claim | None:
    """Return the live enrolment that insures a person, apart from the one named."""
    return _claim(
        f"{_CLAIM} JOIN person p ON p.enrollment_id = e.id"
        " WHERE p.id_no = ? AND p.scheme = ? AND p.policy_year = ?"
        " AND p.live = 1 AND p.insured = 1 AND p.id_no != '' AND e.uid IS NOT ?",
        id_no,
        scheme,
        year,
        but,
    )


def of_household(
    household_uid: str, scheme: str, year: int, *, but: str | None
) -> Claim | None:
    """Return the live enrolment of a household, apart from the one named."""
    return _claim(
        f"{_CLAIM} WHERE h.uid = ? AND e.scheme = ? AND e.policy_year = ?"
        " AND e.live = 1 AND e.uid IS NOT ?",
        household_uid,
        scheme,
        year,
        but,
    )


def of_subsidy(key: str, *, but: str | None) -> Claim | None:
    """Return the live enrolment that claims a subsidy, apart from the one named."""
    return _claim(
        f"{_CLAIM} JOIN subsidy s ON s.enrollment_id = e.id"
        " WHERE s.key = ? AND s.live = 1 AND e.uid IS NOT ?",
        key,
        but,
    )


def relatives(
    numbers: Sequence[str], year: int, household_uid: str | None, *, but: str | None
) -> Iterator[Enrollment]:
    """Yield live enrolments of other households in which one of these persons stands."""
    marks = ", ".join("?" * len(numbers))
    rows = select(
        f"{FROM} WHERE e.live = 1 AND e.policy_year = ? AND h.uid IS NOT ?"
        " AND e.uid IS NOT ? AND e.id IN"
        f" (SELECT enrollment_id FROM person WHERE id_no IN ({marks}) AND id_no != '')"
        " ORDER BY e.id",
        year,
        household_uid,
        but,
        *numbers,
    )
    yield from (enrollment_of(row) for row in rows)


def households_with_phone(phone: str, *, but: str | None) -> int:
    """Count the other households that gave this telephone number."""
    count: int = select_value(
        "SELECT count(DISTINCT e.household_id) FROM enrollment e"
        " JOIN household h ON h.id = e.household_id"
        " WHERE e.phone = ? AND e.live = 1 AND h.uid IS NOT ?",
        phone,
        but,
    )
    return count


def terms_in_year(household_uid: str, scheme: str, year: int) -> Terms | None:
    """Return what a household paid in a year, before subsidy."""
    row = select_row(
        "SELECT c.decision ->> 'plan', e.premium_fen FROM enrollment e"
        " JOIN household h ON h.id = e.household_id"
        " JOIN content c ON c.enrollment_id = e.id"
        " WHERE h.uid = ? AND e.scheme = ? AND e.policy_year = ? AND e.live = 1",
        household_uid,
        scheme,
        year,
    )
    return Terms(*row) if row else None


class Spent(NamedTuple):
    """How much of a budget is used: persons, and money in fen."""

    persons: int
    fen: int


def subsidised(
    scheme: str, year: int, categories: Sequence[str], *, but: str | None
) -> Spent:
    """Return what is spent on some categories, apart from one enrolment."""
    marks = ", ".join("?" * len(categories))
    row = select_row(
        "SELECT count(*), total(s.amount_fen) FROM subsidy s"
        " JOIN enrollment e ON e.id = s.enrollment_id"
        " WHERE s.scheme = ? AND s.policy_year = ? AND s.live = 1"
        f" AND e.uid IS NOT ? AND s.category IN ({marks})",
        scheme,
        year,
        but,
        *categories,
    )
    persons, fen = row or (0, 0)
    return Spent(persons, int(fen))


class Entitled(NamedTuple):
    """A person on the official roster of a category."""

    category: str
    id_no: str
    name: str
    proof_no: str | None
    valid_to: str | None


def has_roster() -> bool:
    """Tell whether an official roster has been taken in."""
    return select_row("SELECT 1 FROM roster LIMIT 1") is not None


def is_on_roster(id_no: str, category: str, on: str) -> bool:
    """Tell whether the roster entitles a person to a category on a day."""
    row = select_row(
        "SELECT 1 FROM roster WHERE category = ? AND id_no = ?"
        " AND (valid_to IS NULL OR valid_to >= ?)",
        category,
        id_no,
        on,
    )
    return row is not None


def _claim(sql: str, *values: str | int | None) -> Claim | None:
    row = select_row(sql, *values)
    return Claim(*row) if row else None
