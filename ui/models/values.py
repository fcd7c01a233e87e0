"""A table of values, one a row: its columns say what stands where. Every list's model."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtGui import QBrush
from typing_extensions import override

from ui.models.tables import (
    ACCESSIBLE,
    ALIGNMENT,
    DISPLAY,
    FOREGROUND,
    LEFT,
    NO_PARENT,
    TOOL_TIP,
    FlatTable,
    Index,
)

Value = TypeVar("Value")


class Column(NamedTuple, Generic[Value]):
    """A column: its title, its text, its alignment, and the colour's name if any."""

    title: str
    text: Callable[[Value], str]
    alignment: int = LEFT
    colour: Callable[[Value], str] | None = None


class ValueTable(FlatTable, Generic[Value]):
    """Shows `values`, one a row; `brush` turns a colour's name into paint."""

    def __init__(
        self,
        columns: Sequence[Column[Value]],
        brush: Callable[[str], QBrush] | None = None,
    ) -> None:
        super().__init__()
        self.columns: Sequence[Column[Value]] = columns
        self.values: Sequence[Value] = ()
        self._brush = brush

    def show(
        self, values: Sequence[Value], columns: Sequence[Column[Value]] | None = None
    ) -> None:
        """Show these values and no others, under other columns where any are given."""
        self.beginResetModel()
        self.columns = self.columns if columns is None else columns
        self.values = values
        self.endResetModel()

    def value_at(self, row: int) -> Value | None:
        """Return what stands in a row; None outside the list."""
        return self.values[row] if 0 <= row < len(self.values) else None

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.values)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        column = self.columns[index.column()]
        if role in (DISPLAY, TOOL_TIP, ACCESSIBLE):
            return column.text(self.values[index.row()])
        if role == ALIGNMENT:
            return column.alignment
        if role == FOREGROUND and column.colour:
            return self._painted(column.colour(self.values[index.row()]))
        return None

    def _painted(self, colour: str) -> QBrush | None:
        return self._brush(colour) if self._brush and colour else None
