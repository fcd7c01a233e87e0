"""A field for a file or folder: typed, pasted, or chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class PathField(QWidget):
    """A line with a button beside it; the question is a callable given from above."""

    changed = Signal()

    def __init__(self, name: str, choose: Callable[[], Path | None]) -> None:
        super().__init__()
        self._choose = choose
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self._browse = QPushButton("浏览…")
        self._browse.setAccessibleName(f"{name}：浏览")
        self._browse.clicked.connect(self.choose)
        self.line.editingFinished.connect(self.changed)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._browse)

    @property
    def path(self) -> Path | None:
        """The path in the field, None when it is empty."""
        text = self.line.text().strip()
        return Path(text) if text else None

    @path.setter
    def path(self, value: Path | None) -> None:
        self.line.setText("" if value is None else str(value))

    def choose(self) -> None:
        """Ask for a path; what was there stays when none is chosen."""
        chosen = self._choose()
        if chosen is not None:
            self.path = chosen
            self.changed.emit()
