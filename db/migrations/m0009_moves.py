"""Households that the district moved from one station to another."""

from collections.abc import Callable

# `former` are the codes of everybody who owned it before, with blanks between.
STATEMENTS = (
    """
CREATE TABLE moved_household (
    household TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    former TEXT NOT NULL,
    reason TEXT NOT NULL,
    moved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
)


def up(run: Callable[[str], object]) -> None:
    """Add the register of moves."""
    for statement in STATEMENTS:
        run(statement)
