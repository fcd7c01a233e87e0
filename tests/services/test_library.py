"""Opening the library: whose it is, who has it open, and whether it is the same one."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db import connection
from db.connection import select_value
from db.failures import NotALibrary
from db.locking import AlreadyOpen
from db.migrations import LibraryTooNew
from jisheng_desktop.paths import library_file
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import (
    NoLibrary,
    close_library,
    has_library,
    office,
    open_library,
)
from jisheng_desktop.services.operators import Session, acting_operator
from tests.households import district, family

HOLDER = """
import sys
from pathlib import Path
from jisheng_desktop.services.library import open_library
open_library(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
"""


def streams() -> int:
    count: int = select_value("SELECT count(*) FROM stream")
    return count


def test_a_folder_without_library_says_what_to_do(folder: Path) -> None:
    assert not has_library(folder)
    with pytest.raises(NoLibrary, match="区县办公室"):
        open_library(folder)


def test_what_was_saved_is_there_again(session: Session, folder: Path) -> None:
    done = enroll(family(1), operator=session.operator)
    close_library()
    again = open_library(folder)
    assert again.notice is None
    assert (again.code, again.level) == ("610103", "DISTRICT")
    assert {scheme.id for scheme in again.schemes} == {"xian-2025", "hongta-2026"}
    assert select_value("SELECT uid FROM enrollment") == done.uid


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_only_the_owner_may_read_the_library(session: Session, folder: Path) -> None:
    enroll(family(1), operator=session.operator)
    library = library_file(folder).parent
    assert stat.S_IMODE(library.stat().st_mode) == 0o700
    for file in library.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_a_second_opening_in_one_process_is_refused(
    session: Session, folder: Path
) -> None:
    with pytest.raises(AlreadyOpen, match="已经打开"):
        open_library(folder)
    assert office().code == "610103"


def test_a_second_process_is_refused_politely_and_then_let_in(
    session: Session, folder: Path
) -> None:
    close_library()
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(AlreadyOpen, match="另一个窗口"):
            open_library(folder)
        other.stdin.write("\n")
        other.stdin.flush()
        assert open_library(folder, wait_seconds=20).code == "610103"


def test_a_killed_process_leaves_no_lock(session: Session, folder: Path) -> None:
    close_library()
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        other.kill()
    assert open_library(folder).code == "610103"


def test_another_file_is_no_library(session: Session, folder: Path) -> None:
    close_library()
    library_file(folder).write_bytes(b"not a database " * 1000)
    with pytest.raises(NotALibrary, match="恢复备份"):
        open_library(folder)
    with pytest.raises(NotALibrary):
        open_library(folder)


def test_another_programs_database_is_no_library(
    session: Session, folder: Path
) -> None:
    close_library()
    _pragma(folder, "application_id", 7)
    with pytest.raises(NotALibrary):
        open_library(folder)


def test_a_newer_library_asks_for_the_newer_program(
    session: Session, folder: Path
) -> None:
    close_library()
    _pragma(folder, "user_version", 99)
    with pytest.raises(LibraryTooNew, match="请先升级本程序"):
        open_library(folder)


def test_a_copy_begins_a_stream_of_its_own(session: Session, folder: Path) -> None:
    enroll(family(1), operator=session.operator)
    close_library()
    copy = folder.with_name("copy")
    shutil.copytree(folder, copy)
    notice = open_library(copy).notice
    assert notice is not None
    assert "复制" in notice
    assert streams() == 2
    enroll(family(2), operator=acting_operator())
    close_library()
    assert open_library(copy).notice is None
    close_library()
    assert open_library(folder).notice is None
    assert streams() == 1


def test_an_older_state_begins_a_new_stream(session: Session, folder: Path) -> None:
    enroll(family(1), operator=session.operator)
    close_library()
    old = library_file(folder).read_bytes()
    open_library(folder)
    enroll(family(2), operator=session.operator)
    close_library()
    library_file(folder).write_bytes(old)
    assert open_library(folder).notice
    assert streams() == 2


def test_a_moved_library_is_the_same(session: Session, folder: Path) -> None:
    enroll(family(1), operator=session.operator)
    close_library()
    moved = folder.rename(folder.with_name("moved"))
    assert open_library(moved).notice is None
    assert streams() == 1


def test_a_crash_before_the_anchor_is_no_copy(
    session: Session, folder: Path, own_data_folder: Path
) -> None:
    (anchor,) = own_data_folder.parent.rglob("anchors/*.json")
    before = anchor.read_bytes()
    enroll(family(1), operator=session.operator)
    close_library()
    anchor.write_bytes(before)
    assert open_library(folder).notice is None
    close_library()
    anchor.write_bytes(b"")
    assert open_library(folder).notice is None


def test_saving_goes_on_where_no_anchor_can_be_written(
    session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("JISHENG_STATE", str(tmp_path / "file"))
    assert enroll(family(1), operator=session.operator).enroll_no


def test_an_unfinished_restore_is_taken_back(session: Session, folder: Path) -> None:
    close_library()
    (folder / "library").rename(folder / "library.replaced")
    assert has_library(folder)
    assert open_library(folder).code == "610103"


def test_an_empty_file_is_an_unfinished_station(folder: Path) -> None:
    library_file(folder).parent.mkdir(parents=True)
    library_file(folder).touch()
    with pytest.raises(NoLibrary, match="没有建立完成"):
        open_library(folder)


def test_offices_of_two_folders_are_opened_in_turn(
    session: Session, folder: Path
) -> None:
    close_library()
    district(folder.with_name("other"), code="530402")
    assert office().code == "530402"
    close_library()
    assert open_library(folder).code == "610103"


def _pragma(folder: Path, name: str, value: int) -> None:
    connection.configure(library_file(folder))
    connection.connect()
    connection.select(f"PRAGMA {name} = {value}")
    connection.disconnect()
