"""The first library: the office, its journal, households, and the words of search."""

from collections.abc import Callable

TABLES = """
CREATE TABLE office (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT,
    practice INTEGER NOT NULL,
    founded_at TEXT NOT NULL,
    public_key BLOB NOT NULL,
    sealed_key BLOB NOT NULL,
    token BLOB
) STRICT;
CREATE TABLE station (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    level TEXT NOT NULL,
    parent TEXT NOT NULL,
    token BLOB NOT NULL,
    issued_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stream (
    id INTEGER NOT NULL PRIMARY KEY,
    identity BLOB NOT NULL,
    parent_id INTEGER,
    parent_n INTEGER NOT NULL,
    acknowledged INTEGER NOT NULL,
    began_at TEXT NOT NULL,
    FOREIGN KEY (parent_id) REFERENCES stream (id)
) STRICT;
CREATE UNIQUE INDEX stream_identity ON stream (identity);
CREATE INDEX stream_parent_id ON stream (parent_id);
CREATE TABLE journal (
    stream_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL,
    rev INTEGER NOT NULL,
    entry BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (stream_id, n),
    FOREIGN KEY (stream_id) REFERENCES stream (id)
) STRICT;
CREATE INDEX journal_record ON journal (record);
CREATE INDEX journal_course ON journal (stream_id, n, kind, record);
CREATE TABLE operator (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    slot BLOB NOT NULL,
    protected INTEGER NOT NULL,
    retired_at TEXT
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX operator_name ON operator (name);
CREATE TABLE scheme (
    id TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE village (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    target INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE counter (
    series TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (series, year)
) STRICT, WITHOUT ROWID;
CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    number TEXT,
    station TEXT NOT NULL,
    head_key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX household_uid ON household (uid);
CREATE UNIQUE INDEX household_number ON household (number);
CREATE INDEX household_head_key ON household (head_key);
CREATE TABLE enrollment (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    household_id INTEGER NOT NULL,
    station TEXT NOT NULL,
    number TEXT,
    receipt_no TEXT,
    scheme TEXT NOT NULL,
    policy_year INTEGER NOT NULL,
    state TEXT NOT NULL,
    live INTEGER NOT NULL,
    village TEXT NOT NULL,
    group_name TEXT NOT NULL,
    head_name TEXT NOT NULL,
    phone TEXT NOT NULL,
    persons INTEGER NOT NULL,
    category TEXT,
    premium_fen INTEGER,
    subsidy_fen INTEGER,
    self_pay_fen INTEGER,
    enrolled_on TEXT NOT NULL,
    confirmed_on TEXT,
    updated_at TEXT NOT NULL,
    operator TEXT NOT NULL,
    reason TEXT,
    verdict TEXT,
    FOREIGN KEY (household_id) REFERENCES household (id)
) STRICT;
CREATE UNIQUE INDEX enrollment_uid ON enrollment (uid);
CREATE INDEX enrollment_household_id ON enrollment (household_id);
CREATE UNIQUE INDEX enrollment_number ON enrollment (number);
CREATE UNIQUE INDEX enrollment_receipt_no ON enrollment (receipt_no);
CREATE INDEX enrollment_figures ON enrollment (
    household_id, village, state, live, persons, premium_fen, subsidy_fen, self_pay_fen
);
CREATE INDEX enrollment_updated_at ON enrollment (updated_at);
CREATE INDEX enrollment_state_id ON enrollment (state, id);
CREATE INDEX enrollment_village_id ON enrollment (village, id);
CREATE INDEX enrollment_phone ON enrollment (phone);
CREATE UNIQUE INDEX enrollment_once
    ON enrollment (household_id, scheme, policy_year)
    WHERE live = 1;
CREATE TABLE content (
    enrollment_id INTEGER NOT NULL PRIMARY KEY,
    document BLOB NOT NULL,
    decision BLOB,
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
) STRICT;
CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    enrollment_id INTEGER NOT NULL,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    id_no TEXT NOT NULL,
    scheme TEXT NOT NULL,
    policy_year INTEGER NOT NULL,
    insured INTEGER NOT NULL,
    live INTEGER NOT NULL,
    birth_date TEXT,
    role TEXT,
    characters TEXT NOT NULL,
    initials TEXT NOT NULL,
    digits TEXT NOT NULL,
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX person_enrollment_id ON person (enrollment_id);
CREATE INDEX person_id_no ON person (id_no);
CREATE INDEX person_last ON person (substr(id_no, -1));
CREATE INDEX person_last_two ON person (substr(id_no, -2));
CREATE UNIQUE INDEX person_once
    ON person (id_no, scheme, policy_year)
    WHERE live = 1 AND insured = 1 AND id_no != '';
CREATE TABLE subsidy (
    id INTEGER NOT NULL PRIMARY KEY,
    enrollment_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    scheme TEXT NOT NULL,
    policy_year INTEGER NOT NULL,
    category TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    live INTEGER NOT NULL,
    FOREIGN KEY (enrollment_id) REFERENCES enrollment (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX subsidy_enrollment_id ON subsidy (enrollment_id);
CREATE INDEX subsidy_scheme_policy_year_category
    ON subsidy (scheme, policy_year, category);
CREATE UNIQUE INDEX subsidy_once ON subsidy (key)
    WHERE live = 1;
CREATE TABLE roster (
    category TEXT NOT NULL,
    id_no TEXT NOT NULL,
    name TEXT NOT NULL,
    proof_no TEXT,
    valid_to TEXT,
    PRIMARY KEY (category, id_no)
) STRICT, WITHOUT ROWID;
CREATE TABLE form (
    name TEXT NOT NULL PRIMARY KEY,
    state BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Names are searched by single characters (SQLite 3.40 finds nothing below three with
# a trigram index), digits by trigrams. The text stays in `person`.
WORDS = """
CREATE VIRTUAL TABLE person_words USING fts5(
    characters, initials, content = 'person', content_rowid = 'id',
    tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE person_digits USING fts5(
    digits, content = 'person', content_rowid = 'id', tokenize = 'trigram'
);
"""

ADD_WORDS = """
    INSERT INTO person_words (rowid, characters, initials)
        VALUES (new.id, new.characters, new.initials);
    INSERT INTO person_digits (rowid, digits) VALUES (new.id, new.digits);
"""

DROP_WORDS = """
    INSERT INTO person_words (person_words, rowid, characters, initials)
        VALUES ('delete', old.id, old.characters, old.initials);
    INSERT INTO person_digits (person_digits, rowid, digits)
        VALUES ('delete', old.id, old.digits);
"""

CHANGED_WORDS = "UPDATE OF characters, initials, digits"

TRIGGERS = (
    f"CREATE TRIGGER person_added AFTER INSERT ON person BEGIN {ADD_WORDS} END",
    f"CREATE TRIGGER person_dropped AFTER DELETE ON person BEGIN {DROP_WORDS} END",
    (
        f"CREATE TRIGGER person_changed AFTER {CHANGED_WORDS} ON person"
        f" BEGIN {DROP_WORDS} {ADD_WORDS} END"
    ),
)

JOURNAL_IS_APPEND_ONLY = (
    (
        "CREATE TRIGGER journal_unchanged BEFORE UPDATE ON journal"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
    (
        "CREATE TRIGGER journal_kept BEFORE DELETE ON journal"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    ),
)


def up(run: Callable[[str], object]) -> None:
    """Create everything."""
    for statement in (TABLES + WORDS).split(";"):
        if statement.strip():
            run(statement.strip())
    for trigger in (*TRIGGERS, *JOURNAL_IS_APPEND_ONLY):
        run(trigger)
