"""Keys that were replaced, stations withdrawn unheard, wrong clocks, last year's rosters."""

from collections.abc import Callable

# `former_key.sealed` is the secret of the earlier keys under the present one.
STATEMENTS = (
    "ALTER TABLE station ADD COLUMN withdrawn_at TEXT",
    "ALTER TABLE parcel ADD COLUMN warning TEXT NOT NULL DEFAULT ''",
    """
CREATE TABLE former_key (
    key TEXT NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    sealed BLOB NOT NULL,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE past_household (
    uid TEXT NOT NULL PRIMARY KEY,
    scheme TEXT NOT NULL,
    policy_year INTEGER NOT NULL,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID
""",
    """
CREATE TABLE past_person (
    id_no TEXT NOT NULL,
    uid TEXT NOT NULL,
    PRIMARY KEY (id_no, uid),
    FOREIGN KEY (uid) REFERENCES past_household (uid) ON DELETE CASCADE
) STRICT, WITHOUT ROWID
""",
)


def up(run: Callable[[str], object]) -> None:
    """Add what the keys and kits of a district need."""
    for statement in STATEMENTS:
        run(statement)
