"""The boundary where an exception becomes a sentence or a bug report."""

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from jisheng_desktop.errors import CancelledByUser, UserError
from jisheng_desktop.loading import Deferred

if TYPE_CHECKING:
    from jisheng_desktop import bug_report
else:
    bug_report = Deferred("jisheng_desktop.bug_report")

log = logging.getLogger(__name__)

QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Errors(QObject):
    """Sorts every exception once: refusal, silence, or bug.

    `refused` carries the sentence for the user; `broken` carries the report of a
    bug, once for each distinct traceback. Exceptions of other threads come back
    to the main thread before anything is shown.
    """

    refused = Signal(str)
    broken = Signal(str)
    _arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._seen: set[str] = set()
        self._arrived.connect(self._show_soon)

    def show(self, error: BaseException) -> None:
        """Show `error` in the way its kind deserves; never raises."""
        match error:
            case CancelledByUser():
                return
            case UserError():
                self.refused.emit(str(error))
            case _:
                self._report(error)

    def catch_everything(self) -> None:
        """Become the last resort of this process: uncaught errors and Qt's messages."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        qInstallMessageHandler(_log_qt_message)

    def _uncaught(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _traceback: TracebackType | None,
    ) -> None:
        self._arrived.emit(error)

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._arrived.emit(args.exc_value)

    @Slot(object)
    def _show_soon(self, error: BaseException) -> None:
        """Show an error once whatever failed has been left, on the main thread."""
        QTimer.singleShot(0, self, lambda: self.show(error))

    def _report(self, error: BaseException) -> None:
        log.error("a bug:\n%s", bug_report.error_trace(error))
        key = bug_report.fingerprint(error)
        if key in self._seen:
            return
        self._seen.add(key)
        self.broken.emit(bug_report.bug_report(error))


def _log_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    logging.getLogger("qt").log(QT_LEVELS[kind], "%s", message)
