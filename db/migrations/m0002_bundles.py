"""Bundles: streams of other stations, their keys, files sent and taken in, verdicts."""

from collections.abc import Callable

# A stream without owner is the journal of this installation. `station` is who wrote it,
# empty for us; `reader` is for whom a stream of answers is.
STATEMENTS = (
    """
CREATE TABLE stream_owner (
    stream_id INTEGER NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    reader TEXT NOT NULL,
    FOREIGN KEY (stream_id) REFERENCES stream (id)
) STRICT
""",
    "CREATE INDEX stream_owner_station ON stream_owner (station, reader)",
    """
CREATE TABLE station_key (
    key TEXT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    recipient TEXT NOT NULL,
    token TEXT NOT NULL,
    bound_at TEXT NOT NULL,
    withdrawn_at TEXT
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX station_key_station ON station_key (station)",
    """
CREATE TABLE sent (
    seq INTEGER NOT NULL PRIMARY KEY,
    bundle TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file TEXT NOT NULL,
    created_at TEXT NOT NULL,
    bases TEXT NOT NULL,
    written INTEGER NOT NULL
) STRICT
""",
    """
CREATE TABLE parcel (
    sha256 TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    station TEXT NOT NULL,
    seq INTEGER NOT NULL,
    file TEXT NOT NULL,
    outcome TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    applied INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    taken_at TEXT NOT NULL,
    onward INTEGER NOT NULL,
    content BLOB
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX parcel_outcome ON parcel (outcome)",
    "CREATE INDEX parcel_station_seq ON parcel (station, seq)",
    """
CREATE TABLE report (
    station TEXT NOT NULL,
    stream TEXT NOT NULL,
    n INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (station, stream)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE fork (
    stream TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    station TEXT NOT NULL,
    noticed_at TEXT NOT NULL,
    PRIMARY KEY (stream, sha256)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE carried (
    station TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (station, sha256)
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE verdict (
    uid TEXT NOT NULL PRIMARY KEY,
    station TEXT NOT NULL,
    rev INTEGER NOT NULL,
    result TEXT NOT NULL,
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    flaw_code TEXT NOT NULL,
    flaw TEXT NOT NULL,
    latched INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0,
    answered_in INTEGER NOT NULL DEFAULT 0,
    answered TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX verdict_station ON verdict (station)",
    """
CREATE TABLE duplicate (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    ground TEXT NOT NULL,
    found_at TEXT NOT NULL,
    kept TEXT,
    reason TEXT,
    settled_by TEXT,
    settled_at TEXT
) STRICT
""",
    "CREATE UNIQUE INDEX duplicate_pair ON duplicate (first, second)",
    "CREATE INDEX duplicate_second ON duplicate (second)",
    "CREATE INDEX person_birth_date ON person (birth_date)",
)


def up(run: Callable[[str], object]) -> None:
    """Add what travels between stations."""
    for statement in STATEMENTS:
        run(statement)
