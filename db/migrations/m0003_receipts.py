"""Receipts: what each one said when it was first printed, and every printing of it."""

from collections.abc import Callable

# `basis` is the revision of the enrolment that the receipt shows; a correction makes
# the next edition under the same number.
STATEMENTS = (
    """
CREATE TABLE receipt (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    enrollment_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    edition INTEGER NOT NULL,
    basis INTEGER NOT NULL,
    content BLOB NOT NULL,
    code TEXT NOT NULL,
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id)
) STRICT
""",
    "CREATE UNIQUE INDEX receipt_uid ON receipt (uid)",
    "CREATE INDEX receipt_enrollment_id ON receipt (enrollment_id)",
    "CREATE UNIQUE INDEX receipt_number_edition ON receipt (number, edition)",
    """
CREATE TABLE printing (
    id INTEGER NOT NULL PRIMARY KEY,
    receipt_id INTEGER NOT NULL,
    run INTEGER NOT NULL,
    page INTEGER NOT NULL,
    paper TEXT NOT NULL,
    printed_at TEXT NOT NULL,
    operator TEXT NOT NULL,
    FOREIGN KEY (receipt_id) REFERENCES receipt (id)
) STRICT
""",
    "CREATE INDEX printing_receipt_id ON printing (receipt_id)",
    "CREATE INDEX printing_run ON printing (run)",
    "CREATE INDEX printing_printed_at ON printing (printed_at)",
    "CREATE INDEX enrollment_confirmed_on ON enrollment (confirmed_on)",
)


def up(run: Callable[[str], object]) -> None:
    """Add receipts and their printings."""
    for statement in STATEMENTS:
        run(statement)
