"""What an office has collected from its stations, a line a station."""

from db.connection import select, select_value
from db.queries.parcels import Arrival

_KEPT = "outcome = 'refused' AND content IS NOT NULL"


def bundles() -> tuple[Arrival, ...]:
    """Return every bundle that came, the newest first, without its content."""
    rows = select(
        "SELECT sha256, kind, station, seq, file, outcome, code, text, applied, returned,"
        " conflicts, taken_at, onward, NULL, warning FROM parcel"
        " WHERE kind = 'bundle' ORDER BY taken_at DESC, seq DESC"
    )
    return tuple(Arrival(*row) for row in rows)


def kept() -> tuple[tuple[str, bytes], ...]:
    """Return the name and the content of every refused file that is kept."""
    rows = select(
        f"SELECT file, content FROM parcel WHERE {_KEPT} ORDER BY station, seq"
    )
    return tuple((file, content) for file, content in rows)


def count_kept() -> int:
    """Count the refused files that are kept."""
    count: int = select_value(f"SELECT count(*) FROM parcel WHERE {_KEPT}")
    return count


def forked() -> dict[str, str]:
    """Return the stations of which a stream exists twice, and when that showed last."""
    rows = select("SELECT station, max(noticed_at) FROM fork GROUP BY station")
    return dict(rows)


def unsaid() -> dict[str, int]:
    """Return how many verdicts on a station's records no answer has told it yet."""
    rows = select(
        "SELECT station, count(*) FROM verdict"
        " WHERE result IN ('ACCEPTED', 'RETURNED', 'CONFLICT', 'INSURED')"
        " AND answered != rev || ' ' || result || ' ' || code GROUP BY station"
    )
    return dict(rows)
