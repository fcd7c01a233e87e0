"""Streams that others wrote, streams of answers, and ranges of both."""

from collections.abc import Sequence
from typing import NamedTuple

from db.connection import select, select_row, select_value, write, write_all
from db.models import StreamRow
from db.queries.journal import ASIDE, Head, head_of


class Stream(NamedTuple):
    """A stream known here, whoever wrote it.

    `station` is whose it is, `reader` for whom answers are; both empty for the journal
    of this installation.
    """

    id: int
    identity: bytes
    station: str
    reader: str
    acknowledged: int
    parent: bytes | None
    parent_n: int


class Fresh(NamedTuple):
    """An entry that arrived: bytes, its hash in the chain, and what it is about."""

    n: int
    kind: str
    record: str
    rev: int
    entry: bytes
    hash: bytes


_STREAM = """
    SELECT s.id, s.identity, coalesce(o.station, ''), coalesce(o.reader, ''),
        s.acknowledged, p.identity, s.parent_n
    FROM stream s LEFT JOIN stream_owner o ON o.stream_id = s.id
    LEFT JOIN stream p ON p.id = s.parent_id
"""


def named(identity: bytes) -> Stream | None:
    """Return the stream with this identity."""
    row = select_row(f"{_STREAM} WHERE s.identity = ?", identity)
    return Stream(*row) if row else None


def own() -> tuple[Stream, ...]:
    """Return the streams that this library has written, oldest first."""
    return _streams("o.stream_id IS NULL")


def of_station(station: str) -> tuple[Stream, ...]:
    """Return the journals of a station that were taken in, oldest first."""
    return _streams("o.station = ? AND o.reader = ''", station)


def answers() -> tuple[Stream, ...]:
    """Return the streams of answers that were taken in here, oldest first."""
    return _streams("o.station != '' AND o.reader != ''")


def was_given_records() -> bool:
    """Tell whether records of other stations came in answers: households moved here."""
    row = select_row(
        "SELECT 1 FROM stream_owner o JOIN journal j ON j.stream_id = o.stream_id"
        " WHERE o.station != '' AND o.reader != '' AND j.kind = 'ENROLLMENT' LIMIT 1"
    )
    return row is not None


def answers_to(reader: str) -> tuple[Stream, ...]:
    """Return all answers that this office has written for a station, oldest first."""
    return _streams("o.station = '' AND o.reader = ?", reader)


def answers_for(reader: str, journal: int) -> Stream | None:
    """Return the answers that this installation writes for a station.

    They belong to the journal: a restored library answers in a new stream. Of several
    the one that was begun last goes on.
    """
    found = _streams(
        "o.station = '' AND o.reader = ? AND s.parent_id = ?", reader, journal
    )
    return found[-1] if found else None


def register(
    identity: bytes,
    began_at: str,
    *,
    station: str = "",
    reader: str = "",
    parent: tuple[int | None, int] = (None, 0),
) -> Stream:
    """Write down a stream that is new here; `parent` is its row and the count."""
    row_id = StreamRow.insert(
        identity=identity, parent=parent[0], parent_n=parent[1], began_at=began_at
    ).execute()
    if station or reader:
        write("INSERT INTO stream_owner VALUES (?, ?, ?)", row_id, station, reader)
    stream = named(identity)
    assert stream is not None
    return stream


def head(stream: Stream) -> Head:
    """Return the head of a stream."""
    return head_of(stream.id, stream.identity)


def extend(stream: Stream, entries: Sequence[Fresh]) -> None:
    """Add entries behind the head of a stream; they have been proved before."""
    write_all(
        "INSERT INTO journal (stream_id, n, kind, record, rev, entry, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(stream.id, *entry) for entry in entries],
    )


def entries(stream: Stream, base: int) -> tuple[bytes, ...]:
    """Return the bytes of all entries after a count."""
    rows = select(
        "SELECT entry FROM journal WHERE stream_id = ? AND n > ? ORDER BY n",
        stream.id,
        base,
    )
    return tuple(raw for (raw,) in rows)


def acknowledge(stream: Stream, n: int) -> None:
    """Note up to which entry the district has a stream; it may also move back."""
    write("UPDATE stream SET acknowledged = ? WHERE id = ?", n, stream.id)


def revision(stream: int, record: str, rev: int) -> bytes | None:
    """Return one revision of a record as it was written in one stream."""
    raw: bytes | None = select_value(
        "SELECT entry FROM journal WHERE record = ? AND rev = ? AND stream_id = ?",
        record,
        rev,
        stream,
    )
    return raw


def _streams(condition: str, *values: str | int | bytes) -> tuple[Stream, ...]:
    rows = select(f"{_STREAM} WHERE {condition} ORDER BY s.id", *values)
    return tuple(Stream(*row) for row in rows)


def beside(stream: Stream) -> tuple[Stream, ...]:
    """Return the other stories of a stream that lie aside, under its own identity."""
    prefix = len(stream.identity)
    found = _streams(
        f"o.reader = ? AND substr(s.identity, 1, {prefix}) = ?", ASIDE, stream.identity
    )
    return tuple(each._replace(identity=stream.identity) for each in found)


def begin_beside(stream: Stream, began_at: str) -> Stream:
    """Return an empty stream for another story of this one, which counts no more."""
    again = register(_marked(stream), began_at, reader=ASIDE)
    return again._replace(identity=stream.identity)


def _marked(stream: Stream) -> bytes:
    """What is aside keeps its identity with a mark behind it."""
    count = select_value("SELECT count(*) FROM stream_owner WHERE reader = ?", ASIDE)
    return stream.identity + int(count).to_bytes(4, "big")


def replace_with(stream: Stream, station: str, began_at: str) -> Stream:
    """Set a stream aside and return an empty one of the station in its place.

    What is aside counts no more.
    """
    write("UPDATE stream SET identity = ? WHERE id = ?", _marked(stream), stream.id)
    write("INSERT OR REPLACE INTO stream_owner VALUES (?, '', ?)", stream.id, ASIDE)
    parent = named(stream.parent) if stream.parent else None
    again = register(
        stream.identity,
        began_at,
        station=station,
        parent=(parent.id if parent else None, stream.parent_n),
    )
    write("UPDATE stream SET parent_id = ? WHERE parent_id = ?", again.id, stream.id)
    return again


def beginning(stream: Stream, n: int) -> tuple[Fresh, ...]:
    """Return the entries of a stream up to a count, as they were taken in."""
    rows = select(
        "SELECT n, kind, record, rev, entry, hash FROM journal"
        " WHERE stream_id = ? AND n <= ? ORDER BY n",
        stream.id,
        n,
    )
    return tuple(Fresh(*row) for row in rows)


def last_of(stream: Stream, record: str) -> bytes | None:
    """Return the newest entry about a record in one stream."""
    raw: bytes | None = select_value(
        "SELECT entry FROM journal WHERE record = ? AND stream_id = ?"
        " ORDER BY n DESC LIMIT 1",
        record,
        stream.id,
    )
    return raw
