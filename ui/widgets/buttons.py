"""Buttons that show their key."""

from collections.abc import Callable
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui.widgets.words import low, words

ButtonTone = Literal["", "primary", "quiet", "danger"]


class KeyButton(QPushButton):
    """A button for one action, with the action's shortcut shown as a key cap.

    It follows the action: text, enabled, visible, tool tip. Enter presses it.
    """

    def __init__(self, action: QAction, tone: ButtonTone = "") -> None:
        super().__init__()
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._action = action
        self._caption = words("", "caption", tone=tone)
        self._key = words("", "key", tone=tone)
        self._row = QHBoxLayout(self)
        self._lay_out()
        self._follow()
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)

    @override
    def sizeHint(self) -> QSize:
        inner = self._row.sizeHint()
        return QSize(inner.width(), max(inner.height(), super().sizeHint().height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _lay_out(self) -> None:
        row = self._row
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addStretch()
        for label in (self._caption, self._key):
            label.setAttribute(QtCore.Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(low(label))
        row.addStretch()

    def _follow(self) -> None:
        keys = self._action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self._caption.setText(self._action.text())
        self._key.setText(keys)
        self._key.setVisible(bool(keys))
        self.setAccessibleName(f"{self._action.text()} {keys}".strip())
        self.setToolTip(self._action.toolTip())
        self.setEnabled(self._action.isEnabled())
        is_wanted = self._action.isVisible()
        if self.parentWidget() is not None or not is_wanted:
            self.setVisible(is_wanted)  # True without a parent would open a window


def key_row(*buttons: KeyButton) -> QHBoxLayout:
    """Return buttons side by side from the left, each as wide as its words."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def action(
    text: str,
    parent: QWidget,
    run: Callable[[], object] | None = None,
    *,
    keys: str = "",
    everywhere: bool = False,
) -> QAction:
    """Return an action of `parent`; its keys work while the focus is inside `parent`,
    or, with `everywhere`, in its whole window.
    """
    made = QAction(text, parent)
    made.setProperty("shortcut", keys)
    if not everywhere:
        made.setProperty("shortcutContext", "WidgetWithChildrenShortcut")
    if run is not None:
        made.triggered.connect(lambda *_: run())
    parent.addAction(made)
    return made
