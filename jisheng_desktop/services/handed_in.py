"""Files that the user hands in, or standard input, and why one cannot be read."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from jisheng_desktop.errors import EnvironmentTrouble, UserError

STANDARD_INPUT = Path("-")


def read_bytes(file: Path) -> bytes:
    """Return a file's content; raise `EnvironmentTrouble` saying why it cannot be read."""
    try:
        return sys.stdin.buffer.read() if file == STANDARD_INPUT else file.read_bytes()
    except (OSError, ValueError) as error:
        raise _trouble(file, error) from error


def read_lines(file: Path) -> Iterator[bytes]:
    """Yield a file's lines one by one; raise as `read_bytes` does."""
    try:
        if file == STANDARD_INPUT:
            yield from sys.stdin.buffer
        else:
            with file.open("rb") as stream:
                yield from stream
    except (OSError, ValueError) as error:
        raise _trouble(file, error) from error


def _trouble(file: Path, error: Exception) -> UserError:
    why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""
    match error:
        case FileNotFoundError():
            why = "找不到文件"
        case PermissionError():
            why = "没有读取权限"
        case IsADirectoryError():
            why = "这是文件夹，不是文件"
    return EnvironmentTrouble(f"无法读取“{file}”：{why or '文件名无效'}，请检查路径")
