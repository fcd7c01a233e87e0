"""The inline message under the header."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.notices import Notice, Tone
from ui.theme import mark
from ui.widgets.words import words


class NoticeBar(QFrame):
    """Shows one notice at a time; hidden when there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._text = words(wrap=True)
        self._act = QPushButton()
        self._act.setProperty("tone", "quiet")
        self._act.setAccessibleName("提示里的操作")
        self._close = QPushButton("知道了")
        self._close.setProperty("tone", "quiet")
        self._close.setAccessibleName("关闭提示 Esc")
        self._run: Callable[[], object] | None = None
        self._tone: Tone = "info"
        self._act.clicked.connect(self._do)
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 14, 2)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self.hide()

    def show_notice(self, notice: Notice) -> None:
        """Show `notice` in place of what stood here."""
        self._text.setText(notice.text)
        self.setAccessibleName(notice.text)
        self._act.setText(notice.action)
        self._act.setAccessibleName(notice.action)
        self._act.setVisible(bool(notice.action))
        self._run = notice.run
        self._tone = notice.tone
        mark(self, tone=notice.tone)
        self.show()

    def drop_refusal(self) -> None:
        """Hide a refusal; what else is shown stays."""
        if self._tone == "bad":
            self.hide()

    @property
    def text(self) -> str:
        """The sentence shown now, empty when there is none."""
        return "" if self.isHidden() else self._text.text()

    def _do(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()
