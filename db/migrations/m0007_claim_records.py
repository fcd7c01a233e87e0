"""Claims become records of a station, in its journal and in the files that go up."""

from collections.abc import Callable

# What an earlier program had taken from insurers' lists keeps its rows; their uids say
# that the journal knows nothing of them until the list comes again.
STATEMENTS = (
    "ALTER TABLE claim ADD COLUMN uid TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE claim ADD COLUMN station TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE claim ADD COLUMN replaces TEXT",
    "ALTER TABLE claim ADD COLUMN event TEXT NOT NULL DEFAULT ''",
    """
UPDATE claim SET uid = 'list-' || key, station = (SELECT code FROM office),
    event = id_no || '/' || accident_on || '/' || benefit
""",
    "DROP INDEX claim_key",
    "CREATE UNIQUE INDEX claim_uid ON claim (uid)",
    "CREATE INDEX claim_key ON claim (key)",
    "CREATE INDEX claim_event ON claim (event)",
    "CREATE INDEX claim_replaces ON claim (replaces)",
)


def up(run: Callable[[str], object]) -> None:
    """Give every claim an identity and an owner."""
    for statement in STATEMENTS:
        run(statement)
