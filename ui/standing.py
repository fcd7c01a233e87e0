"""How the station stands, read once for everybody who shows it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from jisheng_desktop.loading import Deferred
from ui.changes import Changes

if TYPE_CHECKING:
    from jisheng_desktop.services import overview
else:
    overview = Deferred("jisheng_desktop.services.overview")

FIRST_MS = 20
QUIET_MS = 150
EVERY_MS = 60_000


class Standing(QObject):
    """Reads the figures after each change, once a minute, and as soon as it can.

    The first reading waits until the window is shown. `changed` carries the status.
    """

    changed = Signal(object)

    def __init__(self, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self.latest: overview.Status | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh)
        self._drawn = QTimer(self)
        self._drawn.setSingleShot(True)
        self._drawn.timeout.connect(lambda: self._soon.start(FIRST_MS))
        self._each_minute = QTimer(self)
        self._each_minute.timeout.connect(self.refresh)
        changes.saved.connect(self._refresh_soon)

    def begin(self) -> None:
        """Read for the first time when the window has been drawn, then go on."""
        self._drawn.start(0)  # the window is drawn before any timer has its turn
        self._each_minute.start(EVERY_MS)

    def end(self) -> None:
        """Read no more: the library is about to be closed."""
        self._drawn.stop()
        self._soon.stop()
        self._each_minute.stop()

    @Slot()
    def refresh(self) -> None:
        """Read the figures now and tell everybody."""
        self.latest = overview.status()
        self.changed.emit(self.latest)

    def _refresh_soon(self) -> None:
        self._soon.start(QUIET_MS)
