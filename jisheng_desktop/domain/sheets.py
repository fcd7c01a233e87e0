"""A sheet as it comes out of a workbook: cells by row, and which of them are merged."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from jisheng_desktop.domain.text import normal

# What a cell may hold; an empty one is the empty text.
Cell = str | int | float | bool | date | datetime | time | timedelta
Row = list[Cell]

LARGEST_EXACT = 2**53


class Merge(NamedTuple):
    """A block of merged cells, counted from 0; the last row and column belong to it."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet(NamedTuple):
    """One sheet of a workbook: all rows from the first on, and the merged blocks."""

    name: str
    rows: list[Row]
    merges: tuple[Merge, ...] = ()


def text_of(cell: Cell) -> str:
    """Return what a cell says as plain text: 3.0 is `3`, a date is ISO."""
    if isinstance(cell, str):
        return normal(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return str(cell)


def letter(column: int) -> str:
    """Return a column's letters in Excel: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
