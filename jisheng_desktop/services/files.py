"""Writing files that are whole or not there."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from jisheng_desktop.domain.sizes import size_words
from jisheng_desktop.errors import EnvironmentTrouble, reason_of

BLOCK = 1 << 20
# A file that is not whole yet, and the process that writes it.
_UNFINISHED = re.compile(r"\..+\.([1-9][0-9]{0,8})\.jisheng")
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


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
    _put(file, BytesIO(content), lambda fresh: prove(fresh.read_bytes()))


@contextmanager
def streamed_file(file: Path) -> Iterator[IO[bytes]]:
    """Give a stream to fill; what it holds at the end is written as `write_file` does it.

    It is never held in memory as a whole. Nothing is written when filling it fails.
    """
    with writing(file), TemporaryFile() as content:
        yield content
        content.seek(0)
        _put(file, content, bool)


def _put(file: Path, content: IO[bytes], prove: Callable[[Path], object]) -> None:
    fresh = unfinished(file)
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    require_room(file.parent, size)
    try:
        with writing(file, size):
            with fresh.open("wb") as stream:
                shutil.copyfileobj(content, stream)
                stream.flush()
                os.fsync(stream.fileno())
                _forget_cache(stream.fileno())
            _require_same(fresh, content)
            prove(fresh)
            settle(fresh, file)
    finally:
        drop(fresh)


def unfinished(file: Path) -> Path:
    """Return the hidden name that a file bears until it is whole.

    What killed processes have left under such names in its folder is removed.
    """
    for left in file.parent.glob(".*.jisheng"):
        found = _UNFINISHED.fullmatch(left.name)
        if found and not _is_running(int(found[1])):
            drop(left)
    return file.with_name(f".{file.name}.{os.getpid()}.jisheng")


def _is_running(process: int) -> bool:
    """Tell whether a process may still be writing; Windows keeps its files by itself."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def drop(fresh: Path) -> None:
    """Remove a file of ours as far as its medium still lets us: the trouble that came
    before is what the user must hear of.
    """
    with suppress(OSError):
        fresh.unlink()


def _require_same(fresh: Path, content: IO[bytes]) -> None:
    content.seek(0)
    with fresh.open("rb") as found:
        blocks = iter(lambda: content.read(BLOCK), b"")
        same = all(found.read(BLOCK) == block for block in blocks)
        if same and not found.read(1):
            return
    raise FileNotWritten(
        f"“{fresh.parent}”写入校验失败，文件没有写成，请换一个U盘或文件夹"
    )


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


@contextmanager
def writing(file: Path, size: int = 0) -> Iterator[None]:
    """Tell of a refusal of the system in the block as `FileNotWritten` about a file.

    `size` is how many bytes it will have, where that is known.
    """
    try:
        yield
    except OSError as error:
        raise not_written(file, error, size) from error


def not_written(file: Path, error: OSError, size: int = 0) -> FileNotWritten:
    """Return the refusal for a file that the system would not write; a full medium is
    told with what the file needs and what is left.
    """
    why, free = reason_of(error), _free(file.parent)
    if size and free is not None and error.errno in FULL:
        why += f"：需要{size_words(size)}，还剩{size_words(free)}"
    return FileNotWritten(
        f"写不了文件“{file}”（{why}），请检查磁盘空间、U盘和文件夹权限"
    )


def require_room(folder: Path, needed: int) -> None:
    """Raise `FileNotWritten`, before anything is written, where a medium cannot hold
    `needed` bytes more.
    """
    free = _free(folder)
    if free is not None and free < needed:
        raise FileNotWritten(
            f"“{folder}”的空间不够：需要{size_words(needed)}，只剩{size_words(free)}，"
            "什么都没有写。请清理磁盘，或换一个U盘或文件夹"
        )


def _free(folder: Path) -> int | None:
    """Return the free bytes of a medium; None where only writing can tell."""
    if not os.access(folder, os.W_OK):
        return None
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def read_file(file: Path, largest: int) -> bytes:
    """Return a file's bytes, one more than `largest` at most; raise `FileNotRead`."""
    try:
        with file.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        raise FileNotRead(
            f"读不了文件“{file}”（{reason_of(error)}），请检查U盘和路径"
        ) from error


def ready_folder(folder: Path) -> Path:
    """Return a folder that is there to write into, made where it is missing."""
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return folder
