"""Writing files that are whole or not there."""

import os
from pathlib import Path

from jisheng_desktop.errors import EnvironmentTrouble


class FileNotWritten(EnvironmentTrouble):
    """A file could not be written; what stood in its place still does."""


def write_file(file: Path, content: bytes) -> None:
    """Write a file under a temporary name, sync it, and move it into its place."""
    try:
        fresh = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            with fresh.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            settle(fresh, file)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise not_written(file, error) from error


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
