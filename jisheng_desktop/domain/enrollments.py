"""A household's enrolment as the library keeps it, and the shapes in which it is shown."""

from typing import Literal

import msgspec

from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.relations import HEAD_CODES
from jisheng_desktop.domain.states import State

Order = Literal["newest", "number", "name", "village", "state"]

# States in which a record claims nothing: its persons may be enrolled elsewhere.
CLAIMLESS: tuple[State, ...] = ("DRAFT", "RETURNED", "CONFLICT", "MOVED", "VOID")


class Enrollment(msgspec.Struct, frozen=True, kw_only=True):
    """One household in one scheme and year; numbered once it has been confirmed.

    `operator` is who last changed it; `verdict` the district's words on a return.
    """

    uid: str
    household_uid: str
    household_no: str | None = None
    enroll_no: str | None = None
    receipt_no: str | None = None
    state: State
    document: HouseholdDocument
    decision: Decision | None = None
    reason: str | None = None
    verdict: str | None = None
    operator: str
    confirmed_on: str | None = None
    updated_at: str

    @property
    def is_live(self) -> bool:
        """Tell whether the record claims its persons, household and subsidies."""
        return self.state not in CLAIMLESS


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which enrolments to list; None leaves a field open, `text` searches persons.

    `category` "" means records whose persons have several; `live` only what counts.
    """

    state: State | None = None
    village: str | None = None
    category: str | None = None
    policy_year: int | None = None
    scheme: str | None = None
    confirmed_on: str | None = None
    operator: str | None = None
    live: bool = False
    text: str = ""


class Row(msgspec.Struct, frozen=True):
    """One line of the list of households. Amounts in fen, None until confirmed."""

    id: int
    uid: str
    enroll_no: str | None
    receipt_no: str | None
    household_no: str | None
    head_name: str
    village_code: str
    village: str
    group_name: str
    phone: str
    persons: int
    category: str | None
    state: State
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    scheme: str
    policy_year: int
    enrolled_on: str
    updated_at: str
    remark: str | None


class Hit(msgspec.Struct, frozen=True):
    """A person found by search, and the enrolment in which the person stands."""

    id: int
    uid: str
    enroll_no: str | None
    receipt_no: str | None
    household_no: str | None
    name: str
    id_masked: str
    village: str
    state: State
    policy_year: int


class Found(msgspec.Struct, frozen=True):
    """What a search found: how many there are, and the first of them."""

    total: int
    results: tuple[Hit, ...]


class HistoryLine(msgspec.Struct, frozen=True):
    """One change of a record, in words: who, when, what, why."""

    at: str
    who: str
    what: str
    reason: str | None
    changes: tuple[str, ...]


def head(document: HouseholdDocument) -> Member | None:
    """Return the head of the household; without one the applicant, or the first."""
    members = document.members
    for member in members:
        if member.relation_code in HEAD_CODES:
            return member
    applicant = (m for m in members if m.ref == document.applicant)
    return next(applicant, members[0] if members else None)


class SubsidyClaim(msgspec.Struct, frozen=True):
    """One subsidy of a confirmed enrolment; its key may be claimed once."""

    key: str
    category: str
    amount_fen: int


def subsidy_claims(enrollment: Enrollment) -> tuple[SubsidyClaim, ...]:
    """Return the subsidies that an enrolment claims; none without a decision."""
    document, decision = enrollment.document, enrollment.decision
    numbers = {m.ref: m.id_no for m in document.members}
    return tuple(
        SubsidyClaim(
            key=person_subsidy_key(document.policy_year, numbers.get(insured.ref) or "")
            if insured.insured_role == "PERSON" and numbers.get(insured.ref)
            else f"H/{document.scheme}/{document.policy_year}"
            f"/{enrollment.household_uid}/{insured.ref}",
            category=insured.category or "",
            amount_fen=insured.subsidy_fen,
        )
        for insured in (decision.insured if decision else ())
        if insured.subsidy_fen
    )


def person_subsidy_key(policy_year: int, id_no: str) -> str:
    """Return the key of a person's subsidy: once a year, under whichever scheme."""
    return f"P/{policy_year}/{id_no}"


def head_key(document: HouseholdDocument) -> str:
    """Return the identity number by which the household is known, or nothing."""
    chief = head(document)
    return (chief.id_no if chief else None) or ""


# -- what the journal says about a record (sync.md section 2) -----------------------


def household_data(enrollment: Enrollment) -> dict[str, object]:
    """Return the household's whole state for its journal entry."""
    return {
        "household_no": enrollment.household_no,
        "document": msgspec.to_builtins(enrollment.document),
    }


def enrollment_data(enrollment: Enrollment, *, household_rev: int) -> dict[str, object]:
    """Return the enrolment's whole state; its document is a revision of the household."""
    return {
        "household": enrollment.household_uid,
        "household_rev": household_rev,
        "scheme": enrollment.document.scheme,
        "policy_year": enrollment.document.policy_year,
        "enroll_no": enrollment.enroll_no,
        "receipt_no": enrollment.receipt_no,
        "confirmed_on": enrollment.confirmed_on,
        "reason": enrollment.reason,
        "decision": msgspec.to_builtins(enrollment.decision),
    }


def void_data(enrollment: Enrollment) -> dict[str, object]:
    """Return what a voided enrolment leaves behind: its numbers and the reason."""
    return {
        "household": enrollment.household_uid,
        "enroll_no": enrollment.enroll_no,
        "receipt_no": enrollment.receipt_no,
        "reason": enrollment.reason,
    }
