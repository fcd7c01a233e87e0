"""Long work in sight: what runs, how far it is, and the way to stop it."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton

from ui.tasks import Task
from ui.widgets.words import words


class ProgressStrip(QFrame):
    """Follows one task at a time; hidden when nothing runs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        self._title = words()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton("取消")
        self._stop.setAccessibleName("取消正在进行的工作")
        self._stop.clicked.connect(self._cancel)
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 3, 14, 3)
        row.setSpacing(14)
        row.addWidget(self._title)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        self.hide()

    @Slot(object)
    def follow(self, task: Task) -> None:
        """Show `task` from now until it ends."""
        self._task = task
        self._title.setText(task.title)
        self._bar.setAccessibleName(task.title)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        task.progressed.connect(self._show)
        task.ended.connect(self._end)
        self.show()

    @Slot(int, int)
    def _show(self, done: int, total: int) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(done * 1000 // max(total, 1))

    @Slot()
    def _end(self) -> None:
        if self.sender() is self._task:
            self._task = None
            self.hide()

    def _cancel(self) -> None:
        if self._task is not None:
            self._stop.setEnabled(False)
            self._task.cancel()
