"""Everything that counts in a scheme and year: summed in SQL, or read page by page."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from db.connection import Value, select, select_row
from db.queries.enrollments import FROM, enrollment_of
from db.queries.workers import WORKER
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.notices import Listed
from jisheng_desktop.domain.reports import Grant, Group

PAGE = 500


class Scope(NamedTuple):
    """Which live enrolments a list is about; an open village or category takes all."""

    scheme: str
    year: int
    village: str | None = None
    category: str | None = None


class Sums(NamedTuple):
    """What SQL counts and sums over a scope: money in fen."""

    households: int
    persons: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int


_GROUPS = f"""
    SELECT e.village, {WORKER}, e.confirmed_on, i.value ->> 'category',
        count(DISTINCT e.household_id), sum(i.key = 0), count(*),
        sum(i.value ->> 'subsidy_fen' > 0), sum(i.value ->> 'premium_fen'),
        sum(i.value ->> 'subsidy_fen'), sum(i.value ->> 'self_pay_fen')
    FROM enrollment e JOIN content c ON c.enrollment_id = e.id
    JOIN json_each(c.decision, '$.insured') i
    WHERE {{where}} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""

_SHARES = """
    SELECT f.value ->> 'payer', sum(f.value ->> 'amount_fen')
    FROM enrollment e JOIN content c ON c.enrollment_id = e.id
    JOIN json_each(c.decision, '$.funding') f
    WHERE {where} AND e.subsidy_fen > 0 GROUP BY 1
"""

# The sign before the village keeps SQLite from walking the large tables village by
# village, all over the file: sorting afterwards takes half the time.
_GRANTS = """
    SELECT e.village, i.value ->> 'category', e.head_name, h.number, p.name, p.id_no,
        e.number, i.value ->> 'subsidy_fen'
    FROM enrollment e JOIN household h ON h.id = e.household_id
    JOIN content c ON c.enrollment_id = e.id
    JOIN json_each(c.decision, '$.insured') i
    LEFT JOIN person p ON p.enrollment_id = e.id AND p.ref = i.value ->> 'ref'
    WHERE {where} AND i.value ->> 'subsidy_fen' > 0
    ORDER BY +e.village, e.group_name, e.number, i.key
"""

_INSURED = """
    SELECT e.village, p.name, p.id_no, p.birth_date
    FROM enrollment e JOIN person p ON p.enrollment_id = e.id AND p.insured = 1
    WHERE {where} ORDER BY e.village, e.group_name, e.number, p.id
"""


def ids(scope: Scope) -> list[int]:
    """Return the live enrolments of a scope by village, group and number."""
    where, values = _where(scope)
    rows = select(
        f"SELECT e.id FROM enrollment e WHERE {where}"
        " ORDER BY e.village, e.group_name, e.number",
        *values,
    )
    return [number for (number,) in rows]


def has_any(scope: Scope) -> bool:
    """Tell whether anything counts in a scope."""
    where, values = _where(scope)
    row = select_row(f"SELECT 1 FROM enrollment e WHERE {where} LIMIT 1", *values)
    return row is not None


def enrollments(scope: Scope) -> Iterator[Enrollment]:
    """Yield the live enrolments of a scope in order, a page at a time."""
    for page in _pages(ids(scope)):
        rows = select(
            f"{FROM} JOIN json_each(?) wanted ON e.id = wanted.value"
            " ORDER BY wanted.key",
            page,
        )
        yield from (enrollment_of(row) for row in rows)


def groups(scope: Scope) -> tuple[Group, ...]:
    """Return the insured of a scope by village, operator, day and category."""
    return tuple(Group(*row) for row in _select(_GROUPS, scope))


def shares(scope: Scope) -> dict[str, int]:
    """Return what each payer bears of the subsidies of a scope, in fen."""
    return dict(_select(_SHARES, scope))


def grants(scope: Scope) -> tuple[Grant, ...]:
    """Return the subsidies of a scope, one by one, by village, group and number."""
    return tuple(Grant(*row) for row in _select(_GRANTS, scope))


def insured(scope: Scope) -> tuple[Listed, ...]:
    """Return the insured persons of a scope by village, group and number."""
    return tuple(Listed(*row) for row in _select(_INSURED, scope))


def sums(scope: Scope) -> Sums:
    """Return what a scope counts and sums up to, by the database alone."""
    where, values = _where(scope)
    row = select_row(
        "SELECT count(DISTINCT e.household_id), (SELECT count(*) FROM person p JOIN"
        " enrollment e ON e.id = p.enrollment_id WHERE p.insured = 1 AND"
        f" {where}), total(e.premium_fen), total(e.subsidy_fen), total(e.self_pay_fen)"
        f" FROM enrollment e WHERE {where}",
        *values,
        *values,
    )
    return Sums(*(int(value or 0) for value in row or ()))


def _pages(numbers: list[int]) -> Iterator[str]:
    for start in range(0, len(numbers), PAGE):
        yield json.dumps(numbers[start : start + PAGE])


def _select(sql: str, scope: Scope) -> list[tuple[Any, ...]]:
    where, values = _where(scope)
    return select(sql.format(where=where), *values)


def _where(scope: Scope) -> tuple[str, list[Value]]:
    conditions = "e.live = 1 AND e.scheme = ? AND e.policy_year = ?"
    values: list[Value] = [scope.scheme, scope.year]
    if scope.village is not None:
        conditions += " AND e.village = ?"
        values.append(scope.village)
    if scope.category is not None:
        conditions += (
            " AND (e.category = ? OR EXISTS (SELECT 1 FROM content c, json_each("
            "c.decision, '$.insured') i WHERE c.enrollment_id = e.id"
            " AND i.value ->> 'category' = ?))"
        )
        values += [scope.category, scope.category]
    return conditions, values
