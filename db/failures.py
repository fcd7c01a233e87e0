"""Trouble with the storage, told apart by SQLite's codes and said in words."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jisheng_desktop.domain.sizes import size_words
from jisheng_desktop.errors import EnvironmentTrouble


class StorageFailure(EnvironmentTrouble):
    """The storage refused to read or write; the library is as it was before."""


class NotALibrary(StorageFailure):
    """The file is no library of this program, or damaged beyond reading."""


NOT_A_LIBRARY = "数据库文件不是本程序的数据，或已损坏。请用“恢复备份”恢复最近的备份"

SENTENCES: dict[int, str] = {
    sqlite3.SQLITE_PERM: "没有权限读写数据文件夹，什么都没有保存。请检查文件夹权限",
    sqlite3.SQLITE_BUSY: "数据库正被另一个程序占用，什么都没有保存。请稍后再试",
    sqlite3.SQLITE_LOCKED: "数据库正被另一个程序占用，什么都没有保存。请稍后再试",
    sqlite3.SQLITE_READONLY: "数据文件夹是只读的，什么都没有保存。请检查磁盘和权限",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，什么都没有保存。请检查磁盘并尽快备份",
    sqlite3.SQLITE_CORRUPT: NOT_A_LIBRARY,
    sqlite3.SQLITE_FULL: "磁盘已满，什么都没有保存。请清理磁盘后再试",
    sqlite3.SQLITE_CANTOPEN: "打不开数据库文件。请检查数据文件夹是否存在、有无权限",
    sqlite3.SQLITE_NOTADB: NOT_A_LIBRARY,
}


@contextmanager
def storage_failures(library: Path) -> Iterator[None]:
    """Turn trouble of the storage into `StorageFailure` that names the library's folder;
    let bugs through unchanged.
    """
    try:
        yield
    except (sqlite3.Error, StorageFailure) as error:
        failure = classify(error)
        if failure is None:
            raise
        where = f"数据在“{library.parent}”{_room_left(error, library)}"
        raise type(failure)(f"{failure}（{where}）") from error


def classify(error: BaseException) -> StorageFailure | None:
    """Return the failure behind an error, or None when it is none of the storage's.

    The cause is the oldest error of the chain: on a full disk SQLite rolls back by
    itself, and what arrives is only a vain attempt to go on.
    """
    code = _oldest_code(error)
    if code is None or code not in SENTENCES:
        return None
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return NotALibrary(SENTENCES[code])
    return StorageFailure(SENTENCES[code])


def _room_left(error: BaseException, library: Path) -> str:
    """Say of a full disk what is left, and what the library needs to be copied once."""
    if _oldest_code(error) != sqlite3.SQLITE_FULL:
        return ""
    try:
        free, size = shutil.disk_usage(library.parent).free, library.stat().st_size
    except OSError:
        return ""
    return f"，磁盘还剩{size_words(free)}，请至少空出{size_words(2 * size)}"


def _oldest_code(error: BaseException) -> int | None:
    code: int | None = None
    link: BaseException | None = error
    while link is not None:
        extended = getattr(link, "sqlite_errorcode", None)
        if isinstance(extended, int):
            code = extended & 0xFF
        link = link.__cause__ or link.__context__
    return code
