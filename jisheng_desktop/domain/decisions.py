"""The decision: category, money and problems of a household document under a scheme.

Pure and total: the same document, scheme and date give the same decision, byte for
byte, on every platform and in whatever order the members stand (contracts.md §4).
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from jisheng_desktop.domain.cases import Case, Roster, gather
from jisheng_desktop.domain.confirmation import (
    confirmation_problems,
    death_sum_problems,
    period_problems,
)
from jisheng_desktop.domain.documents import HouseholdDocument, InsuredRole, Member
from jisheng_desktop.domain.household_categories import (
    claim_problems,
    eligibility_problems,
    find_category,
)
from jisheng_desktop.domain.household_rules import household_problems
from jisheng_desktop.domain.insured_rules import insured_problems
from jisheng_desktop.domain.money import capital
from jisheng_desktop.domain.person_categories import (
    PersonOutcome,
    find_person_category,
    household_claim_problems,
)
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.pricing import Funding, Price, price, split
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.schemes import Category, PolicyYear, Scheme

INSURED_ORDER: dict[str | None, int] = {"CHILD": 1, "PARENT": 2, "GUARDIAN": 2}


class Insured(msgspec.Struct, frozen=True):
    """One insured person's part of the decision, amounts in fen."""

    ref: str
    insured_order: int | None
    insured_role: InsuredRole | None
    category: str | None
    age: int | None
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    benefits: tuple[str, ...]


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the policy says about a household (contracts.md section 4).

    BLOCK has no category and no amounts; `fallback` is the decision as it would be
    without the claims that do not hold.
    """

    decision: Literal["ACCEPT", "CONFIRM", "BLOCK"]
    category: str | None
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    self_pay_capital: str | None
    plan: str | None
    as_of: date | None
    funding: tuple[Funding, ...]
    insured: tuple[Insured, ...]
    problems: tuple[Problem, ...]
    trace: tuple[str, ...]
    fallback: "Decision | msgspec.UnsetType" = msgspec.UNSET


class Award(msgspec.Struct, frozen=True):
    """One policy's category and price: a household's, or an insured person's."""

    category: Category | None
    price: Price | None


class Judgement(msgspec.Struct, frozen=True):
    """What the rules of a kind of scheme found, before money is summed up."""

    awards: dict[str, Award]
    problems: tuple[Problem, ...]
    trace: tuple[str, ...]
    unclaimed: HouseholdDocument | None


def decide(
    document: HouseholdDocument,
    scheme: Scheme,
    *,
    roster: Roster | None = None,
    also: tuple[Problem, ...] = (),
) -> Decision:
    """Return the decision on a document; never raises for a well-formed one.

    `roster` answers for categories the official roster decides; without one the
    proof in the document counts. `also` are problems that only a library can find.
    """
    case = gather(document, scheme, roster)
    judgement = _judge(case)
    decision = _decision(case, judgement, also)
    if decision.decision != "BLOCK" or judgement.unclaimed is None:
        return decision
    fallback = decide(judgement.unclaimed, scheme, roster=roster, also=also)
    return msgspec.structs.replace(decision, fallback=fallback)


def estimate(
    document: HouseholdDocument, scheme: Scheme, *, roster: Roster | None = None
) -> Decision:
    """Return category and amounts as they will stand once the errors are mended.

    For the eyes of whoever is still typing: nothing may be confirmed on it. Claims
    that do not hold are left out.
    """
    case = gather(document, scheme, roster)
    judgement = _judge(case)
    if judgement.unclaimed is not None:
        return estimate(judgement.unclaimed, scheme, roster=roster)
    return _decision(case, judgement, (), tentative=True)


def encode(decision: Decision) -> bytes:
    """Return the decision as canonical UTF-8 JSON on one line."""
    return msgspec.json.encode(decision)


def _judge(case: Case) -> Judgement:
    by_person = case.scheme.kind == "PERSON"
    return _judge_persons(case) if by_person else _judge_household(case)


# -- HOUSEHOLD: one category and one price for the family --------------------------


def _judge_household(case: Case) -> Judgement:
    outcome = find_category(case)
    category = outcome.category
    claims = tuple(claim_problems(case))
    award = Award(category, _household_price(case, category))
    bearer = case.insured[0].member.ref if case.insured else ""
    document = case.document
    return Judgement(
        awards={bearer: award},
        problems=(*claims, *eligibility_problems(case, category)),
        trace=outcome.trace,
        unclaimed=_without_claim(document) if claims else None,
    )


def _household_price(case: Case, category: Category | None) -> Price | None:
    if case.year is None or category is None:
        return None
    return price(
        case,
        case.year,
        plan_code=case.document.plan,
        units=case.document.units,
        rate_fen=category.rate_fen,
    )


def _without_claim(document: HouseholdDocument) -> HouseholdDocument:
    household = msgspec.structs.replace(document.household, category_claimed=None)
    return msgspec.structs.replace(document, household=household)


# -- PERSON: each insured person has its own ---------------------------------------


def _judge_persons(case: Case) -> Judgement:
    outcomes = {p.member.ref: find_person_category(case, p) for p in case.insured}
    refused = {ref: outcome.refused for ref, outcome in outcomes.items()}
    claims = tuple(household_claim_problems(case, outcomes.values()))
    document = _without_claim(case.document) if claims else case.document
    unclaimed = _without_refused(document, refused)
    return Judgement(
        awards={
            p.member.ref: _person_award(case, p.member, outcomes[p.member.ref])
            for p in case.insured
        },
        problems=(*claims, *(p for o in outcomes.values() for p in o.problems)),
        trace=tuple(line for o in outcomes.values() for line in o.trace),
        unclaimed=unclaimed if claims or any(refused.values()) else None,
    )


def _person_award(case: Case, member: Member, outcome: PersonOutcome) -> Award:
    category = outcome.category
    if case.year is None:
        return Award(category, None)
    own = member.plan is not None or member.units is not None
    terms = price(
        case,
        case.year,
        plan_code=member.plan or case.document.plan,
        units=member.units or case.document.units,
        rate_fen=category.rate_fen if category else 0,
        at=f"members.{member.ref}." if own else "",
    )
    return Award(category, terms)


def _without_refused(
    document: HouseholdDocument, refused: dict[str, tuple[str, ...]]
) -> HouseholdDocument:
    members = tuple(
        msgspec.structs.replace(
            member,
            special_categories=tuple(
                claim
                for claim in member.special_categories
                if claim.category not in refused.get(member.ref, ())
            ),
        )
        for member in document.members
    )
    return msgspec.structs.replace(document, members=members)


# -- putting it together ------------------------------------------------------------


def _decision(
    case: Case,
    judged: Judgement,
    also: tuple[Problem, ...],
    *,
    tentative: bool = False,
) -> Decision:
    prices = [award.price for award in judged.awards.values() if award.price]
    subsidy = sum(each.subsidy_fen for each in prices)
    problems = (*_problems(case, judged, subsidised=subsidy > 0), *also)
    blocked = not tentative and any(each.severity == "E" for each in problems)
    premium = _total(prices)
    self_pay = None if premium is None or blocked else premium - subsidy
    return Decision(
        decision=_verdict(problems),
        category=None if blocked else _shared_category(judged),
        premium_fen=None if blocked else premium,
        subsidy_fen=None if blocked else subsidy,
        self_pay_fen=self_pay,
        self_pay_capital=None if self_pay is None else capital(self_pay),
        plan=_shared_plan(prices),
        as_of=case.as_of if case.year else None,
        funding=() if blocked else _funding(case.year, prices, subsidy),
        insured=tuple(_insured(case, p, judged, blocked=blocked) for p in case.insured),
        problems=problems,
        trace=judged.trace,
    )


def _verdict(problems: tuple[Problem, ...]) -> Literal["ACCEPT", "CONFIRM", "BLOCK"]:
    severities = {each.severity for each in problems}
    if "E" in severities:
        return "BLOCK"
    return "CONFIRM" if "W" in severities else "ACCEPT"


def _problems(
    case: Case, judged: Judgement, *, subsidised: bool
) -> tuple[Problem, ...]:
    """Gather all problems in the engine's order (domain.md C3), each once."""
    found = (
        *household_problems(case),
        *period_problems(case),
        *insured_problems(case),
        *judged.problems,
        *_money_problems(case, judged, subsidised=subsidised),
        *confirmation_problems(case, subsidised=subsidised),
    )
    found = (*found, *_no_category(case, judged, found))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def _money_problems(
    case: Case, judged: Judgement, *, subsidised: bool
) -> Iterator[Problem]:
    for person in case.insured:
        award = judged.awards.get(person.member.ref)
        if award is not None and award.price is not None:
            yield from award.price.problems
        terms = _price_for(person, judged)
        if terms is not None and terms.plan is not None and terms.plan.sums_insured_fen:
            yield from death_sum_problems(case, person, terms.plan, terms.units)
    if subsidised and case.year is not None and not case.year.funding:
        yield problem("I620", "policy_year")


def _price_for(person: Person, judged: Judgement) -> Price | None:
    """Return the price that covers a person: its own, or the household's."""
    award = judged.awards.get(person.member.ref) or next(iter(judged.awards.values()))
    return award.price


def _no_category(
    case: Case, judged: Judgement, found: tuple[Problem, ...]
) -> Iterator[Problem]:
    """A household that fits nowhere is told why, unless an error already says so."""
    fits = any(award.category for award in judged.awards.values())
    explained = any(each.severity == "E" for each in found)
    if case.scheme.kind == "HOUSEHOLD" and not fits and not explained:
        why = "；".join(judged.trace)
        yield problem("E526", "household", why=why)


def _total(prices: list[Price]) -> int | None:
    """Return the whole premium; None when there is none, or a part is not set."""
    total = 0
    for each in prices:
        if each.premium_fen is None:
            return None
        total += each.premium_fen
    return total if prices else None


def _shared_category(judged: Judgement) -> str | None:
    codes = {a.category.code if a.category else None for a in judged.awards.values()}
    return codes.pop() if len(codes) == 1 else None


def _shared_plan(prices: list[Price]) -> str | None:
    codes = {each.plan.code if each.plan else None for each in prices}
    return codes.pop() if len(codes) == 1 else None


def _funding(
    year: PolicyYear | None, prices: list[Price], subsidy: int
) -> tuple[Funding, ...]:
    if year is None:
        return ()
    return split(subsidy, sum(each.subsidised_units for each in prices), year.funding)


def _insured(
    case: Case, person: Person, judged: Judgement, *, blocked: bool
) -> Insured:
    member = person.member
    shared = case.scheme.kind == "HOUSEHOLD"
    own = judged.awards.get(member.ref)
    award = own or (next(iter(judged.awards.values())) if shared else None)
    premium, subsidy = (None, None) if blocked else _amounts(own, award)
    category = award.category.code if award and award.category else None
    return Insured(
        ref=member.ref,
        insured_order=INSURED_ORDER.get(member.insured_role) if shared else None,
        insured_role=member.insured_role,
        category=None if blocked else category,
        age=case.age(person) if case.year else None,
        premium_fen=premium,
        subsidy_fen=subsidy,
        self_pay_fen=_difference(premium, subsidy),
        benefits=case.scheme.benefits.get(member.insured_role or "", ()),
    )


def _difference(premium: int | None, subsidy: int | None) -> int | None:
    return None if premium is None or subsidy is None else premium - subsidy


def _amounts(own: Award | None, award: Award | None) -> tuple[int | None, int | None]:
    """In a household the first insured person bears the amounts, the others none."""
    if own is not None and own.price is not None:
        return own.price.premium_fen, own.price.subsidy_fen
    priced = award is not None and award.price and award.price.premium_fen is not None
    return (0 if priced else None), 0
