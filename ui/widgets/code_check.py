"""A line for the code printed on a receipt, and the answer below it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from jisheng_desktop.services.verifying import Verification
from ui.widgets.words import Strip, labelled


class CodeCheck(QWidget):
    """Checks what was scanned or typed as soon as Enter ends it, as scanners do."""

    def __init__(self, check: Callable[[str], Verification]) -> None:
        super().__init__()
        self._check = check
        self.line = QLineEdit()
        self.line.setPlaceholderText("扫描二维码，或抄写校验码后按回车")
        self.line.setClearButtonEnabled(True)
        self.answer = Strip("")
        self.answer.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(labelled("核验回执", self.line))
        column.addWidget(self.answer)
        self.line.returnPressed.connect(self._answer)
        self.line.textEdited.connect(lambda _: self.answer.hide())

    def _answer(self) -> None:
        text = self.line.text().strip()
        if text:
            found = self._check(text)
            self.answer.show_words(found.text, found.receipt_no or "", tone_of(found))
            self.answer.show()
            self.line.selectAll()


def tone_of(found: Verification) -> str:
    """Return the tone in which an answer is given."""
    if found.genuine is None:
        return "warn"
    return "good" if found.genuine and not found.voided else "bad"
