"""Opening bundles ahead, in other processes where that pays, while this one stores."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from db.queries.parcels import Arrival
from jisheng_desktop.domain.refusals import Refusal
from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.loading import Deferred
from jisheng_desktop.sealing.container import open_container
from jisheng_desktop.services.opening import (
    Opened,
    Opener,
    open_bundle,
    received,
    to_send,
)

if TYPE_CHECKING:
    import multiprocessing
    from concurrent import futures
    from concurrent.futures import process
    from multiprocessing import connection
else:
    connection = Deferred("multiprocessing.connection")
    futures = Deferred("concurrent.futures")
    multiprocessing = Deferred("multiprocessing")
    process = Deferred("concurrent.futures.process")

# Below so many files the processes take longer to start than to work.
FEW = 24
MOST_WORKERS = 4
AHEAD_OF_EACH = 4


class Letter(NamedTuple):
    """A file that came, what became of it before, and what is in it if it was opened.

    `unread` says why its bytes could not be read; empty where they were.
    """

    name: str
    content: bytes
    before: Arrival | None = None
    opened: Opened | None = None
    unread: str = ""

    @property
    def is_new(self) -> bool:
        """Tell whether there is something to open."""
        return self.before is None and not self.unread


def workers_for(files: int) -> int:
    """Return how many processes should help with so many files; 0: none."""
    cores = os.cpu_count() or 1
    return 0 if files < FEW or cores == 1 else min(cores, MOST_WORKERS)


def opened_ahead(
    letters: Iterable[Letter], opener: Opener, workers: int
) -> Iterator[Letter]:
    """Yield the letters in their order, opened by other processes a little ahead.

    What cannot be opened comes as it is: whoever takes it in finds out why. Raises
    `EnvironmentTrouble` when a process was ended from outside.
    """
    waiting: deque[tuple[Letter, futures.Future[bytes | None] | None]] = deque()
    with _processes(opener, workers) as pool:
        for letter in letters:
            answer = pool.submit(_open, letter.content) if letter.is_new else None
            waiting.append((letter, answer))
            if len(waiting) > workers * AHEAD_OF_EACH:
                yield _answered(*waiting.popleft())
        while waiting:
            yield _answered(*waiting.popleft())


def _answered(letter: Letter, answer: "futures.Future[bytes | None] | None") -> Letter:
    sent = answer.result() if answer else None
    return letter._replace(opened=received(sent) if sent else None)


@contextmanager
def _processes(opener: Opener, workers: int) -> "Iterator[futures.ProcessPoolExecutor]":
    """Fresh processes: a copy of this one would have its locks and its library."""
    pool = futures.ProcessPoolExecutor(
        workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(opener,),
    )
    try:
        yield pool
    except process.BrokenProcessPool as error:
        raise EnvironmentTrouble(
            "读取文件的辅助进程被系统中止（可能内存不足），已导入的文件有效，"
            "请关闭其他程序后再导入一次"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


# -- in the other process -----------------------------------------------------------

# Set once, when the process begins; the private key comes through the pipe by which
# the parent starts it, never on a command line.
_openers: list[Opener] = []


def _begin(opener: Opener) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    gc.disable()  # what is in a bundle has no cycles, and we end with the import
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _openers.append(opener)


def _end_with_parent() -> None:
    """A killed parent cannot tell us to stop, and we hold a private key."""
    if parent := multiprocessing.parent_process():
        connection.wait([parent.sentinel])
        os._exit(0)


def _open(content: bytes) -> bytes | None:
    return _opened(content, _openers[0])


def _opened(content: bytes, opener: Opener) -> bytes | None:
    try:
        parcel = open_container(content)
        if parcel.header.kind != "bundle":
            return None
        return to_send(open_bundle(parcel, opener))
    except Refusal:
        return None
