"""Claims: what the insurer reports of each, held against the enrolment it rests on."""

from collections.abc import Callable

# `key` is the insurer's number, or person, day and liability where it gives none.
STATEMENTS = (
    """
CREATE TABLE claim (
    id INTEGER NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    enrollment_id INTEGER NOT NULL,
    scheme TEXT NOT NULL,
    policy_year INTEGER NOT NULL,
    village TEXT NOT NULL,
    name TEXT NOT NULL,
    id_no TEXT NOT NULL,
    benefit TEXT NOT NULL,
    accident_on TEXT NOT NULL,
    result TEXT NOT NULL,
    paid_fen INTEGER NOT NULL,
    content BLOB NOT NULL,
    updated_at TEXT NOT NULL,
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id)
) STRICT
""",
    "CREATE UNIQUE INDEX claim_key ON claim (key)",
    "CREATE INDEX claim_enrollment_id ON claim (enrollment_id)",
    "CREATE INDEX claim_scheme_policy_year ON claim (scheme, policy_year)",
)


def up(run: Callable[[str], object]) -> None:
    """Add the register of claims."""
    for statement in STATEMENTS:
        run(statement)
