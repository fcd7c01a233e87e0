"""What an office has collected from its stations, a line a station."""

from db.connection import select
from db.queries.parcels import Arrival


def bundles() -> tuple[Arrival, ...]:
    """Return every bundle that came, the newest first, without its content."""
    rows = select(
        "SELECT sha256, kind, station, seq, file, outcome, code, text, applied, returned,"
        " conflicts, taken_at, onward, NULL, warning FROM parcel"
        " WHERE kind = 'bundle' ORDER BY taken_at DESC, seq DESC"
    )
    return tuple(Arrival(*row) for row in rows)


def forked() -> dict[str, str]:
    """Return the stations of which a stream exists twice, and since when."""
    rows = select("SELECT station, min(noticed_at) FROM fork GROUP BY station")
    return dict(rows)


def unsaid() -> dict[str, int]:
    """Return how many verdicts on a station's records no answer has told it yet."""
    rows = select(
        "SELECT station, count(*) FROM verdict"
        " WHERE result IN ('ACCEPTED', 'RETURNED', 'CONFLICT', 'INSURED')"
        " AND answered != rev || ' ' || result || ' ' || code GROUP BY station"
    )
    return dict(rows)
