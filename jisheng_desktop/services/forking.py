"""When two computers continued one stream: this one goes on in a stream of its own.

Nothing typed here is dropped: what the district has not acknowledged is written again,
as new revisions, and people settle what both computers changed.
"""

from db.queries import households, journal, streams
from db.queries.journal import Change, Head, Moment
from db.queries.streams import Stream
from jisheng_desktop.domain.journal import Entry, decode
from jisheng_desktop.services.library import begin_stream
from jisheng_desktop.services.moments import stamp

BY_THE_PROGRAM = "sync"


def part_ways(stream: Stream) -> None:
    """Leave a stream that another computer continued differently, inside the caller's
    transaction.
    """
    newest: dict[str, Entry] = {}
    for raw in streams.entries(stream, stream.acknowledged):
        entry = decode(raw)
        newest.pop(entry.id, None)
        newest[entry.id] = entry
    current = journal.head().stream == stream.id
    if current:
        begin_stream(Head(stream.id, stream.identity, stream.acknowledged, b""))
        households.begin_block()
    streams.set_aside(stream)
    _write_again(tuple(newest.values()))


def _write_again(entries: tuple[Entry, ...]) -> None:
    moment = Moment(BY_THE_PROGRAM, stamp(), 0)
    households: dict[object, int] = {}
    for entry in entries:
        data = dict(entry.data)
        if data.get("household") in households and "household_rev" in data:
            data["household_rev"] = households[data["household"]]
        rev = journal.append(Change(entry.kind, entry.id, data), moment)  # type: ignore[arg-type]
        if entry.kind == "HOUSEHOLD":
            households[entry.id] = rev
