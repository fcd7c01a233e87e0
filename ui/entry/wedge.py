"""ID readers that type like a keyboard: a fast run of digits that ends with Enter."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from jisheng_desktop.domain.identity import examine
from jisheng_desktop.domain.text import halfwidth
from ui.entry.form import Form
from ui.entry.sheet import Sheet

# No hand keeps this up for fifteen digits; a reader is several times faster.
FASTEST_HAND_MS = 60
PAUSE_MS = 400
SHORTEST_NUMBER = 15
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Wedge(QObject):
    """Watches the keys of every field; a whole number typed faster than any hand is scanned.

    `scanned` carries the number and the form as it was before the first digit, which
    may have landed in a field that was not meant.
    """

    scanned = Signal(str, object)

    def __init__(self, sheet: Sheet, parent: QObject) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._run = ""
        self._before: Form = sheet.form
        self._began = 0
        self._last = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Shift:
            return False
        now = event.timestamp()  # when it was pressed, however busy we were
        if now - self._last > PAUSE_MS:
            self._run = ""
        self._last = now
        if event.key() in ENTER:
            return self._end_run(now)
        if not self._run:
            self._before, self._began = self._sheet.form, now
        self._run = self._run + event.text() if event.text().strip() else ""
        return False

    def _end_run(self, now: int) -> bool:
        number, self._run = halfwidth(self._run).upper(), ""
        is_slow = now - self._began > FASTEST_HAND_MS * len(number)
        if is_slow or len(number) < SHORTEST_NUMBER or not self._is_number(number):
            return False
        self.scanned.emit(number, self._before)
        return True

    def _is_number(self, number: str) -> bool:
        today = self._sheet.terms.today
        return examine("RESIDENT_ID", number, on=today, field="").birth_date is not None
