"""Where the district takes a station's request to set a forgotten password anew."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout
from typing_extensions import override

from ui.widgets.paths import PathField
from ui.widgets.words import labelled, words

MAKE_SURE = "先当面或打电话核实对方身份，再把代码告诉对方；不要用短信和微信发送。"
SERVES_ONCE = "代码只能用一次，只能用在提出申请的那台电脑上。"


class ResetForm(QFrame):
    """A request pasted as text, or its file; `given` carries what is in the field."""

    given = Signal(str)

    def __init__(self, ask_file: Callable[[], Path | None]) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setProperty("tone", "info")
        self.field = PathField("申请", ask_file)
        self._go = QPushButton("给出代码")
        self._go.clicked.connect(self._give)
        # The window lets Enter press the button that has the focus: this one, and not
        # one that the answer shows.
        self.field.line.returnPressed.connect(self._go.setFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addLayout(
            labelled("站点发来的申请：粘贴整段文字，或选申请文件", self.field), 1
        )
        row.addWidget(self._go, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(words(MAKE_SURE, "soft", wrap=True))
        self.hide()

    def ask(self) -> None:
        """Begin with an empty field."""
        self.field.path = None
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _give(self) -> None:
        self.given.emit(self.field.line.text())
