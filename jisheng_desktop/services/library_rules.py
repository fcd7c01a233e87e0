"""The rules that need the library: who already claims a person, a household, a subsidy.

Read only, and fast enough for every keystroke.
"""

from collections.abc import Iterator

import msgspec

from db.queries import claims, households
from jisheng_desktop.domain.budgets import Spent, budgets_of, overdrawn
from jisheng_desktop.domain.cases import Roster, gather
from jisheng_desktop.domain.decisions import Decision
from jisheng_desktop.domain.documents import HouseholdDocument, Member
from jisheng_desktop.domain.enrollments import head, person_subsidy_key
from jisheng_desktop.domain.household_rules import household_problems
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.stations import Office

# How many other households may share a telephone before it is asked about (W303).
SHARED_PHONE = 3

# What may show only when two households are seen together.
KIN_CODES = ("W405", "W407", "W408")


class Setting(msgspec.Struct, frozen=True):
    """The document being judged, and the record it belongs to.

    `uid` and `household_uid` are None for a household that is new here.
    """

    document: HouseholdDocument
    scheme: Scheme
    office: Office
    uid: str | None
    household_uid: str | None


def roster_on(document: HouseholdDocument) -> Roster | None:
    """Return what answers for the official roster; None when none was taken in."""
    if not claims.has_roster():
        return None
    on = document.enrolled_on.isoformat()
    return lambda id_no, category: claims.is_on_roster(id_no, category, on)


def household_of(document: HouseholdDocument) -> str | None:
    """Return the uid of the household whose head this is, if it is known here."""
    chief = head(document)
    known = households.headed_by(chief.id_no or "") if chief else None
    return known.uid if known else None


def library_problems(setting: Setting, decision: Decision) -> tuple[Problem, ...]:
    """Return what the library knows against a document; `decision` is without it."""
    return (
        *_village(setting),
        *_second_enrolment(setting),
        *_persons(setting),
        *_kin(setting),
        *_phone(setting),
        *_subsidies(setting, decision),
        *_budgets(setting, decision),
        *_other_terms(setting, decision),
    )


def _village(setting: Setting) -> Iterator[Problem]:
    code = setting.document.household.village_code
    if not code or not setting.office.covers(code):
        yield problem("E402", "household.village_code", v=code or "（未填）")


def _second_enrolment(setting: Setting) -> Iterator[Problem]:
    document = setting.document
    if setting.household_uid is None:
        return
    claim = claims.of_household(
        setting.household_uid, document.scheme, document.policy_year, but=setting.uid
    )
    if claim is not None:
        yield problem("E522", "household", no=claim.receipt_no)


def _persons(setting: Setting) -> Iterator[Problem]:
    document = setting.document
    for member in document.members:
        if not (member.insured and member.id_no):
            continue
        claim = claims.of_person(
            member.id_no, document.scheme, document.policy_year, but=setting.uid
        )
        if claim is not None:
            yield problem(
                "E113",
                f"members.{member.ref}.id_no",
                name=member.name,
                date=claim.enrolled_on,
                village=setting.office.village_name(claim.village),
                no=claim.receipt_no,
            )


def _kin(setting: Setting) -> Iterator[Problem]:
    """Look at the other households in which one of these persons stands."""
    document = setting.document
    numbers = tuple(member.id_no for member in document.members if member.id_no)
    if not numbers:
        return
    for other in claims.relatives(
        numbers, document.policy_year, setting.household_uid, but=setting.uid
    ):
        theirs = {m.id_no: m for m in other.document.members if m.id_no}
        for member in document.members:
            if member.id_no in theirs:
                at = f"members.{member.ref}.id_no"
                no = other.household_no
                yield problem("W409", at, name=member.name, no=no)
        yield from _together(setting, other.document)


def _together(setting: Setting, other: HouseholdDocument) -> Iterator[Problem]:
    """Apply the rules of kinship to both households as if they were one."""
    document = setting.document
    ours = {member.id_no for member in document.members}
    added = tuple(_guest(m) for m in other.members if m.id_no and m.id_no not in ours)
    both = msgspec.structs.replace(document, members=(*document.members, *added))
    known = set(household_problems(gather(document, setting.scheme)))
    for each in household_problems(gather(both, setting.scheme)):
        if each.code in KIN_CODES and each not in known:
            yield msgspec.structs.replace(each, field="members")


def _guest(member: Member) -> Member:
    return msgspec.structs.replace(member, ref=f"/{member.ref}", insured=False)


def _phone(setting: Setting) -> Iterator[Problem]:
    phone = setting.document.household.contact_phone
    if not phone:
        return
    others = claims.households_with_phone(phone, but=setting.household_uid)
    if others >= SHARED_PHONE:
        yield problem("W303", "household.contact_phone", phone=phone, n=others)


def _subsidies(setting: Setting, decision: Decision) -> Iterator[Problem]:
    document = setting.document
    members = {member.ref: member for member in document.members}
    for insured in decision.insured:
        member = members[insured.ref]
        if setting.scheme.kind != "PERSON" or not insured.subsidy_fen:
            continue
        key = person_subsidy_key(document.policy_year, member.id_no or "")
        claim = claims.of_subsidy(key, but=setting.uid)
        if claim is not None:
            yield problem(
                "E554",
                f"members.{member.ref}.special_categories",
                name=member.name,
                village=setting.office.village_name(claim.village),
            )


def _budgets(setting: Setting, decision: Decision) -> Iterator[Problem]:
    document = setting.document
    granted = [(i.category, i.subsidy_fen) for i in decision.insured if i.subsidy_fen]
    for budget in budgets_of(setting.scheme, document.policy_year):
        ours = [fen for category, fen in granted if category in budget.categories]
        if not ours:
            continue
        spent = claims.subsidised(
            document.scheme, document.policy_year, budget.categories, but=setting.uid
        )
        whole = Spent(spent.persons + len(ours), spent.fen + sum(ours))
        found = overdrawn(budget, whole)
        if found is not None:
            yield found


def _other_terms(setting: Setting, decision: Decision) -> Iterator[Problem]:
    document = setting.document
    if setting.household_uid is None or decision.premium_fen is None:
        return
    before = claims.terms_in_year(
        setting.household_uid, document.scheme, document.policy_year - 1
    )
    if before is None or before.premium_fen is None:
        return
    if before != (decision.plan, decision.premium_fen):
        old, new = yuan(before.premium_fen), yuan(decision.premium_fen)
        yield problem("W617", "plan", old=old, new=new)
