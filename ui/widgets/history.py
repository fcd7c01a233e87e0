"""What happened to a record, as both registers show it: what, the changes, when and who."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from jisheng_desktop.domain.enrollments import HistoryLine
from ui.when import said_moment
from ui.widgets.layouts import clear
from ui.widgets.words import rule, words

TITLE = "变更记录"


class HistoryList(QWidget):
    """The lines under their heading; nothing at all where nothing happened yet."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(7)

    def show_lines(self, lines: Sequence[HistoryLine], on: date) -> None:
        """Show these lines, told from a day, in the place of those before."""
        clear(self._column)
        if lines:
            self._column.addWidget(rule())
            self._column.addWidget(words(TITLE, "heading"))
        for line in lines:
            self._column.addWidget(_event(line, on))


def _event(line: HistoryLine, on: date) -> QWidget:
    event = QWidget()
    column = QVBoxLayout(event)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(1)
    what = f"{line.what}：{line.reason}" if line.reason else line.what
    column.addWidget(words(what, wrap=True))
    for change in line.changes:
        column.addWidget(words(change, "label", wrap=True))
    column.addWidget(words(f"{said_moment(line.at, on)}　{line.who}", "tiny"))
    return event
