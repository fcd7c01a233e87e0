"""Lists of enrolments: ids first, then the rows of the page that is shown."""

import json
from collections.abc import Iterator, Sequence

from db.connection import Value, select
from db.queries.journal import IS_OURS
from db.queries.searching import matching
from db.queries.workers import WORKER
from jisheng_desktop.domain.enrollments import Filters, Order, Row

_ORDERS: dict[Order, str] = {
    "newest": "e.id DESC",
    "number": "e.number IS NULL, e.number",
    "name": "e.head_name, e.id",
    "village": "e.village, e.group_name, e.id",
    "state": "e.state, e.id DESC",
}

_ROWS = """
    SELECT e.id, e.uid, e.number, e.receipt_no, h.number, e.head_name, e.village,
        coalesce(v.name, e.village), e.group_name, e.phone, e.persons, e.category,
        e.state, e.premium_fen, e.subsidy_fen, e.self_pay_fen, e.scheme, e.policy_year,
        e.enrolled_on, e.updated_at, coalesce(e.verdict, e.reason)
    FROM json_each(?) wanted
    JOIN enrollment e ON e.id = wanted.value
    JOIN household h ON h.id = e.household_id
    LEFT JOIN village v ON v.code = e.village
    ORDER BY wanted.key
"""


_OF_PERSONS = """
    e.id IN (SELECT enrollment_id FROM person
        WHERE id IN (SELECT value FROM json_each(?)))
"""


def ids(filters: Filters, order: Order) -> tuple[int, ...]:
    """Return the ids of all enrolments that pass the filters, in order."""
    conditions, values = [], []
    for condition, value in _conditions(filters):
        conditions.append(condition)
        values.append(value)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = select(
        f"SELECT e.id FROM enrollment e {where} ORDER BY {_ORDERS[order]}", *values
    )
    return tuple(number for (number,) in rows)


def rows(wanted: Sequence[int]) -> tuple[Row, ...]:
    """Return the rows with these ids, in the order of the ids."""
    found = select(_ROWS, json.dumps(list(wanted)))
    return tuple(Row(*row) for row in found)


def unanswered() -> tuple[int, ...]:
    """Return the ids of the enrolments with entries that no answer covers yet."""
    rows = select(
        "SELECT e.id FROM enrollment e WHERE e.uid IN (SELECT j.record FROM journal j"
        " JOIN stream s ON s.id = j.stream_id AND j.n > s.acknowledged"
        f" WHERE {IS_OURS}) ORDER BY e.id"
    )
    return tuple(number for (number,) in rows)


def categories() -> tuple[str, ...]:
    """Return the codes of the categories that occur."""
    rows = select(
        "SELECT DISTINCT category FROM enrollment WHERE category IS NOT NULL"
        " ORDER BY category"
    )
    return tuple(code for (code,) in rows)


def _conditions(filters: Filters) -> Iterator[tuple[str, Value]]:
    columns: tuple[tuple[str, Value], ...] = (
        ("state", filters.state),
        ("village", filters.village),
        ("policy_year", filters.policy_year),
        ("scheme", filters.scheme),
        ("confirmed_on", filters.confirmed_on),
        ("live", 1 if filters.live else None),
    )
    for column, value in columns:
        if value is not None:
            yield f"e.{column} = ?", value
    if filters.category is not None:
        yield "e.category IS ?", filters.category or None
    if filters.operator is not None:
        yield f"{WORKER} = ?", filters.operator
    if filters.text.strip():
        persons = matching(filters.text)
        yield (
            _OF_PERSONS,
            json.dumps(persons),
        )
