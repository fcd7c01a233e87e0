"""Long work: one worker thread, progress, cancelling, results on the main thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal, Slot

from jisheng_desktop.errors import CancelledByUser
from jisheng_desktop.loading import Deferred
from jisheng_desktop.services.library import release_thread
from jisheng_desktop.services.progress import Progress

if TYPE_CHECKING:
    from concurrent import futures
else:
    futures = Deferred("concurrent.futures")


class Task(QObject):
    """One piece of work for the worker thread.

    Connect to the signals before `Runner.run`. Exactly one of `done`, `failed` and
    `cancelled` comes, on the main thread, and `ended` after it; none of a task that
    was dropped.
    """

    progressed = Signal(int, int)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _finished = Signal(object, object)

    def __init__(
        self, title: str, work: Callable[[Progress], Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._stopped = False
        self._dropped = False
        queued = QtCore.Qt.ConnectionType.QueuedConnection
        self._finished.connect(self._deliver, queued)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; everything it did rolls back."""
        self._stopped = True

    def drop(self) -> None:
        """Stop the work and tell nobody: those who wanted it are gone."""
        self._stopped = True
        self._dropped = True

    def execute(self) -> None:
        """Do the work; called by the runner on the worker thread."""
        try:
            result = self._work(self._step)
        except BaseException as error:  # noqa: BLE001 - it is delivered, not swallowed
            self._finished.emit(None, error)
        else:
            self._finished.emit(result, None)
        finally:
            release_thread()

    def _step(self, done: int, total: int, /) -> None:
        if self._stopped:
            raise CancelledByUser
        self.progressed.emit(done, total)

    @Slot(object, object)
    def _deliver(self, result: object, error: BaseException | None) -> None:
        if self._dropped:
            return
        match error:
            case None:
                self.done.emit(result)
            case CancelledByUser():
                self.cancelled.emit()
            case _:
                self.failed.emit(error)
        self.ended.emit()


class Runner(QObject):
    """Runs tasks one after another on the one worker thread."""

    started = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: futures.ThreadPoolExecutor | None = None
        self._running: list[Task] = []

    @property
    def is_busy(self) -> bool:
        """Whether any task has not ended yet."""
        return bool(self._running)

    def run(self, task: Task) -> None:
        """Queue `task`; it is kept alive until it has ended."""
        self._running.append(task)
        task.ended.connect(self._let_go)
        self.started.emit(task)
        self._worker().submit(task.execute)

    def stop(self) -> None:
        """Drop every task and wait for the worker to end; `run` begins a new one.

        To be called before what tasks work on is closed: the library, the window.
        """
        dropped, self._running = self._running, []
        for task in dropped:
            task.drop()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _worker(self) -> "futures.ThreadPoolExecutor":
        if self._pool is None:
            self._pool = futures.ThreadPoolExecutor(1, thread_name_prefix="work")
        return self._pool

    @Slot()
    def _let_go(self) -> None:
        task = self.sender()
        self._running = [kept for kept in self._running if kept is not task]
        if not self._running:
            self.idle.emit()
