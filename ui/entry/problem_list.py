"""The problems of the household, one sentence each, the worst first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jisheng_desktop.domain.problems import Problem
from ui.entry.wording import TONES, note
from ui.widgets.words import Strip

WORST_FIRST = "EWI"


class ProblemList(QWidget):
    """Strips that lead to their field when chosen."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("需要注意的问题")
        self._strips: list[Strip] = []
        self._shown: list[tuple[Problem, bool]] = []
        self._is_typing = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def show_problems(
        self, problems: Sequence[Problem], here: str, *, is_typing: bool
    ) -> None:
        """Show the problems; those at the field `here` say that the cursor is there.

        While the user `is_typing` there for the first time, nothing is wrong yet.
        """
        ordered = sorted(problems, key=lambda each: WORST_FIRST.index(each.severity))
        wanted = [(each, each.field == here) for each in ordered]
        if (wanted, is_typing) == (self._shown, self._is_typing):
            return
        self._shown, self._is_typing = wanted, is_typing
        while len(self._strips) < len(wanted):
            self._add_strip()
        for index, strip in enumerate(self._strips):
            strip.setVisible(index < len(wanted))
            if index < len(wanted):
                problem, is_here = wanted[index]
                soft = is_here and is_typing
                tone = "info" if soft else TONES[problem.severity]
                strip.show_words(problem.text, note(problem, here=is_here), tone)

    def _add_strip(self) -> None:
        index = len(self._strips)
        strip = Strip("", can_choose=True)
        strip.chosen.connect(lambda: self.wanted.emit(self._shown[index][0].field))
        self._strips.append(strip)
        self._column.addWidget(strip)
