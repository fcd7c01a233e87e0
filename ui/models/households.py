"""The list of households: all ids at once, the rows in windows as they come in sight."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtGui import QBrush
from typing_extensions import override

from jisheng_desktop.domain.enrollments import Order, Row
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import STATE_NAMES, State
from ui.models.tables import (
    ACCESSIBLE,
    ALIGNMENT,
    DISPLAY,
    FOREGROUND,
    LEFT,
    NO_PARENT,
    RIGHT,
    TOOL_TIP,
    FlatTable,
    Index,
)

WINDOW = 256
WINDOWS_KEPT = 12

STATE_TONES: dict[State, str] = {
    "DRAFT": "warn",
    "CONFIRMED": "accent_text",
    "EXPORTED": "text_soft",
    "ACCEPTED": "good",
    "RETURNED": "bad",
    "CONFLICT": "bad",
    "INSURED": "good",
    "MOVED": "text_faint",
    "VOID": "text_faint",
}


class Column(NamedTuple):
    """A column: its title, its text, its width at the standard size, its order."""

    title: str
    text: Callable[[Row], str]
    width: int
    order: Order | None = None
    alignment: int = LEFT


class HouseholdTable(FlatTable):
    """Rows come from `fetch(ids)`; only windows that were looked at are in memory."""

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        category_name: Callable[[str], str],
        brush: Callable[[State], QBrush],
    ) -> None:
        super().__init__()
        self._fetch = fetch
        self._brush = brush
        self._ids: Sequence[int] = ()
        self._windows: OrderedDict[int, Sequence[Row]] = OrderedDict()
        self.columns: tuple[Column, ...] = _columns(category_name)
        self._texts = tuple(column.text for column in self.columns)
        self._alignments = tuple(column.alignment for column in self.columns)
        self._state_column = [c.title for c in self.columns].index("状态")

    def show(self, ids: Sequence[int]) -> None:
        """List the enrolments with these ids, in this order."""
        self.beginResetModel()
        self._ids = ids
        self._windows.clear()
        self.endResetModel()

    def id_at(self, row: int) -> int | None:
        """Return the id listed in a row, None where there is no such row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, wanted: int | None) -> int | None:
        """Return the row in which an id is listed now, None where it is not."""
        return next((row for row, each in enumerate(self._ids) if each == wanted), None)

    def row_at(self, row: int) -> Row | None:
        """Return what stands in a row; None below the last one, or when it is gone."""
        if not 0 <= row < len(self._ids):
            return None
        number, offset = divmod(row, WINDOW)
        window = self._window(number)
        return window[offset] if offset < len(window) else None

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._ids)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        column = index.column()
        if role in (DISPLAY, TOOL_TIP, ACCESSIBLE):
            row = self.row_at(index.row())
            return self._texts[column](row) if row else ""
        if role == ALIGNMENT:
            return self._alignments[column]
        if role == FOREGROUND and column == self._state_column:
            row = self.row_at(index.row())
            return self._brush(row.state) if row else None
        return None

    def _window(self, number: int) -> Sequence[Row]:
        window = self._windows.get(number)
        if window is None:
            first = number * WINDOW
            window = self._fetch(self._ids[first : first + WINDOW])
            self._windows[number] = window
            if len(self._windows) > WINDOWS_KEPT:
                self._windows.popitem(last=False)
        else:
            self._windows.move_to_end(number)
        return window


def _columns(category_name: Callable[[str], str]) -> tuple[Column, ...]:
    return (
        Column("户主", lambda row: row.head_name or "（未填姓名）", 80, "name"),
        Column("状态", lambda row: STATE_NAMES[row.state], 72, "state"),
        Column("村居", _place, 124, "village"),
        Column("人", lambda row: str(row.persons), 38, None, RIGHT),
        Column("类别", lambda row: category_name(row.category or ""), 136),
        Column("自付", _self_pay, 78, None, RIGHT),
        Column("登记日期", lambda row: row.enrolled_on, 102, "newest"),
        Column("回执号", lambda row: row.receipt_no or "", 222, "number"),
        Column("电话", lambda row: row.phone, 130),
    )


def _place(row: Row) -> str:
    return f"{row.village} {row.group_name}".strip()


def _self_pay(row: Row) -> str:
    return "" if row.self_pay_fen is None else yuan(row.self_pay_fen)
