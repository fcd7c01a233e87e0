"""Rules that hold in every household, whatever the scheme (domain.md E1xx–E4xx)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from jisheng_desktop.domain.ages import add_months, completed_years
from jisheng_desktop.domain.cases import Case
from jisheng_desktop.domain.persons import Person, region_problems
from jisheng_desktop.domain.phones import examine_phone
from jisheng_desktop.domain.problems import Problem, problem

SIBLING_MONTHS = 7
YOUNGEST_PARENT = 15
OLDEST_PARENT = {"F": 55, "M": 70, None: 70}


def household_problems(case: Case) -> Iterator[Problem]:
    """Yield what is wrong with the persons and with how they stand together."""
    for person in case.persons:
        yield from person.problems
    yield from _one_number_one_person(case)
    yield from _one_head(case)
    yield from _household_fields(case)
    yield from _siblings(case)
    if case.scheme.kind == "HOUSEHOLD":
        yield from _generations(case)
        yield from _guardians(case)


def are_twins(a: Person, b: Person) -> bool:
    """Tell whether two children were born on the same day, or around midnight."""
    if a.born is None or b.born is None:
        return False
    return abs(a.born - b.born) <= timedelta(days=1)


def _one_number_one_person(case: Case) -> Iterator[Problem]:
    first: dict[str, Person] = {}
    for person in case.persons:
        if not person.number:
            continue
        other = first.setdefault(person.number, person)
        if other is not person:
            at = person.field("id_no")
            yield problem("E112", at, a=other.label, b=person.label)


def _one_head(case: Case) -> Iterator[Problem]:
    codes = [person.member.relation_code for person in case.persons]
    heads = codes.count("02") or codes.count("01")
    if heads != 1:
        yield problem("E401", "members", n=heads)


def _household_fields(case: Case) -> Iterator[Problem]:
    household = case.document.household
    phone = household.contact_phone
    yield from examine_phone(
        phone, field="household.contact_phone", required=True
    ).problems
    if not (household.hukou_region_code or "").strip():
        yield problem("E403", "household.hukou_region_code")
    for key in ("hukou_region_code", "residence_region_code"):
        yield from region_problems(getattr(household, key), f"household.{key}")
    born, registered = household.children_born, len(case.children)
    if born < registered:
        yield problem("E404", "household.children_born", n=born, m=registered)


def _siblings(case: Case) -> Iterator[Problem]:
    for a, b in combinations(case.children, 2):
        if a.born and b.born and not are_twins(a, b) and _too_close(a.born, b.born):
            yield problem("W407", b.field("birth_date"), a=a.label, b=b.label)


def _too_close(a: date, b: date) -> bool:
    earlier, later = min(a, b), max(a, b)
    return later < add_months(earlier, SIBLING_MONTHS)


def _generations(case: Case) -> Iterator[Problem]:
    """W405: a parent is 15 to 55 (mother) or 70 (father) years older than the child."""
    for parent in case.persons:
        if parent.member.insured_role != "PARENT" or parent.born is None:
            continue
        for child in case.children:
            if child.member.insured_role == "CHILD" and child.born is not None:
                gap = completed_years(parent.born, child.born)
                if not YOUNGEST_PARENT <= gap <= OLDEST_PARENT[parent.sex]:
                    at = parent.field("birth_date")
                    names = {"p": parent.label, "c": child.label}
                    yield problem("W405", at, **names, n=gap)


def _guardians(case: Case) -> Iterator[Problem]:
    adults = [
        person.label
        for person in case.persons
        if person.member.insured_role in ("PARENT", "GUARDIAN")
    ]
    if len(adults) > 2:
        yield problem("W408", "members", names="、".join(adults))
