"""A claim as the insurer reports it, and the rules that it must satisfy (E801–E809)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple

import msgspec

from jisheng_desktop.domain.ages import birthday
from jisheng_desktop.domain.cases import gather
from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES, Document, needed
from jisheng_desktop.domain.decisions import Insured
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Benefit, Plan, Scheme
from jisheng_desktop.domain.text import normal

Result = Literal["PAID", "REFUSED", "PENDING", "WITHDRAWN"]
# How far a claim has come; it follows from what the claim says.
Stage = Literal["REPORTED", "DOCS", "SUBMITTED", "CLOSED"]
Fen = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Text = Annotated[str, msgspec.Meta(max_length=200)]

RESULT_NAMES: dict[Result, str] = {
    "PAID": "已赔付",
    "REFUSED": "拒赔",
    "PENDING": "处理中",
    "WITHDRAWN": "撤案",
}
STAGE_NAMES: dict[Stage, str] = {
    "REPORTED": "已报案",
    "DOCS": "材料已齐",
    "SUBMITTED": "已送交",
    "CLOSED": "已结案",
}
ILLNESSES: tuple[Benefit, ...] = (
    "ILLNESS_DEATH",
    "CRITICAL_ILLNESS",
    "ILLNESS_INPATIENT",
)
LIMITATION_YEARS = 2
TEXTS = ("claim_no", "refuse_reason", "cause", "hospital")
ORDER = (("reported_on", "报案"), ("sent_on", "送交"), ("paid_on", "赔付"))


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of one insured person; amounts in fen, None where not stated."""

    claim_no: Text | None = None
    name: Text
    id_no: Text
    benefit: Benefit
    accident_on: date
    reported_on: date | None = None
    documents: tuple[Document, ...] = ()
    sent_on: date | None = None
    invoice_fen: Fen | None = None
    reimbursed_fen: Fen | None = None
    applied_fen: Fen | None = None
    paid_fen: Fen = 0
    paid_on: date | None = None
    result: Result = "PENDING"
    refuse_reason: Text | None = None
    cause: Text | None = None
    hospital: Text | None = None

    @property
    def event(self) -> str:
        """Return what happened to whom: it tells claims apart that bear no number."""
        return f"{self.id_no}/{self.accident_on}/{self.benefit}"

    @property
    def missing(self) -> tuple[Document, ...]:
        """Return the papers that are needed and not there yet."""
        wanted = needed(self.benefit, reimbursed=bool(self.reimbursed_fen))
        return tuple(each for each in wanted if each not in self.documents)

    @property
    def stage(self) -> Stage:
        """Return how far the claim has come."""
        if self.result != "PENDING":
            return "CLOSED"
        if self.sent_on is not None:
            return "SUBMITTED"
        return "REPORTED" if self.missing else "DOCS"

    def is_same_as(self, other: "Claim") -> bool:
        """Tell whether both are about one case, though one may bear no number yet."""
        if self.claim_no and other.claim_no:
            return self.claim_no == other.claim_no
        return self.event == other.event


class Registered(NamedTuple):
    """A claim in the register: `number` is its place here, the same at no other station.

    `station` owns the record; `replaces` is another station's that it has taken over.
    """

    number: int
    uid: str
    station: str
    replaces: str | None
    enrollment_uid: str
    enroll_no: str
    village_code: str
    village: str
    updated_at: str
    claim: Claim


def claim_words(claim: Claim) -> str:
    """Return in one sentence whose claim it is, for what, and how far it has come."""
    ended = claim.result != "PENDING"
    parts = (
        f"{claim.name}{BENEFIT_NAMES[claim.benefit]}（{claim.accident_on}出险）",
        RESULT_NAMES[claim.result] if ended else STAGE_NAMES[claim.stage],
        f"{yuan(claim.paid_fen)}元" if claim.paid_fen else "",
        claim.refuse_reason or "",
    )
    return "，".join(part for part in parts if part)


def tidy(claim: Claim) -> Claim:
    """Return the claim with its texts in stored form; an empty text says nothing."""
    texts = {field: getattr(claim, field) for field in TEXTS}
    stored = {field: normal(text or "") or None for field, text in texts.items()}
    return msgspec.structs.replace(claim, **stored)


class Cover(msgspec.Struct, frozen=True):
    """How an enrolment covers one insured person: from the first to the last day.

    `report_days` is within how many days the scheme wants to hear of an accident.
    """

    insured: Insured
    plan: Plan | None
    begins: date | None
    ends: date | None
    report_days: int | None = None

    def includes(self, day: date) -> bool:
        """Tell whether a day lies in the period, as far as the scheme states one."""
        return (self.begins is None or self.begins <= day) and (
            self.ends is None or day <= self.ends
        )


def cover_of(enrollment: Enrollment, id_no: str, scheme: Scheme) -> Cover | None:
    """Return the cover of a person under an enrolment; None for one not insured in it."""
    decision, document = enrollment.decision, enrollment.document
    members = {m.ref: m for m in document.members}
    insured = next(
        (
            each
            for each in (decision.insured if decision else ())
            if members[each.ref].id_no == id_no
        ),
        None,
    )
    if insured is None or decision is None:
        return None
    case = gather(document, scheme)
    code = members[insured.ref].plan or decision.plan
    plans = case.year.plans if case.year else ()
    return Cover(
        insured=insured,
        plan=next((plan for plan in plans if plan.code == code), None),
        begins=case.cover_on,
        ends=case.year.expires_on if case.year else None,
        report_days=scheme.rules.claim_report_days,
    )


def claim_problems(claim: Claim, cover: Cover | None) -> Iterator[Problem]:
    """Yield what is wrong with a claim under a cover; None is no cover at all."""
    if cover is None:
        yield problem("E802", "id_no", name=claim.name)
        return
    if not cover.includes(claim.accident_on):
        words = {"begins": cover.begins or "不限", "ends": cover.ends or "不限"}
        yield problem("E801", "accident_on", date=claim.accident_on, **words)
    yield from _liability(claim, cover)
    yield from _amounts(claim, cover)
    yield from _times(claim, cover)
    yield from _order(claim)
    if claim.sent_on is not None and claim.missing:
        papers = "、".join(DOCUMENT_NAMES[each] for each in claim.missing)
        yield problem("W806", "documents", list=papers)


def _liability(claim: Claim, cover: Cover) -> Iterator[Problem]:
    """A scheme that states no liabilities leaves them to the insurer."""
    benefits = cover.insured.benefits
    if benefits and claim.benefit not in benefits:
        role = ROLE_NAMES[cover.insured.insured_role]
        benefit = BENEFIT_NAMES[claim.benefit]
        yield problem("E803", "benefit", name=claim.name, role=role, benefit=benefit)


def _amounts(claim: Claim, cover: Cover) -> Iterator[Problem]:
    role = cover.insured.insured_role or ""
    sums = cover.plan.sums_insured_fen.get(role, {}) if cover.plan else {}
    limit = sums.get(claim.benefit)
    if limit is not None and claim.paid_fen > limit:
        yield problem("E805", "paid_fen", x=yuan(claim.paid_fen), y=yuan(limit))
    if claim.invoice_fen is None or claim.applied_fen is None:
        return
    own = claim.invoice_fen - (claim.reimbursed_fen or 0)
    if claim.applied_fen > own:
        yield problem("E809", "applied_fen", x=yuan(claim.applied_fen), y=yuan(own))


def _times(claim: Claim, cover: Cover) -> Iterator[Problem]:
    days = cover.plan.waiting_days if cover.plan else None
    if days and cover.begins and claim.benefit in ILLNESSES:
        until = cover.begins + timedelta(days=days)
        if claim.accident_on < until:
            yield problem("W807", "accident_on", date=until)
    told = claim.reported_on
    if told is None:
        return
    within = cover.report_days
    if within is not None and told > claim.accident_on + timedelta(days=within):
        yield problem("W804", "reported_on", n=within)
    if told > birthday(claim.accident_on, LIMITATION_YEARS):
        yield problem("W808", "reported_on", date=claim.accident_on)


def _order(claim: Claim) -> Iterator[Problem]:
    """A case happens, is reported, sent and paid, in this order."""
    last, said = claim.accident_on, "出险"
    for field, what in ORDER:
        day: date | None = getattr(claim, field)
        if day is None:
            continue
        if day < last:
            yield problem("E810", field, what=what, day=day, said=said, last=last)
            return
        last, said = day, what
