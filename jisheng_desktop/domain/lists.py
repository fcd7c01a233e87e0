"""Lists that go out: tables of text, counts and money, and their totals."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "count", "yuan"]
# A count is an int, an amount an int of fen; the column says which.
Value = str | int | None

Row = Sequence[Value]
# Sees every row of a list on its way to paper or sheet, and hands it on.
Passing = Callable[[Iterable[Row]], Iterable[Row]]

TOTAL = "合计"


class Column(NamedTuple):
    """A column: its title, what stands in it, its width in characters."""

    title: str
    kind: Kind = "text"
    width: int = 12


class Listing(NamedTuple):
    """One sheet: a title, a line under it, rows in order, notes below.

    Counts and amounts are summed up in a last row unless `summed` is off.
    """

    name: str
    heading: str
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    notes: tuple[str, ...] = ()
    summed: bool = True


class Totals(NamedTuple):
    """What a listing sums up to: rows written, and the sum of each summed column."""

    rows: int
    sums: dict[str, int]


def totals_of(listing: Listing) -> Totals:
    """Return what a listing sums up to."""
    places = [(i, c.title) for i, c in enumerate(listing.columns) if c.kind != "text"]
    return Totals(
        len(listing.rows),
        {title: sum(_number(row[at]) for row in listing.rows) for at, title in places},
    )


def total_row(listing: Listing) -> tuple[Value, ...]:
    """Return the last row of a listing: 合计, and the sums under their columns.

    Where no row states anything, as without targets, there is no sum either.
    """
    sums = totals_of(listing).sums
    first, *rest = (
        sums.get(column.title) if _is_stated(listing, at) else None
        for at, column in enumerate(listing.columns)
    )
    return (TOTAL if first is None else first, *rest)


def _is_stated(listing: Listing, at: int) -> bool:
    return not listing.rows or any(row[at] is not None for row in listing.rows)


def _number(value: Value) -> int:
    return value if isinstance(value, int) else 0
