"""Backups: sealed, whole, thinned; a damaged or foreign one is named, never restored."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.connection import select_value, transaction, write
from db.locking import AlreadyOpen
from jisheng_desktop.domain.retention import superfluous
from jisheng_desktop.errors import CancelledByUser, EnvironmentTrouble, UserError
from jisheng_desktop.sealing.passwords import WrongPassword
from jisheng_desktop.services import moments
from jisheng_desktop.services.backup_files import MAGIC, BackupDamaged
from jisheng_desktop.services.backups import back_up, daily_backup
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import enroll
from jisheng_desktop.services.library import (
    close_library,
    has_library,
    open_library,
)
from jisheng_desktop.services.operators import Session, add_operator, sign_in
from jisheng_desktop.services.overview import status
from jisheng_desktop.services.restoring import restore
from tests.households import district, family

PASSWORD = "五谷丰登2026"
TODAY = date(2026, 11, 22)


@pytest.fixture
def chief(folder: Path) -> Session:
    """Give an open district office with a password and one household."""
    session = district(folder, PASSWORD)
    enroll(family(1), operator=session.operator)
    return session


@pytest.fixture
def backup(chief: Session, tmp_path: Path) -> Path:
    """Give a backup of one household; the library has gone on since, and is closed."""
    file = tmp_path / "b.jsbak"
    back_up(file, chief)
    enroll(family(2), operator=chief.operator)
    close_library()
    return file


def households(folder: Path) -> int:
    open_library(folder)
    count: int = select_value("SELECT count(*) FROM household")
    assert all(each.ok for each in check())
    close_library()
    return count


def test_a_restored_library_is_the_one_of_then(backup: Path, folder: Path) -> None:
    proof = restore(folder, backup, PASSWORD)
    assert (proof.station, proof.households, proof.persons) == ("610103", 1, 3)
    notice = open_library(folder).notice
    assert notice is not None
    assert "备份恢复" in notice
    enroll(family(3), operator=sign_in(None, PASSWORD).operator)
    close_library()
    assert households(folder) == 2


def test_a_trial_changes_nothing(backup: Path, folder: Path) -> None:
    assert restore(folder, backup, PASSWORD, try_only=True).households == 1
    assert households(folder) == 2
    open_library(folder)
    assert restore(folder, backup, PASSWORD, try_only=True).households == 1
    assert sorted(p.name for p in folder.iterdir()) == ["library", "library.lock"]


def test_a_bare_computer_can_be_restored(backup: Path, tmp_path: Path) -> None:
    restore(tmp_path / "new", backup, PASSWORD)
    assert households(tmp_path / "new") == 1


def test_the_replaced_library_stays_beside_it(backup: Path, folder: Path) -> None:
    restore(folder, backup, PASSWORD)
    restore(folder, backup, PASSWORD)
    assert (folder / "library.replaced" / "library.db").exists()
    assert not (folder / "library.new").exists()


def test_an_open_library_is_not_replaced(backup: Path, folder: Path) -> None:
    open_library(folder)
    with pytest.raises(AlreadyOpen):
        restore(folder, backup, PASSWORD)


def test_a_wrong_password_restores_nothing(backup: Path, folder: Path) -> None:
    for wrong in ("", "别的密码"):
        with pytest.raises(WrongPassword, match="打不开这个备份"):
            restore(folder, backup, wrong)
    assert households(folder) == 2


def test_any_operators_password_opens_it(
    chief: Session, folder: Path, tmp_path: Path
) -> None:
    add_operator(chief, "二号", "二号密码")
    back_up(tmp_path / "b.jsbak", chief)
    close_library()
    assert restore(folder, tmp_path / "b.jsbak", "二号密码").households == 1


def test_nothing_personal_is_readable(backup: Path) -> None:
    content = backup.read_bytes()
    for word in ("王强", "王小明", "13900000001", "SQLite format"):
        assert word.encode() not in content


def test_damage_anywhere_is_noticed(backup: Path, folder: Path) -> None:
    whole = backup.read_bytes()
    places = {0, 8, 11, 20, 60, len(whole) // 2, len(whole) - 1}
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0x20
        backup.write_bytes(damaged)
        with pytest.raises(EnvironmentTrouble):
            restore(folder, backup, PASSWORD)
    for length in (0, 5, 11, 13, 100, len(whole) - 1, len(whole) - 16, 262_700):
        backup.write_bytes(whole[:length])
        with pytest.raises(BackupDamaged):
            restore(folder, backup, PASSWORD)
    backup.write_bytes(whole + b"x")
    with pytest.raises(BackupDamaged, match="已损坏"):
        restore(folder, backup, PASSWORD)
    assert households(folder) == 2


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"PK\3\4 something else", "不是本程序的备份"),
        (MAGIC + b"\xff\xff\xff\xff", "已损坏"),
        (MAGIC + b"\0\0\0\2[]", "已损坏"),
    ],
)
def test_another_file_is_named(folder: Path, content: bytes, text: str) -> None:
    file = folder.with_name("other.jsbak")
    file.write_bytes(content)
    with pytest.raises(BackupDamaged, match=text):
        restore(folder, file, PASSWORD)
    assert not has_library(folder)
    with pytest.raises(EnvironmentTrouble, match="读不了"):
        restore(folder, folder.with_name("none"), PASSWORD)


def test_an_unsound_library_is_not_restored(
    chief: Session, folder: Path, tmp_path: Path
) -> None:
    with_fault = tmp_path / "b.jsbak"
    _break_a_number()
    back_up(with_fault, chief)
    close_library()
    with pytest.raises(BackupDamaged, match="编号"):
        restore(folder.with_name("new"), with_fault, PASSWORD)


def test_without_a_password_there_is_no_backup(
    session: Session, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="先在“设置”里设置密码"):
        back_up(tmp_path / "b.jsbak", session)
    assert not (tmp_path / "b.jsbak").exists()


def test_a_cancelled_backup_leaves_the_one_before(
    chief: Session, tmp_path: Path
) -> None:
    file = tmp_path / "files" / "b.jsbak"
    file.parent.mkdir()
    file.write_bytes(b"before")

    def stop(_done: int, _total: int) -> None:
        raise CancelledByUser

    with pytest.raises(CancelledByUser):
        back_up(file, chief, stop)
    assert file.read_bytes() == b"before"
    assert [each.name for each in file.parent.iterdir()] == ["b.jsbak"]


def test_progress_reaches_the_end(chief: Session, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    back_up(tmp_path / "b.jsbak", chief, lambda *each: seen.append(each))
    assert seen[-1][0] == seen[-1][1] > 0


def test_a_missing_stick_is_named(chief: Session, tmp_path: Path) -> None:
    with pytest.raises(EnvironmentTrouble, match="写不了文件"):
        back_up(tmp_path / "nowhere" / "b.jsbak", chief)


def test_the_daily_backup_is_made_once_and_thinned(
    chief: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moments, "today", lambda: TODAY)
    old = tmp_path / "计生备份-610103-2026-10-02.jsbak"
    newest = tmp_path / "计生备份-610103-2026-10-30.jsbak"
    foreign = tmp_path / "计生备份-610104-2020-01-01.jsbak"
    for file in (old, newest, foreign, tmp_path / "私人.jsbak"):
        file.touch()
    made = daily_backup(tmp_path, chief)
    assert made is not None
    assert made.name == "计生备份-610103-2026-11-22.jsbak"
    assert daily_backup(tmp_path, chief) is None
    assert not old.exists()
    assert newest.exists()
    assert foreign.exists()
    assert status().last_backup


DAYS = st.lists(st.integers(0, 800).map(lambda n: TODAY - timedelta(days=n)))


@given(days=DAYS)
def test_thinning_keeps_seven_days_four_weeks_twelve_months(days: list[date]) -> None:
    dropped = set(superfluous(days, TODAY))
    kept = set(days) - dropped
    assert all(day in kept for day in days if (TODAY - day).days < 7)
    assert len(kept) <= 7 + 5 + 12 + 1  # 4 weeks may touch 5 calendar weeks
    if days:
        assert max(days) in kept
    assert superfluous(kept, TODAY) == ()


def test_a_year_of_daily_backups_comes_down_to_a_score() -> None:
    kept: list[date] = []
    for n in range(400, -1, -1):
        day = TODAY - timedelta(days=n)
        kept.append(day)
        gone = superfluous(kept, day)
        kept = [each for each in kept if each not in gone]
    assert len(kept) >= 7 + 2 + 10
    assert kept[-7:] == [TODAY - timedelta(days=n) for n in range(6, -1, -1)]
    assert (TODAY - kept[0]).days > 300


def _break_a_number() -> None:
    with transaction():
        write("UPDATE counter SET last = last + 1")
