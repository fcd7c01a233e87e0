"""Sealed files: those written here, and those that came."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from db.connection import select, select_row, select_value, write


class Sent(NamedTuple):
    """A bundle written here; `bases` are the stream positions where it begins."""

    seq: int
    bundle: str
    sha256: str
    file: str
    created_at: str
    bases: str
    written: int


class Arrival(NamedTuple):
    """A sealed file that came, and what became of it.

    `content` is kept while somebody may still want it: waiting, refused, or to be
    passed on (`onward`). `warning` is what is odd about it without deciding anything.
    """

    sha256: str
    kind: str
    station: str
    seq: int
    file: str
    outcome: str
    code: str
    text: str
    applied: int
    returned: int
    conflicts: int
    taken_at: str
    onward: int
    content: bytes | None
    warning: str = ""


# Beside streams, a report holds the hashes of scheme files.
_SCHEME = "scheme/"
# What stands in a report that was not answered yet.
_UNANSWERED = "unanswered"

_SENT = "SELECT seq, bundle, sha256, file, created_at, bases, written FROM sent"
_ARRIVAL = """
    SELECT sha256, kind, station, seq, file, outcome, code, text, applied, returned,
        conflicts, taken_at, onward, content, warning
    FROM parcel
"""
_ARRIVAL_ONLY = _ARRIVAL.replace("onward, content", "onward, NULL")


def last_sent() -> Sent | None:
    """Return the last bundle written here."""
    row = select_row(f"{_SENT} ORDER BY seq DESC LIMIT 1")
    return Sent(*row) if row else None


def sent(seq: int) -> Sent | None:
    """Return a bundle written here by its count."""
    row = select_row(f"{_SENT} WHERE seq = ?", seq)
    return Sent(*row) if row else None


def all_sent() -> tuple[Sent, ...]:
    """Return all bundles written here, the newest first."""
    return tuple(Sent(*row) for row in select(f"{_SENT} ORDER BY seq DESC"))


def keep_sent(bundle: Sent) -> None:
    """Write down a bundle before its file is written: a count is never used twice."""
    write("INSERT INTO sent VALUES (?, ?, ?, ?, ?, ?, ?)", *bundle)


def set_written(seq: int) -> None:
    """Note that a bundle's file stands whole under its name."""
    write("UPDATE sent SET written = 1 WHERE seq = ?", seq)


def arrival(sha256: str) -> Arrival | None:
    """Return what became of a file, by the hash of its bytes."""
    row = select_row(f"{_ARRIVAL} WHERE sha256 = ?", sha256)
    return Arrival(*row) if row else None


def with_hashes(digests: Collection[str]) -> dict[str, Arrival]:
    """Return what became of many files, by the hashes of their bytes, without content."""
    rows = select(
        f"{_ARRIVAL_ONLY} WHERE sha256 IN (SELECT value FROM json_each(?))",
        json.dumps(list(digests)),
    )
    return {row[0]: Arrival(*row) for row in rows}


def keep_arrival(arrival: Arrival) -> None:
    """Write down what became of a file."""
    write(
        "INSERT OR REPLACE INTO parcel VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        *arrival,
    )


def arrivals() -> tuple[Arrival, ...]:
    """Return everything that came, by station and count, without the content."""
    rows = select(f"{_ARRIVAL_ONLY} ORDER BY station, seq, taken_at")
    return tuple(Arrival(*row) for row in rows)


def waiting() -> tuple[Arrival, ...]:
    """Return the files that wait for an earlier one, in the order of their counts."""
    rows = select(
        f"{_ARRIVAL} WHERE outcome = 'waiting' AND content NOTNULL ORDER BY station, seq"
    )
    return tuple(Arrival(*row) for row in rows)


def onward(kind: str) -> tuple[Arrival, ...]:
    """Return the files of a kind that are to be passed on, oldest first."""
    rows = select(
        f"{_ARRIVAL} WHERE onward = 1 AND kind = ? ORDER BY taken_at, sha256", kind
    )
    return tuple(Arrival(*row) for row in rows)


def passed_on(sha256: str) -> None:
    """Note that a file has reached those for whom it is; if it waits, it is kept."""
    write(
        "UPDATE parcel SET onward = 0, content = iif(outcome = 'waiting', content, NULL)"
        " WHERE sha256 = ? AND onward = 1",
        sha256,
    )


def received_from(station: str) -> tuple[str, ...]:
    """Return the hashes of the files that came inside a station's bundles."""
    rows = select("SELECT sha256 FROM carried WHERE station = ?", station)
    return tuple(digest for (digest,) in rows)


def note_carried(station: str, sha256: str) -> None:
    """Note through which station a file came."""
    write(
        "INSERT OR IGNORE INTO carried (station, sha256) VALUES (?, ?)", station, sha256
    )


def last_seq(station: str) -> int:
    """Return the highest count of a station's bundles that were taken in."""
    found: int | None = select_value(
        "SELECT max(seq) FROM parcel WHERE station = ? AND kind = 'bundle'"
        " AND outcome IN ('applied', 'already_applied')",
        station,
    )
    return found or 0


def was_heard(station: str) -> bool:
    """Tell whether a station has said how far it is, with or without a gap before it."""
    return bool(select_value("SELECT 1 FROM report WHERE station = ?", station))


def waiting_seqs(station: str) -> tuple[int, ...]:
    """Return the counts of a station's bundles that wait for an earlier one."""
    rows = select(
        "SELECT seq FROM parcel WHERE station = ? AND outcome = 'waiting' ORDER BY seq",
        station,
    )
    return tuple(seq for (seq,) in rows)


def put_report(station: str, positions: Mapping[str, tuple[int, str]]) -> None:
    """Note how far a station knows which stream, until it is answered."""
    write("DELETE FROM report WHERE station = ?", station)
    for stream, (n, digest) in {**positions, _UNANSWERED: (0, "")}.items():
        write("INSERT INTO report VALUES (?, ?, ?, ?)", station, stream, n, digest)


def is_unanswered(station: str) -> bool:
    """Tell whether a station has reported since it was last answered."""
    return _UNANSWERED in report(station)


def note_answered(station: str) -> None:
    """Note that a station is answered: its next report stands by itself."""
    write("DELETE FROM report WHERE station = ? AND stream = ?", station, _UNANSWERED)


def report(station: str) -> dict[str, tuple[int, str]]:
    """Return how far a station knows which stream: count and hash by identity."""
    rows = select("SELECT stream, n, hash FROM report WHERE station = ?", station)
    return {stream: (n, digest) for stream, n, digest in rows}


def note_fork(stream: str, sha256: str, station: str, at: str) -> None:
    """Note that a file tells another story of a stream than the one known here."""
    write("INSERT OR IGNORE INTO fork VALUES (?, ?, ?, ?)", stream, sha256, station, at)


def forks(station: str) -> tuple[str, ...]:
    """Return the streams of a station that exist twice."""
    rows = select(
        "SELECT DISTINCT stream FROM fork WHERE station = ? ORDER BY stream", station
    )
    return tuple(stream for (stream,) in rows)


def put_schemes_reported(station: str, hashes: dict[str, str]) -> None:
    """Note with which scheme files a station decides."""
    for scheme_id, digest in hashes.items():
        write(
            "INSERT OR REPLACE INTO report VALUES (?, ?, 0, ?)",
            station,
            f"{_SCHEME}{scheme_id}",
            digest,
        )


def schemes_reported(station: str) -> dict[str, str]:
    """Return with which scheme files a station decides: hash by id."""
    found = report(station)
    return {
        name.removeprefix(_SCHEME): digest
        for name, (_, digest) in found.items()
        if name.startswith(_SCHEME)
    }
