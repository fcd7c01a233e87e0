"""One process per library: a lock that the system drops when the process dies."""

import os
import sys
import time
from pathlib import Path

from jisheng_desktop.errors import EnvironmentTrouble, reason_of

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


PAUSE_S = 0.05


class AlreadyOpen(EnvironmentTrouble):
    """Another window or program has this library open."""


class LibraryLock:
    """The right to open a library, held by at most one process."""

    def __init__(self) -> None:
        self._descriptor: int | None = None

    def take(self, file: Path, *, wait_seconds: float = 0) -> None:
        """Take the lock, waiting at most so long; raise `AlreadyOpen`."""
        if self._descriptor is not None:
            raise AlreadyOpen("本程序已经打开了一个数据文件夹，请先关闭")
        descriptor = _opened(file)
        try:
            _wait(descriptor, time.monotonic() + wait_seconds)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _opened(file: Path) -> int:
    try:
        return os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise EnvironmentTrouble(
            f"打不开数据文件夹“{file.parent}”（{reason_of(error)}），请检查磁盘和文件夹权限"
        ) from error


def _wait(descriptor: int, deadline: float) -> None:
    while True:
        try:
            _take(descriptor)
        except OSError as error:
            if time.monotonic() >= deadline:
                raise AlreadyOpen(
                    "数据已在另一个窗口中打开，请切换到那个窗口，或先把它关闭"
                ) from error
            time.sleep(PAUSE_S)
        else:
            return


lock = LibraryLock()
