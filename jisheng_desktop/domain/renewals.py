"""Renewing a household for another year: what is carried over, what is asked again."""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from jisheng_desktop.domain.cases import gather
from jisheng_desktop.domain.decisions import Decision, Insured
from jisheng_desktop.domain.documents import (
    Consents,
    HouseholdDocument,
    Payment,
    Signature,
)
from jisheng_desktop.domain.insured_rules import ROLE_NAMES
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.schemes import Scheme

Outcome = Literal["unchanged", "changed", "ineligible"]

# Says in one sentence what the differences say one by one.
OTHER_TERMS = "W617"


class Renewed(msgspec.Struct, frozen=True):
    """Last year's household for the new year, and who of it leaves by age."""

    document: HouseholdDocument
    leaving: tuple[str, ...]


def renewed(
    document: HouseholdDocument, scheme: Scheme, year: int, on: date
) -> Renewed:
    """Return a document for the new year with nothing to be typed twice.

    Consents, signatures and payment belong to one year and are asked again. Children
    past the age limit are insured no more.
    """
    fresh = msgspec.structs.replace(
        document,
        policy_year=year,
        enrolled_on=on,
        kind="RENEWAL",
        plan=_plan_kept(document, scheme, year),
        consents=Consents(),
        signature=Signature(),
        payment=Payment(),
        members=tuple(
            msgspec.structs.replace(member, signed=None, guardian_consent=None)
            for member in document.members
        ),
    )
    return _without_grown_up(fresh, scheme)


def as_if_agreed(document: HouseholdDocument) -> HouseholdDocument:
    """Return the document with everything signed: for deciding what is possible only."""
    return msgspec.structs.replace(
        document,
        consents=Consents(
            voluntary=True,
            personal_information=True,
            share_with_insurer=True,
            parents_agree_to_guardian=True,
        ),
        signature=Signature(kind="SIGNED"),
        payment=Payment(method="PHONE"),
        members=tuple(
            msgspec.structs.replace(member, signed=True, guardian_consent=True)
            for member in document.members
        ),
    )


def without_claims(document: HouseholdDocument) -> HouseholdDocument:
    """Return the document with no category claimed: the best that holds is taken."""
    return msgspec.structs.replace(
        document,
        household=msgspec.structs.replace(document.household, category_claimed=None),
        members=tuple(
            msgspec.structs.replace(member, special_categories=())
            for member in document.members
        ),
    )


class Compared(NamedTuple):
    """One thing a household is told of, as it was and as it would be.

    `differs` tells what the new year changes; that everybody grows older does not count.
    """

    what: str
    before: str
    now: str
    differs: bool


class Year(NamedTuple):
    """A household in one year: what it says, and how that was decided."""

    document: HouseholdDocument
    decision: Decision | None


def compared(before: Year, now: Year, scheme: Scheme) -> Iterator[Compared]:
    """Yield both years side by side: category, money, plan, then person by person."""
    for what, said in (
        ("类别", _said_category),
        ("应交保费", lambda year, _: _said_amount(year, "premium_fen")),
        ("财政补贴", lambda year, _: _said_amount(year, "subsidy_fen")),
        ("自付", lambda year, _: _said_amount(year, "self_pay_fen")),
        ("保障计划", _said_plan),
    ):
        was, becomes = said(before, scheme), said(now, scheme)
        yield Compared(what, was, becomes, was != becomes)
    names = {m.ref: m.name for y in (before, now) for m in y.document.members}
    for ref, name in names.items():
        was, becomes = (_insured_as(y, ref, scheme) for y in (before, now))
        ages = (_said_age(y, ref) for y in (before, now))
        yield Compared(name, was + next(ages), becomes + next(ages), was != becomes)


def outcome(
    before: Decision | None, now: Decision, leaving: tuple[str, ...]
) -> Outcome:
    """Tell whether a household may go on, and whether as it was."""
    if now.decision == "BLOCK":
        return "ineligible"
    same = before is not None and _terms(before) == _terms(now) and not leaving
    return "unchanged" if same else "changed"


def reasons(
    before: Decision | None, now: Decision, scheme: Scheme, leaving: tuple[str, ...]
) -> Iterator[str]:
    """Yield in words what differs from last year, or what stands in the way."""
    for name in leaving:
        limit = scheme.rules.child_age_max
        yield f"{name}已超过{limit}周岁（含）的年龄上限，不再参保"
    if now.decision == "BLOCK":
        yield from (each.text for each in now.problems if each.severity == "E")
        return
    if before is not None:
        yield from _differences(before, now, scheme)
    for each in now.problems:
        if each.severity == "W" and each.code != OTHER_TERMS:
            yield each.text


def _differences(before: Decision, now: Decision, scheme: Scheme) -> Iterator[str]:
    if before.category != now.category:
        was, becomes = (_name(scheme, each.category) for each in (before, now))
        yield f"类别由“{was}”变为“{becomes}”"
    for what, field in (("保费", "premium_fen"), ("补贴", "subsidy_fen")):
        old, new = getattr(before, field), getattr(now, field)
        if old != new:
            yield f"{what}由{_amount(old)}变为{_amount(new)}"
    if before.plan != now.plan:
        yield f"保障计划由“{before.plan or '未设定'}”变为“{now.plan or '未设定'}”"


def _amount(fen: int | None) -> str:
    return "未设定" if fen is None else f"{yuan(fen)}元"


def _name(scheme: Scheme, code: str | None) -> str:
    known = scheme.category(code or "")
    return known.name if known else code or "各人不同"


def _terms(decision: Decision) -> tuple[object, ...]:
    return (
        decision.category,
        decision.plan,
        decision.premium_fen,
        decision.subsidy_fen,
        tuple((each.ref, each.category) for each in decision.insured),
    )


def _said_category(year: Year, scheme: Scheme) -> str:
    if not _is_decided(year):
        return "不能参保"
    return _name(scheme, year.decision.category if year.decision else None)


def _said_amount(year: Year, field: str) -> str:
    return _amount(getattr(year.decision, field)) if _is_decided(year) else "—"


def _said_plan(year: Year, scheme: Scheme) -> str:
    code = year.decision.plan if year.decision else None
    terms = scheme.year(year.document.policy_year)
    names = {plan.code: plan.name for plan in (terms.plans if terms else ())}
    return names.get(code or "", code or "—")


def _insured_as(year: Year, ref: str, scheme: Scheme) -> str:
    person = _insured(year, ref)
    if person is None:
        listed = (m.insured for m in year.document.members if m.ref == ref)
        return "参保" if next(listed, False) else "不参保"
    own = f" {_name(scheme, person.category)}" if scheme.kind == "PERSON" else ""
    return f"{ROLE_NAMES[person.insured_role]}{own}"


def _said_age(year: Year, ref: str) -> str:
    person = _insured(year, ref)
    return "" if person is None or person.age is None else f" {person.age}岁"


def _insured(year: Year, ref: str) -> Insured | None:
    everybody = year.decision.insured if year.decision else ()
    return next((each for each in everybody if each.ref == ref), None)


def _is_decided(year: Year) -> bool:
    return year.decision is not None and year.decision.decision != "BLOCK"


def _plan_kept(document: HouseholdDocument, scheme: Scheme, year: int) -> str | None:
    terms = scheme.year(year)
    known = {plan.code for plan in terms.plans} if terms else set()
    return document.plan if document.plan in known else None


def _without_grown_up(document: HouseholdDocument, scheme: Scheme) -> Renewed:
    case = gather(document, scheme)
    grown = {
        person.member.ref: person.label
        for person in case.insured
        if person.member.insured_role == "CHILD" and not case.within_age(person)
    }
    members = tuple(
        msgspec.structs.replace(
            member, insured=member.insured and member.ref not in grown
        )
        for member in document.members
    )
    kept = msgspec.structs.replace(document, members=members)
    return Renewed(kept, tuple(grown.values()))
