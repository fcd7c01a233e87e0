"""The groups of a list side by side, each with its count; one is shown at a time."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from ui.widgets.buttons import action


class GroupBar(QWidget):
    """Buttons of which one is down; Alt and a digit choose one from anywhere on `page`.

    `chosen` carries the name of the group.
    """

    chosen = Signal(str)

    def __init__(self, page: QWidget, groups: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._titles = dict(groups)
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, (name, title) in enumerate(groups, start=1):
            row.addWidget(self._made_button(page, name, title, f"Alt+{number}"))
        row.addStretch()
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

    def _made_button(
        self, page: QWidget, name: str, title: str, keys: str
    ) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("part", "segment")
        button.setCheckable(True)
        button.setToolTip(keys)
        button.clicked.connect(lambda: self.choose(name))
        self._group.addButton(button)
        self._buttons[name] = button
        action(f"只看{title}", page, lambda: self.choose(name), keys=keys)
        return button
