"""Which households are already enrolled, or being enrolled, in a year."""

from typing import NamedTuple

from db.connection import select
from db.queries.households import Household
from jisheng_desktop.domain.states import State


def households_in(scheme: str, year: int) -> frozenset[str]:
    """Return the uids of households with a record in a year that is not void."""
    rows = select(
        "SELECT DISTINCT h.uid FROM enrollment e JOIN household h"
        " ON h.id = e.household_id"
        " WHERE e.scheme = ? AND e.policy_year = ? AND e.state != 'VOID'",
        scheme,
        year,
    )
    return frozenset(uid for (uid,) in rows)


class Standing(NamedTuple):
    """The record of a household in a year, and its state."""

    uid: str
    state: State


_STANDINGS = """
    SELECT h.uid, e.uid, e.state FROM enrollment e JOIN household h
    ON h.id = e.household_id
    WHERE e.scheme = ? AND e.policy_year = ? AND e.state != 'VOID' {one}
    ORDER BY e.live, e.id
"""


def standings_in(scheme: str, year: int) -> dict[str, Standing]:
    """Return the records of a year that are not void, by their household's uid.

    Where a household has two, the one that counts.
    """
    rows = select(_STANDINGS.format(one=""), scheme, year)
    return {household: Standing(uid, state) for household, uid, state in rows}


def standing_in(scheme: str, year: int, household: str) -> Standing | None:
    """Return the record of one household in a year, if it has one that is not void."""
    rows = select(_STANDINGS.format(one="AND h.uid = ?"), scheme, year, household)
    found = [Standing(uid, state) for _, uid, state in rows]
    return found[-1] if found else None


def households(scheme: str, year: int) -> dict[str, Household]:
    """Return the households with a live record in a year, by uid."""
    rows = select(
        "SELECT DISTINCT h.id, h.uid, h.number FROM enrollment e JOIN household h"
        " ON h.id = e.household_id"
        " WHERE e.scheme = ? AND e.policy_year = ? AND e.live = 1",
        scheme,
        year,
    )
    return {row[1]: Household(*row) for row in rows}
