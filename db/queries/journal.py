"""The journal of this installation, and the hash chain that proves it."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from db.connection import select, select_row
from db.late import models
from jisheng_desktop.domain.journal import (
    Entry,
    Kind,
    decode,
    encode,
    first_hash,
    next_hash,
    revision_hash,
)
from jisheng_desktop.domain.revisions import Course


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

# What stands in a stream that was set aside was written again elsewhere.
ASIDE = "aside"
COUNTS = (
    "j.stream_id NOT IN (SELECT o.stream_id FROM stream_owner o"
    f" WHERE o.reader = '{ASIDE}')"
)


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
    the record's new revision. It replaces every revision that stands here.
    """
    course = course_of(change.record)
    rev = 1 + max((each.rev for each in course.heads.values()), default=0)
    entry = Entry(
        n=0,
        at=moment.at,
        mono=moment.mono,
        by=moment.by,
        kind=change.kind,
        id=change.record,
        rev=rev,
        prev=" ".join(sorted(course.heads)),
        data=change.data,
    )
    write_again(entry, to=to or head())
    return rev


def write_again(entry: Entry, *, to: Head) -> None:
    """Add an entry to a stream that is written here as it is, but for its place."""
    placed = msgspec.structs.replace(entry, n=to.n + 1)
    raw = encode(placed)
    models.JournalRow.insert(
        stream=to.stream,
        n=placed.n,
        kind=placed.kind,
        record=placed.id,
        rev=placed.rev,
        entry=raw,
        hash=next_hash(to.hash, raw),
    ).execute()


def course_of(record: str) -> Course[Entry]:
    """Return the revisions of a record, and which of them stand."""
    course: Course[Entry] = Course()
    for entry in entries_of(record):
        course.add(revision_hash(entry), entry.prev, entry)
    return course


def is_bare() -> bool:
    """Tell whether nothing at all was ever written here, by nobody."""
    return select_row("SELECT 1 FROM journal LIMIT 1") is None


def last_written_at() -> str | None:
    """Return when this installation last wrote an entry, by its clock."""
    row = select_row(
        "SELECT entry FROM journal WHERE stream_id = ? ORDER BY n DESC LIMIT 1",
        head().stream,
    )
    return decode(row[0]).at if row else None


def entries_of(record: str) -> tuple[Entry, ...]:
    """Return a record's entries, oldest first."""
    return tuple(decode(raw) for _, raw in raw_entries_of(record))


def of_kind(kind: Kind) -> Iterator[Entry]:
    """Yield the entries of a kind, of all streams, in the order in which they came."""
    rows = select(
        "SELECT entry FROM journal WHERE kind = ? ORDER BY stream_id, n", kind
    )
    yield from (decode(raw) for (raw,) in rows)


def raw_entries_of(record: str) -> tuple[tuple[int, bytes], ...]:
    """Return the bytes of a record's entries and the stream of each, oldest first."""
    rows = select(
        f"SELECT stream_id, entry FROM journal j WHERE record = ? AND {COUNTS}"
        " ORDER BY rev, stream_id",
        record,
    )
    return tuple((stream, raw) for stream, raw in rows)


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
