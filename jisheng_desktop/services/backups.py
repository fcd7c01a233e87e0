"""Backups: one sealed file, written whole, thinned by age; proved before restoring."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from db import connection
from db.queries import offices, operators, proofs
from jisheng_desktop.domain.retention import superfluous
from jisheng_desktop.errors import UserError
from jisheng_desktop.sealing.sealed_files import seal_stream
from jisheng_desktop.services import backup_files, moments
from jisheng_desktop.services.backup_files import Header
from jisheng_desktop.services.files import (
    drop,
    not_written,
    require_room,
    settle,
    unfinished,
)
from jisheng_desktop.services.library import make_private
from jisheng_desktop.services.operators import Session
from jisheng_desktop.services.overview import LAST_BACKUP
from jisheng_desktop.services.progress import Progress, silent
from jisheng_desktop.services.recording import library_folder

_NAME = re.compile(r"计生备份-.+-(\d{4}-\d{2}-\d{2})\.jsbak")


def back_up(file: Path, session: Session, progress: Progress = silent) -> None:
    """Write the whole library into one file that any operator's password opens.

    The file is read back and proved before it takes its place. Refused while nobody
    has a password: there would be nothing to seal it with.
    """
    slots = operators.slots()
    if not slots:
        raise UserError("还没有设置密码，备份无法加密。请先在“设置”里设置密码")
    office = offices.office()
    header = Header(
        format=backup_files.FORMAT,
        station=office.code,
        name=office.name,
        created_at=moments.stamp(),
        slots=slots,
    )
    here = library_folder()
    _require_room_for_both(here.parent, file.parent, proofs.library_bytes())
    with _working_folder(here.parent / "backup.work") as work:
        connection.copy_to(work / "library.db")
        _write(work / "library.db", file, header, session, progress)
    with connection.transaction():
        offices.put_fact(LAST_BACKUP, header.created_at)


def daily_backup(folder: Path, session: Session) -> Path | None:
    """Write today's backup into a folder, unless it is there; drop what is too old.

    Kept are 7 days, 4 weeks and 12 months.
    """
    today = moments.today()
    file = folder / f"计生备份-{offices.office().code}-{today}.jsbak"
    if file.exists():
        return None
    back_up(file, session)
    _thin(folder, today)
    return file


def _require_room_for_both(beside: Path, target: Path, size: int) -> None:
    """A copy is made beside the library first, and sealed at its place; both are of the
    library's size.
    """
    same = target.exists() and target.stat().st_dev == beside.stat().st_dev
    require_room(beside, size * (1 + same))
    require_room(target, size)


def _write(
    copy: Path, file: Path, header: Header, session: Session, progress: Progress
) -> None:
    total = copy.stat().st_size
    fresh = unfinished(file)
    try:
        with copy.open("rb") as source, fresh.open("wb") as target:
            packed = backup_files.write_header(target, header)
            seal_stream(
                source, target, session.secret, packed, lambda n: progress(n, total)
            )
            target.flush()
            os.fsync(target.fileno())
        backup_files.verify(fresh, session.secret)
        settle(fresh, file)
    except OSError as error:
        raise not_written(file, error, total) from error
    finally:
        drop(fresh)


def _thin(folder: Path, today: date) -> None:
    """Drop only what this program named, for this station."""
    office = offices.office()
    files = {
        date.fromisoformat(match[1]): file
        for file in folder.glob(f"计生备份-{office.code}-*.jsbak")
        if (match := _NAME.fullmatch(file.name))
    }
    for day in superfluous(files, today):
        files[day].unlink(missing_ok=True)


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    """Lend a private folder for a while; what a killed process left there goes too."""
    shutil.rmtree(folder, ignore_errors=True)
    make_private(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
