"""Waiting for an answer until the keys come to rest."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def settling(parent: QObject, milliseconds: int, run: Callable[[], object]) -> QTimer:
    """Return a timer that runs once, so long after it was started for the last time.

    An arrow key held down runs past the rows without showing each of them.
    """
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(run)
    return timer
