"""Positions of this installation's own journal, as somebody far away may name them."""

from collections.abc import Iterator

from db.connection import select, select_value
from db.queries.journal import IS_OURS


def positions() -> Iterator[tuple[int, int, bytes]]:
    """Yield stream, count and hash of everything written here, the newest first."""
    yield from select(
        "SELECT j.stream_id, j.n, j.hash FROM journal j JOIN stream s"
        f" ON s.id = j.stream_id WHERE {IS_OURS} ORDER BY j.stream_id DESC, j.n DESC"
    )


def changed_after(stream: int, n: int) -> int:
    """Count the enrolments written after a position, in its stream or a later one."""
    count: int = select_value(
        "SELECT count(DISTINCT j.record) FROM journal j JOIN stream s"
        " ON s.id = j.stream_id WHERE j.kind IN ('ENROLLMENT', 'VOID')"
        " AND (j.stream_id > ?1 OR (j.stream_id = ?1 AND j.n > ?2))"
        f" AND {IS_OURS}",
        stream,
        n,
    )
    return count
