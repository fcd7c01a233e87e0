"""Asking for a new station, and showing the code of its kit this one time."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from jisheng_desktop.domain.stations import LEVEL_NAMES, Level, NewStation
from ui.widgets.going_on import went_on
from ui.widgets.paths import PathField
from ui.widgets.words import labelled, words

LEVELS: tuple[Level, ...] = ("VILLAGE", "TOWNSHIP")
ON_PAPER = (
    "请现在抄在纸上，核对一遍。这张纸和站点文件分开交给对方：两样在一起，"
    "捡到的人就能冒充这个站点。"
)
ONCE = "启用码只显示这一次，哪里都不保存；抄错了就重新制作一份站点文件。"


class KitForm(QWidget):
    """Level, code, name and parent of a station, and the file for its kit.

    `parent_for` proposes the office above for a level and code, `name_for` the name
    that belongs to a code; `ask_file` asks where to write, given a file name,
    `ask_roster` for last year's list. `wanted` carries a `NewStation` and the two
    paths, or None in their places.
    """

    wanted = Signal(object, object, object)

    def __init__(
        self,
        parent_for: Callable[[Level, str], str],
        name_for: Callable[[str], str],
        ask_file: Callable[[str], Path | None],
        ask_roster: Callable[[], Path | None],
    ) -> None:
        super().__init__()
        self._parent_for, self._name_for = parent_for, name_for
        self._proposed_name = ""
        self.level = QComboBox()
        for level in LEVELS:
            self.level.addItem(LEVEL_NAMES[level], level)
        self.code, self.name, self.above = QLineEdit(), QLineEdit(), QLineEdit()
        self.file = PathField("站点文件", lambda: ask_file(self._file_name()))
        self.roster = PathField("上年花名册", ask_roster)
        self.issue = QPushButton("制作站点文件")
        self.issue.setProperty("tone", "primary")
        self._lay_out()
        self._listen()
        self._propose_parent()

    def show_station(self, station: NewStation) -> None:
        """Fill in a station that is to be equipped anew; only the file is missing."""
        self.level.setCurrentIndex(self.level.findData(station.level))
        self.code.setText(station.code)
        self.name.setText(station.name)
        self.above.setText(station.parent)
        self.file.setFocus()

    def clear(self) -> None:
        """Be ready for the next station."""
        for line in (self.code, self.name):
            line.clear()
        self._proposed_name = ""
        self.file.path = self.roster.path = None
        self._propose_parent()

    def focus_gap(self) -> None:
        """Take the focus to the first line that is still empty, else to the code."""
        lines = (self.code, self.name, self.above, self.file.line)
        next((line for line in lines if not line.text().strip()), self.code).setFocus()

    def _propose(self) -> None:
        self._propose_parent()
        if self.name.text() == self._proposed_name:  # nobody typed another
            self._proposed_name = self._name_for(self.code.text().strip())
            self.name.setText(self._proposed_name)

    def _propose_parent(self) -> None:
        level: Level = self.level.currentData()
        self.above.setText(self._parent_for(level, self.code.text().strip()))

    def _file_name(self) -> str:
        return f"站点文件-{self.code.text().strip()}.jskit"

    def _issue(self) -> None:
        if not self.issue.isEnabled():
            return
        level: Level = self.level.currentData()
        fields = (self.code, self.name, self.above)
        station = NewStation(level, *(field.text().strip() for field in fields))
        self.wanted.emit(station, self.file.path, self.roster.path)

    def _go_on(self) -> None:
        if not went_on(self.code, self.name, self.above, self.file.line):
            self._issue()

    def _listen(self) -> None:
        self.level.activated.connect(self._propose_parent)
        self.code.textEdited.connect(self._propose)
        fields = (self.code, self.name, self.above, self.file.line, self.roster.line)
        for line in fields:
            line.returnPressed.connect(self._go_on)
        self.issue.clicked.connect(self._issue)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addLayout(labelled("级别", self.level), 2)
        first.addLayout(labelled("站点代码", self.code), 4)
        first.addLayout(labelled("站点名称", self.name), 5)
        first.addLayout(labelled("上级站点代码", self.above), 4)
        second.addLayout(labelled("站点文件写到哪里", self.file), 1)
        second.addLayout(labelled("上年花名册（可不选，供续保）", self.roster), 1)
        second.addWidget(self.issue, 0, Qt.AlignmentFlag.AlignBottom)
        for row in (first, second):
            row.setSpacing(10)
            column.addLayout(row)


class CodeSlip(QFrame):
    """A code that is shown once, large, until the user says that it is on paper.

    `what` names the code; `advice` says what to do with it.
    """

    def __init__(self, what: str, advice: Sequence[str]) -> None:
        super().__init__()
        self._what, self._advice = what, advice
        self.setProperty("part", "strip")
        self.setProperty("tone", "warn")
        self._whose = words("", "soft", wrap=True)
        self.code = words("", "figure")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.noted = QPushButton("已抄在纸上")
        self.noted.clicked.connect(self.forget)
        self._lay_out()
        self.hide()

    def show_code(self, name: str, code: str) -> None:
        """Show whose code this is, and take the focus."""
        whose = f"“{name}”的{self._what}"
        self._whose.setText(whose)
        self.code.setText(code)
        self.setAccessibleName(f"{whose} {code}。{self._advice[0]}")
        self.show()
        self.noted.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Show nothing any more; the code is gone."""
        self.code.clear()
        self.setAccessibleName("")
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        column.addWidget(self._whose)
        column.addWidget(self.code)
        for sentence in self._advice:
            column.addWidget(words(sentence, "soft", wrap=True))
        column.addWidget(self.noted, 0, Qt.AlignmentFlag.AlignLeft)


class Confirmation(QFrame):
    """One question in the page instead of a dialog; the careful answer has the focus."""

    agreed = Signal()

    def __init__(self, verb: str) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self.setProperty("tone", "warn")
        self._question = words("", wrap=True)
        self._yes, self._no = QPushButton(verb), QPushButton("不了")
        self._yes.setProperty("tone", "danger")
        self._yes.clicked.connect(self._agree)
        self._no.clicked.connect(self.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self._question)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._no)
        row.addWidget(self._yes)
        column.addLayout(row)
        self.hide()

    def ask(self, question: str) -> None:
        """Ask; the answer is `agreed` or nothing."""
        self._question.setText(question)
        self.setAccessibleName(question)
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()
