"""`check` finds what was tampered with, and says where."""

from pathlib import Path

import pytest

from db.connection import select, transaction, write
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.paths import library_file
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.enrolling import correct, enroll, void
from jisheng_desktop.services.library import close_library, open_library
from tests.households import family

UNLOCK = "DROP TRIGGER journal_unchanged"
UNKEEP = "DROP TRIGGER journal_kept"


@pytest.fixture(autouse=True)
def records(operator: Operator) -> None:
    """Fill the library with a confirmed, a corrected and a void record."""
    done = [enroll(family(n), operator=operator) for n in range(3)]
    moved = family(1, hukou_address="新街道")
    correct(done[1].uid, moved, operator=operator, reason="搬家")
    void(done[2].uid, operator=operator, reason="重复录入")


def failed() -> set[str]:
    return {each.name for each in check() if not each.ok}


def test_an_honest_library_is_sound() -> None:
    assert failed() == set()
    assert all(each.detail for each in check())


def replaced(table: str, column: str, old: str, new: str) -> str:
    return (
        f"UPDATE {table} SET {column} ="
        f" CAST(replace({column}, '{old}', '{new}') AS BLOB)"
    )


@pytest.mark.parametrize(
    ("statements", "names"),
    [
        ([UNLOCK, "UPDATE journal SET entry = x'7B7D' WHERE n = 2"], {"日志链"}),
        ([UNLOCK, "UPDATE journal SET hash = x'00' WHERE n = 2"], {"日志链"}),
        ([UNLOCK, replaced("journal", "entry", "二组", "三组")], {"日志链"}),
        ([UNKEEP, "DELETE FROM journal WHERE n = 3"], {"日志链"}),
        ([UNKEEP, "DELETE FROM journal WHERE n >= 7"], {"记录与日志"}),
        (
            [replaced("content", "decision", '_fen":12500', '_fen":12400')],
            {"金额", "记录与日志"},
        ),
        (["UPDATE enrollment SET state = 'CONFIRMED'"], {"记录与日志"}),
        ([replaced("content", "document", "二组", "三组")], {"记录与日志"}),
        (["UPDATE content SET decision = NULL"], {"金额", "记录与日志"}),
        (["UPDATE enrollment SET uid = uid || 'x'"], {"记录与日志"}),
        (["UPDATE counter SET last = last + 1"], {"编号"}),
        (["UPDATE enrollment SET receipt_no = receipt_no || '9'"], {"编号"}),
        (["UPDATE household SET number = NULL WHERE id = 1"], {"编号"}),
    ],
)
def test_tampering_is_found(statements: list[str], names: set[str]) -> None:
    with transaction():
        for statement in statements:
            write(statement)
    assert names <= failed()


def test_a_broken_reference_is_found() -> None:
    select("PRAGMA foreign_keys = 0")
    with transaction():
        write("UPDATE person SET enrollment_id = 999 WHERE id = 1")
    select("PRAGMA foreign_keys = 1")
    assert "引用完整性" in failed()


def test_a_damaged_file_ends_the_check_there(folder: Path) -> None:
    close_library()
    file = library_file(folder)
    damaged = bytearray(file.read_bytes())
    place = damaged.index("二组".encode()) // 4096 * 4096
    damaged[place : place + 8] = b"\xff" * 8
    file.write_bytes(damaged)
    open_library(folder)
    assert "文件完整性" in failed()
