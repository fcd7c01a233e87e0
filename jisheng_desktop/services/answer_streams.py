"""The streams in which a district answers its stations (sync.md section 6).

Runs inside the transaction of the use case that calls it.
"""

import secrets

from db.queries import journal, streams
from db.queries.streams import Stream
from jisheng_desktop.domain.journal import STREAM_ID_BYTES
from jisheng_desktop.services.moments import stamp


def present_answers(station: str) -> Stream | None:
    """Return the stream in which this installation answers a station, if there is one.

    A restored library has none: its old one may have gone on.
    """
    return streams.answers_for(station, journal.head().stream)


def begin_answers(station: str) -> Stream:
    """Begin to answer a station in a new stream, in which everything is said again."""
    return streams.register(
        secrets.token_bytes(STREAM_ID_BYTES),
        stamp(),
        reader=station,
        parent=(journal.head().stream, 0),
    )
