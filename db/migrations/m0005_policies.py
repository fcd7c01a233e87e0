"""Policy numbers: what the insurer issued for each insured person."""

from collections.abc import Callable

# `person` is the identity number, or the name where there is none: a number follows
# its person through corrections. `said_in` is the stream that answered it.
STATEMENTS = (
    """
CREATE TABLE policy (
    enrollment_id INTEGER NOT NULL,
    person TEXT NOT NULL,
    number TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    said_in INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (enrollment_id, person),
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id)
) STRICT, WITHOUT ROWID
""",
    "CREATE INDEX policy_number ON policy (number)",
)


def up(run: Callable[[str], object]) -> None:
    """Add the register of policies."""
    for statement in STATEMENTS:
        run(statement)
