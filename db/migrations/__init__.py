"""The steps from an empty file to today's schema, in the open and in order.

A step is SQL or frozen code; it never imports today's models.
"""

from db.connection import (
    APPLICATION_ID,
    select,
    select_value,
    transaction,
    write,
)
from db.failures import NOT_A_LIBRARY, NotALibrary
from db.migrations import (
    m0001_library,
    m0002_bundles,
    m0003_receipts,
    m0004_claims,
    m0005_policies,
    m0006_keys,
    m0007_claim_records,
    m0008_search_words,
    m0009_moves,
    m0010_move_turns,
    m0011_namesakes,
)
from jisheng_desktop.errors import EnvironmentTrouble

STEPS = (
    m0001_library.up,
    m0002_bundles.up,
    m0003_receipts.up,
    m0004_claims.up,
    m0005_policies.up,
    m0006_keys.up,
    m0007_claim_records.up,
    m0008_search_words.up,
    m0009_moves.up,
    m0010_move_turns.up,
    m0011_namesakes.up,
)
SCHEMA_VERSION = len(STEPS)


class LibraryTooNew(EnvironmentTrouble):
    """The library was written by a newer program; nothing was touched."""


def version() -> int:
    """Return the schema version of the open file, 0 for a new one.

    Raises `NotALibrary` for another program's file, `LibraryTooNew` for tomorrow's.
    """
    found: int = select_value("PRAGMA user_version")
    application: int = select_value("PRAGMA application_id")
    if application not in (0, APPLICATION_ID) or (found and not application):
        raise NotALibrary(NOT_A_LIBRARY)
    if found > SCHEMA_VERSION:
        raise LibraryTooNew(
            f"数据由更新版本的程序建立（数据版本{found}，本程序{SCHEMA_VERSION}），"
            "请先升级本程序"
        )
    return found


def upgrade() -> None:
    """Bring the open file to today's schema; a failing step leaves the version before."""
    first = version()
    # SQLite ignores this inside a transaction, and with it on, rebuilding a parent
    # table would delete its children.
    select("PRAGMA foreign_keys = 0")
    try:
        for number in range(first, SCHEMA_VERSION):
            _take(number)
    finally:
        select("PRAGMA foreign_keys = 1")


def _take(number: int) -> None:
    with transaction():
        STEPS[number](write)
        broken = select("PRAGMA foreign_key_check")
        if broken:
            raise AssertionError(f"step {number + 1} breaks references: {broken[:3]}")
        select(f"PRAGMA user_version = {number + 1}")
        select(f"PRAGMA application_id = {APPLICATION_ID}")
