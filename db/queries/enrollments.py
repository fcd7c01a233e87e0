"""Storing an enrolment with its persons and subsidies, and getting it back whole."""

from collections.abc import Iterator, Sequence

import msgspec

from db.connection import Value, add_all, select, select_row, select_value, write
from db.models import EnrollmentRow
from db.queries.words import characters, digits, initials
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import (
    Enrollment,
    head,
    subsidy_claims,
)
from jisheng_desktop.domain.numbering import tail

_COLUMNS = """
    e.uid, h.uid, h.number, e.number, e.receipt_no, e.state, c.document, c.decision,
    e.reason, e.verdict, e.operator, e.confirmed_on, e.updated_at
"""
_TABLES = """
    FROM enrollment e JOIN household h ON h.id = e.household_id
    JOIN content c ON c.enrollment_id = e.id
"""
FROM = f"SELECT {_COLUMNS} {_TABLES}"

# In the order of `_columns`.
_ADD_ENROLLMENT = """
    INSERT INTO enrollment (id, uid, household_id, station, number, receipt_no, scheme,
        policy_year, state, live, village, group_name, head_name, phone, persons,
        category, premium_fen, subsidy_fen, self_pay_fen, enrolled_on, confirmed_on,
        updated_at, operator, reason, verdict)
    VALUES
"""
_PUT_CONTENT = """
    INSERT OR REPLACE INTO content (enrollment_id, document, decision) VALUES
"""
_ADD_PERSON = """
    INSERT INTO person (enrollment_id, ref, name, id_no, scheme, policy_year, insured,
        live, birth_date, role, characters, initials, digits)
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
_ADD_SUBSIDY = """
    INSERT INTO subsidy (enrollment_id, key, scheme, policy_year, category, amount_fen,
        live)
    VALUES
"""

_decoder = msgspec.json.Decoder(HouseholdDocument)
_decision_decoder = msgspec.json.Decoder(Decision)


def save(enrollment: Enrollment, household_id: int, station: str) -> None:
    """Add the enrolment, or put it in the place of the one with the same uid."""
    columns = _columns(enrollment, household_id, station)
    known = select_row("SELECT id FROM enrollment WHERE uid = ?", enrollment.uid)
    if known is None:
        row_id = EnrollmentRow.insert(**columns).execute()
    else:
        row_id = known[0]
        EnrollmentRow.update(**columns).where(EnrollmentRow.id == row_id).execute()
        write("DELETE FROM person WHERE enrollment_id = ?", row_id)
        write("DELETE FROM subsidy WHERE enrollment_id = ?", row_id)
    add_all(_PUT_CONTENT, [_content(enrollment, row_id)])
    _add_persons([(row_id, enrollment)])
    add_all(_ADD_SUBSIDY, list(_subsidies(enrollment, row_id)))


def add_rows(
    enrollments: Sequence[Enrollment], household_ids: Sequence[int], station: str
) -> None:
    """Add many enrolments that are new, each to its household, in one go."""
    first = 1 + (select_value("SELECT max(id) FROM enrollment") or 0)
    numbered = list(enumerate(enrollments, first))
    rows = [
        (row_id, *_columns(enrollment, household_id, station).values())
        for (row_id, enrollment), household_id in zip(
            numbered, household_ids, strict=True
        )
    ]
    add_all(_ADD_ENROLLMENT, rows)
    add_all(_PUT_CONTENT, [_content(e, n) for n, e in numbered])
    _add_persons(numbered)
    add_all(_ADD_SUBSIDY, [s for n, e in numbered for s in _subsidies(e, n)])


def _add_persons(numbered: Sequence[tuple[int, Enrollment]]) -> None:
    """Add the persons of enrolments with successive ids, and make them known to search."""
    if not numbered:
        return
    add_all(_ADD_PERSON, [p for n, e in numbered for p in _persons(e, n)])
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


def _columns(
    enrollment: Enrollment, household_id: int, station: str
) -> dict[str, Value]:
    document, decision = enrollment.document, enrollment.decision
    chief = head(document)
    return {
        "uid": enrollment.uid,
        "household": household_id,
        "station": station,
        "number": enrollment.enroll_no,
        "receipt_no": enrollment.receipt_no,
        "scheme": document.scheme,
        "policy_year": document.policy_year,
        "state": enrollment.state,
        "live": int(enrollment.is_live),
        "village": document.household.village_code or "",
        "group_name": document.household.group_name or "",
        "head_name": chief.name if chief else "",
        "phone": document.household.contact_phone or "",
        "persons": len(document.members),
        "category": decision.category if decision else None,
        "premium_fen": decision.premium_fen if decision else None,
        "subsidy_fen": decision.subsidy_fen if decision else None,
        "self_pay_fen": decision.self_pay_fen if decision else None,
        "enrolled_on": document.enrolled_on.isoformat(),
        "confirmed_on": enrollment.confirmed_on,
        "updated_at": enrollment.updated_at,
        "operator": enrollment.operator,
        "reason": enrollment.reason,
        "verdict": enrollment.verdict,
    }


def _content(enrollment: Enrollment, row_id: int) -> tuple[Value, ...]:
    decision = enrollment.decision
    return (
        row_id,
        msgspec.json.encode(enrollment.document),
        msgspec.json.encode(decision) if decision else None,
    )


def _persons(enrollment: Enrollment, row_id: int) -> Iterator[tuple[Value, ...]]:
    document = enrollment.document
    chief = head(document)
    for member in document.members:
        yield (
            row_id,
            member.ref,
            member.name,
            member.id_no or "",
            document.scheme,
            document.policy_year,
            int(member.insured),
            int(enrollment.is_live),
            member.birth_date.isoformat() if member.birth_date else None,
            member.insured_role,
            characters(member.name),
            initials(member.name),
            digits(*_numbers(enrollment, member, is_head=member is chief)),
        )


def _numbers(
    enrollment: Enrollment, member: Member, *, is_head: bool
) -> Iterator[str | None]:
    """Numbers that belong to the household are found once, at its head."""
    yield member.id_no
    yield member.phone
    if is_head:
        yield enrollment.document.household.contact_phone
        for text in (
            enrollment.enroll_no,
            enrollment.receipt_no,
            enrollment.household_no,
        ):
            yield tail(text) if text else None


def _subsidies(enrollment: Enrollment, row_id: int) -> Iterator[tuple[Value, ...]]:
    for claim in subsidy_claims(enrollment):
        yield (
            row_id,
            claim.key,
            enrollment.document.scheme,
            enrollment.document.policy_year,
            claim.category,
            claim.amount_fen,
            int(enrollment.is_live),
        )


def count_of_year(scheme_id: str, policy_year: int) -> int:
    """Return how many enrolments of a scheme and year have been confirmed and count."""
    found: int = select_value(
        "SELECT count(*) FROM enrollment WHERE scheme = ? AND policy_year = ?"
        " AND state NOT IN ('DRAFT', 'VOID')",
        scheme_id,
        policy_year,
    )
    return found
