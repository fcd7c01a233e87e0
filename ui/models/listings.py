"""A list that goes out, as it is shown before it is written."""

from collections.abc import Sequence

from PySide6.QtGui import QFont
from typing_extensions import override

from jisheng_desktop.domain.lists import Column as Listed
from jisheng_desktop.domain.lists import Listing, Value, total_row
from jisheng_desktop.domain.money import yuan
from ui.models.tables import DISPLAY, LEFT, RIGHT, Index
from ui.models.values import Column, ValueTable

FONT = 6
Row = Sequence[Value]


class ListingTable(ValueTable[Row]):
    """One listing at a time, with its totals in the last row."""

    def __init__(self) -> None:
        super().__init__(())
        self._total: Row | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show_listing(self, listing: Listing) -> None:
        """Show a listing in the place of the one before."""
        columns = tuple(map(_column, range(len(listing.columns)), listing.columns))
        self._total = total_row(listing) if listing.summed and listing.rows else None
        total = () if self._total is None else (self._total,)
        self.show([*listing.rows, *total], columns)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role == FONT and self.values[index.row()] is self._total:
            return self._bold
        return super().data(index, role)


def said(value: Value, kind: str) -> str:
    """Return a value as a list shows it: money in yuan, counts in threes."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return yuan(value) if kind == "yuan" else f"{value:,}"


def _column(at: int, column: Listed) -> Column[Row]:
    alignment = LEFT if column.kind == "text" else RIGHT
    return Column(column.title, lambda row: said(row[at], column.kind), alignment)
