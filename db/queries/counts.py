"""What counts in a scheme and year, counted in one pass over the records."""

from typing import NamedTuple

from db.connection import select, select_value
from db.queries.workers import WORKER


class Count(NamedTuple):
    """The records that share day, category, village and operator; money in fen.

    A record of several categories has none of its own: ''.
    """

    confirmed_on: str
    category: str
    village: str
    operator: str
    households: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


def counts(scheme: str, year: int) -> tuple[Count, ...]:
    """Return the live records of a scheme and year, counted by what they share."""
    rows = select(
        f"SELECT confirmed_on, coalesce(category, ''), village, {WORKER}, count(*),"
        " sum(premium_fen), sum(subsidy_fen), sum(self_pay_fen) FROM enrollment e"
        " WHERE live = 1 AND scheme = ? AND policy_year = ? GROUP BY 1, 2, 3, 4",
        scheme,
        year,
    )
    return tuple(Count(*row) for row in rows)


def persons(scheme: str, year: int) -> int:
    """Count the persons who are insured in a scheme and year."""
    count: int = select_value(
        "SELECT count(*) FROM person WHERE insured = 1 AND live = 1"
        " AND scheme = ? AND policy_year = ?",
        scheme,
        year,
    )
    return count
