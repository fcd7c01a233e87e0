"""Asking inline to which station a household goes, and why."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from jisheng_desktop.domain.stations import NewStation
from ui.widgets.buttons import KeyButton, action
from ui.widgets.words import labelled, words


class MoveBar(QFrame):
    """A station and a reason; Enter moves, Escape takes the question back.

    `given` carries the station's code and the reason.
    """

    given = Signal(str, str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setProperty("tone", "warn")
        self._question = words(wrap=True)
        self.station = QComboBox()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("原因，不少于4个字")
        self._yes = action("移交", self, self._give, keys="Return")
        self._no = action("不了", self, self.close_question, keys="Esc")
        self._lay_out()
        self.hide()

    def ask(self, question: str, stations: Sequence[NewStation]) -> None:
        """Ask to which of these stations; the first letters of a name choose one."""
        self._question.setText(question)
        self.station.clear()
        for each in stations:
            self.station.addItem(f"{each.name} {each.code}", each.code)
        self.reason.clear()
        self.show()
        self.station.setFocus()

    def close_question(self) -> None:
        """Ask no more, whether or not an answer was given."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _give(self) -> None:
        self.given.emit(self.station.currentData(), self.reason.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self._question)
        column.addLayout(labelled("移交给", self.station))
        column.addLayout(labelled("原因", self.reason))
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(KeyButton(self._no))
        row.addWidget(KeyButton(self._yes, "danger"))
        column.addLayout(row)
