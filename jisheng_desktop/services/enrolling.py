"""Enrolling a household: draft, confirm, correct, void.

Nothing is ever overwritten: every confirmed state stays in the journal.
"""

import msgspec

from db.connection import transaction
from db.queries import enrollments, households
from db.queries.journal import Change
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment, head_key, void_data
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.problems import problem
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.domain.text import normal
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.judging import judge
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_uid, stamp, today
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.records import (
    confirmed,
    draft_for,
    editable,
    household_for,
    household_of_record,
    next_number,
    numbered,
    require_same_year,
    store,
    with_numbers,
)
from jisheng_desktop.services.schemes import scheme_of

SHORTEST_REASON = 4
UNSET_PLAN = "W619"


class Enrolled(msgspec.Struct, frozen=True):
    """A confirmed enrolment and the numbers it now bears."""

    uid: str
    enroll_no: str
    receipt_no: str
    household_no: str
    decision: Decision


class Refused(UserError):
    """The document cannot be confirmed; `decision` says why, problem by problem."""

    def __init__(self, sentence: str, decision: Decision) -> None:
        """Keep the decision for whoever shows the problems one by one."""
        super().__init__(sentence)
        self.decision = decision


class NeedsReason(Refused):
    """The document can be confirmed, but only with a reason."""


def preview(
    document: HouseholdDocument, scheme: Scheme, *, uid: str | None = None
) -> Decision:
    """Return the decision as it would be on confirming now; reads only.

    `uid` names the record being edited, so that it is not its own duplicate.
    """
    known = enrollments.find(uid) if uid else None
    return judge(document, scheme, office(), known)


def enroll(
    document: HouseholdDocument,
    *,
    operator: Operator,
    reason: str | None = None,
    uid: str | None = None,
) -> Enrolled:
    """Confirm a household's enrolment and give it its numbers.

    `uid` names the draft it was; without it, a draft of the same people is taken up.
    Raises `Refused` with the decision, or `NeedsReason` when only a reason is missing.
    """
    scheme = scheme_of(document.scheme)
    plain = normalise(document)
    with recording(operator) as record:
        draft = draft_for(plain, uid)
        here = office()
        decision = judge(document, scheme, here, draft)
        _require_confirmable(decision, reason)
        household = numbered(household_for(plain, draft, here.code), plain, here.code)
        enrollment = Enrollment(
            uid=draft.uid if draft else new_uid(),
            household_uid=household.uid,
            household_no=household.number,
            enroll_no=next_number(here.code, plain, "ENROLLMENT"),
            receipt_no=next_number(here.code, plain, "RECEIPT"),
            state="CONFIRMED",
            document=plain,
            decision=decision,
            reason=_words(reason),
            operator=operator.id,
            confirmed_on=today().isoformat(),
            updated_at=stamp(),
        )
        store(record, enrollment, household, here.code)
        if draft:
            households.drop_if_unused(draft.household_uid)
    return _enrolled(enrollment)


def save_draft(
    document: HouseholdDocument, *, operator: Operator, uid: str | None = None
) -> str:
    """Keep a household, however incomplete, to be finished later; return its uid."""
    scheme_of(document.scheme)
    plain = normalise(document)
    with transaction():
        draft = draft_for(plain, uid)
        station = office().code
        household = household_for(plain, draft, station)
        enrollment = Enrollment(
            uid=draft.uid if draft else new_uid(),
            household_uid=household.uid,
            state="DRAFT",
            document=plain,
            operator=operator.id,
            updated_at=stamp(),
        )
        enrollments.save(enrollment, household.id, station)
        if draft:
            households.drop_if_unused(draft.household_uid)
    return enrollment.uid


def discard_draft(uid: str) -> None:
    """Forget a draft; a record that was ever confirmed can only be made void."""
    with transaction():
        draft = editable(uid)
        enrollments.remove(draft.uid)
        households.drop_if_unused(draft.household_uid)


def correct(
    number: str, document: HouseholdDocument, *, operator: Operator, reason: str
) -> Enrolled:
    """Replace what a confirmed record says, with a reason; it is confirmed again.

    `number` is an enrolment number, a receipt number or a uid. The numbers stay, unless
    another record bears them, and so does every earlier state in the journal.
    """
    if not _words(reason):
        raise UserError("请填写更正原因")
    scheme = scheme_of(document.scheme)
    plain = normalise(document)
    with recording(operator) as record:
        before = confirmed(number)
        require_same_year(before, plain)
        here = office()
        decision = judge(document, scheme, here, before)
        _require_confirmable(decision, reason)
        household = household_of_record(before)
        households.set_head(household, head_key(plain))
        enrollment = msgspec.structs.replace(
            with_numbers(before, here.code),
            state="CONFIRMED",
            document=plain,
            decision=decision,
            reason=_words(reason),
            verdict=None,
            operator=operator.id,
            updated_at=stamp(),
        )
        store(record, enrollment, household, here.code)
    return _enrolled(enrollment)


def void(number: str, *, operator: Operator, reason: str) -> None:
    """Make a confirmed record void; its numbers stay visible and are not used again."""
    words = required_reason(reason)
    with recording(operator) as record:
        before = confirmed(number)
        enrollment = msgspec.structs.replace(
            before,
            state="VOID",
            reason=words,
            operator=operator.id,
            updated_at=stamp(),
        )
        record(Change("VOID", before.uid, void_data(enrollment)))
        enrollments.save(enrollment, household_of_record(before).id, office().code)


def required_reason(reason: str) -> str:
    """Return a reason that says something; raise `UserError` (E612)."""
    words = _words(reason) or ""
    if len(words) < SHORTEST_REASON:
        raise UserError(problem("E612", "reason").text)
    return words


def _require_confirmable(decision: Decision, reason: str | None) -> None:
    errors = [p.text for p in decision.problems if p.severity == "E"]
    if not errors:
        errors = [p.text for p in decision.problems if p.code == UNSET_PLAN]
    if errors:
        more = f"（共{len(errors)}处需要修改）" if len(errors) > 1 else ""
        raise Refused(f"不能确认：{errors[0]}{more}", decision)
    if decision.decision == "CONFIRM" and not _words(reason):
        warnings = [p.text for p in decision.problems if p.severity == "W"]
        sentence = "；".join(warnings)
        raise NeedsReason(f"请核对并填写原因后再确认：{sentence}", decision)


def _words(reason: str | None) -> str | None:
    return normal(reason or "") or None


def _enrolled(enrollment: Enrollment) -> Enrolled:
    names = Enrolled.__struct_fields__
    return Enrolled(**{name: getattr(enrollment, name) for name in names})
