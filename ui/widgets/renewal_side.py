"""Beside the households to renew: both years of one, or what all have agreed to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from ui.widgets.agreement import Agreement
from ui.widgets.buttons import KeyButton
from ui.widgets.year_pair import YearPair


class RenewalSide(QFrame):
    """Shows one of the two at a time, with the buttons of both below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "panel")
        self.pair = YearPair()
        self.agreement = Agreement()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pair)
        self._stack.addWidget(self.agreement)
        self._buttons = QVBoxLayout()
        self._buttons.setContentsMargins(18, 0, 18, 0)
        self._buttons.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.setSpacing(8)
        column.addWidget(self._stack, 1)
        column.addLayout(self._buttons)

    @property
    def is_asking(self) -> bool:
        """Whether the question of what was agreed stands in sight."""
        return self._stack.currentWidget() is self.agreement

    def add_buttons(self, buttons: Sequence[KeyButton]) -> None:
        """Put buttons below, one under the other."""
        for button in buttons:
            self._buttons.addWidget(button)

    def ask(self, households: int) -> None:
        """Ask what so many households have agreed to."""
        self._stack.setCurrentWidget(self.agreement)
        self.agreement.ask(households)

    def show_pair(self) -> None:
        """Show both years of a household again."""
        self._stack.setCurrentWidget(self.pair)
