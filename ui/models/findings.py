"""What Ctrl+K finds, and the list that shows it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex
from typing_extensions import override

TEXT_ROLE = 0
NOTE_ROLE = 257
ICON_ROLE = 258
ACCESSIBLE_ROLE = 11

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class Finding(NamedTuple):
    """One thing that was found: what it is, a note at the right, what Enter does."""

    text: str
    note: str
    icon: str
    run: Callable[[], object]


class FindingList(QAbstractListModel):
    """The findings in the order in which they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._findings: Sequence[Finding] = ()

    def show(self, findings: Sequence[Finding]) -> None:
        """Replace everything that is listed."""
        self.beginResetModel()
        self._findings = findings
        self.endResetModel()

    def at(self, row: int) -> Finding | None:
        """Return the finding of a row, None when there is none."""
        return self._findings[row] if 0 <= row < len(self._findings) else None

    @override
    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._findings)

    @override
    def data(self, index: Index, role: int = TEXT_ROLE) -> object:
        finding = self._findings[index.row()]
        match role:
            case 0:
                return finding.text
            case 257:
                return finding.note
            case 258:
                return finding.icon
            case 11:
                return f"{finding.text} {finding.note}"
        return None
