"""What a 参保回执 says: a snapshot that no later change of scheme or template alters.

It is taken from document, decision, scheme and office as they are when the receipt is
first printed. Amounts are integer fen; everything else is words as they are printed.
"""

from datetime import date

import msgspec

from jisheng_desktop.domain.decisions import Decision, Insured
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import Enrollment, head
from jisheng_desktop.domain.explaining import PAYER_NAMES
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.money import capital
from jisheng_desktop.domain.policies import Policy, policy_words
from jisheng_desktop.domain.receipt_words import (
    address_words,
    benefit_words,
    category_words,
    insurer_words,
    payment_words,
    period_words,
    plan_words,
    report_words,
)
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.states import State
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.domain.wordings import Masking, Wording

ORDER_NAMES = {1: "（第一被保险人）", 2: "（第二被保险人）"}
NUMBER_PENDING = "待补录"
PROVISIONAL = "【待区县受理，受理后以保险单为准】"
STANDINGS: dict[State, str] = {
    "ACCEPTED": "【区县已受理，以保险单为准】",
    "INSURED": "【已承保，以保险单为准】",
    "VOID": "【已作废】",
}


class InsuredLine(msgspec.Struct, frozen=True):
    """One insured person as the receipt lists them, the number masked.

    `category`, `plan` and the amounts are the person's own in person schemes only.
    """

    order: int
    name: str
    id_no: str
    role: str
    benefits: str
    category: str = ""
    plan: str = ""
    premium_fen: int | None = None
    subsidy_fen: int | None = None
    self_pay_fen: int | None = None


class Payer(msgspec.Struct, frozen=True):
    """Who pays which part of the subsidy."""

    name: str
    amount_fen: int


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a receipt says, as it was when it was first printed.

    `edition` counts the corrections of the record under the same receipt number, and
    the policy that came after it was printed; `policy_no` is empty before.
    """

    title: str
    scheme: str
    by_person: bool
    practice: bool
    station: str
    village: str
    issued_on: date
    receipt_no: str
    edition: int
    enroll_no: str
    household_no: str
    head: str
    phone: str
    address: str
    insured: tuple[InsuredLine, ...]
    category: str
    plan: str
    period: str
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int
    self_pay_capital: str
    payers: tuple[Payer, ...]
    payment: str
    applicant: str
    witness: str
    operator: str
    statements: tuple[str, ...]
    policy_no: str = ""


class Marks(msgspec.Struct, frozen=True):
    """What one printing adds to the snapshot: its count, and where the record stands."""

    reprint: int = 0
    standing: State = "CONFIRMED"

    @property
    def standing_words(self) -> str:
        """Return how final the receipt is."""
        return STANDINGS.get(self.standing, PROVISIONAL)

    @property
    def reprint_words(self) -> str:
        """Return the mark of a reprint; nothing on a first print."""
        return f"补打第{self.reprint}次" if self.reprint else ""


class Issue(msgspec.Struct, frozen=True):
    """Who issues a receipt, in which words and edition; the policies known by then."""

    office: Office
    operator: str
    wording: Wording
    edition: int = 1
    policies: tuple[Policy, ...] = ()


def receipt_of(enrollment: Enrollment, scheme: Scheme, issue: Issue) -> Receipt:
    """Return what the receipt of a confirmed enrolment says under this scheme.

    ValueError for a draft, which has neither numbers nor amounts.
    """
    document, decision = enrollment.document, enrollment.decision
    if decision is None or enrollment.confirmed_on is None:
        raise ValueError(f"no receipt before confirmation: {enrollment.uid}")
    mask = issue.wording.masking
    premium, subsidy, own = _amounts(decision)
    return Receipt(
        title=issue.wording.title,
        scheme=f"{scheme.name}（{document.policy_year}年度）",
        by_person=scheme.kind == "PERSON",
        practice=issue.office.practice,
        station=issue.office.name,
        village=issue.office.village_name(document.household.village_code or ""),
        issued_on=date.fromisoformat(enrollment.confirmed_on),
        receipt_no=enrollment.receipt_no or "",
        edition=issue.edition,
        enroll_no=enrollment.enroll_no or "",
        household_no=enrollment.household_no or "",
        head=_name(head(document), mask),
        phone=mask.shown_phone(document.household.contact_phone or ""),
        address=address_words(document),
        insured=_insured_lines(document, decision, scheme, mask),
        category=category_words(scheme, decision.category),
        plan=plan_words(scheme, document, decision.plan, document.units),
        period=period_words(document, scheme),
        premium_fen=premium,
        subsidy_fen=subsidy,
        self_pay_fen=own,
        self_pay_capital=capital(own),
        payers=_payers(decision),
        payment=payment_words(document),
        applicant=_name(_applicant(document), mask),
        witness=mask.shown_name(document.signature.witness_name or ""),
        operator=issue.operator,
        statements=_statements(scheme, issue),
        policy_no=policy_line(issue.policies, mask),
    )


def policy_line(policies: tuple[Policy, ...], mask: Masking) -> str:
    """Return the policy's number, or who has which, names as the receipt shows them."""
    shown = (Policy(mask.shown_name(each.name), each.number) for each in policies)
    return policy_words(tuple(shown))


def _amounts(decision: Decision) -> tuple[int, int, int]:
    amounts = (decision.premium_fen, decision.subsidy_fen, decision.self_pay_fen)
    premium, subsidy, own = (amount or 0 for amount in amounts)
    if premium - subsidy != own:
        raise ValueError(f"{premium} - {subsidy} is not {own} fen (E606)")
    return premium, subsidy, own


def _payers(decision: Decision) -> tuple[Payer, ...]:
    return tuple(
        Payer(PAYER_NAMES.get(each.payer, each.payer), each.amount_fen)
        for each in decision.funding
        if each.amount_fen
    )


def _applicant(document: HouseholdDocument) -> Member | None:
    named = (m for m in document.members if m.ref == document.applicant)
    return next(named, head(document))


def _name(member: Member | None, mask: Masking) -> str:
    return mask.shown_name(member.name) if member else ""


def _statements(scheme: Scheme, issue: Issue) -> tuple[str, ...]:
    places = {
        "insurer": insurer_words(scheme),
        "report": report_words(scheme),
        "station": issue.office.name,
    }
    return tuple(each.format_map(places) for each in issue.wording.statements)


def _insured_lines(
    document: HouseholdDocument, decision: Decision, scheme: Scheme, mask: Masking
) -> tuple[InsuredLine, ...]:
    members = {member.ref: member for member in document.members}
    lines: list[InsuredLine] = []
    for order, insured in enumerate(decision.insured, 1):
        member = members[insured.ref]
        line = _insured_line(order, insured, member, mask)
        if scheme.kind == "PERSON":
            line = _with_own_terms(line, insured, member, document, scheme)
        lines.append(line)
    return tuple(lines)


def _insured_line(
    order: int, insured: Insured, member: Member, mask: Masking
) -> InsuredLine:
    role = ROLE_NAMES[insured.insured_role]
    return InsuredLine(
        order=order,
        name=mask.shown_name(member.name),
        id_no=mask.shown_id(member.id_no) if member.id_no else NUMBER_PENDING,
        role=role + ORDER_NAMES.get(insured.insured_order or 0, ""),
        benefits=benefit_words(insured.benefits),
    )


def _with_own_terms(
    line: InsuredLine,
    insured: Insured,
    member: Member,
    document: HouseholdDocument,
    scheme: Scheme,
) -> InsuredLine:
    plan = member.plan or document.plan or _only_plan(document, scheme)
    units = member.units or document.units
    return msgspec.structs.replace(
        line,
        category=category_words(scheme, insured.category),
        plan=plan_words(scheme, document, plan, units),
        premium_fen=insured.premium_fen,
        subsidy_fen=insured.subsidy_fen,
        self_pay_fen=insured.self_pay_fen,
    )


def _only_plan(document: HouseholdDocument, scheme: Scheme) -> str | None:
    """Return the plan that was taken without being named: the year's only one."""
    year = scheme.year(document.policy_year)
    plans = year.plans if year else ()
    return plans[0].code if len(plans) == 1 else None
