"""The form on disk: what was typed survives a power cut, cursor included."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject, QTimer

from jisheng_desktop.services.forms import drop_form, keep_form, kept_form
from ui.entry.form import Form

AFTER_A_FIELD_MS = 60
AFTER_TYPING_MS = 350
AT_MOST_MS = 850


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that brings a half-typed form back as it was."""

    form: Form
    scheme: str
    policy_year: int
    path: str = ""
    position: int = 0
    reason: str = ""
    visited: tuple[str, ...] = ()


class Keeper(QObject):
    """Writes the form soon after a field is left, and during long typing at least each second."""

    def __init__(self, take: Callable[[], Kept | None], parent: QObject) -> None:
        super().__init__(parent)
        self._take = take
        self._soon = self._timer()
        self._latest = self._timer()

    def typed(self) -> None:
        """Note a key stroke: write once the hand rests, or when it has not for long."""
        self._soon.start(AFTER_TYPING_MS)
        if not self._latest.isActive():
            self._latest.start(AT_MOST_MS)

    def completed(self) -> None:
        """Note that a field was left: write at once, after the next one has been drawn."""
        self._soon.start(AFTER_A_FIELD_MS)

    def write(self) -> None:
        """Write now."""
        self._soon.stop()
        self._latest.stop()
        kept = self._take()
        if kept is None:
            drop_form()
        else:
            keep_form(msgspec.json.encode(kept))

    def forget(self) -> None:
        """Drop what was kept: it has become a record."""
        self._soon.stop()
        self._latest.stop()
        drop_form()

    def _timer(self) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.write)
        return timer


def last_kept() -> Kept | None:
    """Return the form that was left half-typed; None when there is none that can be read."""
    state = kept_form()
    if state is None:
        return None
    try:
        return msgspec.json.decode(state, type=Kept)
    except msgspec.DecodeError:
        return None
