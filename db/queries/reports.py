"""Everything that counts in a scheme and year: read page by page, and summed in SQL."""

import json
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from db.connection import Value, select, select_row
from db.queries.enrollments import FROM, enrollment_of
from jisheng_desktop.domain.decisions import Insured
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.pricing import Funding

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


class Decided(msgspec.Struct, frozen=True):
    """The part of a stored decision that reports count."""

    insured: tuple[Insured, ...] = ()
    funding: tuple[Funding, ...] = ()


class Counted(NamedTuple):
    """One live enrolment as reports count it."""

    number: str
    household_no: str
    village: str
    group_name: str
    head_name: str
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int
    operator: str
    confirmed_on: str
    decided: Decided
    persons: dict[str, tuple[str, str, str | None]]


_decided = msgspec.json.Decoder(Decided)

_COUNTED = """
    SELECT e.number, h.number, e.village, e.group_name, e.head_name, e.premium_fen,
        e.subsidy_fen, e.self_pay_fen, e.operator, e.confirmed_on, c.decision,
        {persons}
    FROM json_each(?) wanted JOIN enrollment e ON e.id = wanted.value
    JOIN household h ON h.id = e.household_id
    JOIN content c ON c.enrollment_id = e.id ORDER BY wanted.key
"""

_PERSONS = """
    (SELECT json_group_array(json_array(p.ref, p.name, p.id_no, p.birth_date))
        FROM person p WHERE p.enrollment_id = e.id AND p.insured = 1)
"""
_NOBODY = "'[]'"


def ids(scope: Scope) -> list[int]:
    """Return the live enrolments of a scope by village, group and number."""
    where, values = _where(scope)
    rows = select(
        f"SELECT e.id FROM enrollment e WHERE {where}"
        " ORDER BY e.village, e.group_name, e.number",
        *values,
    )
    return [number for (number,) in rows]


def enrollments(scope: Scope) -> Iterator[Enrollment]:
    """Yield the live enrolments of a scope in order, a page at a time."""
    for page in _pages(ids(scope)):
        rows = select(
            f"{FROM} JOIN json_each(?) wanted ON e.id = wanted.value"
            " ORDER BY wanted.key",
            page,
        )
        yield from (enrollment_of(row) for row in rows)


def counted(scope: Scope, *, named: bool) -> Iterator[Counted]:
    """Yield the live enrolments of a scope as reports count them, a page at a time.

    Who the insured persons are is looked up only for reports that name them.
    """
    sql = _COUNTED.format(persons=_PERSONS if named else _NOBODY)
    for page in _pages(ids(scope)):
        for row in select(sql, page):
            people = {ref: tuple(rest) for ref, *rest in msgspec.json.decode(row[-1])}
            yield Counted._make((*row[:-2], _decided.decode(row[-2]), people))


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
