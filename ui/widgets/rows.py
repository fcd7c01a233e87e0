"""A list of rows: read only, whole rows chosen, left by Tab; every page's table."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.models.tables import Index

LAST = -1
# As many as a high screen shows; ten times as many are Qt's habit, and are felt.
ROWS_MEASURED = 100
# Pixels at either side of a cell's words, as the style sheet has it, and between rows.
PADDING = 8
APART = 10


def row_table(
    model: QAbstractItemModel,
    name: str,
    *,
    wide: int | None = None,
    several: bool = False,
) -> QTableView:
    """Return a table of a model's rows, under the name a screen reader says.

    With `wide`, each column is as wide as its words, and the column of that number,
    or the `LAST` that is shown, takes what the others leave; without, how wide the
    columns are is the page's own. With `several`, more than one row can be chosen.
    """
    table = QTableView()
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    if not several:
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    if wide is not None:
        _fit_columns(table, wide)
    return table


def let_rows_grow(table: QTableView) -> None:
    """Let a short table's rows be as high as their wrapped words."""
    table.setWordWrap(True)
    table.setItemDelegate(_Wrapped(table))
    rows = table.verticalHeader()
    rows.setSectionResizeMode(rows.ResizeMode.ResizeToContents)


def framed(table: QWidget) -> QFrame:
    """Return a table, or the stack that it stands in, on a card of its own."""
    frame = QFrame()
    frame.setProperty("part", "card")
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(12, 4, 4, 4)
    inside.addWidget(table)
    return frame


def follow_room(table: QTableView, fit: Callable[[int], object]) -> None:
    """Call `fit` with the pixels a table's columns have together, whenever they change."""
    table.viewport().installEventFilter(_Room(table, fit))


def width_of_words(table: QTableView, column: int) -> int:
    """Return the pixels that a column's title and its words ask for."""
    title = table.horizontalHeader().sectionSizeHint(column)
    return max(table.sizeHintForColumn(column), title)


def leave_out(
    table: QTableView, widths: Sequence[int], first: Iterable[int], room: int
) -> None:
    """Hide the columns in `first`, one after the other, until the others have room."""
    least = table.horizontalHeader().minimumSectionSize()
    kept = {column: max(width, least) for column, width in enumerate(widths)}
    for column in first:
        if sum(kept.values()) > room:
            del kept[column]
    for column in range(len(widths)):
        table.setColumnHidden(column, column not in kept)


class _Wrapped(QStyledItemDelegate):
    """Measures wrapped words inside the padding of a cell, and keeps rows apart."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        inner = QStyleOptionViewItem(option)
        room: QRect = inner.rect
        inner.rect = room.adjusted(PADDING, 0, -PADDING, 0)
        return super().sizeHint(inner, index) + QSize(0, APART)


class _Room(QObject):
    """Watches a table's viewport: its page does not know when that has its size."""

    def __init__(self, table: QTableView, fit: Callable[[int], object]) -> None:
        super().__init__(table)
        self._fit = fit
        self._last = -1

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent) and event.size().width() != self._last:
            self._last = event.size().width()
            self._fit(self._last)
        return False


def _fit_columns(table: QTableView, wide: int) -> None:
    header = table.horizontalHeader()
    header.setResizeContentsPrecision(ROWS_MEASURED)
    header.setSectionResizeMode(header.ResizeMode.ResizeToContents)
    if wide == LAST:
        header.setStretchLastSection(True)
    else:
        header.setSectionResizeMode(wide, header.ResizeMode.Stretch)
