"""Labels, chips, cards and strips: words on the right ground."""

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme import mark


def words(
    text: str = "", part: str = "", *, tone: str = "", wrap: bool = False
) -> QLabel:
    """Return a label; `part`: title, heading, soft, label, hint, tiny or figure."""
    label = QLabel(text)
    label.setProperty("textFormat", "PlainText")
    label.setProperty("part", part)
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    return label


def chip(text: str = "", tone: str = "") -> QLabel:
    """Return a word on a soft ground; tone is "", info, good, warn or bad."""
    return words(text, "chip", tone=tone)


def show_chip(label: QLabel, text: str, tone: str = "") -> None:
    """Change a chip; an empty text hides it."""
    label.setText(text)
    label.setVisible(bool(text))
    mark(label, tone=tone)


def low(label: QLabel) -> QLabel:
    """Let a label keep its own height, in the middle of its row; return it."""
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label


def rule() -> QFrame:
    """Return a hair line."""
    line = QFrame()
    line.setProperty("part", "rule")
    return line


class Card(QFrame):
    """A white ground with a heading, a hint beside it and a `body` to fill."""

    def __init__(self, title: str = "", hint: str = "") -> None:
        super().__init__()
        self.setProperty("part", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 11, 16, 12)
        self.body.setSpacing(8)
        self.heading = words(title, "heading")
        self.hint = words(hint, "hint")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(self.heading)
        self.head.addWidget(self.hint, 1)
        if title:
            self.body.addLayout(self.head)


class Strip(QFrame):
    """A sentence with a coloured bar at its left and a small note below.

    tone: info, plain, good, warn or bad. When `can_choose`, a click, Enter or Space emits
    `chosen`, and the strip can hold the focus.
    """

    chosen = Signal()

    def __init__(
        self, text: str, note: str = "", tone: str = "info", *, can_choose: bool = False
    ):
        super().__init__()
        self.setProperty("part", "strip")
        self.text = words(text, wrap=True)
        self.note = words(note, "tiny", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(1)
        layout.addWidget(self.text)
        layout.addWidget(self.note)
        self._can_choose = can_choose
        if can_choose:
            self.setFocusPolicy(QtCore.Qt.FocusPolicy.StrongFocus)
            self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        self.show_words(text, note, tone)

    def show_words(self, text: str, note: str = "", tone: str = "info") -> None:
        """Change everything the strip says."""
        self.text.setText(text)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.setAccessibleName(f"{text} {note}".strip())
        mark(self, tone=tone)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._can_choose:
            self.chosen.emit()
        super().mousePressEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = QtCore.Qt.Key
        chosen = event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space)
        if self._can_choose and chosen:
            self.chosen.emit()
            return
        super().keyPressEvent(event)


def labelled(text: str, editor: QWidget) -> QVBoxLayout:
    """Return `editor` with its label above it; the label is its buddy and its name."""
    label = words(text, "label")
    label.setBuddy(editor)
    editor.setAccessibleName(text)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(label)
    column.addWidget(editor)
    return column
