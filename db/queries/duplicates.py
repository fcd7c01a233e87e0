"""The queue of persons who were reported twice, or seem to have been."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.connection import select, select_row, select_value, write, write_all
from db.queries.words import BOUNDARY
from jisheng_desktop.domain.verdicts import ALREADY_ELSEWHERE


class Duplicate(NamedTuple):
    """Two records about what may be one person; `kept` is set once people decided."""

    id: int
    kind: str
    first: str
    second: str
    ground: str
    found_at: str
    kept: str | None
    reason: str | None
    settled_by: str | None
    settled_at: str | None


class Namesake(NamedTuple):
    """Two insured persons of different records who share a birth date or a phone."""

    first: str
    first_name: str
    first_id: str
    first_initials: str
    second: str
    second_name: str
    second_id: str
    second_initials: str


_DUPLICATE = """
    SELECT id, kind, first, second, ground, found_at, kept, reason, settled_by, settled_at
    FROM duplicate
"""
_PAIR = """
    SELECT ea.uid, a.name, a.id_no, a.initials, eb.uid, b.name, b.id_no, b.initials
    FROM json_each(?) w JOIN enrollment ea ON ea.uid = w.value
"""
_BOTH = """
    a.insured = 1 AND b.insured = 1 AND eb.id != ea.id
    AND b.policy_year = a.policy_year AND a.id_no != b.id_no
    AND eb.household_id != ea.household_id AND eb.state NOT IN ('DRAFT', 'VOID')
"""
# A name of several readings may share one with a name as long; two such names are
# compared by whoever asks.
_MAY_READ_ALIKE = f"""
    length(a.name) = length(b.name) AND iif(instr(a.initials, '{BOUNDARY}'),
        instr(b.initials, '{BOUNDARY}') OR instr('{BOUNDARY}' || a.initials || '{BOUNDARY}',
            '{BOUNDARY}' || b.initials || '{BOUNDARY}'),
        instr(b.initials, '{BOUNDARY}') AND instr('{BOUNDARY}' || b.initials || '{BOUNDARY}',
            '{BOUNDARY}' || a.initials || '{BOUNDARY}'))
"""
# Whatever one character makes of a name, it keeps its beginning or its end.
_MAY_BE_ALIKE = f"""
    (substr(a.name, 1, 1) = substr(b.name, 1, 1) OR substr(a.name, -1) = substr(b.name, -1)
    OR a.initials = b.initials OR {_MAY_READ_ALIKE})
"""
# As the index `person_birth_sex` says it.
_SAME_BIRTH = """
    b.birth_date = a.birth_date
    AND substr(b.id_no, 17, 1) % 2 = substr(a.id_no, 17, 1) % 2
"""


def everything() -> tuple[Duplicate, ...]:
    """Return the queue, what is open first, oldest first."""
    rows = select(f"{_DUPLICATE} ORDER BY kept IS NOT NULL, id")
    return tuple(Duplicate(*row) for row in rows)


def with_id(number: int) -> Duplicate | None:
    """Return one item of the queue."""
    row = select_row(f"{_DUPLICATE} WHERE id = ?", number)
    return Duplicate(*row) if row else None


def add(found: Iterable[tuple[str, str, str, str, str]]) -> None:
    """Add pairs to the queue (kind, first, second, ground, found_at); known ones stay."""
    write_all(
        "INSERT INTO duplicate (kind, first, second, ground, found_at)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (first, second) DO NOTHING",
        list(found),
    )


def turn(pairs: Iterable[tuple[str, str]]) -> None:
    """Let open items between the same two records name them in the order of `pairs`."""
    write_all(
        "UPDATE OR IGNORE duplicate SET first = second, second = first"
        " WHERE kept IS NULL AND kind != 'SUSPECT' AND second = ? AND first = ?",
        list(pairs),
    )


def drop_unfounded(standing: Sequence[str]) -> None:
    """Remove open items about a second record that now stands by itself."""
    write(
        "DELETE FROM duplicate WHERE kept IS NULL AND kind != 'SUSPECT'"
        " AND second IN (SELECT value FROM json_each(?))",
        json.dumps(standing),
    )


def drop_outdated(judged: Sequence[str], pairs: Iterable[tuple[str, str]]) -> None:
    """Remove open items between judged records, but for the `pairs` that the dispute is
    between by now.
    """
    write(
        "DELETE FROM duplicate WHERE kept IS NULL AND kind != 'SUSPECT'"
        " AND second IN (SELECT value FROM json_each(?1))"
        " AND first IN (SELECT value FROM json_each(?1))"
        " AND first || ' ' || second NOT IN (SELECT value FROM json_each(?2))",
        json.dumps(judged),
        json.dumps([" ".join(pair) for pair in pairs]),
    )


def decided_about(uid: str) -> tuple[Duplicate, ...]:
    """Return what people decided about a record, the latest decision first."""
    rows = select(
        f"{_DUPLICATE} WHERE kept IS NOT NULL AND ? IN (first, second)"
        " ORDER BY settled_at DESC, id DESC",
        uid,
    )
    return tuple(Duplicate(*row) for row in rows)


def also_lost_to(uid: str, ground: str) -> tuple[Duplicate, ...]:
    """Return the open items in which a record stands against others that report the
    same person: once people chose it, nothing is left to decide in them.
    """
    rows = select(
        f"{_DUPLICATE} WHERE kept IS NULL AND kind = ? AND first = ? AND ground = ?"
        " ORDER BY id",
        ALREADY_ELSEWHERE,
        uid,
        ground,
    )
    return tuple(Duplicate(*row) for row in rows)


def of_one_decision(item: Duplicate) -> tuple[Duplicate, ...]:
    """Return a decided item and those that the same decision settled with it."""
    rows = select(
        f"{_DUPLICATE} WHERE (kept, reason, settled_by, settled_at, ground)"
        " = (?, ?, ?, ?, ?) ORDER BY id",
        item.kept,
        item.reason,
        item.settled_by,
        item.settled_at,
        item.ground,
    )
    return tuple(Duplicate(*row) for row in rows)


def settle(number: int, kept: str | None, reason: str | None, by: str, at: str) -> None:
    """Note which record people kept, or None to open the item again."""
    write(
        "UPDATE duplicate SET kept = ?, reason = ?, settled_by = ?, settled_at = ?"
        " WHERE id = ?",
        kept,
        reason,
        by,
        at,
        number,
    )


def count_open() -> int:
    """Count the items that nobody has decided yet."""
    count: int = select_value("SELECT count(*) FROM duplicate WHERE kept IS NULL")
    return count


def returned_for(code: str) -> tuple[str, ...]:
    """Return the uids of the records that were returned for this reason."""
    rows = select(
        "SELECT uid FROM verdict WHERE code = ? AND result = 'RETURNED' ORDER BY uid",
        code,
    )
    return tuple(uid for (uid,) in rows)


def namesakes(uids: Sequence[str]) -> tuple[Namesake, ...]:
    """Return pairs of insured persons of one birth date and sex, one of these records,
    whose names may be alike.
    """
    rows = select(
        f"{_PAIR} JOIN person a ON a.enrollment_id = ea.id"
        f" JOIN person b ON {_SAME_BIRTH}"
        f" JOIN enrollment eb ON eb.id = b.enrollment_id WHERE {_MAY_BE_ALIKE} AND {_BOTH}",
        json.dumps(uids),
    )
    return tuple(Namesake(*row) for row in rows)


def phone_mates(uids: Sequence[str]) -> tuple[Namesake, ...]:
    """Return pairs of insured persons of one name whose households share a telephone."""
    rows = select(
        f"{_PAIR} JOIN person a ON a.enrollment_id = ea.id"
        " JOIN enrollment eb ON eb.phone = ea.phone AND eb.phone != ''"
        " JOIN person b ON b.enrollment_id = eb.id AND b.name = a.name"
        f" WHERE {_BOTH}",
        json.dumps(uids),
    )
    return tuple(Namesake(*row) for row in rows)
