"""Restoring a backup: proved first, and only then put in the library's place."""

import shutil
from pathlib import Path

import msgspec

from db import migrations
from db.connection import reading_from
from db.locking import lock
from db.queries import figures, journal
from jisheng_desktop.paths import lock_file
from jisheng_desktop.services import anchors, backup_files
from jisheng_desktop.services.backup_files import BackupDamaged, open_slots
from jisheng_desktop.services.checking import prove
from jisheng_desktop.services.files import ready_folder, require_room, writing
from jisheng_desktop.services.library import make_private, replace_library
from jisheng_desktop.services.progress import Progress, silent


class Proof(msgspec.Struct, frozen=True):
    """What a sound backup holds."""

    station: str
    name: str
    created_at: str
    households: int
    persons: int


def restore(
    folder: Path,
    file: Path,
    password: str,
    *,
    try_only: bool = False,
    progress: Progress = silent,
) -> Proof:
    """Put a backup in the place of the library, after proving it; or only prove it.

    The library must be closed, except for a trial. What it replaces stays beside it
    in `library.replaced`. Raises `BackupDamaged` or `WrongPassword`; then nothing has
    changed. The restored library begins a new stream when it is opened.
    """
    work = folder / ("library.trial" if try_only else "library.new")
    if try_only:
        return _try(work, file, password, progress)
    ready_folder(folder)
    lock.take(lock_file(folder))
    try:
        proof = _unpack(work, file, password, progress)
        with reading_from(work / "library.db"):
            head = journal.head()
        replace_library(folder, work)
        anchors.forget(head)
        return proof
    finally:
        shutil.rmtree(work, ignore_errors=True)
        lock.release()


def _try(work: Path, file: Path, password: str, progress: Progress) -> Proof:
    try:
        return _unpack(work, file, password, progress)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _unpack(work: Path, file: Path, password: str, progress: Progress) -> Proof:
    shutil.rmtree(work, ignore_errors=True)
    make_private(work)
    size = file.stat().st_size if file.is_file() else 0
    require_room(work, size)
    library = work / "library.db"
    with writing(library, size), library.open("wb") as target:
        header = backup_files.unpack(
            file, target, lambda header: open_slots(header, password), progress
        )
    with reading_from(library):
        migrations.version()
        for check in prove():
            if not check.ok:
                raise BackupDamaged(
                    f"备份“{file}”没有通过检查（{check.name}：{check.detail}），"
                    "请换一个备份文件"
                )
        sums = figures.sums()
    return Proof(
        station=header.station,
        name=header.name,
        created_at=header.created_at,
        households=sums.households,
        persons=sums.persons,
    )
