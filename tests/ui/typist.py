"""Two hands on a keyboard: every press is counted, Chinese goes through an input method."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Key = Qt.Key
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Typist:
    """Types into whatever has the focus; `presses` counts the keys that went down."""

    def __init__(self) -> None:
        self.presses = 0

    @property
    def at(self) -> QWidget:
        """Return the widget the keys go to."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def types(self, text: str) -> None:
        """Type letters and digits one by one."""
        QTest.keyClicks(self.at, text)
        self.presses += len(text)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = NO_MODIFIER) -> None:
        """Press keys one after the other."""
        for key in keys:
            QTest.keyClick(self.at, key, modifiers)
            self.presses += 1

    def enter(self, times: int = 1) -> None:
        """Press Enter."""
        self.press(*[Key.Key_Return] * times)

    def composes(self, pinyin: str, chosen: str = "") -> None:
        """Type pinyin letter by letter into an input method, and choose with one key.

        Without `chosen` the composition stays open.
        """
        for end in range(1, len(pinyin) + 1):
            self._send(QInputMethodEvent(pinyin[:end], []))
            self.presses += 1
        if chosen:
            event = QInputMethodEvent("", [])
            event.setCommitString(chosen)
            self._send(event)
            self.presses += 1

    def _send(self, event: QInputMethodEvent) -> None:
        QApplication.sendEvent(self.at, event)
