"""Which households are already enrolled, or being enrolled, in a year."""

from db.connection import select
from db.queries.households import Household


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
