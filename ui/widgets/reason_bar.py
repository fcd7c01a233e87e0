"""The inline question for a reason, in place of a dialog."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from ui.widgets.buttons import KeyButton, action
from ui.widgets.words import words


class ReasonBar(QFrame):
    """Asks why; Enter gives the reason, Escape takes the question back."""

    given = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setProperty("tone", "warn")
        self._question = words(wrap=True)
        self.line = QLineEdit()
        self.line.setAccessibleName("原因")
        self.line.setPlaceholderText("原因，不少于4个字")
        self._yes = action("确定", self, self._give, keys="Return")
        self._no = action("不了", self, self.close_question, keys="Esc")
        self._lay_out()
        self.hide()

    def ask(self, question: str, verb: str) -> None:
        """Ask for a reason; `verb` names what Enter will do."""
        self._question.setText(question)
        self._yes.setText(verb)
        self.line.clear()
        self.show()
        self.line.setFocus()

    def close_question(self) -> None:
        """Ask no more, whether or not a reason was given."""
        if self.isHidden():
            return
        self.hide()
        self.closed.emit()

    def _give(self) -> None:
        self.given.emit(self.line.text().strip())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(8)
        column.addWidget(self._question)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(KeyButton(self._no, "quiet"))
        row.addWidget(KeyButton(self._yes, "danger"))
        column.addLayout(row)
