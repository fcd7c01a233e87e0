"""A field for a folder or a stick: the last is remembered, those plugged in offered."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.widgets.drives import Drive
from ui.widgets.layouts import clear
from ui.widgets.paths import PathField


class MediumField(QWidget):
    """A `PathField` with a button below it for each stick; `drives` finds them.

    `submitted` comes with Enter in the field.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        name: str,
        choose: Callable[[], Path | None],
        drives: Callable[[], Sequence[Drive]],
    ) -> None:
        super().__init__()
        self._name = name
        self._drives = drives
        self._shown: tuple[Drive, ...] = ()
        self.field = PathField(name, choose)
        self.setFocusProxy(self.field)
        self.field.changed.connect(self.changed)
        self.field.line.returnPressed.connect(self.submitted)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addLayout(self._buttons)

    @property
    def path(self) -> Path | None:
        """The path in the field, None when it is empty."""
        return self.field.path

    @path.setter
    def path(self, value: Path | None) -> None:
        self.field.path = value

    def look(self, remembered: Path | None) -> None:
        """Offer the sticks that are there now, and fill in an empty field.

        What was remembered comes first where it is still there, then the only stick.
        """
        self._offer(tuple(self._drives()))
        if self.path is not None:
            return
        if remembered is not None and remembered.exists():
            self.path = remembered
        elif len(self._shown) == 1:
            self.path = self._shown[0].path

    def _offer(self, drives: tuple[Drive, ...]) -> None:
        if drives == self._shown:
            return
        self._shown = drives
        clear(self._buttons)
        for drive in drives:
            self._buttons.addWidget(self._button(drive))
        self._buttons.addStretch()

    def _button(self, drive: Drive) -> QPushButton:
        button = QPushButton(f"U盘 {drive.name}")
        button.setProperty("tone", "quiet")
        button.setAccessibleName(f"{self._name}：U盘 {drive.name}")
        button.setToolTip(str(drive.path))
        button.clicked.connect(lambda: self._take(drive.path))
        return button

    def _take(self, path: Path) -> None:
        self.path = path
        self.changed.emit()
