"""The calm screen of one question: something in the middle, a message above it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.errors import Errors
from ui.notices import Notice
from ui.theme import Theme
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.scrolling import Scrolling
from ui.widgets.words import Card, words


class Screen(QWidget):
    """A card in the middle of the window, as wide as its text asks for."""

    def __init__(self, theme: Theme, errors: Errors, title: str, hint: str) -> None:
        super().__init__()
        self.setProperty("part", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.notice = NoticeBar()
        self.card = Card()
        self.card.body.setContentsMargins(32, 26, 32, 28)
        self.card.body.setSpacing(14)
        self.card.body.addWidget(words(title, "title"))
        self.card.body.addWidget(words(hint, "soft", wrap=True))
        self.card.body.addWidget(self.notice)
        self._lay_out()
        errors.refused.connect(self._refuse)
        theme.changed.connect(self._resize)
        self._resize()

    def _lay_out(self) -> None:
        sheet = QWidget()
        sheet.setProperty("part", "clear")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.card)
        row.addStretch()
        inside = QVBoxLayout(sheet)
        inside.addStretch(2)
        inside.addLayout(row)
        inside.addStretch(3)
        self._scroll = Scrolling(sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part of the card that has just been shown."""
        self._scroll.bring_into_view(part)

    def _refuse(self, sentence: str) -> None:
        if self.isVisible():
            self.notice.show_notice(Notice(sentence, "bad"))
            self.bring_into_view(self.notice)

    def _resize(self) -> None:
        self.card.setFixedWidth(self._theme.px(620))
