"""Inline messages: what the program tells the user without a dialog."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtCore import QObject, Signal

Tone = Literal["info", "good", "warn", "bad"]


class Notice(NamedTuple):
    """One sentence for the user, and at most one thing to do about it."""

    text: str
    tone: Tone = "info"
    action: str = ""
    run: Callable[[], object] | None = None


class Notices(QObject):
    """Where pages and operations leave their sentences; the window shows the last."""

    posted = Signal(object)
    cleared = Signal()
    mended = Signal()

    def post(self, notice: Notice) -> None:
        """Show `notice` until the next one, Escape, or another page."""
        self.posted.emit(notice)

    def say(self, text: str, tone: Tone = "info") -> None:
        """Show a sentence that asks for nothing."""
        self.post(Notice(text, tone))

    def mend(self) -> None:
        """Take a refusal away, and nothing else: what was refused is being mended."""
        self.mended.emit()

    def clear(self) -> None:
        """Take the sentence away."""
        self.cleared.emit()
