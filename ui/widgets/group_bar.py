"""The groups of a list side by side, each with its count; one is shown at a time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui.widgets.buttons import action

GAP = 6


class GroupBar(QWidget):
    """Buttons of which one is down; Alt and a digit choose one from anywhere on `page`.

    They stand in one row, or in several where there is no room for all of them.
    `chosen` carries the name of the group.
    """

    chosen = Signal(str)

    def __init__(self, page: QWidget, groups: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(groups)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self._grid.setColumnStretch(len(groups), 1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for number, (name, title) in enumerate(groups, start=1):
            self._made_button(page, name, title, f"Alt+{number}")
        self._stand(len(groups))
        self._buttons[groups[0][0]].setChecked(True)

    @property
    def now(self) -> str:
        """The name of the group that is shown."""
        return next(name for name, b in self._buttons.items() if b.isChecked())

    def choose(self, name: str) -> None:
        """Show a group."""
        self._buttons[name].setChecked(True)
        self.chosen.emit(name)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many stand in each group."""
        for name, button in self._buttons.items():
            text = f"{self._titles[name]} {counts.get(name, 0):,}"
            button.setText(text)
            button.setAccessibleName(text)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Stand in as many columns as there is room for."""
        room, most = self.width(), len(self._buttons)
        fitting = (n for n in range(most, 1, -1) if self._width_of(n) <= room)
        columns = next(fitting, 1)
        if columns != self._columns:
            self._stand(columns)

    def _width_of(self, columns: int) -> int:
        widths = [button.sizeHint().width() for button in self._buttons.values()]
        widest = (max(widths[column::columns]) for column in range(columns))
        return sum(widest) + GAP * columns

    def _stand(self, columns: int) -> None:
        self._columns = columns
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, *divmod(place, columns))

    def _made_button(self, page: QWidget, name: str, title: str, keys: str) -> None:
        button = QPushButton(title)
        button.setProperty("part", "segment")
        button.setCheckable(True)
        button.setToolTip(keys)
        button.clicked.connect(lambda: self.choose(name))
        self._group.addButton(button)
        self._buttons[name] = button
        action(f"只看{title}", page, lambda: self.choose(name), keys=keys)
