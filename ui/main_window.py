"""The one window: it shows one screen at a time and remembers where it stood."""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QMainWindow,
    QStackedWidget,
    QWidget,
)
from typing_extensions import override

from ui.settings import Settings

SMALLEST = QSize(1024, 640)
FIRST_SIZE = QSize(1366, 768)
INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
}


TITLE = "计生家庭保险登记系统"


class MainWindow(QMainWindow):
    """A frame for the screens; `went_idle` comes when nobody touched it for long."""

    went_idle = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.tell_practice(practising=False)
        self.setMinimumSize(SMALLEST)
        self._settings = settings
        self.may_close: Callable[[], bool] = lambda: True
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.went_idle)
        self._stand_where_it_was()

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen in front."""
        return self._screens.currentWidget()

    def tell_practice(self, *, practising: bool) -> None:
        """Let the title, which stands in the task bar too, say what is not real."""
        self.setWindowTitle(f"【演练】{TITLE}" if practising else TITLE)

    def show_screen(self, screen: QWidget) -> None:
        """Bring a screen to the front and let it take the focus."""
        if self._screens.indexOf(screen) < 0:
            self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)
        screen.setFocus()
        self.watch_idleness()

    def drop_screen(self, screen: QWidget) -> None:
        """Take a screen away for good."""
        self._screens.removeWidget(screen)
        screen.deleteLater()

    def watch_idleness(self) -> None:
        """Count from now the minutes without a key or a click."""
        minutes = self._settings.lock_minutes
        if minutes:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Watch what reaches the window; a filter on everything would slow typing."""
        super().showEvent(event)
        self.windowHandle().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in INPUT:
            self.watch_idleness()
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as Space does."""
        button = QApplication.focusWidget()
        enter = event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if enter and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self._settings.geometry = self.saveGeometry()
        event.accept()

    def _stand_where_it_was(self) -> None:
        geometry = self._settings.geometry
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(FIRST_SIZE)
