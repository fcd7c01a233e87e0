"""How often a household was moved by then: the order of moves, whatever clocks say."""

from collections.abc import Callable


def up(run: Callable[[str], object]) -> None:
    """Count the moves that are known as each household's first."""
    run("ALTER TABLE moved_household ADD COLUMN turn INTEGER NOT NULL DEFAULT 1")
