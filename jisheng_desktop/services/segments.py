"""Ranges and positions of streams as sealed files name them. Reads only."""

from db.queries import journal, streams
from db.queries.streams import Stream
from jisheng_desktop.domain.bundles import Position, Segment


def segment(stream: Stream, base: int, head: int | None = None) -> Segment:
    """Return the range of a stream from a count up to another, or to its head."""
    n = streams.head(stream).n if head is None else head
    return Segment(
        stream=stream.identity.hex(),
        base=base,
        base_hash=_hash(stream, base),
        head=n,
        head_hash=_hash(stream, n),
        parent=stream.parent.hex() if stream.parent else None,
        parent_n=stream.parent_n,
    )


def position(stream: Stream) -> Position:
    """Return how far a stream is known here."""
    head = streams.head(stream)
    return Position(stream=stream.identity.hex(), n=head.n, hash=head.hash.hex())


def _hash(stream: Stream, n: int) -> str:
    found = journal.hash_at(stream.id, stream.identity, n)
    if found is None:
        raise LookupError(f"a stream without entry {n}")
    return found.hex()
