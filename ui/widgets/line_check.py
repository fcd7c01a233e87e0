"""A line for what was scanned, read out or typed, and the answer below it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.words import Strip, labelled


class Said(NamedTuple):
    """An answer: its sentence, a note below it, and the tone it is given in."""

    text: str
    note: str = ""
    tone: str = "info"


class LineCheck(QWidget):
    """Checks the line as soon as Enter ends it, as scanners do."""

    def __init__(self, name: str, hint: str, check: Callable[[str], Said]) -> None:
        super().__init__()
        self._check = check
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setClearButtonEnabled(True)
        self.answer = Strip("")
        self.answer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(labelled(name, self.line))
        column.addWidget(self.answer)
        self.line.returnPressed.connect(self._answer)
        self.line.textEdited.connect(lambda _: self.answer.hide())

    def _answer(self) -> None:
        text = self.line.text().strip()
        if text:
            self.answer.show_words(*self._check(text))
            self.answer.show()
            self.line.selectAll()
