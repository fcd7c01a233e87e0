"""PERSON schemes: the subsidised category of each insured person."""

from collections.abc import Iterable, Iterator

import msgspec

from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.conditions import (
    CLAIM,
    CONDITIONS,
    area_name,
    unknown_category,
    unmet,
)
from jisheng_desktop.domain.identity import disability_grade
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.persons import Person
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.relations import (
    CHILD_CODES,
    HEAD_CODES,
    PARENT_CODES,
    SPOUSE_CODES,
    relation_name,
)
from jisheng_desktop.domain.schemes import Category

SPECIAL_SUPPORT = ("LOST_ONLY_CHILD", "DISABLED_ONLY_CHILD")
SUPPORT_AGE_OF_WIFE = 49
WORST_UNSUPPORTED_GRADE = 4


class PersonOutcome(msgspec.Struct, frozen=True):
    """A person's category, the trace that led to it, and what stood in the way."""

    category: Category | None
    trace: tuple[str, ...]
    problems: tuple[Problem, ...]
    held: tuple[str, ...]
    refused: tuple[str, ...]


def find_person_category(case: Case, person: Person) -> PersonOutcome:
    """Return the highest-rated category that holds (ties by order in the scheme)."""
    claimed = {claim.category for claim in person.member.special_categories}
    trace: list[str] = []
    held: list[Category] = []
    refused: list[tuple[Category, tuple[str, ...]]] = []
    for category in case.scheme.categories:
        special = "special_category" in category.conditions
        if special and category.code not in claimed:
            continue
        missing = unmet(case, category, person)
        result = f"not met ({', '.join(missing)})" if missing else "met"
        trace.append(f"{person.member.ref}: {category.code}: {result}")
        if not missing:
            held.append(category)
        elif special:
            refused.append((category, missing))
    best = max(held, key=lambda category: category.rate_fen, default=None)
    unknown = _unknown_claims(case, person)
    return PersonOutcome(
        category=best,
        trace=tuple(trace),
        problems=(
            *(_refusal(case, person, c, missing) for c, missing in refused),
            *(_unproved(person, code) for code in unknown),
            *_highest_only(person, held, best),
            *_doubts(case, person, held),
            *_no_category(person, best),
        ),
        held=tuple(category.code for category in held),
        refused=(*(category.code for category, _ in refused), *unknown),
    )


def household_claim_problems(
    case: Case, outcomes: Iterable[PersonOutcome]
) -> Iterator[Problem]:
    """Yield why no insured person belongs to the category the household claims."""
    code = case.document.household.category_claimed
    if code is None or any(code in outcome.held for outcome in outcomes):
        return
    category = case.scheme.category(code)
    if category is None:
        yield unknown_category(case.scheme, code)
    else:
        yield problem("E552", CLAIM, name="本户", category=category.name)


def _unknown_claims(case: Case, person: Person) -> tuple[str, ...]:
    known = {category.code for category in case.scheme.categories}
    claims = (claim.category for claim in person.member.special_categories)
    return tuple(dict.fromkeys(code for code in claims if code not in known))


def _refusal(
    case: Case, person: Person, category: Category, missing: tuple[str, ...]
) -> Problem:
    if "special_category" in missing:
        return _unproved(person, category.name)
    why = "；".join(CONDITIONS[name].words(case.scheme) for name in missing)
    at = person.field("special_categories")
    return problem("E523", at, category=category.name, why=f"须{why}")


def _unproved(person: Person, category: str) -> Problem:
    at = person.field("special_categories")
    return problem("E552", at, name=person.label, category=category)


def _highest_only(
    person: Person, held: list[Category], best: Category | None
) -> Iterator[Problem]:
    paid = [category for category in held if category.rate_fen]
    if best is None or len(paid) < 2:
        return
    at = person.field("special_categories")
    names = "、".join(f"“{category.name}”" for category in paid)
    yield problem("I553", at, name=person.label, names=names, x=yuan(best.rate_fen))


def _no_category(person: Person, best: Category | None) -> Iterator[Problem]:
    if best is None:
        why = f"{person.label}没有可用的类别，方案应以“一般”类别收尾"
        yield problem("E526", person.field("special_categories"), why=why)


def _doubts(case: Case, person: Person, held: list[Category]) -> Iterator[Problem]:
    if not case.scheme.in_area(person.hukou) and person.hukou:
        at, area = person.field("hukou_region_code"), area_name(case.scheme)
        yield problem("W551", at, name=person.label, area=area)
    codes = {category.code for category in held}
    if not codes.isdisjoint(SPECIAL_SUPPORT):
        yield from _support_conditions(case, person)
    yield from _relation_doubts(person, codes)


def _relation_doubts(person: Person, codes: set[str]) -> Iterator[Problem]:
    relation = person.member.relation_code or ""
    values = {"name": person.label, "relation": relation_name(relation) or "未填"}
    at = person.field("relation_code")
    couple = (*HEAD_CODES, *SPOUSE_CODES)
    if "DISABLED_ONLY_CHILD" in codes and relation not in (*couple, *PARENT_CODES):
        yield problem("W556", at, **values)
    if "STERILIZATION_HOUSEHOLD" in codes and relation not in (*couple, *CHILD_CODES):
        yield problem("W557", at, **values)


def _support_conditions(case: Case, person: Person) -> Iterator[Problem]:
    """W560: what the national special-support system usually asks (domain.md B1)."""
    age = case.age(person)
    reasons = []
    if person.sex == "F" and age is not None and age < SUPPORT_AGE_OF_WIFE:
        reasons.append(f"女方{age}周岁，未满{SUPPORT_AGE_OF_WIFE}周岁")
    if case.document.household.children_born > 1:
        reasons.append(f"生育{case.document.household.children_born}个子女")
    if any(_mildly_disabled(other) for other in case.persons):
        reasons.append("残疾等级为四级")
    if reasons:
        at = person.field("special_categories")
        yield problem("W560", at, name=person.label, why="、".join(reasons))


def _mildly_disabled(person: Person) -> bool:
    grade = disability_grade(person.member.disability_cert_no)
    return grade == WORST_UNSUPPORTED_GRADE
