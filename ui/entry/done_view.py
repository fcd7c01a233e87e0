"""What the specialist needs once a household is confirmed: numbers and the amount."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from jisheng_desktop.domain.money import capital, yuan
from jisheng_desktop.services.enrolling import Enrolled
from ui.entry.editors import ENTER
from ui.widgets.buttons import KeyButton
from ui.widgets.words import rule, words


class DoneView(QFrame):
    """Stands in the panel's place until the next household begins; Enter begins it."""

    def __init__(self, begin_next: QAction, receipt: QAction) -> None:
        super().__init__()
        self.setProperty("part", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._next = begin_next
        self._receipt = receipt
        self._title = words("", "title", tone="good")
        self._who = words("", "soft", wrap=True)
        self._amount = words("", "figure")
        self._capital = words("", "soft", wrap=True)
        self._enroll_no = words("", wrap=True)
        self._receipt_no = words("", wrap=True)
        self._lay_out()

    @property
    def receipt_no(self) -> str:
        """Return the receipt number shown."""
        return self._receipt_no.text()

    def show_enrolled(self, enrolled: Enrolled, who: str, *, corrected: bool) -> None:
        """Show what was confirmed and what to collect, and take the focus."""
        self._title.setText("✓ 已更正" if corrected else "✓ 已确认参保")
        fen = enrolled.decision.self_pay_fen or 0
        self._who.setText(who)
        self._amount.setText(yuan(fen))
        self._capital.setText(f"人民币 {capital(fen)}")
        self._enroll_no.setText(enrolled.enroll_no)
        self._receipt_no.setText(enrolled.receipt_no)
        self.setAccessibleName(
            f"{self._title.text()}，应收 {yuan(fen)} 元，"
            f"参保编号 {enrolled.enroll_no}，回执号 {enrolled.receipt_no}"
        )
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self._next.trigger()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._who)
        column.addWidget(rule())
        column.addWidget(words("应收（本户自付）", "label"))
        column.addWidget(self._amount)
        column.addWidget(self._capital)
        column.addWidget(rule())
        for label, value in (
            ("参保编号", self._enroll_no),
            ("回执号", self._receipt_no),
        ):
            column.addWidget(words(label, "label"))
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(value)
        column.addStretch()
        column.addWidget(words("按回车或 Ctrl+N 登记下一户", "hint"))
        column.addWidget(KeyButton(self._next, "primary"))
        column.addWidget(KeyButton(self._receipt))
