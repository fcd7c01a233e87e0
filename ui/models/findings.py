"""What Ctrl+K finds, and the list that shows it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel
from typing_extensions import override

from ui.models.tables import ACCESSIBLE, DISPLAY, NO_PARENT, Index

NOTE_ROLE = 257
ICON_ROLE = 258


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
    def data(self, index: Index, role: int = DISPLAY) -> object:
        finding = self._findings[index.row()]
        told = {
            DISPLAY: finding.text,
            NOTE_ROLE: finding.note,
            ICON_ROLE: finding.icon,
            ACCESSIBLE: f"{finding.text} {finding.note}",
        }
        return told.get(role)
