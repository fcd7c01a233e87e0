"""The panel beside the form: what the policy says, why, what is missing, and what to press."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.entry.figures_view import FiguresView
from ui.entry.problem_list import ProblemList
from ui.entry.sheet import Sheet
from ui.entry.wording import figures, still_missing
from ui.theme import mark
from ui.widgets.buttons import KeyButton
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import words

CORRECTION = "CORRECTION"


class PanelActions(NamedTuple):
    """What the buttons of the panel do."""

    confirm: QAction
    confirm_and_print: QAction
    draft: QAction
    jump: QAction


class ReasonField(QLineEdit):
    """Why a household is confirmed in spite of a warning, or corrected; Enter confirms."""

    submitted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)


class DecisionPanel(QFrame):
    """Always true to the sheet; asks for a reason where one is needed."""

    problem_wanted = Signal(str)
    submitted = Signal()
    reason_changed = Signal(str)

    def __init__(self, sheet: Sheet, actions: PanelActions) -> None:
        super().__init__()
        self.setProperty("part", "panel")
        self._sheet = sheet
        self._figures = FiguresView()
        self._problems = ProblemList()
        self._missing = words("", "hint", wrap=True)
        self._reason_label = words("", "label", wrap=True)
        self.reason = ReasonField()
        self._confirm = KeyButton(actions.confirm, "primary")
        self._print = KeyButton(actions.confirm_and_print, "primary")
        self._draft = KeyButton(actions.draft)
        self._jump = KeyButton(actions.jump, "quiet")
        self._problems.wanted.connect(self.problem_wanted)
        self.reason.submitted.connect(self.submitted)
        self.reason.textEdited.connect(self.reason_changed)
        self._lay_out()

    @property
    def needs_reason(self) -> bool:
        """Tell whether confirming asks for a reason that is not written yet."""
        return self._asks_for_reason() and not self.reason.text().strip()

    def show_sheet(self, here: str) -> None:
        """Show the decision; the problems at the field `here` say that the cursor is there."""
        state = self._sheet.state
        self._figures.show_figures(figures(self._sheet.estimate, state))
        problems = self._sheet.open_problems()
        is_typing = here not in self._sheet.visited
        self._problems.show_problems(problems, here, is_typing=is_typing)
        self._say(self._missing, still_missing(self._sheet.pending_problems(), state))
        self._show_reason()
        self._jump.setVisible(bool(self._sheet.problems))

    def ask_reason(self) -> None:
        """Put the cursor where the reason is written."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_confirm(self) -> None:
        """Put the focus on the button that confirms, so that Enter does it."""
        self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _asks_for_reason(self) -> bool:
        corrects = self._sheet.subject.purpose == CORRECTION
        return corrects or self._sheet.decision.decision == "CONFIRM"

    def _show_reason(self) -> None:
        asks = self._asks_for_reason()
        corrects = self._sheet.subject.purpose == CORRECTION
        label = "更正原因（必填）" if corrects else "有需要说明的事项，确认前请写明原因"
        self._say(self._reason_label, label if asks else "")
        self.reason.setAccessibleName(label)
        self.reason.setVisible(asks)
        mark(self.reason, tone="warn" if asks and self.needs_reason else "")

    def _say(self, label: QWidget, text: str) -> None:
        label.setProperty("text", text)
        label.setVisible(bool(text))

    def _scrolling(self) -> Scrolling:
        """Return figures and problems, which scroll where large text leaves no room."""
        ground = QWidget()
        ground.setProperty("part", "clear")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 5, 0)
        column.setSpacing(8)
        column.addWidget(self._figures)
        column.addWidget(self._problems)
        column.addWidget(self._missing)
        column.addStretch()
        return Scrolling(ground)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(words("参保认定", "heading"))
        top.addStretch()
        top.addWidget(self._jump)
        column.addLayout(top)
        column.addWidget(self._scrolling(), 1)
        column.addWidget(self._reason_label)
        column.addWidget(self.reason)
        for button in (self._draft, self._confirm, self._print):
            column.addWidget(button)
