"""Counts and sums over the library, for the first page and the status bar."""

from typing import NamedTuple

from db.connection import select, select_row, select_value
from jisheng_desktop.domain.states import State


class Sums(NamedTuple):
    """What counts now: households and persons, drafts included; money in fen."""

    households: int
    persons: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


class Child(NamedTuple):
    """An insured child and the enrolment in which it stands."""

    name: str
    uid: str
    birth_date: str
    scheme: str


def sums() -> Sums:
    """Return the sums over everything that is not void; money of live records only."""
    row = select_row(
        "SELECT count(*), total(persons), total(premium), total(subsidy),"
        " total(self_pay) FROM (SELECT sum(persons) persons,"
        " sum(iif(live, premium_fen, 0)) premium,"
        " sum(iif(live, subsidy_fen, 0)) subsidy,"
        " sum(iif(live, self_pay_fen, 0)) self_pay"
        " FROM enrollment WHERE state != 'VOID' GROUP BY household_id)"
    )
    return Sums(*(int(value or 0) for value in row or ()))


def by_state() -> dict[State, int]:
    """Return how many enrolments stand in each state that occurs."""
    return dict(select("SELECT state, count(*) FROM enrollment GROUP BY state"))


def confirmed_on(day: str) -> int:
    """Count the enrolments confirmed on a day that still count."""
    count: int = select_value(
        "SELECT count(*) FROM enrollment WHERE confirmed_on = ? AND live = 1", day
    )
    return count


def children_born(first: str, last: str) -> tuple[Child, ...]:
    """Return insured children born within two days, the eldest first."""
    rows = select(
        "SELECT p.name, e.uid, p.birth_date, e.scheme FROM person p"
        " JOIN enrollment e ON e.id = p.enrollment_id WHERE p.live = 1"
        " AND p.insured = 1 AND p.role = 'CHILD' AND p.birth_date BETWEEN ? AND ?"
        " ORDER BY p.birth_date, p.id",
        first,
        last,
    )
    return tuple(Child(*row) for row in rows)
