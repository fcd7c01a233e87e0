"""Writing files that are whole or not there."""

import os
from collections.abc import Callable
from pathlib import Path

from jisheng_desktop.errors import EnvironmentTrouble


class FileNotWritten(EnvironmentTrouble):
    """A file could not be written; what stood in its place still does."""


class FileNotRead(EnvironmentTrouble):
    """A file is not there, or cannot be read."""


Prove = Callable[[bytes], object]


def write_file(file: Path, content: bytes, prove: Prove = bytes) -> None:
    """Write a file under a temporary name, sync it, and move it into its place.

    What was written is read back from the medium first: it must be the content, and
    `prove` raises for what its receiver would refuse.
    """
    try:
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
                _forget_cache(stream.fileno())
            prove(_read_back(fresh, content))
            settle(fresh, file)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(file, error) from error


def _read_back(fresh: Path, content: bytes) -> bytes:
    found = fresh.read_bytes()
    if found != content:
        raise FileNotWritten(
            f"“{fresh.parent}”写入校验失败，文件没有写成，请换一个U盘或文件夹"
        )
    return found


def _forget_cache(descriptor: int) -> None:
    """Ask that reading back goes to the medium, where the system can do so."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)


def settle(fresh: Path, file: Path) -> None:
    """Move a synced file into its place, and sync the folder that names it."""
    fresh.replace(file)
    if os.name == "posix":
        descriptor = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def not_written(file: Path, error: OSError) -> FileNotWritten:
    """Return the refusal for a file that the system would not write."""
    reason = error.strerror or type(error).__name__
    return FileNotWritten(
        f"写不了文件“{file}”（{reason}），请检查磁盘空间、U盘和文件夹权限"
    )


def read_file(file: Path, largest: int) -> bytes:
    """Return a file's bytes, one more than `largest` at most; raise `FileNotRead`."""
    try:
        with file.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FileNotRead(f"读不了文件“{file}”（{reason}），请检查U盘和路径") from error


def ready_folder(folder: Path) -> Path:
    """Return a folder that is there to write into, made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error
    return folder
