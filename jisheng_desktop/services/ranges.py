"""Ranges of streams that came: compared with what is known here, and stored.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.queries import journal, streams
from db.queries.streams import Fresh
from jisheng_desktop.domain.bundle_reading import Link, Range
from jisheng_desktop.services.moments import stamp


class Sorted(NamedTuple):
    """The ranges of a bundle by what they are to this library."""

    fresh: tuple[tuple[Range, tuple[Link, ...]], ...]
    forked: tuple[Range, ...]
    beyond: tuple[Range, ...]


def sort_ranges(found: Iterable[Range]) -> Sorted:
    """Compare ranges with what is known here: new, known, forked, or beyond a gap."""
    fresh, forked, beyond = [], [], []
    for range_ in found:
        stream = streams.named(bytes.fromhex(range_.segment.stream))
        head = streams.head(stream) if stream else None
        n = head.n if head else 0
        if range_.segment.base > n:
            beyond.append(range_)
        elif not _agrees(range_, n):
            forked.append(range_)
        elif range_.segment.head > n or stream is None:
            fresh.append((range_, range_.links[n - range_.segment.base :]))
    return Sorted(tuple(fresh), tuple(forked), tuple(beyond))


def store(
    range_: Range, new: Sequence[Link], station: str, reader: str = ""
) -> Sequence[Link]:
    """Add the new entries of a range to its stream, which may be new here itself."""
    segment = range_.segment
    stream = streams.named(bytes.fromhex(segment.stream))
    if stream is None:
        parent = (
            streams.named(bytes.fromhex(segment.parent)) if segment.parent else None
        )
        stream = streams.register(
            bytes.fromhex(segment.stream),
            stamp(),
            station=station,
            reader=reader,
            parent=(parent.id if parent else None, segment.parent_n),
        )
    streams.extend(stream, [as_stored(link) for link in new])
    return new


def as_stored(link: Link) -> Fresh:
    """Return an entry that came, as it is stored."""
    n, kind, record, rev, _ = link.place
    return Fresh(n, kind, record, rev, link.raw, link.hash)


def _agrees(range_: Range, n: int) -> bool:
    """Tell whether a range and what is known here tell one story as far as both go."""
    segment = range_.segment
    identity = bytes.fromhex(segment.stream)
    stream = streams.named(identity)
    at = min(n, segment.head)
    ours = journal.hash_at(stream.id if stream else 0, identity, at)
    return ours == range_.hash_at(at)
