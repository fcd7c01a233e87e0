"""Storing an enrolment with its persons and subsidies, and getting it back whole."""

from collections.abc import Iterator, Sequence

import msgspec

from db.connection import add_all, select, select_row, select_value, write
from db.queries.rows import PERSON, RECORD, SUBSIDY, Rows, rows_of
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment

_COLUMNS = """
    e.uid, h.uid, h.number, e.number, e.receipt_no, e.state, c.document, c.decision,
    e.reason, e.verdict, e.operator, e.confirmed_on, e.updated_at
"""
_TABLES = """
    FROM enrollment e JOIN household h ON h.id = e.household_id
    JOIN content c ON c.enrollment_id = e.id
"""
FROM = f"SELECT {_COLUMNS} {_TABLES}"

_ADD_ENROLLMENT = f"""
    INSERT INTO enrollment (id, household_id, {", ".join(RECORD)})
    VALUES
"""
_CHANGE_ENROLLMENT = f"""
    UPDATE enrollment SET household_id = ?, {", ".join(f"{n} = ?" for n in RECORD)}
    WHERE id = ?
"""
_PUT_CONTENT = """
    INSERT OR REPLACE INTO content (enrollment_id, document, decision) VALUES
"""
_ADD_PERSON = f"""
    INSERT INTO person (enrollment_id, {", ".join(PERSON)})
    VALUES
"""
# All at once: one row at a time costs an index ten times as much.
_ADD_NAMES = """
    INSERT INTO person_words (rowid, characters, initials)
    SELECT id, characters, initials FROM person WHERE enrollment_id BETWEEN ? AND ?
"""
_ADD_DIGITS = """
    INSERT INTO person_digits (rowid, digits)
    SELECT id, digits FROM person WHERE enrollment_id BETWEEN ? AND ?
"""
_ADD_SUBSIDY = f"""
    INSERT INTO subsidy (enrollment_id, {", ".join(SUBSIDY)})
    VALUES
"""

_decoder = msgspec.json.Decoder(HouseholdDocument)
_decision_decoder = msgspec.json.Decoder(Decision)


def save(enrollment: Enrollment, household_id: int, station: str) -> None:
    """Add the enrolment, or put it in the place of the one with the same uid."""
    rows = rows_of(enrollment, station)
    row_id = select_value("SELECT id FROM enrollment WHERE uid = ?", enrollment.uid)
    if row_id is None:
        add_prepared([rows], [household_id])
        return
    write(_CHANGE_ENROLLMENT, household_id, *rows.record, row_id)
    write("DELETE FROM person WHERE enrollment_id = ?", row_id)
    write("DELETE FROM subsidy WHERE enrollment_id = ?", row_id)
    _add_parts([(row_id, rows)])


def add_rows(
    enrollments: Sequence[Enrollment], household_ids: Sequence[int], station: str
) -> None:
    """Add many enrolments that are new, each to its household, in one go."""
    add_prepared([rows_of(each, station) for each in enrollments], household_ids)


def add_prepared(found: Sequence[Rows], household_ids: Sequence[int]) -> None:
    """Add the rows of enrolments that are new, each to its household, in one go."""
    if not found:
        return
    first = 1 + (select_value("SELECT max(id) FROM enrollment") or 0)
    numbered = list(enumerate(found, first))
    add_all(
        _ADD_ENROLLMENT,
        [
            (row_id, household_id, *rows.record)
            for (row_id, rows), household_id in zip(
                numbered, household_ids, strict=True
            )
        ],
    )
    _add_parts(numbered)


def _add_parts(numbered: Sequence[tuple[int, Rows]]) -> None:
    """Add what lies behind enrolments with successive ids; search learns the persons."""
    add_all(_PUT_CONTENT, [(n, *rows.content) for n, rows in numbered])
    add_all(_ADD_PERSON, [(n, *each) for n, rows in numbered for each in rows.persons])
    add_all(
        _ADD_SUBSIDY, [(n, *each) for n, rows in numbered for each in rows.subsidies]
    )
    for statement in (_ADD_NAMES, _ADD_DIGITS):
        write(statement, numbered[0][0], numbered[-1][0])


def remove(uid: str) -> None:
    """Remove an enrolment that was never confirmed."""
    write("DELETE FROM enrollment WHERE uid = ? AND state = 'DRAFT'", uid)


def find(text: str) -> Enrollment | None:
    """Return the enrolment with this uid, enrolment number or receipt number."""
    row = select_row(
        f"{FROM} WHERE e.uid = ?1 OR e.number = ?1 OR e.receipt_no = ?1", text
    )
    return enrollment_of(row) if row else None


def of_household(household_uid: str) -> tuple[Enrollment, ...]:
    """Return all enrolments of a household, the newest year first."""
    rows = select(
        f"{FROM} WHERE h.uid = ? ORDER BY e.policy_year DESC, e.id DESC", household_uid
    )
    return tuple(enrollment_of(row) for row in rows)


def confirmed() -> Iterator[Enrollment]:
    """Yield every enrolment that has been confirmed, oldest first, a page at a time."""
    after = 0
    while page := select(
        f"SELECT e.id, {_COLUMNS} {_TABLES}"
        " WHERE e.id > ? AND e.state != 'DRAFT' ORDER BY e.id LIMIT 500",
        after,
    ):
        yield from (enrollment_of(row[1:]) for row in page)
        after = page[-1][0]


def latest(station: str) -> Enrollment | None:
    """Return the enrolment of this station that was saved last, drafts included."""
    row = select_row(
        f"{FROM} WHERE e.station = ? AND e.state != 'VOID'"
        " ORDER BY e.updated_at DESC, e.id DESC LIMIT 1",
        station,
    )
    return enrollment_of(row) if row else None


def latest_with_person(id_no: str, scheme: str, before_year: int) -> Enrollment | None:
    """Return the latest record before a year in which a person stands, unless void."""
    row = select_row(
        f"{FROM} WHERE e.scheme = ? AND e.policy_year < ?"
        " AND e.state NOT IN ('DRAFT', 'VOID') AND e.id IN"
        " (SELECT enrollment_id FROM person WHERE id_no = ?)"
        " ORDER BY e.policy_year DESC, e.live DESC, e.id DESC LIMIT 1",
        scheme,
        before_year,
        id_no,
    )
    return enrollment_of(row) if row else None


def draft_of(document: HouseholdDocument) -> Enrollment | None:
    """Return the draft of the same people in the same scheme and year."""
    numbers = {m.id_no for m in document.members if m.id_no}
    if not numbers:
        return None
    rows = select(
        f"{FROM} WHERE e.state = 'DRAFT' AND e.scheme = ? AND e.policy_year = ?"
        " AND e.id IN (SELECT enrollment_id FROM person WHERE id_no = ?)",
        document.scheme,
        document.policy_year,
        min(numbers),
    )
    drafts = (enrollment_of(row) for row in rows)
    same = (
        d for d in drafts if {m.id_no for m in d.document.members if m.id_no} == numbers
    )
    return next(same, None)


def enrollment_of(row: tuple[object, ...]) -> Enrollment:
    """Return the enrolment in a row of a query that begins with `FROM`."""
    names = Enrollment.__struct_fields__
    facts: dict[str, object] = dict(zip(names, row, strict=True))
    facts["document"] = _decoder.decode(row[6])  # type: ignore[arg-type]
    if row[7] is not None:
        facts["decision"] = _decision_decoder.decode(row[7])  # type: ignore[arg-type]
    return Enrollment(**facts)  # type: ignore[arg-type]


def count_of_year(scheme_id: str, policy_year: int) -> int:
    """Return how many enrolments of a scheme and year have been confirmed and count."""
    found: int = select_value(
        "SELECT count(*) FROM enrollment WHERE scheme = ? AND policy_year = ?"
        " AND state NOT IN ('DRAFT', 'VOID')",
        scheme_id,
        policy_year,
    )
    return found
