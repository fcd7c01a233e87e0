"""Practice mode: a library of its own, in a colour of its own."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from ui.desk import Desk
from ui.widgets.words import Card, words

INSIDE = "现在是演练。这里的数据和真数据分开存放，永远不会上报。"
OUTSIDE = "想练手、教新人，就进演练。那里的数据和真数据分开存放，永远不会上报。"


class PracticeCard(Card):
    """One button: in, or back out."""

    practice_wanted = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__("演练")
        inside = desk.office.practice
        self.go = QPushButton("退出演练" if inside else "进入演练")
        self.go.clicked.connect(lambda: self.practice_wanted.emit(not inside))
        self.body.addWidget(words(INSIDE if inside else OUTSIDE, "soft", wrap=True))
        self.body.addWidget(self.go)
