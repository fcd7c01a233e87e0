"""The rows in which an enrolment stands, without the numbers that a library gives them.

Pure, so that any process may prepare them for the one that stores.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from db.queries.words import characters, digits, initials
from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.enrollments import (
    CLAIMLESS,
    Enrollment,
    head,
    subsidy_claims,
)
from jisheng_desktop.domain.numbering import tail
from jisheng_desktop.domain.states import State

# In the order of their values; the row's number and the household's go before them.
RECORD = (
    *("uid", "station", "number", "receipt_no", "scheme", "policy_year", "state"),
    *("live", "village", "group_name", "head_name", "phone", "persons", "category"),
    *("premium_fen", "subsidy_fen", "self_pay_fen", "enrolled_on", "confirmed_on"),
    *("updated_at", "operator", "reason", "verdict"),
)
# Behind the number of the enrolment's row.
PERSON = (
    *("ref", "name", "id_no", "scheme", "policy_year", "insured", "live"),
    *("birth_date", "role", "characters", "initials", "digits"),
)
SUBSIDY = ("key", "scheme", "policy_year", "category", "amount_fen", "live")


Plain = str | int | None


class Rows(NamedTuple):
    """What the tables say of an enrolment: values in the order of the names above."""

    record: tuple[Plain, ...]
    content: tuple[bytes, bytes | None]
    persons: tuple[tuple[Plain, ...], ...]
    subsidies: tuple[tuple[Plain, ...], ...]


def rows_of(enrollment: Enrollment, station: str) -> Rows:
    """Return the rows of a station's enrolment."""
    decision = enrollment.decision
    return Rows(
        record=_record(enrollment, station),
        content=(
            msgspec.json.encode(enrollment.document),
            msgspec.json.encode(decision) if decision else None,
        ),
        persons=tuple(_persons(enrollment)),
        subsidies=tuple(_subsidies(enrollment)),
    )


def restated(rows: Rows, state: State, verdict: str | None) -> Rows:
    """Return the rows of the same enrolment as they are in another state."""
    said: dict[str, Plain] = dict(zip(RECORD, rows.record, strict=True))
    if (said["state"], said["verdict"]) == (state, verdict):
        return rows
    live = int(state not in CLAIMLESS)
    said |= {"state": state, "live": live, "verdict": verdict}
    return rows._replace(
        record=tuple(said.values()),
        persons=tuple(_with(row, PERSON, live) for row in rows.persons),
        subsidies=tuple(_with(row, SUBSIDY, live) for row in rows.subsidies),
    )


def _with(
    row: tuple[Plain, ...], names: tuple[str, ...], live: int
) -> tuple[Plain, ...]:
    at = names.index("live")
    return (*row[:at], live, *row[at + 1 :])


def _record(enrollment: Enrollment, station: str) -> tuple[Plain, ...]:
    document, decision = enrollment.document, enrollment.decision
    chief = head(document)
    return (
        enrollment.uid,
        station,
        enrollment.enroll_no,
        enrollment.receipt_no,
        document.scheme,
        document.policy_year,
        enrollment.state,
        int(enrollment.is_live),
        document.household.village_code or "",
        document.household.group_name or "",
        chief.name if chief else "",
        document.household.contact_phone or "",
        len(document.members),
        decision.category if decision else None,
        decision.premium_fen if decision else None,
        decision.subsidy_fen if decision else None,
        decision.self_pay_fen if decision else None,
        document.enrolled_on.isoformat(),
        enrollment.confirmed_on,
        enrollment.updated_at,
        enrollment.operator,
        enrollment.reason,
        enrollment.verdict,
    )


def _persons(enrollment: Enrollment) -> Iterator[tuple[Plain, ...]]:
    document = enrollment.document
    chief = head(document)
    for member in document.members:
        yield (
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


def _subsidies(enrollment: Enrollment) -> Iterator[tuple[Plain, ...]]:
    document = enrollment.document
    for claim in subsidy_claims(enrollment):
        yield (
            claim.key,
            document.scheme,
            document.policy_year,
            claim.category,
            claim.amount_fen,
            int(enrollment.is_live),
        )
