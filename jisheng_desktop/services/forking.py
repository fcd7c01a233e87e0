"""When two computers continued one stream: the district's word is what the stream is.

Nothing typed here is dropped. The stream's end as it was written here is set aside and
written again in a stream of our own; people settle what both computers changed.
"""

from db.queries import journal, streams
from db.queries.streams import Stream
from jisheng_desktop.domain.bundle_reading import Link, Range, link
from jisheng_desktop.domain.journal import decode
from jisheng_desktop.services.library import go_on_alone
from jisheng_desktop.services.moments import stamp
from jisheng_desktop.services.ranges import as_stored


def part_ways(stream: Stream, theirs: Range, station: str) -> tuple[Link, ...]:
    """Take over how the district knows a stream; return all entries this touches.

    Runs inside the caller's transaction. Nothing happens when the range begins too
    late to tell where the two stories part; the next answer tells more.
    """
    common = last_common(stream, theirs)
    if common is None:
        return ()
    ours = streams.entries(stream, common)
    was_current = journal.head().stream == stream.id
    again = streams.replace_with(stream, station, stamp())
    new = theirs.links[common - theirs.segment.base :]
    streams.extend(again, (*streams.beginning(stream, common), *map(as_stored, new)))
    if was_current:
        go_on_alone(streams.head(again))
    for raw in ours:
        journal.write_again(decode(raw), to=journal.head())
    return (*new, *(link(raw, b"") for raw in ours))


def last_common(stream: Stream, theirs: Range) -> int | None:
    """Return up to where a range tells a stream as it is known here; None where it
    begins too late to tell.
    """
    segment = theirs.segment
    for n in range(min(segment.head, streams.head(stream).n), segment.base - 1, -1):
        if journal.hash_at(stream.id, stream.identity, n) == theirs.hash_at(n):
            return n
    return None
