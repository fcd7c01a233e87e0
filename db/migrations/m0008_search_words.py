"""Search learns new persons a statement at a time, where a trigger told it of each row."""

from collections.abc import Callable


def up(run: Callable[[str], object]) -> None:
    """Take the trigger away: a full-text index is flushed to disk at every row of one.

    `db.queries.enrollments` adds the words of all new persons in one statement.
    """
    run("DROP TRIGGER person_added")
