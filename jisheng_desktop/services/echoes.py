"""A station's own past, as the district hands it back: lost here, or written elsewhere.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from db.queries import journal, proofs, streams
from jisheng_desktop.domain.bundle_reading import Link, Range
from jisheng_desktop.domain.bundles import Position
from jisheng_desktop.domain.numbering import is_in_use
from jisheng_desktop.services.applying import apply
from jisheng_desktop.services.forking import part_ways
from jisheng_desktop.services.library import go_on_alone, number_apart
from jisheng_desktop.services.ranges import sort_ranges, store


class TakenBack(NamedTuple):
    """The records that were touched, with all that compete with them, and whether
    another computer was noticed.
    """

    records: frozenset[str]
    shared: bool


def take_back(echoes: Sequence[Range], station: str) -> TakenBack:
    """Bring journal and tables to what the district has of this station's work."""
    found = sort_ranges(echoes)
    links = [link for each, new in found.fresh for link in store(each, new, station)]
    parted = [link for each in found.forked for link in _parted(each, station)]
    shared = bool(parted) or _leave_to_others([each for each, _ in found.fresh])
    judged = apply([*links, *parted], station).judged
    if links:
        _keep_numbers_apart()
    return TakenBack(judged.union(k.place.id for k in (*links, *parted)), shared)


def move_watermarks(taken: dict[str, Position], station: str) -> None:
    """Move every watermark to where the district stands, back where it has lost some.

    The streams of other computers of the station are carried like our own.
    """
    for stream in (*streams.own(), *streams.of_station(station)):
        position = taken.get(stream.identity.hex())
        n = position.n if position else 0
        ours = journal.hash_at(stream.id, stream.identity, n)
        if ours is not None and (position is None or ours.hex() == position.hash):
            streams.acknowledge(stream, n)


def _parted(theirs: Range, station: str) -> Sequence[Link]:
    stream = streams.named(bytes.fromhex(theirs.segment.stream))
    return part_ways(stream, theirs, station) if stream else ()


def _leave_to_others(grown: Sequence[Range]) -> bool:
    """What grew without us is written elsewhere: go on in a stream of our own."""
    current = journal.head()
    if all(each.segment.stream != current.identity.hex() for each in grown):
        return False
    go_on_alone(current)
    return True


def _keep_numbers_apart() -> None:
    if any(is_in_use(each.numbers, each.last) for each in proofs.number_series()):
        number_apart()
