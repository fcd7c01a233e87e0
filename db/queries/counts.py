"""What counts in a scheme and year, counted by one column at a time."""

from typing import Literal, NamedTuple

from db.connection import select, select_value

# A record of several categories has none of its own: ''.
By = Literal["confirmed_on", "category", "village", "operator"]


class Count(NamedTuple):
    """The records of one key: how many, and their money in fen."""

    key: str
    households: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


def counts(by: By, scheme: str, year: int) -> tuple[Count, ...]:
    """Return the live records of a scheme and year by a column, in its order."""
    rows = select(
        f"SELECT coalesce({by}, ''), count(*), sum(premium_fen), sum(subsidy_fen),"
        " sum(self_pay_fen) FROM enrollment"
        " WHERE live = 1 AND scheme = ? AND policy_year = ? GROUP BY 1 ORDER BY 1",
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
