"""Lists that go out: tables of text, counts and money, and their totals."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

Kind = Literal["text", "count", "yuan"]
# A count is an int, an amount an int of fen; the column says which.
Value = str | int | None


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
    rows: Sequence[Sequence[Value]]
    notes: tuple[str, ...] = ()
    summed: bool = True


class Totals(NamedTuple):
    """What a listing sums up to: rows written, and the sum of each summed column."""

    rows: int
    sums: dict[str, int]


class Summing:
    """Adds up the summed columns of a listing while its rows go by."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Begin with nothing."""
        self._places = [(i, c.title) for i, c in enumerate(columns) if c.kind != "text"]
        self._sums = dict.fromkeys((title for _, title in self._places), 0)
        self._rows = 0

    def add(self, row: Sequence[Value]) -> None:
        """Count one row."""
        self._rows += 1
        for index, title in self._places:
            value = row[index]
            if isinstance(value, int):
                self._sums[title] += value

    def totals(self) -> Totals:
        """Return the sums so far."""
        return Totals(self._rows, dict(self._sums))
