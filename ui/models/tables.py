"""What every table of a page has in common: its roles, its columns, their titles."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

# Plain integers: comparing Qt's enums costs a whole frame in `data`.
DISPLAY, TOOL_TIP, ALIGNMENT, FOREGROUND, ACCESSIBLE = 0, 3, 7, 9, 11
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Headed(Protocol):
    """What a column says above its cells, and on which side all of it stands."""

    @property
    def title(self) -> str: ...
    @property
    def alignment(self) -> int: ...


class FlatTable(QAbstractTableModel):
    """Tells how many `columns` there are and their titles; its kinds tell the rows."""

    columns: Sequence[Headed] = ()

    @override
    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = DISPLAY
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == DISPLAY:
            return self.columns[section].title
        return self.columns[section].alignment if role == ALIGNMENT else None
