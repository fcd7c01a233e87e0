"""Files that the user hands in, or standard input, and why one cannot be read."""

import sys
from collections.abc import Iterator
from pathlib import Path

from jisheng_desktop.errors import EnvironmentTrouble, UserError, reason_of

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
    why = reason_of(error) if isinstance(error, OSError) else "文件名无效"
    return EnvironmentTrouble(f"无法读取“{file}”：{why}，请检查路径")
