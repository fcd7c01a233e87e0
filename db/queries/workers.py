"""Who works: ours by their ids, those of another station with its code before theirs."""

from db.connection import select
from db.queries.journal import COUNTS
from jisheng_desktop.domain.journal import Entry, decode

BETWEEN = "/"
# Stands for the station where entries came back in an answer, and nobody says whose.
EARLIER = "?"

# Who last changed an enrolment e: op-2, or 610103001001/op-1.
WORKER = (
    f"(SELECT iif(h.station = f.code, e.operator, h.station || '{BETWEEN}' || e.operator)"
    " FROM household h, office f WHERE h.id = e.household_id)"
)
_WRITTEN = f"""
    SELECT j.entry, CASE coalesce(o.reader, '') WHEN '' THEN coalesce(o.station, '')
        ELSE '{EARLIER}' END
    FROM journal j LEFT JOIN stream_owner o ON o.stream_id = j.stream_id
    WHERE j.record = ? AND {COUNTS} ORDER BY j.rev, j.stream_id
"""


def written_of(record: str) -> tuple[tuple[str, Entry], ...]:
    """Return a record's entries, oldest first, each with who wrote it."""
    found = ((decode(raw), station) for raw, station in select(_WRITTEN, record))
    return tuple((_worker(entry.by, station), entry) for entry, station in found)


def _worker(operator: str, station: str) -> str:
    return f"{station}{BETWEEN}{operator}" if station else operator
