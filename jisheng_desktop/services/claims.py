"""The light register of claims, kept by hand: report, papers, sent, result.

The insurer decides; the register knows who is covered for what, and how far a case is.
"""

from collections.abc import Sequence

import msgspec

from db.connection import snapshot
from db.queries import claim_register
from jisheng_desktop.domain.claims import (
    Claim,
    Cover,
    Registered,
    claim_problems,
    tidy,
)
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.domain.text import normal
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.claim_records import cover_under, covering, store
from jisheng_desktop.services.recording import recording
from jisheng_desktop.services.records import find_record
from jisheng_desktop.services.searching import find

SHOWN = 12


class Claimant(msgspec.Struct, frozen=True):
    """An insured person for whom a claim can be made, and the cover."""

    name: str
    id_no: str
    enrollment_uid: str
    enroll_no: str
    village: str
    cover: Cover


class ClaimRefused(UserError):
    """The claim cannot be kept; `problems` says why, one by one."""

    def __init__(self, sentence: str, problems: Sequence[Problem]) -> None:
        """Keep the problems for whoever shows them one by one."""
        super().__init__(sentence)
        self.problems = tuple(problems)


class ClaimNeedsReason(ClaimRefused):
    """The claim can be kept, but only with a reason."""


def claimants(number: str) -> tuple[Claimant, ...]:
    """Return the insured persons of an enrolment, by its number or uid."""
    enrollment = find_record(number)
    if not enrollment.is_live:
        return ()
    members = {member.ref: member for member in enrollment.document.members}
    insured = enrollment.decision.insured if enrollment.decision else ()
    found = (_claimant(enrollment, members[each.ref].id_no) for each in insured)
    return tuple(each for each in found if each is not None)


def find_claimants(text: str) -> tuple[Claimant, ...]:
    """Return the first insured persons whom a text fits, as it finds households."""
    found: dict[tuple[str, str], Claimant] = {}
    with snapshot():
        for hit in find(text, limit=SHOWN).results:
            for each in claimants(hit.uid):
                if each.name == hit.name:
                    found[each.enrollment_uid, each.id_no] = each
    return tuple(found.values())


def claims(scheme: str, year: int) -> tuple[Registered, ...]:
    """Return the standing claims of a scheme and year, the latest accident first."""
    return tuple(reversed(claim_register.registered(scheme, year)))


def claim_with(number: int) -> Registered:
    """Return the claim with a number of this register, or refuse by name."""
    found = claim_register.with_number(number)
    if found is None:
        raise UserError(f"没有{number}号理赔，请用 claim list 核对序号")
    return found


def claimant_of(registered: Registered) -> Claimant:
    """Return whose claim it is, with the cover that it rests on."""
    enrollment = find_record(registered.enrollment_uid)
    found = _claimant(enrollment, registered.claim.id_no)
    if found is None:
        raise UserError(
            f"{registered.claim.name}已不在{registered.enroll_no}的被保险人中"
        )
    return found


def judge_claim(
    claim: Claim, claimant: Claimant, before: Claim | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with a claim under a cover, and what is new to be answered.

    A doubt that was there before needs no second reason.
    """
    known = (
        {p.code for p in claim_problems(before, claimant.cover)} if before else set()
    )
    found = claim_problems(claim, claimant.cover)
    return tuple(p for p in found if p.severity == "E" or p.code not in known)


def report_claim(
    claim: Claim,
    *,
    operator: Operator,
    enrollment: str | None = None,
    reason: str | None = None,
) -> Registered:
    """Register a claim; `enrollment` names the record it rests on, else it is found.

    Raises `ClaimRefused` with the problems, `ClaimNeedsReason` when only a reason is
    missing, and refuses a case that is registered already.
    """
    claim = tidy(claim)
    with recording(operator) as record:
        _require_settled(claim)
        claimant = _claimant_for(claim, enrollment)
        _require_keepable(judge_claim(claim, claimant), reason)
        known = claim_register.same_case(claim)
        if known is not None:
            raise UserError(
                f"{claim.name}这次出险已经登记过（{known.number}号），请直接在那里修改"
            )
        uid = store(record, claim, None, claimant.enrollment_uid, _words(reason))
    return _stored(uid)


def change_claim(
    number: int, claim: Claim, *, operator: Operator, reason: str | None = None
) -> Registered:
    """Bring a claim to its new state: papers, sent, result, or a correction.

    Raises as `report_claim` does; a state that was there already is no change.
    """
    claim = tidy(claim)
    with recording(operator) as record:
        before = claim_with(number)
        if claim == before.claim:
            return before
        _require_settled(claim)
        problems = judge_claim(claim, claimant_of(before), before.claim)
        _require_keepable(problems, reason)
        uid = store(record, claim, before, before.enrollment_uid, _words(reason))
    return _stored(uid)


def _claimant_for(claim: Claim, number: str | None) -> Claimant:
    enrollment: Enrollment | None
    if number is None:
        enrollment, _ = covering(claim)
    else:
        enrollment = find_record(number)
    found = _claimant(enrollment, claim.id_no) if enrollment else None
    if found is None:
        problems = tuple(claim_problems(claim, None))
        raise ClaimRefused(problems[0].text, problems)
    return found


def _claimant(enrollment: Enrollment, id_no: str | None) -> Claimant | None:
    cover = cover_under(enrollment, id_no) if id_no else None
    if cover is None or not id_no:
        return None
    member = next(m for m in enrollment.document.members if m.id_no == id_no)
    return Claimant(
        name=member.name,
        id_no=id_no,
        enrollment_uid=enrollment.uid,
        enroll_no=enrollment.enroll_no or "",
        village=enrollment.document.household.village_code or "",
        cover=cover,
    )


def _require_keepable(problems: Sequence[Problem], reason: str | None) -> None:
    errors = [each for each in problems if each.severity == "E"]
    if errors:
        raise ClaimRefused(f"不能保存：{errors[0].text}", problems)
    if problems and not _words(reason):
        sentence = "；".join(each.text for each in problems)
        raise ClaimNeedsReason(f"请核对并填写原因后再保存：{sentence}", problems)


def _require_settled(claim: Claim) -> None:
    """A result says how much or why."""
    if claim.result == "PAID" and not claim.paid_fen:
        raise UserError("结果是“已赔付”，请填写赔付金额")
    if claim.result == "REFUSED" and not claim.refuse_reason:
        raise UserError("结果是“拒赔”，请填写拒赔原因")
    if claim.result != "PAID" and claim.paid_fen:
        raise UserError("填了赔付金额，请把结果改为“已赔付”")


def _words(reason: str | None) -> str | None:
    return normal(reason or "") or None


def _stored(uid: str) -> Registered:
    found = claim_register.with_uid(uid)
    assert found is not None, uid
    return found
