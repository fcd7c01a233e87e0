"""The journal of this installation, and the hash chain that proves it."""

from collections.abc import Iterator
from typing import NamedTuple

from db.connection import select, select_row
from db.late import models
from jisheng_desktop.domain.journal import (
    Entry,
    Kind,
    decode,
    encode,
    first_hash,
    next_hash,
    record_hash,
)


class Head(NamedTuple):
    """The last entry of a stream: its count, and the hash of everything up to it."""

    stream: int
    identity: bytes
    n: int
    hash: bytes


class Change(NamedTuple):
    """What an entry says about one record, before it has a place in the stream."""

    kind: Kind
    record: str
    data: dict[str, object]


class Moment(NamedTuple):
    """Who writes and when: the wall clock for people, the other for order in doubt."""

    by: str
    at: str
    mono: int


# Streams of other stations, and streams of answers, have an owner.
IS_OURS = "NOT EXISTS (SELECT 1 FROM stream_owner o WHERE o.stream_id = s.id)"


def begin_stream(identity: bytes, began_at: str, parent: Head | None) -> None:
    """Begin a new stream; a restored or copied library names where it came from."""
    models.StreamRow.insert(
        identity=identity,
        parent=parent.stream if parent else None,
        parent_n=parent.n if parent else 0,
        began_at=began_at,
    ).execute()


def head() -> Head:
    """Return the head of the stream that this installation writes."""
    row = select_row(
        f"SELECT id, identity FROM stream s WHERE {IS_OURS} ORDER BY id DESC LIMIT 1"
    )
    if row is None:
        raise LookupError("a library without a stream")
    return head_of(*row)


def head_of(stream: int, identity: bytes) -> Head:
    """Return the head of one stream, at 0 when it has no entry yet."""
    last = select_row(
        "SELECT n, hash FROM journal WHERE stream_id = ? ORDER BY n DESC LIMIT 1",
        stream,
    )
    n, digest = last or (0, first_hash(identity))
    return Head(stream, identity, n, digest)


def hash_at(stream: int, identity: bytes, n: int) -> bytes | None:
    """Return the hash of the stream up to entry n, or None when it is not that long."""
    if n == 0:
        return first_hash(identity)
    row = select_row(
        "SELECT hash FROM journal WHERE stream_id = ? AND n = ?", stream, n
    )
    return row[0] if row else None


def append(change: Change, moment: Moment, *, to: Head | None = None) -> int:
    """Add an entry to the journal, or to another stream that is written here; return
    the record's new revision.
    """
    last = to or head()
    before = select_row(
        "SELECT rev, entry FROM journal WHERE record = ? ORDER BY rev DESC LIMIT 1",
        change.record,
    )
    rev = before[0] + 1 if before else 1
    raw = encode(
        Entry(
            n=last.n + 1,
            at=moment.at,
            mono=moment.mono,
            by=moment.by,
            kind=change.kind,
            id=change.record,
            rev=rev,
            prev=record_hash(before[1]) if before else "",
            data=change.data,
        )
    )
    models.JournalRow.insert(
        stream=last.stream,
        n=last.n + 1,
        kind=change.kind,
        record=change.record,
        rev=rev,
        entry=raw,
        hash=next_hash(last.hash, raw),
    ).execute()
    return rev


def entries_of(record: str) -> tuple[Entry, ...]:
    """Return a record's entries, oldest first."""
    rows = select("SELECT entry FROM journal WHERE record = ? ORDER BY rev", record)
    return tuple(decode(raw) for (raw,) in rows)


def streams() -> tuple[tuple[int, bytes], ...]:
    """Return every stream's row number and identity, oldest first."""
    rows = select("SELECT id, identity FROM stream ORDER BY id")
    return tuple((number, identity) for number, identity in rows)


def raw_entries(stream: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield count, bytes and hash of a stream's entries in order, a page at a time."""
    after = 0
    while page := select(
        "SELECT n, entry, hash FROM journal WHERE stream_id = ? AND n > ?"
        " ORDER BY n LIMIT 1000",
        stream,
        after,
    ):
        yield from ((n, raw, digest) for n, raw, digest in page)
        after = page[-1][0]


def unsent() -> int:
    """Count the enrolments with entries that no answer covers yet."""
    row = select_row(
        "SELECT count(DISTINCT j.record) FROM journal j JOIN stream s"
        " ON s.id = j.stream_id AND j.n > s.acknowledged WHERE j.kind IN ('ENROLLMENT', 'VOID')"
        f" AND {IS_OURS}"
    )
    return row[0] if row else 0
