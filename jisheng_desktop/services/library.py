"""Opening and closing the one library of this process."""

import os
import shutil
from pathlib import Path

from db import connection, late, migrations
from db.locking import lock
from db.queries import households, journal, offices
from jisheng_desktop.domain.journal import STREAM_ID_BYTES
from jisheng_desktop.domain.numbering import highest
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.paths import library_file, library_folder, lock_file
from jisheng_desktop.services import anchors
from jisheng_desktop.services.clock import own_clock_warning
from jisheng_desktop.services.files import writing
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.schemes import schemes

CONTINUED_ELSEWHERE = (
    "这份数据是从备份恢复或从别处复制来的，已按新的一份继续登记。"
    "如果还有另一台电脑在用同一站点，请告诉区县办公室"
)


class NoLibrary(EnvironmentTrouble):
    """The folder holds no library yet."""


def has_library(folder: Path) -> bool:
    """Tell whether a station has been set up in this data folder."""
    return library_file(folder).exists() or _is_half_replaced(folder)


def open_library(folder: Path, *, wait_seconds: float = 0) -> Office:
    """Open the library of a data folder for this process and return its office.

    Raises `NoLibrary`, `AlreadyOpen` (another process has it, after waiting),
    `LibraryTooNew`, `NotALibrary` or `StorageFailure`; then nothing is open.
    """
    if not has_library(folder):
        raise NoLibrary(
            f"“{folder}”里还没有站点数据。请先用站点文件设置，或建立区县办公室"
        )
    lock.take(lock_file(folder), wait_seconds=wait_seconds)
    try:
        if _is_half_replaced(folder):
            _replaced(folder).rename(library_folder(folder))
        connection.configure(library_file(folder))
        connection.connect()
        _upgrade(folder)
        notice = _continue_stream(folder) or own_clock_warning() or None
        return office(notice=notice)
    except BaseException:
        close_library()
        raise


def close_library() -> None:
    """Close the library and let other processes have it."""
    try:
        connection.disconnect()
    finally:
        lock.release()


def release_thread() -> None:
    """Close this thread's connection: the last act of a worker that used services."""
    connection.disconnect()


def get_ready_to_write() -> None:
    """Load what the first write needs, while nobody types yet."""
    _ = late.models.TABLES


def office(*, notice: str | None = None) -> Office:
    """Return the office of the open library as it is now."""
    facts = offices.office()
    return Office(
        code=facts.code,
        name=facts.name,
        level=facts.level,
        parent=facts.parent,
        practice=facts.practice,
        schemes=schemes(),
        villages=offices.villages(),
        notice=notice,
    )


def make_private(folder: Path) -> None:
    """Make a folder that only its owner may read, with an empty library file in it.

    Raises `FileNotWritten`.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        descriptor = os.open(folder / "library.db", os.O_CREAT | os.O_WRONLY, 0o600)
        os.close(descriptor)


def replace_library(folder: Path, fresh: Path) -> None:
    """Put a proved library in the place of the present one, which stays beside it.

    The caller holds the lock. Raises `FileNotWritten`.
    """
    present, replaced = library_folder(folder), _replaced(folder)
    with writing(present):
        if present.exists():
            shutil.rmtree(replaced, ignore_errors=True)
            present.rename(replaced)
        fresh.rename(present)


def begin_stream(parent: journal.Head | None) -> None:
    """Begin a new stream inside the transaction of the caller."""
    journal.begin_stream(os.urandom(STREAM_ID_BYTES), stamp(), parent)


def go_on_alone(parent: journal.Head) -> None:
    """Begin a new stream and new numbers, inside the transaction of the caller: another
    computer may go on with the old ones.
    """
    begin_stream(parent)
    number_apart()


def number_apart() -> None:
    """Number from a block on from which no other computer of the station numbers."""
    households.begin_block(highest(households.numbers_of(offices.office().code)))


def _replaced(folder: Path) -> Path:
    return folder / "library.replaced"


def _is_half_replaced(folder: Path) -> bool:
    """Tell whether a restore was cut off between its two moves."""
    return not library_folder(folder).exists() and _replaced(folder).exists()


def _upgrade(folder: Path) -> None:
    """Upgrade an older library; the state before stays beside it."""
    found = migrations.version()
    if found == 0:
        raise NoLibrary(f"“{folder}”里的站点数据没有建立完成，请删除后重新设置")
    if found < migrations.SCHEMA_VERSION:
        connection.copy_to(library_folder(folder) / f"before-upgrade-{found}.db")
        migrations.upgrade()


def _continue_stream(folder: Path) -> str | None:
    """Begin a new stream when the library was restored or copied; return the news."""
    head, library = journal.head(), library_folder(folder)
    notice = None
    if not anchors.is_continued(head, library):
        with connection.transaction():
            go_on_alone(head)
        head, notice = journal.head(), CONTINUED_ELSEWHERE
    anchors.keep(head, library)
    return notice
