"""When the library cannot be opened: what is the matter, and what can be done."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ui.cards.restore_form import RestoreForm
from ui.errors import Errors
from ui.theme import Theme
from ui.widgets.buttons import ButtonTone, KeyButton, action
from ui.widgets.screens import Screen


class TroublePage(Screen):
    """Says one sentence; offers to try again, a backup, to practise, or to leave."""

    again_wanted = Signal()
    practice_wanted = Signal()
    restore_wanted = Signal(object, str)
    quit_wanted = Signal()

    def __init__(self, theme: Theme, errors: Errors, sentence: str) -> None:
        super().__init__(theme, errors, "现在打不开站点数据", sentence)
        row = QHBoxLayout()
        for button in (
            self._button("再试一次", "F5", self.again_wanted.emit, "primary"),
            self._button("先演练", "Ctrl+P", self.practice_wanted.emit, ""),
            self._button("退出", "Ctrl+Q", self.quit_wanted.emit, ""),
        ):
            row.addWidget(button)
        self.card.body.addLayout(row)
        self.restore = RestoreForm()
        self.restore.wanted.connect(self.restore_wanted)
        self.restore.hide()
        self.card.body.addWidget(
            self._button("从备份恢复", "Ctrl+R", self._open_restore, "quiet")
        )
        self.card.body.addWidget(self.restore)

    def _open_restore(self) -> None:
        self.restore.show()
        self.restore.first.setFocus()

    def _button(
        self, text: str, keys: str, run: Callable[[], object], tone: ButtonTone
    ) -> KeyButton:
        return KeyButton(action(text, self, run, keys=keys), tone)
